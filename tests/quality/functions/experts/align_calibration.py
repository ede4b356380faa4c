from bisect import bisect_left


def align_calibration(samples, checks, max_gap):
    first = {}                  # time -> earliest check at that time
    for i, check in enumerate(checks):
        first.setdefault(check["t"], i)
    times = sorted(first)
    count = len(times)
    corrected = []
    used = set()
    for when, raw in samples:
        if raw is None or not count:
            corrected.append((when, None))
            continue
        at = bisect_left(times, when)
        left, right = at - 1, at
        if right == count or (left >= 0 and abs(times[left] - when) < abs(times[right] - when)):
            gap = abs(times[left] - when)
        else:
            gap = abs(times[right] - when)
        if gap > max_gap:
            corrected.append((when, None))
            continue
        nearest = len(checks)
        while left >= 0 and abs(times[left] - when) == gap:
            nearest = min(nearest, first[times[left]])
            left -= 1
        while right < count and abs(times[right] - when) == gap:
            nearest = min(nearest, first[times[right]])
            right += 1
        used.add(nearest)
        corrected.append((when, round(raw - checks[nearest]["offset"], 3)))
    return corrected, [i for i in range(len(checks)) if i not in used]
