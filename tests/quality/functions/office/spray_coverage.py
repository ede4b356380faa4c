import random


def spray_coverage(width, height, passes, minimum=1):
    """Work out how often each square metre of a field was sprayed.

    passes: (x0, y0, x1, y1, dose) with exclusive upper corners, partly outside the field
    perhaps. Returns a dict with a histogram dose -> cells, missed runs per row and the total.
    """
    if width <= 0 or height <= 0:
        raise ValueError("empty field")
    field = []
    for y in range(height):
        field.append([0] * width)
    skipped = []
    for n, (x0, y0, x1, y1, dose) in enumerate(passes):
        if x0 >= x1 or y0 >= y1:
            skipped.append(n)
            continue
        for y in range(y0, y1):
            if not 0 <= y < height:
                continue
            for x in range(x0, x1):
                if 0 <= x < width:
                    field[y][x] += dose
    histogram = {}
    missed = []
    for y, row in enumerate(field):
        x = 0
        while x < width:
            histogram[row[x]] = histogram.get(row[x], 0) + 1
            if row[x] < minimum and (x == 0 or row[x - 1] >= minimum):
                end = x
                while end < width and row[end] < minimum:
                    end += 1
                missed.append((y, x, end))
            x += 1
    return {"histogram": sorted(histogram.items()), "missed": missed,
            "total": sum(sum(r) for r in field), "skipped": skipped}


def _passes(seed, n, w, h):
    rnd = random.Random(seed)
    out = []
    for _ in range(n):
        x, y = rnd.randint(-9, w), rnd.randint(-9, h)
        out.append((x, y, x + rnd.randint(0, w // 2), y + rnd.randint(1, h // 2 + 1), rnd.choice([1, 1, 2])))
    return out


def workload():
    return [(110, 80, _passes(1, 1700, 110, 80)), (60, 110, _passes(2, 900, 60, 110), 60), (5, 4, _passes(3, 3, 5, 4)), (2, 1, [])]
