import random


def one_colour(grid, top, left, size):
    colours = []
    for r in range(top, top + size):
        for c in range(left, left + size):
            if grid[r][c] not in colours:
                colours.append(grid[r][c])
            if len(colours) > 1:
                return False
    return True


def square_gardens(grid):
    """Count the squares of a single colour by side length; return ({side: count},
    (top, left, side) of the largest, first in reading order, or None)."""
    counts = {}
    largest = None
    height = len(grid)
    width = len(grid[0]) if grid else 0
    for size in range(1, min(height, width) + 1):
        for top in range(height - size + 1):
            for left in range(width - size + 1):
                if one_colour(grid, top, left, size):
                    counts[size] = counts.get(size, 0) + 1
                    if largest is None or size > largest[2]:
                        largest = (top, left, size)
    return counts, largest


def workload():
    rng = random.Random(17)
    big = [[0] * 60 for _ in range(60)]
    for _ in range(90):
        r, c, k = rng.randrange(60), rng.randrange(60), rng.randint(2, 8)
        for y in range(r, min(60, r + k)):
            for x in range(c, min(60, c + k)):
                big[y][x] = k % 3
    return [(big,), (["aaaaaaaaaaaaaaaab"] * 20,)]
