from typing import List


def best_profit(quotes: List[int], deals: int, fee: int = 0) -> int:
    """Most money from at most `deals` buy-then-sell rounds, one share at a time, fee per sale."""
    rounds = max(0, min(deals, len(quotes)))
    # value of the days still to come, by number of rounds left, without / with a share
    free = [0] * (rounds + 1)
    holding = [0] * (rounds + 1)
    for quote in reversed(quotes):
        new_free = [free[0]]
        new_holding = [0]
        for left in range(1, rounds + 1):
            new_free.append(max(free[left], holding[left] - quote))
            new_holding.append(max(holding[left], free[left - 1] + quote - fee))
        free, holding = new_free, new_holding
    return free[rounds]
