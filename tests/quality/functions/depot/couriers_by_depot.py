import random


def couriers_by_depot(customers, depots, reach):
    """Each customer, in order, goes to the nearest depot that still has a van.

    customers: (id, x, y); depots: [name, x, y, vans] lists, vans are taken in place.
    Returns (customer, depot or None, squared distance or None) and the depots' loads.
    """
    def distance(a, b):
        return (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2

    def candidates(x, y):
        near = []
        for depot in depots:
            d = distance((x, y), (depot[1], depot[2]))
            if d <= reach ** 2:
                near.append((d, depot))
        near.sort(key=lambda pair: pair[0])
        return near

    plan = []
    for cid, x, y in customers:
        choice = None
        for d, depot in candidates(x, y):
            if depot[3] > 0:
                choice = depot
                depot[3] -= 1
                plan.append((cid, depot[0], d))
                break
        if choice is None:
            plan.append((cid, None, None))
    loads = {}
    for depot in depots:
        loads[depot[0]] = len([p for p in plan if p[1] == depot[0]])
    return plan, loads


def _case(seed, n, m, size, vans, reach):
    rnd = random.Random(seed)
    customers = [(i, rnd.randrange(size), rnd.randrange(size)) for i in range(n)]
    depots = [["D%d" % i, rnd.randrange(size), rnd.randrange(size), rnd.randint(0, vans)] for i in range(m)]
    return customers, depots, reach


def workload():
    return [_case(1, 1300, 500, 1000, 5, 90), _case(2, 300, 200, 60, 4, 9)]
