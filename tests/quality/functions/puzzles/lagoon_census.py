import random


def lagoon_census(grid):
    """Bodies of water ('~', 4-neighbour) that do not touch the edge of the map:
    return (sorted sizes, first cell in reading order of the largest or None)."""
    if not grid:
        return [], None
    rows, cols = len(grid), len(grid[0])
    visited = []
    sizes = []
    largest = 0
    where = None
    for r in range(rows):
        for c in range(cols):
            if grid[r][c] == "~" and (r, c) not in visited:
                queue = [(r, c)]
                visited.append((r, c))
                body = []
                open_sea = False
                while len(queue) > 0:
                    y, x = queue.pop(0)
                    body.append((y, x))
                    if y == 0 or x == 0 or y == rows - 1 or x == cols - 1:
                        open_sea = True
                    for dy, dx in [(0, 1), (1, 0), (0, -1), (-1, 0)]:
                        ny, nx = y + dy, x + dx
                        if 0 <= ny < rows and 0 <= nx < cols:
                            if grid[ny][nx] == "~" and (ny, nx) not in visited:
                                visited.append((ny, nx))
                                queue.append((ny, nx))
                if not open_sea:
                    sizes.append(len(body))
                    if len(body) > largest:
                        largest = len(body)
                        where = (r, c)
    return sorted(sizes), where


def workload():
    rng = random.Random(13)
    a = ["".join(rng.choice("~~#") for _ in range(40)) for _ in range(40)]
    b = ["".join(rng.choice("~#") for _ in range(34)) for _ in range(36)]
    return [(a,), (b,)]
