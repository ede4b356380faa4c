"""One-pass moments of measurements by group."""
import math


def group_moments(samples, skip=()):
    """Mean, standard deviation and skewness of each group, in one pass.

    ``samples`` is an iterable of (group, value); None and NaN values are
    counted as missing.  Returns {group: (n, mean, sd, skew, missing)} sorted
    by group; figures that cannot be had are None.
    """
    skip = frozenset(skip)
    values = {}
    for group, value in samples:
        cell = values.get(group)
        if cell is None:
            if group in skip:
                continue
            cell = values[group] = []
        cell.append(value)
    table = {}
    for group in sorted(values):
        n = missing = 0
        mean = m2 = m3 = 0.0
        for value in values[group]:
            if value is None or value != value:
                missing += 1
                continue
            before = n
            n += 1
            delta = value - mean
            step = delta / n
            term = delta * step * before
            mean += step
            m3 = m3 + term * step * (n - 2) - 3.0 * step * m2
            m2 += term
        sd = math.sqrt(m2 / (n - 1)) if n > 1 else None
        skew = math.sqrt(n) * m3 / m2 ** 1.5 if m2 > 0 else None
        table[group] = (n, mean if n else None, sd, skew, missing)
    return table
