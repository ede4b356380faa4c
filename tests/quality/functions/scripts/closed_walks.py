import random


def product(a, b, mod):
    return [[sum(a[i][k] * b[k][j] for k in range(len(b))) % mod for j in range(len(b))]
            for i in range(len(a))]


def closed_walks(n, edges, steps, mod):
    """For each node 0..n-1 of a directed multigraph: the number of closed walks with
    exactly `steps` edges from it, modulo mod."""
    link = [[edges.count((i, j)) for j in range(n)] for i in range(n)]
    power = [[1 if i == j else 0 for j in range(n)] for i in range(n)]
    for _ in range(steps):
        power = product(power, link, mod)
    return [power[i][i] for i in range(n)]


def workload():
    rng = random.Random(31)
    out = [(3, [(0, 1)], 0, 1)]
    for n, m, steps in ((4, 9, 300), (7, 20, 700), (10, 40, 450)):
        out.append((n, [(rng.randrange(n), rng.randrange(n)) for _ in range(m)], steps, 10 ** 9 + 7))
    return out
