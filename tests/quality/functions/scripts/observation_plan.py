import random


def best_from(rest, free):
    if not rest:
        return 0, []
    start, end, number, value = rest[0]
    total, plan = best_from(rest[1:], free)
    if free is None or start >= free:
        more, tail = best_from(rest[1:], end)
        if more + value > total:
            return more + value, [number] + tail
    return total, plan


def observation_plan(windows):
    """windows: (start, end, value), one telescope. Best total value of windows that do
    not overlap, with their 1-based numbers in time order; on equal totals an earlier
    window is left out."""
    rest = sorted((s, e, k, v) for k, (s, e, v) in enumerate(windows, 1))
    return best_from(rest, None)


def workload():
    rng = random.Random(21)
    out = [([],)]
    for n, span, longest in ((9, 50, 20), (26, 100, 25), (34, 100, 25)):
        rows = []
        for _ in range(n):
            s = rng.randrange(span)
            rows.append((s, s + rng.randint(1, longest), rng.randint(1, 12)))
        out.append((rows,))
    return out
