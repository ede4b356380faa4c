"""Longest series of personal records in a training diary, for the badge on the profile page."""

import random


def longest_rising(weights):
    """Largest number of entries that can be kept, in order, so that each is heavier than the one kept before."""

    def longest_from(position, last):
        if position == len(weights):
            return 0
        skipped = longest_from(position + 1, last)
        if last is None or weights[position] > last:
            return max(skipped, 1 + longest_from(position + 1, weights[position]))
        return skipped

    return longest_from(0, None)


def workload():
    rng = random.Random(68)
    calls = []
    for n, most in ((34, 60), (30, 24), (40, 400), (6, 9)):
        calls.append(([40 + i + rng.randrange(most) for i in range(n)],))
    calls.append(([60] * 12,))
    calls.append(([5],))
    calls.append(([],))
    return calls
