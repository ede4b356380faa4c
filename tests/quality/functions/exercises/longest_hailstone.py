def hail_steps(value, steps=0):
    while value != 1:
        value = value // 2 if value % 2 == 0 else 3 * value + 1
        steps += 1
    return steps


def longest_hailstone(low: int, high: int):
    """Return (start, steps) of the longest 3n+1 run that starts in low..high, None if empty."""
    if low < 1:
        raise ValueError("starts must be positive")
    if low > high:
        return None
    runs = [(hail_steps(start), start) for start in range(low, high + 1)]
    record = max(steps for steps, _ in runs)
    for steps, start in runs:
        if steps == record:
            return start, steps


def workload():
    return [(1, 3000), (500, 4000), (2000, 6500), (1, 2500)]
