import random


def near_duplicate_pairs(codes):
    """Pairs i < j (1-based) of equally long codes that differ in at most one place,
    as (i, j, places), sorted."""
    pairs = []
    for i, one in enumerate(codes):
        for j, two in enumerate(codes[i + 1:], i + 1):
            if len(one) == len(two):
                places = sum(a != b for a, b in zip(one, two))
                if places <= 1:
                    pairs.append((i + 1, j + 1, places))
    return pairs


def workload():
    rng = random.Random(55)
    out = [([],), (["", "", "a", "b", "ab"],)]
    for n, size in ((60, 6), (330, 12), (440, 9)):
        codes = []
        for _ in range(n):
            if codes and rng.random() < 0.3:
                c = list(rng.choice(codes))
                c[rng.randrange(len(c))] = rng.choice("ABCDEF")
                codes.append("".join(c))
            else:
                codes.append("".join(rng.choice("ABCDEF") for _ in range(size + rng.randrange(2))))
        out.append((codes,))
    return out
