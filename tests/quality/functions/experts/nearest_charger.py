def nearest_charger(rows):
    height = len(rows)
    width = max(map(len, rows), default=0) + 1
    flat = "".join(row.ljust(width, "#") for row in rows) + "#" * width
    dist = [-1] * len(flat)
    frontier = []
    at = flat.find("C")
    while at >= 0:
        dist[at] = 0
        frontier.append(at)
        at = flat.find("C", at + 1)
    d = 0
    while frontier:
        d += 1
        nxt = []
        for pos in frontier:
            for q in (pos + 1, pos - 1, pos + width, pos - width):
                if q >= 0 and dist[q] < 0 and flat[q] != "#":
                    dist[q] = d
                    nxt.append(q)
        frontier = nxt
    result = {}
    unreachable = []
    at = flat.find("P")
    while at >= 0:
        cell = divmod(at, width)
        if dist[at] < 0:
            unreachable.append(cell)
        else:
            result[cell] = dist[at]
        at = flat.find("P", at + 1)
    return result, unreachable, max(result.values()) if result else None
