import random
from itertools import combinations


def nearest_subset(weights, target):
    """Indices of the subset whose sum is closest to target.

    Ties go to fewer items, then to the smaller index tuple. Returns (sum, indices).
    """
    best = None
    chosen = ()
    for size in range(len(weights) + 1):
        for combo in combinations(range(len(weights)), size):
            total = sum(weights[i] for i in combo)
            if best is None or abs(total - target) < abs(best - target):
                best = total
                chosen = combo
    return best, chosen


def workload():
    rng = random.Random(23)
    out = [([], 10)]
    for n, top, target in ((10, 50, 120), (15, 5000, 23456), (17, 100000, 345678)):
        out.append(([rng.randint(1, top) for _ in range(n)], target))
    return out
