from bisect import bisect_left, bisect_right


def percentile_ranks(results):
    ordered = sorted(results.values())
    n = len(ordered)
    by_points = {}
    for points in set(ordered):
        below = bisect_left(ordered, points)
        equal = bisect_right(ordered, points) - below
        by_points[points] = round(100 * (below + 0.5 * equal) / n, 1)
    return {name: by_points[points] for name, points in results.items()}
