from math import isqrt


def two_square_table(limit, least=1):
    """Map each n up to limit to its (a, b) with a <= b and a*a + b*b == n.

    Numbers that have fewer than `least` such pairs are left out.
    """
    table = {}
    for n in range(1, limit + 1):
        top = isqrt(n)
        hits = [(a, b)
                for a in range(top + 1)
                for b in range(a, top + 1)
                if a * a + b * b == n]
        if len(hits) >= least:
            table[n] = hits
    return table


def workload():
    return [(500, 1), (900, 2), (1200, 2), (700, 1)]
