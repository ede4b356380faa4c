"""Funding rounds of the last years."""

import random


def round_of(rng, n_projects, budget, places):
    amounts = [rng.choice([5, 8, 10, 12, 15, 20, 25]) for _ in range(n_projects)]
    points = [rng.randint(10, 99) for _ in range(n_projects)]
    return amounts, points, budget, places


def workload():
    rng = random.Random(3)
    return [
        round_of(rng, 21, 130, 10),
        round_of(rng, 22, 80, 7),
        round_of(rng, 14, 90, 14),
        round_of(rng, 4, 30, 2),
        ([10, 20], [5, 6], 0, 2),
        ([], [], 100, 3),
        ([5, 8, 5], [40, 50, 30], 13, 3, 1),
    ]
