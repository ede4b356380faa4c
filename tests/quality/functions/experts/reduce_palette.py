NAMES = {"black": (0, 0, 0), "white": (255, 255, 255), "red": (255, 0, 0), "lime": (0, 255, 0), "blue": (0, 0, 255),
         "gold": (255, 215, 0), "grey": (128, 128, 128), "maroon": (128, 0, 0), "olive": (128, 128, 0),
         "navy": (0, 0, 128), "teal": (0, 128, 128), "purple": (128, 0, 128), "orange": (255, 165, 0),
         "salmon": (250, 128, 114), "sky": (135, 206, 235)}


def _parse(text):
    if len(text) != 7 or text[0] != "#":
        raise ValueError("not a colour: %r" % text)
    try:
        return (int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16))
    except ValueError:
        raise ValueError("not a colour: %r" % text) from None


def _distance(a, b):
    return 2 * (a[0] - b[0]) ** 2 + 4 * (a[1] - b[1]) ** 2 + 3 * (a[2] - b[2]) ** 2


def _cost(a, b):
    return a[3] * b[3] / (a[3] + b[3]) * (2 * (a[0] - b[0]) ** 2 + 4 * (a[1] - b[1]) ** 2 + 3 * (a[2] - b[2]) ** 2)


def reduce_palette(pixels, size):
    if size < 1:
        raise ValueError("a palette needs a colour")
    by_text = {}
    for text in pixels:
        by_text[text] = by_text.get(text, 0) + 1
    parsed = {text: _parse(text) for text in by_text}
    counts = {}
    for text, count in by_text.items():
        rgb = parsed[text]
        counts[rgb] = counts.get(rgb, 0) + count
    swatches = [rgb + (count,) for rgb, count in sorted(counts.items())]
    alive = list(range(len(swatches)))
    loss = []
    if len(alive) > size:
        # for each swatch the cheapest later one to join it with
        inf = float("inf")
        best = [inf] * len(alive)
        mate = [-1] * len(alive)

        def renew(k, later):
            s = swatches[k]
            low, at = inf, -1
            for j in later:
                cost = _cost(s, swatches[j])
                if cost < low:
                    low, at = cost, j
            best[k], mate[k] = low, at

        for p, k in enumerate(alive):
            renew(k, alive[p + 1:])
        while len(alive) > size:
            cost = min(best)
            i = best.index(cost)
            j = mate[i]
            a, b = swatches[i], swatches[j]
            x, y = a[3], b[3]
            total = x + y
            new = swatches[i] = ((a[0] * x + b[0] * y) / total, (a[1] * x + b[1] * y) / total,
                                 (a[2] * x + b[2] * y) / total, total)
            alive.remove(j)
            best[j] = inf
            loss.append(round(cost, 3))
            for p, k in enumerate(alive):
                if k > j:
                    break
                m = mate[k]
                if k == i or m == i or m == j:
                    renew(k, alive[p + 1:])
                elif k < i:
                    cost = _cost(swatches[k], new)
                    if cost < best[k] or cost == best[k] and i < m:
                        best[k], mate[k] = cost, i
    final = sorted([swatches[k] for k in alive], key=lambda s: -s[3])
    colours = [(round(s[0]), round(s[1]), round(s[2])) for s in final]
    palette = []
    for rgb, s in zip(colours, final):
        name = min(NAMES, key=lambda name: (_distance(rgb, NAMES[name]), name))
        palette.append(("#%02x%02x%02x" % rgb, name, s[3]))
    place = {}
    error = 0
    for text, count in by_text.items():
        rgb = parsed[text]
        distances = [_distance(rgb, colour) for colour in colours]
        low = min(distances)
        place[text] = distances.index(low)
        error += count * low
    return {"palette": palette, "indexes": [place[text] for text in pixels], "error": error, "loss": loss}
