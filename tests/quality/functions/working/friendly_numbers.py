"""Classify 1..limit as deficient/perfect/abundant and list amicable pairs."""


def _aliquot(n):
    total = 0
    for d in range(1, n // 2 + 1):
        if n % d == 0:
            total += d
    return total


def friendly_numbers(limit):
    counts = {"deficient": 0, "perfect": 0, "abundant": 0}
    pairs = []
    for n in range(1, limit + 1):
        s = _aliquot(n)
        if s < n:
            counts["deficient"] += 1
        elif s == n:
            counts["perfect"] += 1
        else:
            counts["abundant"] += 1
            if s <= limit and _aliquot(s) == n:
                pairs.append((n, s))
    return counts, pairs


def workload():
    return [(0,), (30,), (300,), (3000,)]
