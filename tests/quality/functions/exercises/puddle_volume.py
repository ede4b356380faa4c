import random


def puddle_volume(levels):
    """Water kept by a wall profile: (total, place of the deepest water or None)."""
    for level in levels:
        if level < 0:
            raise ValueError("negative wall: %r" % (level,))
    depths = []
    for here in range(len(levels)):
        dam_left = max(levels[:here + 1])
        dam_right = max(levels[here:])
        depths.append(min(dam_left, dam_right) - levels[here])
    total = 0
    for d in depths:
        total += d
    deepest = None
    for here, d in enumerate(depths):
        if d > 0 and (deepest is None or d > depths[deepest]):
            deepest = here
    return total, deepest


def workload():
    rng = random.Random(62)
    return [([rng.randint(0, 40) for _ in range(900)],),
            ([rng.randint(0, 1000) for _ in range(1200)],),
            ([round(rng.uniform(0, 9), 2) for _ in range(700)],),
            (list(range(500)) + list(range(500, 0, -1)),)]
