"""Finds the two trees of an orchard that stand closest together (positions in centimetres)."""

import random


def squared_distance(a, b):
    return (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2


def closest_pair(trees: list[tuple[int, int]]) -> int:
    """Squared distance of the two closest trees; -1 when there are fewer than two."""
    closest = -1
    for i in range(len(trees)):
        for j in range(i + 1, len(trees)):
            distance = squared_distance(trees[i], trees[j])
            if closest == -1 or distance < closest:
                closest = distance
    return closest


def workload():
    rng = random.Random(12)
    calls = []
    for n, side in ((900, 100000), (450, 9000), (40, 500), (2, 50)):
        calls.append(([(rng.randrange(side), rng.randrange(side)) for _ in range(n)],))
    calls.append(([(3, 4), (3, 4), (0, 0)],))
    calls.append(([(1, 1)],))
    calls.append(([],))
    return calls
