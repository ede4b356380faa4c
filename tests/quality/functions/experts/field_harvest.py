from itertools import accumulate


def field_harvest(grid, plots):
    height = len(grid)
    width = len(grid[0]) if height else 0
    prefix = [[0] * (width + 1)]
    for row in grid:
        above = prefix[-1]
        prefix.append([a + s for a, s in zip(above, accumulate(row, initial=0))])
    answers = []
    best_name = None
    best_density = -1.0
    for name, top, left, bottom, right in plots:
        if top < 0:
            top = 0
        if left < 0:
            left = 0
        if bottom >= height:
            bottom = height - 1
        if right >= width:
            right = width - 1
        if top > bottom or left > right:
            answers.append((name, None))
            continue
        low, high = prefix[bottom + 1], prefix[top]
        right += 1
        kilos = low[right] - low[left] - high[right] + high[left]
        density = kilos / ((bottom - top + 1) * (right - left))
        if density > best_density:
            best_density = density
            best_name = name
        answers.append((name, kilos))
    return answers, best_name, round(best_density, 3)
