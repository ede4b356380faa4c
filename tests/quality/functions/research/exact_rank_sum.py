"""Exact Wilcoxon rank-sum test for small samples with ties."""
import random
from fractions import Fraction
from itertools import combinations


def doubled_midranks(values):
    """Twice the mid-rank of each value, so that everything stays integral."""
    ordered = sorted(values)
    rank_of = {}
    start = 0
    while start < len(ordered):
        stop = start
        while stop < len(ordered) and ordered[stop] == ordered[start]:
            stop += 1
        rank_of[ordered[start]] = start + 1 + stop
        start = stop
    return [rank_of[v] for v in values]


def exact_rank_sum(treated, control, alternative="two-sided"):
    """Return (W, U, p) with W and p as Fractions.

    p is the share of all ways to pick the treated group whose rank sum is at
    least as extreme as the observed one.
    """
    if alternative not in ("two-sided", "greater", "less"):
        raise ValueError("unknown alternative %r" % alternative)
    if not treated or not control:
        raise ValueError("both groups need at least one value")
    ranks = doubled_midranks(list(treated) + list(control))
    m, n = len(treated), len(ranks)
    observed = sum(ranks[:m])
    expected = m * (n + 1)
    extreme = 0
    total = 0
    for group in combinations(ranks, m):
        w = sum(group)
        total += 1
        if alternative == "greater":
            hit = w >= observed
        elif alternative == "less":
            hit = w <= observed
        else:
            hit = abs(w - expected) >= abs(observed - expected)
        if hit:
            extreme += 1
    u = Fraction(observed, 2) - Fraction(m * (m + 1), 2)
    return Fraction(observed, 2), u, Fraction(extreme, total)


def workload():
    rng = random.Random(5)
    a = [rng.randrange(20, 60) for _ in range(10)]
    b = [rng.randrange(25, 70) for _ in range(10)]
    c = [round(rng.gauss(3, 1), 1) for _ in range(9)]
    d = [round(rng.gauss(3.4, 1), 1) for _ in range(10)]
    return [(a, b), (c, d, "less"), (d, c, "greater")]
