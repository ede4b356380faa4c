from bisect import bisect_left, insort
from collections import deque


def flag_spikes(samples, window, tolerance):
    labels = []
    recent = deque()
    ordered = []
    row = 0
    for value in samples:
        if value is None:
            labels.append(("missing", None))
            continue
        n = len(ordered)
        if n < 3:
            labels.append(("warmup", None))
        else:
            mid = n // 2
            base = ordered[mid] if n % 2 else (ordered[mid - 1] + ordered[mid]) / 2
            if abs(value - base) > tolerance + (ordered[-1] - ordered[0]) // 2:
                labels.append(("spike", base))
                row += 1
                if row >= 5:
                    recent.clear()
                    ordered.clear()
                continue
            labels.append(("ok", base))
        row = 0
        recent.append(value)
        insort(ordered, value)
        if window > 0 and n >= window:
            del ordered[bisect_left(ordered, recent.popleft())]
    return labels
