import random
from itertools import combinations


def purse_combinations(coins, target):
    """(number of ways, fewest coins) to lay out exactly target with some of the coins.

    Coins of the same value are different coins; the fewest is None if there is no way.
    """
    ways, fewest = 0, None
    for size in range(1, len(coins) + 1):
        for choice in combinations(coins, size):
            if sum(choice) == target:
                ways += 1
                if fewest is None:
                    fewest = size
    return ways, fewest


def workload():
    rng = random.Random(70)
    jobs = [([rng.choice((1, 2, 5, 10, 20, 50)) for _ in range(n)], t)
            for n, t in ((14, 37), (15, 61), (16, 88))]
    jobs.append(([rng.randint(-9, 9) for _ in range(15)], 0))
    return jobs
