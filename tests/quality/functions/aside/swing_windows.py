"""Temperature swing (max - min) per sliding window of hourly values; alarm runs above a limit."""
import random


def swing_windows(temps, hours, limit):
    if hours <= 0 or hours > len(temps):
        return [], [], None
    swings = []
    i = 0
    while i + hours <= len(temps):
        chunk = temps[i:i + hours]
        swings.append(max(chunk) - min(chunk))
        i += 1
    alarms = []
    start = None
    for i, s in enumerate(swings):
        if s > limit:
            if start is None:
                start = i
        elif start is not None:
            alarms.append((start, i - 1))
            start = None
    if start is not None:
        alarms.append((start, len(swings) - 1))
    return swings, alarms, swings.index(max(swings))


def workload():
    rnd = random.Random(69)

    def mk(n, w):
        v = 100
        out = []
        for _ in range(n):
            v += rnd.randint(-4, 4)
            out.append(v)
        return out, w, w // 2

    return [([], 3, 1), ([5, 5, 9, 1], 2, 3), mk(200, 12), mk(9000, 400)]
