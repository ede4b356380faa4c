import random


def crossover_scan(prices, fasts, slows):
    """Back-test every pair fast < slow: hold for the next day when the mean of the
    last `fast` integer prices exceeds that of the last `slow`.

    Returns (profit, entries, fast, slow) rows, best profit first."""
    rows = []
    for fast in fasts:
        for slow in slows:
            if fast >= slow:
                continue
            profit = entries = 0
            held = False
            for day in range(slow - 1, len(prices) - 1):
                quick = sum(prices[day - k] for k in range(fast))
                calm = sum(prices[day - k] for k in range(slow))
                if quick * slow > calm * fast:
                    profit += prices[day + 1] - prices[day]
                    if not held:
                        entries += 1
                    held = True
                else:
                    held = False
            rows.append((profit, entries, fast, slow))
    return sorted(rows, key=lambda row: -row[0])


def workload():
    rng = random.Random(99)
    out = [([100, 101], [1], [2, 5])]
    for n, fasts, slows in ((80, [2, 5, 9], [9, 20]), (560, [3, 5, 8, 12], [10, 20, 30, 45]), (980, [5, 10, 20, 30], [15, 40, 60, 90])):
        p = [5000]
        for _ in range(n - 1):
            p.append(max(1, p[-1] + rng.randint(-60, 62)))
        out.append((p, fasts, slows))
    return out
