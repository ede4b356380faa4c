def pair_couriers(orders, couriers, radius, max_load=3):
    cell = abs(radius) or 1
    reach = radius * radius
    names = [c["name"] for c in couriers]
    loads = [0] * len(couriers)
    grid = {}          # cell -> {courier index: (x, y)}
    where = []
    for i, c in enumerate(couriers):
        x, y = c["x"], c["y"]
        key = (x // cell, y // cell)
        where.append(key)
        if max_load > 0:
            grid.setdefault(key, {})[i] = (x, y)
    assigned = []
    refused = []
    for order in orders:
        if order.get("cancelled"):
            continue
        x, y = order["x"], order["y"]
        gx, gy = x // cell, y // cell
        best = -1
        best_d = reach
        for kx in (gx - 1, gx, gx + 1):
            for ky in (gy - 1, gy, gy + 1):
                box = grid.get((kx, ky))
                if box:
                    for i, (cx, cy) in box.items():
                        d = (x - cx) * (x - cx) + (y - cy) * (y - cy)
                        if d < best_d or (d == best_d and (best < 0 or i < best)):
                            best_d = d
                            best = i
        if best < 0:
            refused.append(order["id"])
            continue
        loads[best] += 1
        del grid[where[best]][best]
        if loads[best] < max_load:
            key = where[best] = (gx, gy)
            grid.setdefault(key, {})[best] = (x, y)
        assigned.append((order["id"], names[best], best_d))
    by_load = {}
    for name, load in zip(names, loads):
        by_load.setdefault(load, []).append(name)
    return assigned, refused, dict(sorted(by_load.items()))
