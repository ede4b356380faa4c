"""A year, a month, a day and the odd cases."""

import random


def meter(rng, days):
    readings = []
    for quarter in range(days * 96):
        base = 120 if quarter % 96 < 28 else 900
        readings.append(0 if rng.random() < 0.01 else base + rng.randrange(400))
    return readings


def workload():
    rng = random.Random(7)
    return [
        (meter(rng, 366), 672, 560000),
        (meter(rng, 31), 384, 300000),
        (meter(rng, 31), 96, 80000),
        (meter(rng, 1), 4, 4500),
        ([5, 5, 5], 3, 14),
        ([1, 2], 5, 0),
        ([], 4, 100),
    ]
