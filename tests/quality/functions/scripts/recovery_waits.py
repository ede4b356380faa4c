import random


def recovery_waits(prices):
    """For each day the number of days until a price at least as high (None: never),
    the 1-based first day with the longest finite wait (0: none), and how many never."""
    waits = []
    for day in range(len(prices)):
        for later, price in enumerate(prices[day + 1:], 1):
            if price >= prices[day]:
                waits.append(later)
                break
        else:
            waits.append(None)
    finite = [w for w in waits if w is not None]
    worst = waits.index(max(finite)) + 1 if finite else 0
    return waits, worst, waits.count(None)


def workload():
    rng = random.Random(10)
    out = [([],), ([3, 3, 1],)]
    for n, drift in ((200, -1), (1900, -6), (2900, -9)):
        p = [90000]
        for _ in range(n - 1):
            p.append(p[-1] + drift + rng.randint(-40, 40))
        out.append((p,))
    return out
