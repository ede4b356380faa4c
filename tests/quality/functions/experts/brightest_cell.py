from itertools import accumulate


def brightest_cell(rows, cols, lamps):
    if rows < 1 or cols < 1:
        return None, None, 0
    diff = [[0] * (cols + 1) for _ in range(rows + 1)]
    for lr, lc, reach, power in lamps:
        if reach < 0:
            continue
        r1 = lr - reach if lr - reach > 1 else 1
        c1 = lc - reach if lc - reach > 1 else 1
        r2 = lr + reach if lr + reach < rows else rows
        c2 = lc + reach if lc + reach < cols else cols
        if r1 > r2 or c1 > c2:
            continue
        top = diff[r1 - 1]
        low = diff[r2]
        top[c1 - 1] += power
        top[c2] -= power
        low[c1 - 1] -= power
        low[c2] += power
    best = None
    where = None
    dark = 0
    column = [0] * (cols + 1)
    for r in range(rows):
        column = [a + b for a, b in zip(column, diff[r])]
        levels = list(accumulate(column))
        levels.pop()
        dark += levels.count(0)
        top = max(levels)
        if best is None or top > best:
            best = top
            where = (r + 1, levels.index(top) + 1)
    return best, where, dark
