from datetime import date


def price_holds(quotes, tolerance=0):
    texts = []
    days = []
    prices = []
    for day, cents in sorted(quotes):
        if cents is None:
            continue
        d = date.fromisoformat(day)
        iso = d.isoformat()
        if texts and texts[-1] == day:
            raise ValueError("two quotes on " + day)
        texts.append(iso)
        days.append(d.toordinal())
        prices.append(cents)
    n = len(prices)
    held = [None] * n
    longest = 0
    # later quotes seen from the right: a stack of positions with rising prices,
    # searched by bisection because of the tolerance
    stack = []
    tops = []           # negated prices, ascending from left to right
    best = 0
    best_i = best_j = None
    high = None         # earliest position of the highest later price
    for i in range(n - 1, -1, -1):
        cents = prices[i]
        # stack: far .. near, prices falling strictly towards the near end
        lo = 0
        hi = len(stack)
        limit = cents + tolerance
        while lo < hi:
            mid = (lo + hi) // 2
            if tops[mid] > limit:
                lo = mid + 1
            else:
                hi = mid
        if lo:
            gap = held[i] = days[stack[lo - 1]] - days[i]
            if gap > longest:
                longest = gap
        if high is not None:
            profit = prices[high] - cents
            if profit > 0 and profit >= best:
                best = profit
                best_i = i
                best_j = high
        while tops and tops[-1] <= cents:
            tops.pop()
            stack.pop()
        tops.append(cents)
        stack.append(i)
        if high is None or cents >= prices[high]:
            high = i
    resale = (0, None, None) if best_i is None else (best, texts[best_i], texts[best_j])
    return list(zip(texts, prices, held)), longest, resale
