import random
from typing import List


def best_profit(quotes: List[int], deals: int, fee: int = 0) -> int:
    """Most money from at most `deals` buy-then-sell rounds, one share at a time, fee per sale."""

    def play(day, has_share, remaining):
        if day == len(quotes):
            return 0
        idle = play(day + 1, has_share, remaining)
        if has_share:
            move = play(day + 1, False, remaining - 1) + quotes[day] - fee
        elif remaining > 0:
            move = play(day + 1, True, remaining) - quotes[day]
        else:
            return idle
        return max(idle, move)

    return play(0, False, deals)


def workload():
    rng = random.Random(63)
    return [([rng.randint(5, 60) for _ in range(n)], k, f)
            for n, k, f in ((13, 5, 0), (20, 2, 3), (22, 1, 0), (15, 3, 2), (19, 2, 1))]
