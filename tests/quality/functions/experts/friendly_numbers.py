def friendly_numbers(limit):
    counts = {"deficient": 0, "perfect": 0, "abundant": 0}
    pairs = []
    if limit < 1:
        return counts, pairs
    sums = [1] * (limit + 1)
    sums[1] = 0
    for d in range(2, limit // 2 + 1):
        for m in range(2 * d, limit + 1, d):
            sums[m] += d
    for n in range(1, limit + 1):
        s = sums[n]
        if s < n:
            counts["deficient"] += 1
        elif s == n:
            counts["perfect"] += 1
        else:
            counts["abundant"] += 1
            if s <= limit and sums[s] == n:
                pairs.append((n, s))
    return counts, pairs
