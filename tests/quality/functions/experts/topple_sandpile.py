"""Abelian sandpile on a rectangular table."""

CRITICAL = 4


def topple_sandpile(grid, drops):
    """Settle with a worklist on a flat table with a rim that swallows grains."""
    height, width = len(grid), len(grid[0])
    if any(len(row) != width for row in grid):
        raise ValueError("ragged table")
    rim = -10 ** 18
    step = width + 1
    table = [rim] * step
    for row in grid:
        table.extend(row)
        table.append(rim)
    table.extend([rim] * step)
    counts = [0] * len(table)
    grains = sum(map(sum, grid))
    avalanches = []
    stack = [i for i, n in enumerate(table) if n >= CRITICAL]
    for r, c in drops:
        if not -height <= r < height or not -width <= c < width:
            raise IndexError("list index out of range")
        at = (r % height + 1) * step + c % width
        table[at] += 1
        grains += 1
        if table[at] >= CRITICAL:
            stack.append(at)
        size = 0
        while stack:
            at = stack.pop()
            n = table[at]
            if n < CRITICAL:
                continue
            k = n >> 2
            table[at] = n & 3
            counts[at] += k
            size += k
            for other in (at - step, at - 1, at + 1, at + step):
                n = table[other] + k
                table[other] = n
                if n >= CRITICAL > n - k:
                    stack.append(other)
        avalanches.append(size)
    topplings = []
    for r in range(height):
        start = (r + 1) * step
        grid[r][:] = table[start:start + width]
        topplings.append(counts[start:start + width])
    return avalanches, grains - sum(map(sum, grid)), topplings
