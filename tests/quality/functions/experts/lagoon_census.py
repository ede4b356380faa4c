def lagoon_census(grid):
    """Bodies of water ('~', 4-neighbour) that do not touch the edge of the map:
    return (sorted sizes, first cell in reading order of the largest or None)."""
    if not grid:
        return [], None
    rows, cols = len(grid), len(grid[0])
    # a border of land all round, so that no bounds have to be checked
    width = cols + 1
    water = bytearray(width * (rows + 2))
    for r in range(rows):
        line = grid[r]
        base = (r + 1) * width
        for c in range(cols):
            if line[c] == "~":
                water[base + c] = 1
    rim = set()
    for c in range(cols):
        rim.add(width + c)
        rim.add(rows * width + c)
    for r in range(1, rows + 1):
        rim.add(r * width)
        rim.add(r * width + cols - 1)
    sizes = []
    largest = 0
    where = None
    start = water.find(1)
    while start >= 0:
        water[start] = 0
        stack = [start]
        for cell in stack:
            for near in (cell + 1, cell - 1, cell + width, cell - width):
                if water[near]:
                    water[near] = 0
                    stack.append(near)
        if rim.isdisjoint(stack):
            sizes.append(len(stack))
            if len(stack) > largest:
                largest = len(stack)
                r, c = divmod(start, width)
                where = (r - 1, c)
        start = water.find(1, start)
    sizes.sort()
    return sizes, where
