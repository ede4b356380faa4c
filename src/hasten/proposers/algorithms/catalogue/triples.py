"""Triples of items."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import Counter
from itertools import combinations, combinations_with_replacement
from math import comb

from hasten.proposers.algorithms.algorithm import algorithm


@algorithm(
    reference=lambda values: max((a * b * c for a, b, c in combinations(values, 3)), default=None),
    takes=("ints",),
    growth=("O(n^3)", "O(n log n)"),
    exact="the three largest, or the largest with the two smallest, have the largest product",
    source="sorting",
)
def largest_product_of_three(values: list[int]) -> int | None:
    """The largest product of three items."""
    if len(values) < 3:
        return None
    ordered = sorted(values)
    return max(ordered[-1] * ordered[-2] * ordered[-3], ordered[0] * ordered[1] * ordered[-1])


@algorithm(
    reference=lambda values, target: any(a + b + c == target for a, b, c in combinations(values, 3)),
    takes=("ints", "int"),
    growth=("O(n^3)", "O(n^2)"),
    exact="integers only; in order, the two ends move towards the sum",
    source="sorting and two pointers",
    bakes=("target",),
)
def has_triple_with_sum(values: list[int], target: int) -> bool:
    """Whether three items have a given sum."""
    ordered = sorted(values)
    for place in range(len(ordered) - 2):
        low, high = place + 1, len(ordered) - 1
        rest = target - ordered[place]
        while low < high:
            total = ordered[low] + ordered[high]
            if total == rest:
                return True
            if total < rest:
                low += 1
            else:
                high -= 1
    return False


@algorithm(
    reference=lambda values, target: sum(1 for a, b, c in combinations(values, 3) if a + b + c == target),
    takes=("ints", "int"),
    growth=("O(n^3)", "O(n^2)"),
    exact="integers: the third number is looked up among those before",
    source="hash table of what was seen",
    bakes=("target",),
)
def count_triples_with_sum(values: list[int], target: int) -> int:
    """How many triples of items have a given sum."""
    count = 0
    seen: dict[int, int] = {}
    for place, value in enumerate(values):
        rest = target - value
        for later in values[place + 1 :]:
            count += seen.get(rest - later, 0)
        seen[value] = seen.get(value, 0) + 1
    return count


@algorithm(
    reference=lambda values, divisor: sum(1 for a, b, c in combinations(values, 3) if (a + b + c) % divisor == 0),
    takes=("ints", "int"),
    growth=("O(n^3)", "O(n)"),
    exact="integers: only the remainders of the three count, and how often each occurs",
    source="counting by remainders",
    bakes=("divisor",),
)
def count_triples_with_divisible_sum(values: list[int], divisor: int) -> int:
    """How many triples of items have a sum that a number divides."""
    if len(values) < 3:
        return 0
    counts = Counter(value % divisor for value in values)
    total = 0
    for a, b in combinations_with_replacement(sorted(counts), 2):
        c = -(a + b) % divisor
        if c < b or c not in counts:
            continue
        if a == b == c:
            total += comb(counts[a], 3)
        elif a == b:
            total += comb(counts[a], 2) * counts[c]
        elif b == c:
            total += counts[a] * comb(counts[b], 2)
        else:
            total += counts[a] * counts[b] * counts[c]
    return total


@algorithm(
    reference=lambda values, target: sorted({tuple(sorted(t)) for t in combinations(values, 3) if sum(t) == target}),
    takes=("ints", "int"),
    growth=("O(n^3)", "O(n^2)"),
    exact="integers only; equal numbers are stepped over, so that no triple comes twice",
    source="sorting and two pointers",
    bakes=("target",),
)
def distinct_triples_with_sum(values: list[int], target: int) -> list[tuple[int, int, int]]:
    """The different triples of items with a given sum, each and all in rising order."""
    ordered = sorted(values)
    triples = []
    for place, first in enumerate(ordered):
        if place and ordered[place - 1] == first:
            continue
        low, high = place + 1, len(ordered) - 1
        while low < high:
            total = first + ordered[low] + ordered[high]
            if total < target:
                low += 1
            elif total > target:
                high -= 1
            else:
                triples.append((first, ordered[low], ordered[high]))
                low += 1
                high -= 1
                while low < high and ordered[low] == ordered[low - 1]:
                    low += 1
    return triples


@algorithm(
    reference=lambda values: sorted({tuple(sorted(t)) for t in combinations(values, 3) if sum(t) == 0}),
    takes=("ints",),
    growth=("O(n^3)", "O(n^2)"),
    exact="integers only; equal numbers are stepped over, so that no triple comes twice",
    source="sorting and two pointers",
)
def distinct_triples_with_sum_zero(values: list[int]) -> list[tuple[int, int, int]]:
    """The different triples of items whose sum is zero, each and all in rising order."""
    ordered = sorted(values)
    triples = []
    for place, first in enumerate(ordered):
        if place and ordered[place - 1] == first:
            continue
        low, high = place + 1, len(ordered) - 1
        while low < high:
            total = first + ordered[low] + ordered[high]
            if total < 0:
                low += 1
            elif total > 0:
                high -= 1
            else:
                triples.append((first, ordered[low], ordered[high]))
                low += 1
                high -= 1
                while low < high and ordered[low] == ordered[low - 1]:
                    low += 1
    return triples


@algorithm(
    reference=lambda values: any(a + b + c == 0 for a, b, c in combinations(values, 3)),
    takes=("ints",),
    growth=("O(n^3)", "O(n^2)"),
    exact="integers only; in order, the two ends move towards the sum",
    source="sorting and two pointers",
)
def has_triple_with_sum_zero(values: list[int]) -> bool:
    """Whether three items add up to zero."""
    ordered = sorted(values)
    for place in range(len(ordered) - 2):
        low, high = place + 1, len(ordered) - 1
        while low < high:
            total = ordered[place] + ordered[low] + ordered[high]
            if total == 0:
                return True
            if total < 0:
                low += 1
            else:
                high -= 1
    return False


def _is_triangle(a: int, b: int, c: int) -> bool:
    a, b, c = sorted((a, b, c))
    return a + b > c


@algorithm(
    reference=lambda values: sum(1 for t in combinations(values, 3) if _is_triangle(*t)),
    takes=("ints",),
    growth=("O(n^3)", "O(n^2)"),
    exact="in order, the largest side decides; the two smaller ends move towards it",
    source="sorting and two pointers",
)
def count_triangles_of_lengths(values: list[int]) -> int:
    """How many triples of items are the sides of a triangle."""
    ordered = sorted(values)
    count = 0
    for place in range(len(ordered) - 1, 1, -1):
        low, high = 0, place - 1
        while low < high:
            if ordered[low] + ordered[high] > ordered[place]:
                count += high - low
                high -= 1
            else:
                low += 1
    return count


@algorithm(
    reference=lambda values: sum(
        1 for i, j, k in combinations(range(len(values)), 3) if values[i] < values[j] < values[k]
    ),
    takes=("ints",),
    growth=("O(n^3)", "O(n (log n + n / 64))"),
    exact="the smaller items before and the larger ones after each middle item are counted exactly",
    source="bisection into sorted parts",
)
def count_rising_triples(values: list[int]) -> int:
    """How many triples of items rise in the order of their places."""
    before: list[int] = []
    after = sorted(values)
    count = 0
    for value in values:
        del after[bisect_left(after, value)]
        count += bisect_left(before, value) * (len(after) - bisect_right(after, value))
        insort(before, value)
    return count
