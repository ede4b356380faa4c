import random


def skyline_views(heights):
    """For each tower: how many towers to its right it sees (all towers between
    are lower than both); also the total and the first tower that sees most."""
    n = len(heights)
    seen = []
    for i in range(n):
        count = 0
        for j in range(i + 1, n):
            smaller = min(heights[i], heights[j])
            if all(h < smaller for h in heights[i + 1:j]):
                count += 1
        seen.append(count)
    best = -1
    for i in range(n):
        if best == -1 or seen[i] > seen[best]:
            best = i
    return seen, sum(seen), best


def workload():
    rng = random.Random(11)
    return [([rng.randint(1, 60) for _ in range(260)],),
            ([rng.randint(1, 9) for _ in range(210)],),
            (list(range(130, 0, -1)),)]
