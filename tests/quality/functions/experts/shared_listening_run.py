def shared_listening_run(plays_a, plays_b):
    a = [p["track"] for p in plays_a if p["seconds"] >= 30]
    b = [p["track"] for p in plays_b if p["seconds"] >= 30]
    where_b = {}
    for j, t in enumerate(b):
        where_b.setdefault(t, []).append(j)
    best = 0
    at = (-1, -1)
    below = {}
    for i in range(len(a) - 1, -1, -1):
        row = {}
        get = below.get
        for j in where_b.get(a[i], ()):
            row[j] = get(j + 1, 0) + 1
        if row:
            top = max(row.values())
            if top >= best:
                best = top
                for j, k in row.items():  # ascending j
                    if k == top:
                        at = (i, j)
                        break
        below = row
    return {"length": best, "a_from": at[0], "b_from": at[1], "tracks": a[at[0]:at[0] + best] if best else []}
