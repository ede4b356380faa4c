def untangle_route(stops, order, depot, rounds=30):
    for name in order:
        if name not in stops:
            raise KeyError("no position for stop %s" % name)

    def blocks(a, b):
        return abs(a[0] - b[0]) + abs(a[1] - b[1])

    route = list(order)
    n = len(route)
    places = [depot] + [stops[name] for name in route] + [depot]  # route[k] is at places[k + 1]
    before = best = sum(map(blocks, places, places[1:]))
    for _ in range(rounds):
        better = False
        for i in range(n - 1):
            px, py = places[i]
            fx, fy = places[i + 1]
            start = abs(px - fx) + abs(py - fy)
            for j in range(i + 2, n + 1):
                lx, ly = places[j]
                nx, ny = places[j + 1]
                gain = (start + abs(lx - nx) + abs(ly - ny)
                        - abs(px - lx) - abs(py - ly) - abs(fx - nx) - abs(fy - ny))
                if gain > 0:
                    best -= gain
                    route[i:j] = route[i:j][::-1]
                    places[i + 1:j + 1] = places[i + 1:j + 1][::-1]
                    fx, fy = places[i + 1]
                    start = abs(px - fx) + abs(py - fy)
                    better = True
        if not better:
            break
    names = ["depot"] + route + ["depot"]
    legs = [(names[k], names[k + 1], blocks(places[k], places[k + 1])) for k in range(n + 1)]
    return route, before, best, legs
