from bisect import bisect_left, insort


def flag_sensor_spikes(readings, window, limit):
    if window < 1:
        raise ValueError("window must be positive")
    clean = [(ts, value) for ts, value in readings if value is not None]
    flagged = []
    ordered = []
    size = 0
    for i, (ts, value) in enumerate(clean):
        if size:
            mid = size // 2
            if size % 2:
                med = ordered[mid]
            else:
                med = (ordered[mid - 1] + ordered[mid]) / 2
            if abs(value - med) > limit:
                flagged.append({"ts": ts, "value": value, "median": med, "high": value > med})
        if size == window:
            del ordered[bisect_left(ordered, clean[i - window][1])]
        else:
            size += 1
        insort(ordered, value)
    return flagged, len(readings) - len(clean)
