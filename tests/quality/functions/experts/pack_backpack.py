def pack_backpack(gear, limit):
    usable = [g for g in gear if g[1] <= limit]
    too_heavy = [g[0] for g in gear if g[1] > limit]
    n = len(usable)
    memo = {}
    # rooms reachable at each level, then scores bottom-up
    levels = [{limit}]
    for i in range(n):
        w = usable[i][1]
        cur = levels[-1]
        levels.append(cur | {r - w for r in cur if r >= w})
    below = dict.fromkeys(levels[n], 0)
    take_at = [None] * n
    for i in range(n - 1, -1, -1):
        _, w, s = usable[i]
        here = {}
        takes = set()
        for r in levels[i]:
            best = below[r]
            if w <= r:
                t = below[r - w] + s
                if t > best:
                    best = t
                    takes.add(r)
            here[r] = best
        take_at[i] = takes
        below = here
    names = []
    room = limit
    for i in range(n):
        if room in take_at[i]:
            names.append(usable[i][0])
            room -= usable[i][1]
    chosen = set(names)
    return {"score": below[limit], "items": names, "grams": sum(g[1] for g in usable if g[0] in chosen), "too_heavy": too_heavy}
