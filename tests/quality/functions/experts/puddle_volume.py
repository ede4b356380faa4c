from itertools import accumulate


def puddle_volume(levels):
    """Water kept by a wall profile: (total, place of the deepest water or None)."""
    for level in levels:
        if level < 0:
            raise ValueError("negative wall: %r" % (level,))
    dams_left = accumulate(levels, max)
    dams_right = list(accumulate(reversed(levels), max))
    dams_right.reverse()
    total = 0
    deepest = None
    depth = 0
    for here, (a, b, level) in enumerate(zip(dams_left, dams_right, levels)):
        d = (a if a <= b else b) - level
        total += d
        if d > depth:
            depth = d
            deepest = here
    return total, deepest
