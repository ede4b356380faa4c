def best_trade(prices):
    best = (0, -1, -1)
    if not prices:
        return best
    lowest = prices[0]
    bought = 0
    best_gain = 0
    for day, price in enumerate(prices):
        gain = price - lowest
        # an equal gain counts only when it was bought earlier, and a later low was bought later
        if gain > best_gain:
            best_gain = gain
            best = (gain, bought, day)
        if price < lowest:
            lowest = price
            bought = day
    return best
