def longest_hailstone(low: int, high: int):
    """Return (start, steps) of the longest 3n+1 run that starts in low..high, None if empty."""
    if low < 1:
        raise ValueError("starts must be positive")
    if low > high:
        return None
    known = {1: 0}
    best_start, best_steps = low, -1
    for start in range(low, high + 1):
        path = []
        value = start
        while value not in known:
            path.append(value)
            value = 3 * value + 1 if value & 1 else value >> 1
        steps = known[value]
        for value in reversed(path):
            steps += 1
            known[value] = steps
        if steps > best_steps:
            best_start, best_steps = start, steps
    return best_start, best_steps
