def couriers_by_depot(customers, depots, reach):
    limit = reach * reach
    radius = abs(reach)
    # about one open depot per cell, but no more than a few cells per reach
    cell = 1
    if depots:
        xs = [d[1] for d in depots]
        ys = [d[2] for d in depots]
        area = (max(xs) - min(xs) + 1) * (max(ys) - min(ys) + 1)
        cell = max(1, int((2 * area / len(depots)) ** 0.5), int(radius // 16))
    grid = {}
    for i, (name, x, y, vans) in enumerate(depots):
        if vans > 0:
            grid.setdefault((x // cell, y // cell), []).append((x, y, i))
    rings = {0: [(0, 0)]}
    last_ring = int(radius // cell) + 1
    plan = []
    counts = {d[0]: 0 for d in depots}
    for cid, x, y in customers:
        cx = x // cell
        cy = y // cell
        best = limit
        best_i = None
        # a cell in ring r is at least (r - 1) * cell + edge away
        edge = min(x - cx * cell, (cx + 1) * cell - x, y - cy * cell, (cy + 1) * cell - y)
        r = 0
        while r <= last_ring:
            if r:
                gap = (r - 1) * cell + edge
                if gap * gap > best:
                    break
            ring = rings.get(r)
            if ring is None:
                ring = rings[r] = [(dx, dy) for dx in range(-r, r + 1) for dy in (-r, r)] + \
                                  [(dx, dy) for dx in (-r, r) for dy in range(1 - r, r)]
            for dx, dy in ring:
                for px, py, i in grid.get((cx + dx, cy + dy), ()):
                    d = (x - px) ** 2 + (y - py) ** 2
                    if d < best or (d == best and (best_i is None or i < best_i)):
                        best = d
                        best_i = i
            r += 1
        if best_i is None:
            plan.append((cid, None, None))
            continue
        depot = depots[best_i]
        depot[3] -= 1
        if depot[3] <= 0:
            bucket = grid[(depot[1] // cell, depot[2] // cell)]
            bucket.remove((depot[1], depot[2], best_i))
        plan.append((cid, depot[0], best))
        counts[depot[0]] += 1
    return plan, counts
