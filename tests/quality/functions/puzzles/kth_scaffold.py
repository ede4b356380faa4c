def kth_scaffold(ranks, pairs, depth):
    """All balanced strings of that many bracket pairs nested at most depth deep:
    return (the strings with these ranks in dictionary order, counted from 1, None
    for ranks out of range; how many strings there are)."""
    results = []

    def build(current, opened, closed):
        if len(current) == 2 * pairs:
            results.append(current)
            return
        if closed < opened:
            build(current + ")", opened, closed + 1)
        if opened < pairs and opened - closed < depth:
            build(current + "(", opened + 1, closed)

    build("", 0, 0)
    results.sort()
    chosen = []
    for k in ranks:
        if k < 1 or k > len(results):
            chosen.append(None)
        else:
            chosen.append(results[k - 1])
    return chosen, len(results)


def workload():
    return [(list(range(0, 20000, 999)), 10, 7), ([1, 2, 40000], 11, 4),
            ([k * k for k in range(1, 30)], 11, 8)]
