from bisect import bisect_right
from collections import Counter


def _pairs(values):
    return sum([c * (c - 1) // 2 for c in Counter(values).values()])


def ranking_conflicts(first, second):
    n = len(first)
    items = sorted(zip(first, second))
    tie_first = _pairs([a for a, b in items])
    tie_second = _pairs([b for a, b in items])
    both = _pairs(items)
    opposite = 0
    seen = []
    for i, (a, b) in enumerate(items):
        at = bisect_right(seen, b)
        opposite += i - at
        seen.insert(at, b)
    same = n * (n - 1) // 2 - tie_first - tie_second + both - opposite
    return same, opposite, tie_first - both, tie_second - both, both
