from collections import deque


def swing_windows(temps, hours, limit):
    if hours <= 0 or hours > len(temps):
        return [], [], None
    swings = []
    highs = deque()
    lows = deque()
    for i, t in enumerate(temps):
        while highs and temps[highs[-1]] <= t:
            highs.pop()
        highs.append(i)
        while lows and temps[lows[-1]] >= t:
            lows.pop()
        lows.append(i)
        first = i - hours + 1
        if highs[0] < first:
            highs.popleft()
        if lows[0] < first:
            lows.popleft()
        if first >= 0:
            swings.append(temps[highs[0]] - temps[lows[0]])
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
