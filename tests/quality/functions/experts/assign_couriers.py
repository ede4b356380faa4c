def assign_couriers(names, costs):
    n = len(names)
    if any(len(row) != n for row in costs) or len(costs) != n:
        raise ValueError("cost table must be square")
    full = (1 << n) - 1
    # rest[mask]: cheapest completion when couriers in mask already serve the first districts
    rest = [None] * (full + 1)
    pick = [-1] * (full + 1)
    rest[full] = 0
    for mask in range(full - 1, -1, -1):
        d = mask.bit_count()
        best = None
        for k in range(n):
            if mask >> k & 1:
                continue
            c = costs[k][d]
            tail = rest[mask | 1 << k]
            if c is None or tail is None:
                continue
            if best is None or c + tail < best:
                best = c + tail
                pick[mask] = k
        rest[mask] = best
    if rest[0] is None:
        return {"total": None, "plan": []}
    plan = []
    mask = 0
    for d in range(n):
        k = pick[mask]
        plan.append((d, names[k]))
        mask |= 1 << k
    return {"total": rest[0], "plan": plan}
