import random


def restricted_grid_walks(grid, limit):
    """Walks right/down from the first to the last cell with at most `limit` equal
    moves in a row. '#' is a wall, other cells are digits.

    Returns (number of walks, best digit sum or None).
    """
    if not grid or not grid[0]:
        return 0, None
    rows, cols = len(grid), len(grid[0])
    sums = []

    def walk(r, c, last, run, total):
        if r >= rows or c >= cols or grid[r][c] == "#":
            return 0
        total += int(grid[r][c])
        if (r, c) == (rows - 1, cols - 1):
            sums.append(total)
            return 1
        found = 0
        for move, dr, dc in (("R", 0, 1), ("D", 1, 0)):
            streak = run + 1 if move == last else 1
            if streak <= limit:
                found += walk(r + dr, c + dc, move, streak, total)
        return found

    ways = walk(0, 0, "", 0, 0)
    return ways, max(sums) if sums else None


def workload():
    rng = random.Random(19)
    out = [(["5"], 2), (["1#", "#1"], 3)]
    for rows, cols, limit in ((6, 7, 3), (10, 10, 4), (11, 11, 3)):
        grid = ["".join(rng.choice("123456789") if rng.random() > 0.04 else "#" for _ in range(cols))
                for _ in range(rows)]
        grid[0] = "3" + grid[0][1:]
        grid[-1] = grid[-1][:-1] + "4"
        out.append((grid, limit))
    return out
