def _times(a, b, mod):
    cols = list(zip(*b))
    return [[sum([x * y for x, y in zip(row, col)]) % mod for col in cols] for row in a]


def closed_walks(n, edges, steps, mod):
    if steps < 1:
        return [1] * n
    link = [[0] * n for _ in range(n)]
    for i, j in edges:
        if 0 <= i < n and 0 <= j < n:
            link[i][j] += 1
    link = [[v % mod for v in row] for row in link]
    power = None
    while True:
        if steps & 1:
            power = link if power is None else _times(power, link, mod)
        steps >>= 1
        if not steps:
            break
        link = _times(link, link, mod)
    return [power[i][i] for i in range(n)]
