from collections import deque


def demand_window(readings, width, limit):
    if width < 1:
        raise ValueError("width must be positive")
    readings = list(readings)
    peaks, breaches = [], []
    worst = None
    gaps = 0
    exact = all(wh is None or isinstance(wh, int) for _, wh in readings)
    best = deque()      # indices, values never rising; the earliest of equals leads
    total = live = 0
    for i, (stamp, wh) in enumerate(readings):
        old = i - width
        if old >= 0 and readings[old][1] is not None:
            live -= 1
            if exact:
                total -= readings[old][1]
        if best and best[0] <= old:
            best.popleft()
        if wh is None:
            gaps += 1
        else:
            live += 1
            if exact:
                total += wh
            while best and readings[best[-1]][1] < wh:
                best.pop()
            best.append(i)
        if not live:
            peaks.append(None)
            continue
        if not exact:
            total = sum([r[1] for r in readings[max(0, old + 1):i + 1] if r[1] is not None])
        peaks.append(readings[best[0]][1])
        if total > limit:
            breaches.append(stamp)
        if worst is None or total > worst[1]:
            worst = (stamp, total)
    return {"peaks": peaks, "breaches": breaches, "worst": worst, "gaps": gaps}
