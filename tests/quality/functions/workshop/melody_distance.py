import random


def _swap_cost(note, other):
    pitch, length = note
    pitch2, length2 = other
    cost = min(abs(pitch - pitch2), 6)
    if length != length2:
        cost += 1
    return cost


def _distance(left, right, gap):
    if not left:
        return gap * len(right)
    if not right:
        return gap * len(left)
    best = _swap_cost(left[0], right[0]) + _distance(left[1:], right[1:], gap)
    drop = gap + _distance(left[1:], right, gap)
    if drop < best:
        best = drop
    add = gap + _distance(left, right[1:], gap)
    if add < best:
        best = add
    return best


def melody_distance(theme, variations, gap=4):
    """Distance of every named variation from the theme, notes are (pitch, length).

    Returns [(distance, name)], closest first."""
    table = []
    for name, notes in variations:
        if not notes:
            continue
        table.append((_distance(list(theme), list(notes), gap), name))
    table.sort()
    return table


def workload():
    out = []
    for seed, n, lens in ((141, 6, (5, 6, 6, 6)), (142, 6, (6, 5, 4)), (143, 6, (6, 0, 3)), (144, 3, (2, 3))):
        rng = random.Random(seed)
        tune = lambda k: [(rng.randint(55, 76), rng.choice([1, 2, 4])) for _ in range(k)]
        out.append((tune(n), [("var%d" % i, tune(k)) for i, k in enumerate(lens)], 4))
    return out
