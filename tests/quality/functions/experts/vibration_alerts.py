from collections import deque


def vibration_alerts(readings, span, limit, cooldown=0):
    if span <= 0:
        raise ValueError("span must be positive")
    alerts = []
    quiet_until = None
    biggest = 0
    dropouts = 0
    lows = deque()
    highs = deque()
    times = deque()
    for ts, value in readings:
        if value is None:
            dropouts += 1
            continue
        edge = ts - span
        times.append(ts)
        while times[0] <= edge:
            times.popleft()
        # among equal values the earliest is kept in front, as min()/max() would report
        while lows and lows[-1][1] > value:
            lows.pop()
        lows.append((ts, value))
        while lows[0][0] <= edge:
            lows.popleft()
        while highs and highs[-1][1] < value:
            highs.pop()
        highs.append((ts, value))
        while highs[0][0] <= edge:
            highs.popleft()
        low = lows[0][1]
        high = highs[0][1]
        swing = high - low
        if swing > biggest:
            biggest = swing
        if swing <= limit or (quiet_until is not None and ts < quiet_until):
            continue
        quiet_until = ts + cooldown
        alerts.append({"at": ts, "low": low, "high": high, "samples": len(times)})
    return {"alerts": alerts, "biggest": biggest, "dropouts": dropouts}
