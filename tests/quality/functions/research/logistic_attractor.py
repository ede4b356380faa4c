"""Bifurcation table of the logistic map."""


class LogisticMap:
    def __init__(self, r):
        if not 0.0 <= r <= 4.0:
            raise ValueError("growth rate out of range: %r" % r)
        self.r = r

    def step(self, x):
        return self.r * x * (1.0 - x)

    def slope(self, x):
        return self.r * (1.0 - 2.0 * x)


def orbit(system, x, length):
    """The first ``length`` points after ``x``."""
    points = []
    for _ in range(length):
        x = system.step(x)
        points.append(x)
    return points


def logistic_attractor(rates, start=0.4, settle=1500, keep=128, digits=6):
    """Describe the attractor for each growth rate.

    Returns one row (rate, period, low, high, mean slope size) for each rate;
    the period counts the distinct rounded points among the last ``keep`` and
    is None when there are more than half of ``keep`` (chaos).
    """
    rows = []
    for r in rates:
        system = LogisticMap(r)
        points = orbit(system, start, settle + keep)[settle:]
        distinct = set()
        for x in points:
            distinct.add(round(x, digits))
        slope = 0.0
        for x in points:
            slope += abs(system.slope(x))
        period = len(distinct) if 2 * len(distinct) <= keep else None
        rows.append((r, period, round(min(points), digits), round(max(points), digits),
                     slope / keep))
    return rows


def workload():
    return [([2.5 + i / 200 for i in range(300)],), ([3.5699456, 3.83], 0.2, 20000, 64)]
