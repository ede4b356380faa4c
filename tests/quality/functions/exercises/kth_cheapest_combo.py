import random


def kth_cheapest_combo(mains, sides, k):
    """Price of the k-th cheapest (main, side) combination, counting equal prices separately."""
    totals = []
    for main in mains:
        for side in sides:
            totals.append(main + side)
    if k < 1 or k > len(totals):
        raise ValueError("there is no such combination")
    for _ in range(k - 1):
        totals.remove(min(totals))
    return min(totals)


def workload():
    rng = random.Random(64)
    jobs = []
    for a, b, k in ((40, 50, 120), (70, 30, 200), (25, 25, 400)):
        jobs.append(([rng.randint(300, 2500) for _ in range(a)],
                     [rng.randint(100, 900) for _ in range(b)], k))
    jobs.append(([rng.randint(1, 9) / 2 for _ in range(50)],
                 [rng.randint(1, 9) / 4 for _ in range(30)], 90))
    return jobs
