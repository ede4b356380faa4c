import random


def tile_overlap(width, height, tiles, limit):
    """Light dose per cell of a slide after a tiled scan.

    tiles: dicts x, y, w, h and optionally passes; tiles may hang over the edge. Returns
    (highest dose, its first cell, cells per dose, rows with a cell above limit, bad tiles).
    """
    if width <= 0 or height <= 0:
        return 0, None, {}, [], len(tiles)
    dose = [[0] * width for _ in range(height)]

    def expose(x0, y0, x1, y1, passes):
        for y in range(max(0, y0), min(height, y1)):
            for x in range(max(0, x0), min(width, x1)):
                dose[y][x] += passes

    bad = 0
    for tile in tiles:
        passes = tile.get("passes", 1)
        if tile["w"] <= 0 or tile["h"] <= 0 or passes < 0:
            bad += 1
            continue
        expose(tile["x"], tile["y"], tile["x"] + tile["w"], tile["y"] + tile["h"], passes)

    top = 0
    where = None
    cells = {}
    hot_rows = []
    for y, row in enumerate(dose):
        for x, d in enumerate(row):
            cells[d] = cells.get(d, 0) + 1
            if d > top:
                top = d
                where = (x, y)
        if max(row) > limit:
            hot_rows.append(y)
    return top, where, cells, hot_rows, bad


def _case(seed, w, h, n, size, limit):
    rnd = random.Random(seed)
    tiles = []
    for _ in range(n):
        tile = {"x": rnd.randint(-size // 2, w), "y": rnd.randint(-size // 2, h),
                "w": rnd.randint(size // 3, size), "h": rnd.randint(size // 3, size)}
        if rnd.random() < 0.3:
            tile["passes"] = rnd.randint(-1, 4)
        tiles.append(tile)
    return w, h, tiles, limit


def workload():
    return [_case(1, 110, 90, 1500, 66, 200), _case(2, 60, 120, 500, 50, 90), _case(3, 5, 4, 6, 3, 2), (0, 5, [], 1)]
