import random


def best_margin(values, memo):
    if len(values) == 0:
        return 0
    key = tuple(values)
    if key not in memo:
        options = [values[0] - best_margin(values[1:], memo),
                   values[-1] - best_margin(values[:-1], memo)]
        if len(values) > 1:
            options.append(values[0] + values[1] - best_margin(values[2:], memo))
        memo[key] = max(options)
    return memo[key]


def pebble_duel(values):
    """Two players take in turn one or two pebbles from the left end or one from
    the right end of the row. Return (points by which the first player wins with
    best play, a best first move: 'left', 'left two', 'right' or None)."""
    if not values:
        return 0, None
    margin = best_margin(values, {})
    if values[0] - best_margin(values[1:], {}) == margin:
        return margin, "left"
    if len(values) > 1 and values[0] + values[1] - best_margin(values[2:], {}) == margin:
        return margin, "left two"
    return margin, "right"


def workload():
    rng = random.Random(16)
    return [([rng.randint(-5, 20) for _ in range(90)],),
            ([rng.randint(1, 30) for _ in range(120)],)]
