import math
from bisect import bisect_left, insort


def nearest_stops(stops):
    """The two (name, x, y) stops closest to each other, as (name, name, distance).

    Earlier entries of the list win ties; None when there are not two stops.
    """
    if len(stops) < 2:
        return None
    order = sorted((x, y, i) for i, (_, x, y) in enumerate(stops))
    best = (math.inf, -1, -1)
    reach = math.inf
    band = []                   # (y, index, x) of the stops not too far to the left
    oldest = 0
    for x, y, i in order:
        while x - order[oldest][0] > reach:
            _, old_y, old_i = order[oldest]
            del band[bisect_left(band, (old_y, old_i))]
            oldest += 1
        for at in range(bisect_left(band, (y - reach,)), len(band)):
            yb, j, xb = band[at]
            if yb - y > reach:
                break
            gap = math.sqrt((x - xb) * (x - xb) + (y - yb) * (y - yb))
            if gap <= best[0]:
                found = (gap, i, j) if i < j else (gap, j, i)
                if found < best:
                    best = found
                    reach = gap * (1 + 1e-12)   # ties must still be seen
        insort(band, (y, i, x))
    gap, i, j = best
    return stops[i][0], stops[j][0], round(gap, 3)
