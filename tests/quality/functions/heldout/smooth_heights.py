"""Smooths a height map before the contour lines are drawn."""

import random


def smooth_heights(heights: list[list[int]], reach: int) -> list[list[int]]:
    """Each height replaced by the mean (rounded down) of the square of ``reach`` cells around it, cut at the border."""
    rows = len(heights)
    smoothed = []
    for r in range(rows):
        columns = len(heights[0])
        line = []
        for c in range(columns):
            total = 0
            cells = 0
            for i in range(r - reach, r + reach + 1):
                for j in range(c - reach, c + reach + 1):
                    if 0 <= i < rows and 0 <= j < columns:
                        total += heights[i][j]
                        cells += 1
            line.append(total // cells)
        smoothed.append(line)
    return smoothed


def workload():
    rng = random.Random(8848)

    def terrain(rows, columns):
        return [[rng.randint(0, 3000) for _ in range(columns)] for _ in range(rows)]

    return [
        (terrain(60, 80), 7),
        (terrain(60, 30), 2),
        (terrain(12, 9), 8),
        (terrain(3, 4), 0),
        (terrain(1, 6), 1),
        ([], 2),
    ]
