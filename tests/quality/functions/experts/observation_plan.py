from bisect import bisect_left


def observation_plan(windows):
    rest = sorted((s, e, k, v) for k, (s, e, v) in enumerate(windows, 1))
    n = len(rest)
    starts = [row[0] for row in rest]
    best = [0] * (n + 1)
    follow = [0] * n
    for i in range(n - 1, -1, -1):
        start, end, number, value = rest[i]
        after = bisect_left(starts, end, i + 1)
        total = best[after] + value
        if total > best[i + 1]:
            best[i] = total
            follow[i] = after
        else:
            best[i] = best[i + 1]
    plan = []
    i = 0
    while i < n:
        if follow[i]:
            plan.append(rest[i][2])
            i = follow[i]
        else:
            i += 1
    return best[0], plan
