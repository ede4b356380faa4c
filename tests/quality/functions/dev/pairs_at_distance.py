"""Counts pairs of measurements that lie a given distance apart (echoes in the pulse data)."""

import random


def pairs_at_distance(pulses: list[int], delay: int, tolerance: int = 0) -> int:
    """Number of pairs (i, j), i before j in the list, whose pulses differ by ``delay`` up to ``tolerance``."""
    n = 0
    i = 0
    while i < len(pulses):
        j = i + 1
        while j < len(pulses):
            difference = abs(pulses[i] - pulses[j])
            if difference >= delay - tolerance and difference <= delay + tolerance:
                n += 1
            j += 1
        i += 1
    return n


def workload():
    rng = random.Random(1000)
    calls = []
    for n, span, delay, tolerance in ((900, 50000, 120, 0), (700, 3000, 35, 2), (50, 200, 10, 0), (4, 9, 3, 1)):
        calls.append(([rng.randrange(span) for _ in range(n)], delay, tolerance))
    calls.append(([7, 7, 7], 0))
    calls.append(([], 5))
    calls.append(([1, 2], -1))
    return calls
