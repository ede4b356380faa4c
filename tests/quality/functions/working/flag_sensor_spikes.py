"""Flag sensor readings that are far from the median of the trailing window."""
import random


def _median(values):
    ordered = sorted(values)
    mid = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[mid]
    return (ordered[mid - 1] + ordered[mid]) / 2


def flag_sensor_spikes(readings, window, limit):
    if window < 1:
        raise ValueError("window must be positive")
    flagged = []
    missing = 0
    clean = []
    for ts, value in readings:
        if value is None:
            missing += 1
            continue
        clean.append((ts, value))
    for i, (ts, value) in enumerate(clean):
        lo = i - window
        if lo < 0:
            lo = 0
        history = [v for _, v in clean[lo:i]]
        if not history:
            continue
        med = _median(history)
        if abs(value - med) > limit:
            flagged.append({"ts": ts, "value": value, "median": med, "high": value > med})
    return flagged, missing


def workload():
    rnd = random.Random(5)
    out = [([], 3, 1), ([(0, 5), (1, None), (2, 5), (3, 50), (4, 5)], 3, 10)]
    for n, w in ((300, 20), (3500, 240)):
        rows = []
        for t in range(n):
            v = 200 + rnd.randint(-15, 15)
            if rnd.random() < 0.02:
                v += rnd.choice([-90, 120])
            rows.append((t * 60, None if rnd.random() < 0.03 else v))
        out.append((rows, w, 40))
    return out
