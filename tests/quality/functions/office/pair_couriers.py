import random


def _dist2(a, b):
    return (a["x"] - b["x"]) ** 2 + (a["y"] - b["y"]) ** 2


def pair_couriers(orders, couriers, radius, max_load=3):
    """Give each order to the nearest courier in reach who still has room.

    Coordinates are whole metres; ties go to the courier listed first. A courier
    moves to the pick-up point of the order just accepted.
    Returns (assignments (order, courier, squared metres), refused orders, loads).
    """
    fleet = [dict(c, load=0) for c in couriers]
    assigned = []
    refused = []
    for order in orders:
        if order.get("cancelled"):
            continue
        ranked = sorted(
            ((_dist2(order, c), i) for i, c in enumerate(fleet)
             if c["load"] < max_load and _dist2(order, c) <= radius * radius),
        )
        if not ranked:
            refused.append(order["id"])
            continue
        d2, i = ranked[0]
        c = fleet[i]
        c["load"] += 1
        c["x"], c["y"] = order["x"], order["y"]
        assigned.append((order["id"], c["name"], d2))
    loads = {}
    for c in fleet:
        loads.setdefault(c["load"], []).append(c["name"])
    return assigned, refused, dict(sorted(loads.items()))


def _case(seed, norders, ncouriers, size):
    rnd = random.Random(seed)
    orders = []
    for i in range(norders):
        o = {"id": 7000 + i, "x": rnd.randrange(size), "y": rnd.randrange(size)}
        if rnd.random() < .03:
            o["cancelled"] = True
        orders.append(o)
    return orders, [{"name": "c%d" % i, "x": rnd.randrange(size), "y": rnd.randrange(size)} for i in range(ncouriers)]


def workload():
    return [_case(1, 800, 420, 20000) + (1300,), _case(2, 260, 300, 9000) + (600, 1), _case(3, 4, 3, 100) + (60, 2), ([], [], 10)]
