def pairs_within(ordered, bound):
    n = 0
    first = 0
    for last, value in enumerate(ordered):
        while value - ordered[first] > bound:
            first += 1
        n += last - first
    return n


def pairs_at_distance(pulses, delay, tolerance=0):
    low = delay - tolerance
    high = delay + tolerance
    if high < 0 or high < low:
        return 0
    ordered = sorted(pulses)
    n = pairs_within(ordered, high)
    if low > 0:
        n -= pairs_within(ordered, low - 1)
    return n
