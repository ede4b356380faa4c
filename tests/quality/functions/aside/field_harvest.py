"""Yield of rectangular plots on a farm grid, clipped to the grid; marks invalid plots."""
import random


def field_harvest(grid, plots):
    height = len(grid)
    width = len(grid[0]) if height else 0
    answers = []
    best_name = None
    best_density = -1.0
    for name, top, left, bottom, right in plots:
        top, left = max(top, 0), max(left, 0)
        bottom, right = min(bottom, height - 1), min(right, width - 1)
        if top > bottom or left > right:
            answers.append((name, None))
            continue
        kilos = 0
        for r in range(top, bottom + 1):
            for c in range(left, right + 1):
                kilos += grid[r][c]
        area = (bottom - top + 1) * (right - left + 1)
        density = kilos / area
        if density > best_density:
            best_density = density
            best_name = name
        answers.append((name, kilos))
    return answers, best_name, round(best_density, 3)


def workload():
    rnd = random.Random(62)

    def mk(h, w, q):
        grid = [[rnd.randrange(50) for _ in range(w)] for _ in range(h)]
        plots = []
        for i in range(q):
            a, b = rnd.randrange(-3, h), rnd.randrange(-3, w)
            plots.append((f"p{i}", a, b, a + rnd.randrange(-1, h), b + rnd.randrange(-1, w)))
        return grid, plots

    return [([], [("x", 0, 0, 1, 1)]), mk(3, 4, 6), mk(15, 12, 30), mk(60, 90, 4000)]
