from fractions import Fraction
from itertools import product


class OddsTable:
    """Exact odds of each total, and a few figures read off them."""

    def __init__(self, ways, outcomes):
        self.ways = ways
        self.outcomes = outcomes

    def at_least(self, target):
        good = sum(n for total, n in self.ways.items() if total >= target)
        return Fraction(good, self.outcomes)

    def mean(self):
        return Fraction(sum(t * n for t, n in self.ways.items()), self.outcomes)


def keep_highest_odds(faces, dice, keep, targets=()):
    """Roll ``dice`` dice with the given faces, add up the ``keep`` highest.

    A roll whose kept dice all show the same face is a "burst" and scores
    double.  Returns the rows (total, odds), the mean, and the chance of
    reaching each of the targets.
    """
    if not faces or dice < 1:
        raise ValueError("nothing to roll")
    if not 1 <= keep <= dice:
        raise ValueError("cannot keep %d of %d dice" % (keep, dice))
    ways = {}
    bursts = 0
    for roll in product(faces, repeat=dice):
        kept = sorted(roll, reverse=True)[:keep]
        total = sum(kept)
        if keep > 1 and len(set(kept)) == 1:
            total *= 2
            bursts += 1
        ways[total] = ways.get(total, 0) + 1
    table = OddsTable(ways, len(faces) ** dice)
    rows = [(total, Fraction(ways[total], table.outcomes)) for total in sorted(ways)]
    chances = {target: table.at_least(target) for target in targets}
    return rows, table.mean(), Fraction(bursts, table.outcomes), chances


def workload():
    return [
        ([1, 2, 3, 4, 5, 6], 6, 3, (10, 15, 18)),
        ([0, 0, 1, 1, 2, 3, 5], 5, 3, (4, 9)),
        ([-1, 0, 1], 9, 4, (0, 3, 8)),
    ]
