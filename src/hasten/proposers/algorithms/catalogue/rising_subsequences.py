"""Longest rising, falling and alternating subsequences."""

# ruff: noqa: B905, RUF007 - what is proposed reads as people write it
from __future__ import annotations

from bisect import bisect_left, bisect_right

from hasten.proposers.algorithms.algorithm import algorithm


def _subsequences(values: list[int]) -> list[list[int]]:
    found: list[list[int]] = [[]]
    for value in values:
        found += [[*chosen, value] for chosen in found]
    return found


def _rises(values: list[int]) -> bool:
    return all(a < b for a, b in zip(values, values[1:], strict=False))


@algorithm(
    reference=lambda values: max(len(s) for s in _subsequences(values) if _rises(s)),
    takes=("ordered",),
    growth=("O(2^n)", "O(n log n)"),
    exact="comparisons only; tails of each length are kept as small as can be",
    source="patience sorting",
    comment="Patience sorting: the smallest last item of a rising subsequence of each length.",
)
def longest_rising_subsequence_length(values: list[int]) -> int:
    """The length of the longest strictly rising subsequence."""
    tails: list[int] = []
    for value in values:
        place = bisect_left(tails, value)
        if place == len(tails):
            tails.append(value)
        else:
            tails[place] = value
    return len(tails)


@algorithm(
    reference=lambda values: max(len(s) for s in _subsequences(values) if s == sorted(s)),
    takes=("ordered",),
    growth=("O(2^n)", "O(n log n)"),
    exact="comparisons only; tails of each length are kept as small as can be",
    source="patience sorting",
    comment="Patience sorting: the smallest last item of a subsequence of each length that never falls.",
)
def longest_not_falling_subsequence_length(values: list[int]) -> int:
    """The length of the longest subsequence that never falls."""
    tails: list[int] = []
    for value in values:
        place = bisect_right(tails, value)
        if place == len(tails):
            tails.append(value)
        else:
            tails[place] = value
    return len(tails)


@algorithm(
    reference=lambda values: max(len(s) for s in _subsequences(values) if _rises(s[::-1])),
    takes=("ints",),
    growth=("O(2^n)", "O(n log n)"),
    exact="a falling subsequence rises when the signs are changed",
    source="patience sorting",
)
def longest_falling_subsequence_length(values: list[int]) -> int:
    """The length of the longest strictly falling subsequence."""
    tails: list[int] = []
    for value in values:
        place = bisect_left(tails, -value)
        if place == len(tails):
            tails.append(-value)
        else:
            tails[place] = -value
    return len(tails)


def _lengths(values: list[int]) -> list[int]:
    lengths: list[int] = []
    for i, value in enumerate(values):
        lengths.append(1 + max((lengths[j] for j in range(i) if values[j] < value), default=0))
    return lengths


@algorithm(
    reference=_lengths,
    takes=("ordered",),
    growth=("O(n^2)", "O(n log n)"),
    exact="comparisons only",
    source="patience sorting",
)
def rising_subsequence_lengths(values: list[int]) -> list[int]:
    """The length of the longest strictly rising subsequence that ends at each place."""
    tails: list[int] = []
    lengths = []
    for value in values:
        place = bisect_left(tails, value)
        if place == len(tails):
            tails.append(value)
        else:
            tails[place] = value
        lengths.append(place + 1)
    return lengths


def _alternates(values: list[int]) -> bool:
    signs = [(b > a) - (b < a) for a, b in zip(values, values[1:], strict=False)]
    return 0 not in signs and all(a != b for a, b in zip(signs, signs[1:], strict=False))


@algorithm(
    reference=lambda values: max(len(s) for s in _subsequences(values) if _alternates(s)),
    takes=("ints",),
    growth=("O(2^n)", "O(n)"),
    exact="comparisons only",
    source="greedy turning points",
)
def longest_alternating_subsequence_length(values: list[int]) -> int:
    """The length of the longest subsequence that rises and falls in turn."""
    if not values:
        return 0
    rising = falling = 1
    for before, after in zip(values, values[1:]):
        if after > before:
            rising = falling + 1
        elif after < before:
            falling = rising + 1
    return max(rising, falling)
