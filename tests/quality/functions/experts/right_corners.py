from collections import Counter


def right_corners(points):
    """Right-angled triangles with both short sides along the axes and corners among
    the points (by index): return (how many, largest doubled area, first point that
    is the right angle of most of them, or None)."""
    rows = {}
    columns = {}
    for x, y in points:
        rows.setdefault(y, []).append(x)
        columns.setdefault(x, []).append(y)
    row_range = {y: (min(xs), max(xs)) for y, xs in rows.items()}
    column_range = {x: (min(ys), max(ys)) for x, ys in columns.items()}
    copies = Counter((x, y) for x, y in points)
    total = 0
    largest = 0
    most = 0
    busiest = None
    for point in points:
        x, y = point
        same = copies[x, y]
        here = (len(rows[y]) - same) * (len(columns[x]) - same)
        if here:
            total += here
            left, right = row_range[y]
            low, high = column_range[x]
            area = max(x - left, right - x) * max(y - low, high - y)
            if area > largest:
                largest = area
            if here > most:
                most = here
                busiest = point
    return total, largest, busiest
