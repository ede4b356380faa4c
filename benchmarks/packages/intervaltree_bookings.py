import random

from intervaltree import Interval, IntervalTree

rng = random.Random(18)


def booking(n):
    start = rng.randrange(50_000)
    return Interval(start, start + rng.randrange(1, 120), n)


tree = IntervalTree(booking(n) for n in range(4000))
for n in range(4000, 5000):
    tree.add(booking(n))
total = 0
for _ in range(6000):
    total += sum(found.data for found in tree[rng.randrange(50_000)])
for _ in range(1500):
    start = rng.randrange(50_000)
    total += len(tree[start : start + 300]) + len(tree.envelop(start, start + 500))
for found in sorted(tree)[::5]:
    tree.remove(found)
tree.merge_overlaps(data_reducer=lambda a, b: a + b)
print(total, len(tree), sum(found.length() for found in tree), sum(found.data for found in tree))
