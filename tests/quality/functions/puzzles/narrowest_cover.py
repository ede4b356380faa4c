import random


def narrowest_cover(spans, points):
    """For each point: (number of closed spans containing it, index of the
    narrowest of them - the earliest on a tie - or None)."""
    answer = []
    for p in points:
        count = 0
        best = None
        best_width = 0
        for idx, (lo, hi) in enumerate(spans):
            if lo <= p and p <= hi:
                count += 1
                if best is None or hi - lo < best_width:
                    best = idx
                    best_width = hi - lo
        answer.append((count, best))
    return answer


def workload():
    rng = random.Random(14)
    spans = []
    for _ in range(1500):
        lo = rng.randint(0, 5000)
        spans.append((lo, lo + rng.randint(-5, 400)))
    return [(spans, [rng.randint(-50, 5500) for _ in range(1100)]),
            (spans[:200], list(range(0, 5000, 10)))]
