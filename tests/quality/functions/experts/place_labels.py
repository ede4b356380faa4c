def place_labels(places, size, max_labels=None):
    cell = size * 6 if size > 0 else 1
    dots = {}
    for p in places:
        x, y = p["x"], p["y"]
        dots.setdefault((x // cell, y // cell), []).append((x, y))
    taken = {}
    placed = []
    hidden = []

    def free(x, y, x2, y2, keys):
        for key in keys:
            for a, b, a2, b2 in taken.get(key, ()):
                if x < a2 and a < x2 and y < b2 and b < y2:
                    return False
            for a, b in dots.get(key, ()):
                if x < a < x2 and y < b < y2:
                    return False
        return True

    for place in sorted(places, key=lambda p: -p["population"]):
        name = place["name"]
        if max_labels is not None and len(placed) >= max_labels:
            hidden.append(name)
            continue
        w = size * len(name)
        px, py = place["x"], place["y"]
        for corner, x, y in (("ne", px, py - size), ("se", px, py),
                             ("nw", px - w, py - size), ("sw", px - w, py)):
            x2, y2 = x + w, y + size
            keys = [(cx, cy) for cx in range(x // cell, x2 // cell + 1)
                    for cy in range(y // cell, y2 // cell + 1)]
            if free(x, y, x2, y2, keys):
                placed.append((name, corner, (x, y, w, size)))
                for key in keys:
                    taken.setdefault(key, []).append((x, y, x2, y2))
                break
        else:
            hidden.append(name)
    return placed, hidden
