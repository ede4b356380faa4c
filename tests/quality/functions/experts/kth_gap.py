def kth_gap(values, k):
    n = len(values)
    if k < 1 or k > n * (n - 1) // 2:
        return None
    data = sorted(values)

    def at_most(limit):
        pairs = 0
        left = 0
        low = data[0]
        for i, v in enumerate(data):
            bound = v - limit
            while low < bound:
                left += 1
                low = data[left]
            pairs += i - left
        return pairs

    lo = 0
    hi = data[-1] - data[0]
    while lo < hi:
        mid = (lo + hi) // 2
        if at_most(mid) >= k:
            hi = mid
        else:
            lo = mid + 1
    below = at_most(lo - 1) if lo else 0
    return lo, at_most(lo) - below
