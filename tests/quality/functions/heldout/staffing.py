"""Staffing of the ward by quarter of an hour."""

import random

SLOTS_PER_DAY = 96


def staffing(shifts: list[tuple[int, int]], days: int, required: int) -> list[tuple[int, int]]:
    """Slots with fewer people than required, as (slot, people missing).

    A shift is (first slot, number of slots), counted from the beginning of the plan; what lies beyond the plan's end is
    ignored.
    """
    people = [0] * (days * SLOTS_PER_DAY)
    for first, length in shifts:
        for slot in range(first, first + length):
            if slot >= 0 and slot < len(people):
                people[slot] = people[slot] + 1
    missing = []
    for slot in range(len(people)):
        if people[slot] < required:
            missing.append((slot, required - people[slot]))
    return missing


def workload():
    rng = random.Random(8080)
    calls = []
    for days, n_shifts, longest in ((365, 6000, 480), (28, 900, 96), (1, 10, 40)):
        shifts = []
        for _ in range(n_shifts):
            shifts.append((rng.randrange(-20, days * SLOTS_PER_DAY), rng.randint(1, longest)))
        calls.append((shifts, days, max(1, n_shifts * longest // (days * SLOTS_PER_DAY * 2))))
    calls.append(([], 1, 1))
    calls.append(([(0, 5)], 0, 2))
    return calls
