def rotate_duties(people, duties, moves, weeks):
    n = len(people)
    if len(duties) < n:
        raise ValueError("more people than duties")
    for src, dst in moves:
        if not (0 <= src < n and 0 <= dst < n):
            raise IndexError("bad move %d->%d" % (src, dst))
    period = len(moves) or 1
    if weeks < 0:
        weeks = 0
    # positions of one round of moves: slot[w][i] = starting slot of who stands at i in week w
    order = list(range(n))
    slots = []
    for w in range(period):
        slots.append(order[:])
        if moves:
            src, dst = moves[w]
            order.insert(dst, order.pop(src))
    rounds, extra = divmod(weeks, period)
    # starts[r][j]: person index at slot j at the start of round r; repeats after `loop` rounds
    start = list(range(n))
    starts = []
    seen = {}
    loop = None
    while len(starts) <= rounds:
        key = tuple(start)
        if key in seen:
            loop = len(starts)
            break
        seen[key] = len(starts)
        starts.append(start)
        start = [start[j] for j in order]
    loop = loop or len(starts)
    people = list(people)
    tally = [[0] * n for _ in range(n)]
    back = 0
    full, rest = divmod(rounds, loop)
    for r, start in enumerate(starts):
        here = full + (r < rest)
        part = extra if r == rest else 0
        for w in range(period):
            times = here + (w < part)
            if not times:
                continue
            row = [start[j] for j in slots[w]]
            for i, p in enumerate(row):
                tally[p][i] += times
            if [people[p] for p in row] == people:
                back += times
    if weeks:
        back -= 1
    final = [people[starts[rest][j]] for j in (slots[extra])]
    done = {p: {} for p in people}
    for p, row in zip(people, tally):
        counts = done[p]
        for i, times in enumerate(row):
            if times:
                counts[duties[i]] = counts.get(duties[i], 0) + times
    return {p: dict(sorted(c.items())) for p, c in done.items()}, final, back
