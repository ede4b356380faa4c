from fractions import Fraction
from math import comb


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
    weights = {}
    for face in faces:
        weights[face] = weights.get(face, 0) + 1
    ordered = sorted(weights, reverse=True)
    # States while handing out faces from the highest: dice used -> the kept
    # total, whether the kept dice all agree, and the number of ways.
    ways = {}
    bursts = 0
    states = {(0, 0, False): 1}
    for face in ordered:
        powers = [weights[face] ** k for k in range(dice + 1)]
        nxt = {}
        for (used, total, mixed), count in states.items():
            free = dice - used
            for k in range(free + 1):
                n = count * comb(free, k) * powers[k]
                room = keep - used
                if k == 0:
                    key = (used, total, mixed)
                elif room <= 0:
                    key = (used + k, total, mixed)
                else:
                    key = (used + k, total + face * min(k, room), mixed or used > 0)
                nxt[key] = nxt.get(key, 0) + n
        states = nxt
    for (used, total, mixed), count in states.items():
        if used != dice:
            continue
        if keep > 1 and not mixed:
            total *= 2
            bursts += count
        ways[total] = ways.get(total, 0) + count
    table = OddsTable(ways, len(faces) ** dice)
    rows = [(total, Fraction(ways[total], table.outcomes)) for total in sorted(ways)]
    chances = {target: table.at_least(target) for target in targets}
    return rows, table.mean(), Fraction(bursts, table.outcomes), chances
