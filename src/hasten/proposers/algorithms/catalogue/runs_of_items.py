"""Runs of distinct, few, equal or rising items."""

# ruff: noqa: RUF007 - what is proposed reads as people write it
from __future__ import annotations

from hasten.proposers.algorithms.algorithm import algorithm


def _runs(values: list[int]) -> list[list[int]]:
    return [values[i:j] for i in range(len(values)) for j in range(i + 1, len(values) + 1)]


@algorithm(
    reference=lambda values: max((len(run) for run in _runs(values) if len(set(run)) == len(run)), default=0),
    takes=("items",),
    growth=("O(n^3)", "O(n)"),
    exact="the window starts behind the last earlier occurrence",
    source="sliding window",
)
def longest_run_of_distinct_items(values: list[int]) -> int:
    """The length of the longest run without an item twice."""
    longest = start = 0
    last: dict[int, int] = {}
    for place, value in enumerate(values):
        if last.get(value, -1) >= start:
            start = last[value] + 1
        last[value] = place
        longest = max(longest, place - start + 1)
    return longest


@algorithm(
    reference=lambda values, limit: max((len(run) for run in _runs(values) if len(set(run)) <= limit), default=0),
    takes=("items", "int"),
    growth=("O(n^3)", "O(n)"),
    exact="the window only moves forward, since a longer run has no fewer different items",
    source="sliding window",
)
def longest_run_with_few_distinct(values: list[int], limit: int) -> int:
    """The length of the longest run with at most so many different items."""
    if limit <= 0:
        return 0
    longest = start = 0
    counts: dict[int, int] = {}
    for place, value in enumerate(values):
        counts[value] = counts.get(value, 0) + 1
        while len(counts) > limit:
            first = values[start]
            counts[first] -= 1
            if not counts[first]:
                del counts[first]
            start += 1
        longest = max(longest, place - start + 1)
    return longest


@algorithm(
    reference=lambda values, flips: max((len(run) for run in _runs(values) if run.count(0) <= flips), default=0),
    takes=("ints", "int"),
    growth=("O(n^3)", "O(n)"),
    exact="the window only moves forward, since a longer run has no fewer zeros",
    source="sliding window",
    requires="flips >= 0",
)
def longest_run_with_few_zeros(values: list[int], flips: int) -> int:
    """The length of the longest run with at most so many zeros."""
    longest = start = zeros = 0
    for place, value in enumerate(values):
        zeros += value == 0
        while zeros > flips:
            zeros -= values[start] == 0
            start += 1
        longest = max(longest, place - start + 1)
    return longest


@algorithm(
    reference=lambda values, limit: sum(1 for run in _runs(values) if len(set(run)) == limit),
    takes=("items", "int"),
    growth=("O(n^3)", "O(n)"),
    exact="runs with at most k different items less those with at most k - 1",
    source="sliding window, twice",
)
def count_runs_with_distinct(values: list[int], limit: int) -> int:
    """How many runs have exactly so many different items."""

    def at_most(most: int) -> int:
        if most <= 0:
            return 0
        count = start = 0
        counts: dict[int, int] = {}
        for place, value in enumerate(values):
            counts[value] = counts.get(value, 0) + 1
            while len(counts) > most:
                first = values[start]
                counts[first] -= 1
                if not counts[first]:
                    del counts[first]
                start += 1
            count += place - start + 1
        return count

    return at_most(limit) - at_most(limit - 1)


def _longest(values: list[int], follows: bool) -> int:
    best = 0
    for run in _runs(values):
        if all((a < b) if follows else (a <= b) for a, b in zip(run, run[1:], strict=False)):
            best = max(best, len(run))
    return best


@algorithm(
    reference=lambda values: _longest(values, True),
    takes=("numbers",),
    growth=("O(n^3)", "O(n)"),
    exact="comparisons only",
    source="one pass",
)
def longest_rising_run(values: list[int]) -> int:
    """The length of the longest run of strictly rising items."""
    longest = length = 0
    for place, value in enumerate(values):
        length = length + 1 if place and values[place - 1] < value else 1
        longest = max(longest, length)
    return longest


@algorithm(
    reference=lambda values: max((len(run) for run in _runs(values) if len(set(run)) == 1), default=0),
    takes=("items",),
    growth=("O(n^3)", "O(n)"),
    exact="comparisons only",
    source="one pass",
)
def longest_run_of_equal_items(values: list[int]) -> int:
    """The length of the longest run of equal items."""
    longest = length = 0
    for place, value in enumerate(values):
        length = length + 1 if place and values[place - 1] == value else 1
        longest = max(longest, length)
    return longest
