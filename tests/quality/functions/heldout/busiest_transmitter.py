"""Planning of radio cells: how many phones would a mast on each of the sites have to serve?"""

import random


def busiest_transmitter(sites, phones, radius):
    """(index, phones in reach) of the site with the most phones within the radius; the first of several equal ones.

    Positions are whole metres. (-1, 0) when no site reaches a phone.
    """
    best = -1
    most = 0
    for i, site in enumerate(sites):
        reached = 0
        for phone in phones:
            dx = site["x"] - phone["x"]
            dy = site["y"] - phone["y"]
            if dx ** 2 + dy ** 2 <= radius ** 2:
                reached += 1
        if reached > most:
            most = reached
            best = i
    return best, most


def workload():
    rng = random.Random(5000)

    def spots(n, side):
        return [{"x": rng.randrange(side), "y": rng.randrange(side)} for _ in range(n)]

    return [
        (spots(300, 60000), spots(1500, 60000), 2000),
        (spots(80, 5000), spots(900, 5000), 700),
        (spots(5, 100), spots(20, 100), 25),
        ([{"x": 0, "y": 0}, {"x": 9, "y": 0}], [{"x": 3, "y": 4}, {"x": 6, "y": 4}], 5),
        ([], spots(3, 10), 4),
        (spots(3, 10), [], 4),
    ]
