"""One-pass moments of measurements by group."""
import math
import random


def group_moments(samples, skip=()):
    """Mean, standard deviation and skewness of each group, in one pass.

    ``samples`` is an iterable of (group, value); None and NaN values are
    counted as missing.  Returns {group: (n, mean, sd, skew, missing)} sorted
    by group; figures that cannot be had are None.
    """
    skip = frozenset(skip)
    state = {}
    for group, value in samples:
        if group in skip:
            continue
        cell = state.get(group)
        if cell is None:
            cell = state[group] = [0, 0.0, 0.0, 0.0, 0]
        if value is None or value != value:
            cell[4] += 1
            continue
        n, mean, m2, m3, _ = cell
        n += 1
        delta = value - mean
        step = delta / n
        term = delta * step * (n - 1)
        cell[0] = n
        cell[1] = mean + step
        cell[3] = m3 + term * step * (n - 2) - 3.0 * step * m2
        cell[2] = m2 + term
    table = {}
    for group in sorted(state):
        n, mean, m2, m3, missing = state[group]
        sd = math.sqrt(m2 / (n - 1)) if n > 1 else None
        skew = math.sqrt(n) * m3 / m2 ** 1.5 if m2 > 0 else None
        table[group] = (n, mean if n else None, sd, skew, missing)
    return table


def workload():
    rng = random.Random(33)
    plots = ["plot-%02d" % i for i in range(40)]
    samples = []
    for _ in range(260000):
        pick = rng.random()
        value = None if pick < 0.01 else float("nan") if pick < 0.02 else rng.gammavariate(2.0, 3.0)
        samples.append((rng.choice(plots), value))
    return [(samples, ("plot-07",)), ([("a", 1.5), ("b", None), ("a", 1.5)],)]
