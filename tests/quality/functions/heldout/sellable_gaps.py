"""Merges the bookings of a holiday flat and lists the gaps that can still be sold."""

import datetime
import random


def overlaps(a, b):
    return a[0] <= b[1] and b[0] <= a[1]


def sellable_gaps(bookings: list[tuple[datetime.date, datetime.date]], shortest: int) -> list[tuple[datetime.date, int]]:
    """Gaps of at least ``shortest`` nights between the bookings: (first free night's date, nights), oldest first.

    A booking is (arrival, departure). Bookings may overlap or touch (double entries of two portals).
    """
    merged = [booking for booking in bookings if booking[0] < booking[1]]
    changed = True
    while changed:
        changed = False
        for i in range(len(merged)):
            for j in range(i + 1, len(merged)):
                if overlaps(merged[i], merged[j]):
                    joined = (min(merged[i][0], merged[j][0]), max(merged[i][1], merged[j][1]))
                    merged = [merged[k] for k in range(len(merged)) if k != i and k != j] + [joined]
                    changed = True
                    break
            if changed:
                break
    merged.sort()
    gaps = []
    for before, after in zip(merged, merged[1:]):
        nights = (after[0] - before[1]).days
        if nights >= shortest:
            gaps.append((before[1], nights))
    return gaps


def workload():
    rng = random.Random(3333)
    base = datetime.date(2019, 1, 1)
    calls = []
    for n, span in ((330, 8600), (260, 2300), (8, 60)):
        bookings = []
        for _ in range(n):
            arrival = base + datetime.timedelta(days=rng.randrange(span))
            bookings.append((arrival, arrival + datetime.timedelta(days=rng.randint(0, 14))))
        calls.append((bookings, 2))
    calls.append(([], 1))
    calls.append(([(base, base)], 0))
    return calls
