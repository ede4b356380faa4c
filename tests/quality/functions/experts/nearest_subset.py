from bisect import bisect_left


def _sums(weights, start, stop):
    table = {0: (0, ())}
    for i in range(start, stop):
        w = weights[i]
        fresh = {}
        for total, (size, items) in table.items():
            key = (size + 1, items + (i,))
            t = total + w
            fresh[t] = key
        for t, key in fresh.items():
            old = table.get(t)
            if old is None or key < old:
                table[t] = key
    return table


def nearest_subset(weights, target):
    n = len(weights)
    half = n // 2
    left = _sums(weights, 0, half)
    right = _sums(weights, half, n)
    sums = sorted(right)
    last = len(sums)
    best_gap = None
    best = None
    for total, (size, items) in left.items():
        need = target - total
        at = bisect_left(sums, need)
        for j in (at - 1, at):
            if 0 <= j < last:
                gap = abs(sums[j] - need)
                if best_gap is None or gap <= best_gap:
                    other = right[sums[j]]
                    key = (size + other[0], items + other[1], total + sums[j])
                    if best_gap is None or gap < best_gap or key < best:
                        best_gap = gap
                        best = key
    return best[2], best[1]
