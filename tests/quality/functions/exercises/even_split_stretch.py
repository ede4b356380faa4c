import random


def even_split_stretch(labels, left, right):
    """Longest slice (start, stop) with as many `left` as `right` in it, at least one of each.

    The earliest slice wins a tie; None when no slice qualifies.
    """
    labels = list(labels)
    answer = None
    longest = 0
    for start in range(len(labels)):
        for stop in range(start + 1, len(labels) + 1):
            piece = labels[start:stop]
            lefts = piece.count(left)
            if lefts > 0 and lefts == piece.count(right):
                if stop - start > longest:
                    longest = stop - start
                    answer = (start, stop)
    return answer


def workload():
    rng = random.Random(61)
    jobs = []
    for n, pool in ((110, "WL"), (120, "WLD"), (90, "WWWL")):
        jobs.append(([rng.choice(pool) for _ in range(n)], "W", "L"))
    jobs.append(([rng.randint(0, 4) for _ in range(100)], 0, 3))
    return jobs
