"""Occupancy of a car park from the barrier's records."""

import random


def peak_occupancy(stays: list[tuple[int, int]]) -> tuple[int, int]:
    """Largest number of cars inside at one moment, and the first minute at which it was reached.

    A stay is (arrival, departure) in minutes; the car is inside from the arrival up to, but not including, the departure.
    Returns (0, -1) when nobody ever was inside.
    """
    peak = 0
    peak_minute = -1
    for arrival, departure in stays:
        if departure <= arrival:
            continue
        # the peak begins when somebody arrives
        inside = 0
        for other_arrival, other_departure in stays:
            if other_arrival <= arrival and arrival < other_departure:
                inside += 1
        if inside > peak or (inside == peak and arrival < peak_minute):
            peak = inside
            peak_minute = arrival
    return peak, peak_minute


def workload():
    rng = random.Random(8)
    calls = []
    for n, span in ((1500, 1440), (1100, 10080), (60, 300), (3, 20)):
        stays = []
        for _ in range(n):
            start = rng.randrange(span)
            stays.append((start, start + rng.randrange(0, 240)))
        calls.append((stays,))
    calls.append(([],))
    calls.append(([(5, 5)],))
    return calls
