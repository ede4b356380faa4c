def room_pressure(bookings, opening, closing):
    if opening >= closing:
        return 0, None, 0, 0
    delta = {opening: 0}
    for start, end in bookings:
        if start < opening:
            start = opening
        if end > closing:
            end = closing
        if start < end:
            delta[start] = delta.get(start, 0) + 1
            delta[end] = delta.get(end, 0) - 1
    marks = sorted(delta)
    peak = -1
    first = None
    at_peak = 0
    idle = 0
    level = 0
    marks.append(closing)
    for k in range(len(marks) - 1):
        here = marks[k]
        level += delta[here]
        span = marks[k + 1] - here
        if span < 1:
            continue
        if level == 0:
            idle += span
        if level > peak:
            peak = level
            first = here
            at_peak = span
        elif level == peak:
            at_peak += span
    return peak, first, at_peak, idle
