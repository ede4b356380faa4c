"""Which numbers are missing."""

from __future__ import annotations

from collections import Counter

from hasten.proposers.algorithms.algorithm import algorithm

_SOURCE = "hash table"


@algorithm(
    reference=lambda values: next((v for v in values if sum(1 for w in values if w == v) % 2), None),
    takes=("ints",),
    growth=("O(n^2)", "O(n)"),
    exact="equal numbers cancel in pairs; only one may be left over, which is checked by the caller's data",
    source="hash table of counts",
)
def item_with_odd_frequency(values: list[int]) -> int | None:
    """The first item that occurs an odd number of times."""
    for item, count in Counter(values).items():
        if count % 2:
            return item
    return None


@algorithm(
    reference=lambda values: next(k for k in range(len(values) + 1) if k not in values),
    takes=("ints",),
    growth=("O(n^2)", "O(n)"),
    exact="integers are looked up",
    source=_SOURCE,
)
def smallest_missing_from_zero(values: list[int]) -> int:
    """The smallest number from 0 that does not occur."""
    present = set(values)
    missing = 0
    while missing in present:
        missing += 1
    return missing


@algorithm(
    reference=lambda values: next(k for k in range(1, len(values) + 2) if k not in values),
    takes=("ints",),
    growth=("O(n^2)", "O(n)"),
    exact="integers are looked up",
    source=_SOURCE,
)
def smallest_missing_from_one(values: list[int]) -> int:
    """The smallest number from 1 that does not occur."""
    present = set(values)
    missing = 1
    while missing in present:
        missing += 1
    return missing


@algorithm(
    reference=lambda values: [k for k in range(1, len(values) + 1) if k not in values],
    takes=("ints",),
    growth=("O(n^2)", "O(n)"),
    exact="integers are looked up",
    source=_SOURCE,
)
def missing_numbers_up_to_length(values: list[int]) -> list[int]:
    """The numbers from 1 to the length that do not occur."""
    present = set(values)
    return [number for number in range(1, len(values) + 1) if number not in present]


@algorithm(
    reference=lambda values: [k for k in range(min(values), max(values) + 1) if k not in values] if values else [],
    takes=("ints",),
    growth=("O(n m)", "O(n + m)"),
    exact="integers are looked up",
    source=_SOURCE,
)
def missing_numbers_between_extremes(values: list[int]) -> list[int]:
    """The numbers between the smallest and the largest item that do not occur."""
    if not values:
        return []
    present = set(values)
    return [number for number in range(min(values), max(values) + 1) if number not in present]


def _longest_consecutive(values: list[int]) -> int:
    return max((next(k for k in range(len(values) + 1) if v + k not in values) for v in values), default=0)


@algorithm(
    reference=_longest_consecutive,
    takes=("ints",),
    growth=("O(n^3)", "O(n)"),
    exact="only numbers without a predecessor start a run, so each is visited twice at most",
    source=_SOURCE,
)
def longest_consecutive_numbers(values: list[int]) -> int:
    """How many consecutive numbers occur, at most."""
    present = set(values)
    longest = 0
    for value in present:
        if value - 1 not in present:
            end = value + 1
            while end in present:
                end += 1
            longest = max(longest, end - value)
    return longest
