"""Abelian sandpile on a rectangular table."""
import random

CRITICAL = 4


def find_unstable(grid):
    """Coordinates of the first overfull cell in reading order, or None."""
    for r, row in enumerate(grid):
        for c, grains in enumerate(row):
            if grains >= CRITICAL:
                return r, c
    return None


def topple_sandpile(grid, drops):
    """Drop single grains at the given cells, letting the pile settle each time.

    ``grid`` is changed in place.  Returns the list of avalanche sizes (number
    of topplings after each drop), the number of grains that fell off the
    table and the number of topplings of each cell.
    """
    height, width = len(grid), len(grid[0])
    if any(len(row) != width for row in grid):
        raise ValueError("ragged table")
    topplings = [[0] * width for _ in range(height)]
    lost = 0
    avalanches = []
    for r, c in drops:
        grid[r][c] += 1
        size = 0
        while True:
            cell = find_unstable(grid)
            if cell is None:
                break
            r, c = cell
            grid[r][c] -= CRITICAL
            topplings[r][c] += 1
            size += 1
            for dr, dc in ((-1, 0), (1, 0), (0, -1), (0, 1)):
                rr, cc = r + dr, c + dc
                if 0 <= rr < height and 0 <= cc < width:
                    grid[rr][cc] += 1
                else:
                    lost += 1
        avalanches.append(size)
    return avalanches, lost, topplings


def workload():
    rng = random.Random(31)
    first = [[rng.randrange(2, 4) for _ in range(20)] for _ in range(18)]
    second = [[0] * 15 for _ in range(15)]
    second[7][7] = 560
    return [
        (first, [(rng.randrange(18), rng.randrange(20)) for _ in range(250)]),
        (second, [(7, 7)]),
    ]
