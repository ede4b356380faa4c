"""The trade one should have made, for the yearly letter to the club's members."""

import random


def best_trade(prices: list[int]) -> tuple[int, int, int]:
    """(gain, buy day, sell day) of the best single purchase and later sale, in cents.

    Among equal gains the earliest purchase counts, then the earliest sale. (0, -1, -1) when no trade gains.
    """
    best = (0, -1, -1)
    for buy in range(len(prices)):
        for sell in range(buy + 1, len(prices)):
            gain = prices[sell] - prices[buy]
            if gain > best[0]:
                best = (gain, buy, sell)
    return best


def workload():
    rng = random.Random(1987)
    calls = []
    for n, step in ((1500, 40), (1000, 3), (80, 25), (5, 9)):
        price = 12000
        prices = []
        for _ in range(n):
            price = max(1, price + rng.randint(-step, step))
            prices.append(price)
        calls.append((prices,))
    calls.append(([9, 7, 5, 5],))
    calls.append(([],))
    calls.append(([10],))
    return calls
