import math
import random


def nearest_stops(stops):
    """The two (name, x, y) stops closest to each other, as (name, name, distance).

    Earlier entries of the list win ties; None when there are not two stops.
    """
    closest = None
    pair = None
    for i, (_, xa, ya) in enumerate(stops):
        for j in range(i + 1, len(stops)):
            _, xb, yb = stops[j]
            gap = math.sqrt((xa - xb) * (xa - xb) + (ya - yb) * (ya - yb))
            if closest is None or gap < closest:
                closest = gap
                pair = (i, j)
    if pair is None:
        return None
    return stops[pair[0]][0], stops[pair[1]][0], round(closest, 3)


def workload():
    rng = random.Random(71)
    plain = [("S%d" % i, rng.uniform(0, 1000), rng.uniform(0, 1000)) for i in range(320)]
    raster = [("R%d" % i, rng.randrange(400), rng.randrange(400)) for i in range(300)]
    street = [("T%d" % i, 5, i * i % 9973) for i in range(200)]
    return [(plain,), (raster,), (street,)]
