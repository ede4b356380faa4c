from itertools import accumulate


def tile_overlap(width, height, tiles, limit):
    if width <= 0 or height <= 0:
        return 0, None, {}, [], len(tiles)
    change = [[0] * (width + 1) for _ in range(height + 1)]
    bad = 0
    for tile in tiles:
        passes = tile.get("passes", 1)
        if tile["w"] <= 0 or tile["h"] <= 0 or passes < 0:
            bad += 1
            continue
        x0, x1 = max(0, tile["x"]), min(width, tile["x"] + tile["w"])
        y0, y1 = max(0, tile["y"]), min(height, tile["y"] + tile["h"])
        if x0 >= x1 or y0 >= y1:
            continue
        change[y0][x0] += passes
        change[y0][x1] -= passes
        change[y1][x0] -= passes
        change[y1][x1] += passes
    top = 0
    where = None
    cells = {}
    hot_rows = []
    above = [0] * (width + 1)
    for y in range(height):
        above = [a + c for a, c in zip(above, change[y])]
        row = list(accumulate(above))
        row.pop()
        for d in row:
            cells[d] = cells.get(d, 0) + 1
        highest = max(row)
        if highest > top:
            top = highest
            where = (row.index(highest), y)
        if highest > limit:
            hot_rows.append(y)
    return top, where, cells, hot_rows, bad
