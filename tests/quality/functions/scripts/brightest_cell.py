import random


def level_at(r, c, lamps):
    return sum(power for lr, lc, reach, power in lamps
               if abs(lr - r) <= reach and abs(lc - c) <= reach)


def brightest_cell(rows, cols, lamps):
    """Each lamp (row, col, reach, power) lights a square; rows and cols are 1-based.

    Returns (level, (row, col), dark) with the first brightest cell in reading
    order and the number of cells at level zero.
    """
    best = None
    where = None
    dark = 0
    for r in range(1, rows + 1):
        for c in range(1, cols + 1):
            level = level_at(r, c, lamps)
            if level == 0:
                dark += 1
            if best is None or level > best:
                best = level
                where = (r, c)
    return best, where, dark


def workload():
    rng = random.Random(42)
    out = [(0, 5, [(1, 1, 2, 3)])]
    for rows, cols, k in ((12, 9, 15), (40, 54, 140), (66, 55, 230)):
        lamps = [(rng.randint(1, rows), rng.randint(1, cols), rng.randint(0, 6), rng.randint(1, 9))
                 for _ in range(k)]
        out.append((rows, cols, lamps))
    return out
