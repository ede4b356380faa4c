import random


def next_round(cells, radius):
    n = len(cells)
    new = ""
    for i in range(n):
        ones = 0
        for d in range(-radius, radius + 1):
            if cells[(i + d) % n] == "1":
                ones += 1
        new = new + ("1" if 2 * ones > 2 * radius + 1 else "0")
    return new


def opinion_drift(cells, radius, rounds):
    """Ring of '0'/'1' opinions; each round all take the majority of the 2*radius+1
    cells around them. Returns (final ring, number of single changes made)."""
    changes = 0
    for _ in range(rounds):
        after = next_round(cells, radius)
        changes += sum(1 for a, b in zip(cells, after) if a != b)
        cells = after
    return cells, changes


def workload():
    rng = random.Random(8)
    out = [("", 2, 3), ("01", 2, 4)]
    for n, radius, rounds in ((60, 1, 60), (150, 4, 180), (240, 6, 180)):
        out.append(("".join(rng.choice("01") for _ in range(n)), radius, rounds))
    return out
