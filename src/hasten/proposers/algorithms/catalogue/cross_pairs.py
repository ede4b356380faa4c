"""Pairs of an item of one list and one of another."""

from __future__ import annotations

from bisect import bisect_left

from hasten.proposers.algorithms.algorithm import algorithm

_HASH = "integers: the partner of a number is another exact integer, looked up"


@algorithm(
    reference=lambda left, right, target: sum(1 for a in left for b in right if a + b == target),
    takes=("ints", "ints", "int"),
    growth=("O(n m)", "O(n + m)"),
    exact=_HASH,
    source="hash table of counts",
    bakes=("target",),
)
def count_cross_pairs_with_sum(left: list[int], right: list[int], target: int) -> int:
    """How many pairs of an item of each list have a given sum."""
    counts: dict[int, int] = {}
    for value in right:
        counts[value] = counts.get(value, 0) + 1
    return sum(counts.get(target - value, 0) for value in left)


@algorithm(
    reference=lambda left, right: sum(1 for a in left for b in right if a == b),
    takes=("items", "items"),
    growth=("O(n m)", "O(n + m)"),
    exact="equality and hash agree",
    source="hash table of counts",
)
def count_equal_cross_pairs(left: list[int], right: list[int]) -> int:
    """How many pairs of an item of each list are equal."""
    counts: dict[int, int] = {}
    for value in right:
        counts[value] = counts.get(value, 0) + 1
    return sum(counts.get(value, 0) for value in left)


@algorithm(
    reference=lambda left, right: sum(1 for a in left for b in right if a < b),
    takes=("ints", "ints"),
    growth=("O(n m)", "O((n + m) log m)"),
    exact="comparisons only",
    source="sorting and bisection",
)
def count_cross_pairs_in_order(left: list[int], right: list[int]) -> int:
    """How many pairs of an item of each list are in rising order."""
    ordered = sorted(left)
    return sum(bisect_left(ordered, value) for value in right)


@algorithm(
    reference=lambda left, right: min((abs(a - b) for a in left for b in right), default=None),
    takes=("ints", "ints"),
    growth=("O(n m)", "O((n + m) log m)"),
    exact="the nearest number is a neighbour in order",
    source="sorting and bisection",
)
def smallest_cross_difference(left: list[int], right: list[int]) -> int | None:
    """The smallest distance between an item of one list and one of the other."""
    if not left or not right:
        return None
    ordered = sorted(right)
    best = abs(left[0] - ordered[0])
    for value in left:
        place = bisect_left(ordered, value)
        if place < len(ordered):
            best = min(best, ordered[place] - value)
        if place:
            best = min(best, value - ordered[place - 1])
    return best
