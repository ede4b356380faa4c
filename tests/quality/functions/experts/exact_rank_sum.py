"""Exact Wilcoxon rank-sum test for small samples with ties."""
from fractions import Fraction


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
    # ways[k]: {rank sum: number of k-element groups}
    ways = [{} for _ in range(m + 1)]
    ways[0][0] = 1
    for seen, rank in enumerate(ranks):
        for k in range(min(seen, m - 1), -1, -1):
            more = ways[k + 1]
            get = more.get
            for w, count in ways[k].items():
                w += rank
                more[w] = get(w, 0) + count
    extreme = 0
    total = 0
    away = abs(observed - expected)
    for w, count in ways[m].items():
        total += count
        if alternative == "greater":
            hit = w >= observed
        elif alternative == "less":
            hit = w <= observed
        else:
            hit = abs(w - expected) >= away
        if hit:
            extreme += count
    u = Fraction(observed, 2) - Fraction(m * (m + 1), 2)
    return Fraction(observed, 2), u, Fraction(extreme, total)
