"""Smooths sensor readings with a running median."""

import random


def median(values):
    ordered = sorted(values)
    middle = len(ordered) // 2
    if len(ordered) % 2 == 1:
        return ordered[middle]
    return (ordered[middle - 1] + ordered[middle]) / 2


def rolling_median(readings: list[int], width: int) -> list[float]:
    """Median of the last ``width`` readings at each position; fewer at the beginning."""
    if width < 1:
        raise ValueError("width must be at least 1")
    smoothed = []
    window = []
    for reading in readings:
        window.append(reading)
        if len(window) > width:
            window = window[1:]
        smoothed.append(median(window))
    return smoothed


def workload():
    rng = random.Random(5)
    calls = []
    for n, width in ((3000, 501), (2500, 201), (300, 9), (20, 4), (5, 50)):
        level = 500
        readings = []
        for _ in range(n):
            level += rng.randint(-9, 9)
            readings.append(level if rng.random() > 0.03 else rng.randrange(4000))
        calls.append((readings, width))
    calls.append(([], 3))
    calls.append(([4, 2, 8], 1))
    return calls
