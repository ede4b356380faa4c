import random


def right_corners(points):
    """Right-angled triangles with both short sides along the axes and corners among
    the points (by index): return (how many, largest doubled area, first point that
    is the right angle of most of them, or None)."""
    n = len(points)
    total = 0
    largest = 0
    most = 0
    busiest = None
    for i in range(n):
        here = 0
        for j in range(n):
            for k in range(n):
                if points[j][1] == points[i][1] and points[k][0] == points[i][0]:
                    a = abs(points[j][0] - points[i][0])
                    b = abs(points[k][1] - points[i][1])
                    if a * b > 0:
                        here += 1
                        largest = max(largest, a * b)
        total += here
        if here > most:
            most = here
            busiest = points[i]
    return total, largest, busiest


def workload():
    rng = random.Random(24)
    return [([(rng.randint(0, 15), rng.randint(0, 15)) for _ in range(130)],),
            ([(x * x % 17, x % 6) for x in range(60)],)]
