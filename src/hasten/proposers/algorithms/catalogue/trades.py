"""Buying and selling."""

# ruff: noqa: B905, RUF007 - what is proposed reads as people write it
from __future__ import annotations

from hasten.proposers.algorithms.algorithm import algorithm


@algorithm(
    reference=lambda values: max((v - min(values[: i + 1]) for i, v in enumerate(values)), default=0),
    takes=("ints",),
    growth=("O(n^2)", "O(n)"),
    exact="the best purchase for a day is the lowest price up to it",
    source="running minimum",
)
def best_single_trade(values: list[int]) -> int:
    """The largest gain of one purchase and a later sale, 0 without one."""
    best = 0
    lowest = values[0] if values else 0
    for value in values:
        if value < lowest:
            lowest = value
        elif value - lowest > best:
            best = value - lowest
    return best


def _trade(values: list[int]) -> tuple[int, int, int] | None:
    best = None
    for i in range(len(values)):
        for j in range(i + 1, len(values)):
            if values[j] > values[i] and (best is None or values[j] - values[i] > best[0]):
                best = (values[j] - values[i], i, j)
    return best


@algorithm(
    reference=_trade,
    takes=("ints",),
    growth=("O(n^2)", "O(n)"),
    exact="read from the right with the first place of the highest later price, so that the earliest purchase wins",
    source="running maximum",
    comment="From the right: the highest later price and where it first occurs; the earliest purchase is found last.",
)
def best_single_trade_with_places(values: list[int]) -> tuple[int, int, int] | None:
    """The largest gain of a purchase and a later sale with their places, the earliest purchase and then sale."""
    if not values:
        return None
    best, buy, sell = 0, -1, -1
    highest = len(values) - 1
    for place in range(len(values) - 2, -1, -1):
        gain = values[highest] - values[place]
        if gain > 0 and gain >= best:
            best, buy, sell = gain, place, highest
        if values[place] >= values[highest]:
            highest = place
    if best == 0:
        return None
    return best, buy, sell


def _trades(values: list[int], most: int) -> int:
    if len(values) < 2 or most == 0:
        return 0
    best = _trades(values[1:], most)
    for j in range(1, len(values)):
        best = max(best, values[j] - values[0] + _trades(values[j:], most - 1))
    return best


@algorithm(
    reference=lambda values: sum(max(0, b - a) for a, b in zip(values, values[1:], strict=False)),
    takes=("ints",),
    growth=("O(2^n)", "O(n)"),
    exact="a gain over several days is the sum of the gains of each",
    source="greedy",
)
def best_trades(values: list[int]) -> int:
    """The largest gain of any number of purchases and later sales."""
    return sum(after - before for before, after in zip(values, values[1:]) if after > before)


@algorithm(
    reference=lambda values, most: _trades(values, max(most, 0)),
    takes=("ints", "count"),
    growth=("O(2^n)", "O(n k)"),
    exact="the best with so many trades up to a day, holding or not",
    source="dynamic programming",
    bakes=("most",),
)
def best_trades_of_few(values: list[int], most: int) -> int:
    """The largest gain of at most so many purchases and later sales."""
    if not values or most <= 0:
        return 0
    most = min(most, len(values) // 2)
    holding = [-values[0]] * most
    gains = [0] * (most + 1)
    for value in values:
        for trade in range(most):
            holding[trade] = max(holding[trade], gains[trade] - value)
            gains[trade + 1] = max(gains[trade + 1], holding[trade] + value)
    return gains[-1]


def _trades_with_fee(values: list[int], most: int, fee: int, place: int = 0, holding: bool = False) -> int:
    if place == len(values) or (most <= 0 and not holding):
        return 0
    best = _trades_with_fee(values, most, fee, place + 1, holding)
    if holding:
        return max(best, values[place] - fee + _trades_with_fee(values, most - 1, fee, place + 1))
    return max(best, _trades_with_fee(values, most, fee, place + 1, True) - values[place])


def _trades_with_fee_of(values: list[int], most: int, fee: int) -> int:
    return _trades_with_fee(values, most, fee)


@algorithm(
    reference=_trades_with_fee_of,
    takes=("ints", "count", "count"),
    growth=("O(2^n)", "O(n k)"),
    exact="the best with so many trades still to come, holding or not, from the last day on",
    source="dynamic programming",
    bakes=("most", "fee"),
)
def best_trades_of_few_with_fee(values: list[int], most: int, fee: int) -> int:
    """The largest gain of at most so many purchases and sales, each sale at a fee."""
    most = max(0, min(most, len(values)))
    free = [0] * (most + 1)
    holding = [0] * (most + 1)
    for value in reversed(values):
        for trade in range(most, 0, -1):
            free[trade] = max(free[trade], holding[trade] - value)
            holding[trade] = max(holding[trade], free[trade - 1] + value - fee)
    return free[most]
