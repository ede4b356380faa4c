from itertools import accumulate


def crossover_scan(prices, fasts, slows):
    n = len(prices)
    prefix = [0]
    prefix.extend(accumulate(prices))
    steps = [b - a for a, b in zip(prices, prices[1:])]
    sums = {}

    def rolling(width):
        # entry e is the sum of the `width` prices before position e + width
        row = sums.get(width)
        if row is None:
            row = sums[width] = [b - a for a, b in zip(prefix, prefix[width:])]
        return row

    rows = []
    for fast in fasts:
        for slow in slows:
            if fast >= slow:
                continue
            profit = entries = 0
            if slow < n:
                held = False
                for quick, calm, step in zip(rolling(fast)[slow - fast:], rolling(slow), steps[slow - 1:]):
                    if quick * slow > calm * fast:
                        profit += step
                        if not held:
                            entries += 1
                            held = True
                    else:
                        held = False
            rows.append((profit, entries, fast, slow))
    rows.sort(key=lambda row: -row[0])
    return rows
