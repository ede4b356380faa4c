from collections import namedtuple

Stop = namedtuple("Stop", "customer x y unload")

MAX_STOPS = 8


def driving_minutes(a, b):
    # streets form a grid; bridges over the canal (x = 50) cost four minutes more
    minutes = abs(a.x - b.x) + abs(a.y - b.y)
    if (a.x < 50) != (b.x < 50):
        minutes += 4
    return minutes


def best_order(base, stops):
    """Dynamic programming over the set of open stops; ties go to the earlier stop in the list."""
    n = len(stops)
    drive = [[driving_minutes(a, b) for b in stops] for a in stops]
    home = [driving_minutes(s, base) for s in stops]
    size = 1 << n
    # rest[todo][i]: driving minutes from stop i through all stops of `todo` and home
    rest = [home] + [None] * (size - 1)
    for todo in range(1, size):
        members = [j for j in range(n) if todo >> j & 1]
        options = [(j, rest[todo ^ (1 << j)][j]) for j in members]
        rest[todo] = [
            0 if todo >> i & 1 else min([drive[i][j] + r for j, r in options])
            for i in range(n)
        ]
    order = []
    minutes = 0
    legs = [driving_minutes(base, s) for s in stops]
    todo = size - 1
    while todo:
        cost, j = min((legs[j] + rest[todo ^ (1 << j)][j], j) for j in range(n) if todo >> j & 1)
        if not order:
            minutes = cost
        order.append(stops[j])
        todo ^= 1 << j
        legs = drive[j]
    return order, minutes + sum(s.unload for s in stops)


def plan_delivery_round(depot, deliveries):
    """Quickest round through all deliveries and back; the first one found if several are equal.

    depot: (x, y); deliveries: list of (customer, x, y, unload minutes)
    """
    if len(deliveries) > MAX_STOPS:
        raise ValueError(f"a van takes at most {MAX_STOPS} stops, got {len(deliveries)}")
    base = Stop("depot", depot[0], depot[1], 0)
    best, best_minutes = best_order(base, [Stop(*d) for d in deliveries])
    clock = 8 * 60
    plan = []
    here = base
    for stop in best:
        clock += driving_minutes(here, stop)
        plan.append(f"{clock // 60:02d}:{clock % 60:02d} {stop.customer}")
        clock += stop.unload
        here = stop
    return {"minutes": best_minutes, "plan": plan}
