from math import isqrt


def two_square_table(limit, least=1):
    """Map each n up to limit to its (a, b) with a <= b and a*a + b*b == n.

    Numbers that have fewer than `least` such pairs are left out.
    """
    if limit < 1:
        return {}
    pairs = [[] for _ in range(limit + 1)]
    for a in range(isqrt(limit // 2) + 1):
        square = a * a
        for b in range(a, isqrt(limit - square) + 1):
            pairs[square + b * b].append((a, b))
    return {n: pairs[n] for n in range(1, limit + 1) if len(pairs[n]) >= least}
