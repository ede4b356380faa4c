from bisect import bisect_left, insort


def rolling_median(readings, width):
    if width < 1:
        raise ValueError("width must be at least 1")
    smoothed = []
    ordered = []
    for i, reading in enumerate(readings):
        if i >= width:
            del ordered[bisect_left(ordered, readings[i - width])]
        insort(ordered, reading)
        n = len(ordered)
        middle = n // 2
        smoothed.append(ordered[middle] if n % 2 else (ordered[middle - 1] + ordered[middle]) / 2)
    return smoothed
