import random


def untangle_route(stops, order, depot, rounds=30):
    """Take the crossings out of a driver's route.

    stops: name -> (x, y) in blocks; order: names to visit, the van starts and ends at the
    depot. Returns (better order, blocks driven before, after, legs (from, to, blocks)).
    """
    for name in order:
        if name not in stops:
            raise KeyError("no position for stop %s" % name)

    def blocks(a, b):
        (ax, ay), (bx, by) = a, b
        return abs(ax - bx) + abs(ay - by)

    def driven(route):
        total = 0
        at = depot
        for name in route:
            total += blocks(at, stops[name])
            at = stops[name]
        return total + blocks(at, depot)

    route = list(order)
    before = best = driven(route)
    for _ in range(rounds):
        better = False
        for i in range(len(route) - 1):
            for j in range(i + 2, len(route) + 1):
                tried = route[:i] + route[i:j][::-1] + route[j:]
                length = driven(tried)
                if length < best:
                    best = length
                    route = tried
                    better = True
        if not better:
            break
    legs = []
    at, where = "depot", depot
    for name in route:
        legs.append((at, name, blocks(where, stops[name])))
        at, where = name, stops[name]
    legs.append((at, "depot", blocks(where, depot)))
    return route, before, best, legs


def _case(seed, n, size):
    rnd = random.Random(seed)
    stops = {"s%d" % i: (rnd.randrange(size), rnd.randrange(size)) for i in range(n)}
    return stops, rnd.sample(list(stops), n), (size // 2, size // 2)


def workload():
    return [_case(1, 44, 300), _case(2, 30, 60), _case(3, 5, 9), ({}, [], (0, 0))]
