from collections import Counter
from itertools import accumulate
from operator import add


def spray_coverage(width, height, passes, minimum=1):
    if width <= 0 or height <= 0:
        raise ValueError("empty field")
    diff = [None] * (height + 1)
    skipped = []
    for n, (x0, y0, x1, y1, dose) in enumerate(passes):
        if x0 >= x1 or y0 >= y1:
            skipped.append(n)
            continue
        if x0 < 0:
            x0 = 0
        if y0 < 0:
            y0 = 0
        if x1 > width:
            x1 = width
        if y1 > height:
            y1 = height
        if x0 >= x1 or y0 >= y1:
            continue
        row = diff[y0]
        if row is None:
            row = diff[y0] = [0] * (width + 1)
        row[x0] += dose
        row[x1] -= dose
        row = diff[y1]
        if row is None:
            row = diff[y1] = [0] * (width + 1)
        row[x0] -= dose
        row[x1] += dose
    histogram = Counter()
    missed = []
    total = 0
    edge = [0] * (width + 1)
    row = [0] * width
    runs = [(0, width)] if 0 < minimum else []
    counts = Counter(row)
    amount = 0
    for y in range(height):
        if diff[y] is not None:
            edge = list(map(add, edge, diff[y]))
            row = list(accumulate(edge))
            row.pop()
            counts = Counter(row)
            amount = sum(row)
            runs = []
            if min(row) < minimum:
                start = None
                for x, v in enumerate(row):
                    if v < minimum:
                        if start is None:
                            start = x
                    elif start is not None:
                        runs.append((start, x))
                        start = None
                if start is not None:
                    runs.append((start, width))
        histogram.update(counts)
        total += amount
        for a, b in runs:
            missed.append((y, a, b))
    return {"histogram": sorted(histogram.items()), "missed": missed, "total": total, "skipped": skipped}
