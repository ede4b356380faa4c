def peak_occupancy(stays):
    # at the same minute departures come before arrivals
    events = sorted([(a, 1) for a, d in stays if d > a] + [(d, -1) for a, d in stays if d > a])
    inside = peak = 0
    peak_minute = -1
    for minute, step in events:
        inside += step
        if inside > peak:
            peak, peak_minute = inside, minute
    return peak, peak_minute
