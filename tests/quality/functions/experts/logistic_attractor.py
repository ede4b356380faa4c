"""Bifurcation table of the logistic map."""


def logistic_attractor(rates, start=0.4, settle=1500, keep=128, digits=6):
    """Describe the attractor for each growth rate.

    Returns one row (rate, period, low, high, mean slope size) for each rate;
    the period counts the distinct rounded points among the last ``keep`` and
    is None when there are more than half of ``keep`` (chaos).
    """
    rows = []
    early = range(settle)
    late = range(keep)
    for r in rates:
        if not 0.0 <= r <= 4.0:
            raise ValueError("growth rate out of range: %r" % r)
        x = start
        for _ in early:
            x = r * x * (1.0 - x)
        points = []
        slope = 0.0
        for _ in late:
            x = r * x * (1.0 - x)
            points.append(x)
            slope += abs(r * (1.0 - 2.0 * x))
        distinct = len({round(x, digits) for x in set(points)})
        period = distinct if 2 * distinct <= keep else None
        rows.append((r, period, round(min(points), digits), round(max(points), digits),
                     slope / keep))
    return rows
