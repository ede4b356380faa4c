def busiest_transmitter(sites, phones, radius):
    side = max(1, abs(radius))
    squares = {}
    for phone in phones:
        squares.setdefault((phone["x"] // side, phone["y"] // side), []).append((phone["x"], phone["y"]))
    best, most, limit = -1, 0, radius * radius
    for i, site in enumerate(sites):
        x, y = site["x"], site["y"]
        column, row = x // side, y // side
        reached = 0
        for c in (column - 1, column, column + 1):
            for r in (row - 1, row, row + 1):
                for px, py in squares.get((c, r), ()):
                    if (x - px) ** 2 + (y - py) ** 2 <= limit:
                        reached += 1
        if reached > most:
            best, most = i, reached
    return best, most
