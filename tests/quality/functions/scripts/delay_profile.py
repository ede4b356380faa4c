import random
from itertools import product


def delay_profile(waiting, service, travel, width):
    """All combinations of one integer delay from each sample, summed and put into
    bins of the given width. Returns (most frequent total, smallest on ties;
    sorted (bin, count) pairs)."""
    totals = {}
    bins = {}
    for combo in product(waiting, service, travel):
        s = sum(combo)
        totals[s] = totals.get(s, 0) + 1
        bins[s // width] = bins.get(s // width, 0) + 1
    mode = None
    for s in sorted(totals):
        if mode is None or totals[s] > totals[mode]:
            mode = s
    return mode, sorted(bins.items())


def workload():
    rng = random.Random(12)
    out = [([1], [], [2], 5)]
    for a, b, c, width in ((12, 10, 15, 3), (45, 60, 40, 5), (90, 35, 70, 10)):
        out.append(([rng.randint(0, 30) for _ in range(a)], [int(rng.expovariate(0.1)) for _ in range(b)],
                    [rng.randint(5, 40) for _ in range(c)], width))
    return out
