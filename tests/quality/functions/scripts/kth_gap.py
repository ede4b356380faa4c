import random
from itertools import combinations


def kth_gap(values, k):
    """The k-th smallest (k from 1) absolute difference between two of the integer
    values, with the number of pairs that have exactly it; None if there is none."""
    gaps = sorted(abs(a - b) for a, b in combinations(values, 2))
    if k < 1 or k > len(gaps):
        return None
    gap = gaps[k - 1]
    return gap, gaps.count(gap)


def workload():
    rng = random.Random(13)
    out = [([4], 1)]
    for n, top, k in ((120, 500, 900), (330, 40000, 20000), (560, 3000, 77777)):
        out.append(([rng.randint(-top, top) for _ in range(n)], k))
    return out
