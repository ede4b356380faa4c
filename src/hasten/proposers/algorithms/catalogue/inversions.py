"""Items out of order, and ranks among neighbours."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort

from hasten.proposers.algorithms.algorithm import algorithm

_ORDER = "comparisons only; equal items cannot be told apart"


@algorithm(
    reference=lambda values: [sum(1 for b in values if b < a) for a in values],
    takes=("ordered",),
    growth=("O(n^2)", "O(n log n)"),
    exact=_ORDER,
    source="sorting",
)
def counts_of_smaller_items(values: list[int]) -> list[int]:
    """For each item how many are smaller."""
    below: dict[int, int] = {}
    for place, value in enumerate(sorted(values)):
        below.setdefault(value, place)
    return [below[value] for value in values]


@algorithm(
    reference=lambda values: [sum(1 for b in values if b > a) for a in values],
    takes=("ordered",),
    growth=("O(n^2)", "O(n log n)"),
    exact=_ORDER,
    source="sorting",
)
def counts_of_larger_items(values: list[int]) -> list[int]:
    """For each item how many are larger."""
    above: dict[int, int] = {}
    for place, value in enumerate(sorted(values, reverse=True)):
        above.setdefault(value, place)
    return [above[value] for value in values]


@algorithm(
    reference=lambda values: [len({b for b in values if b < a}) + 1 for a in values],
    takes=("ordered",),
    growth=("O(n^2)", "O(n log n)"),
    exact=_ORDER,
    source="sorting",
)
def dense_ranks(values: list[int]) -> list[int]:
    """The rank of each item from 1, equal items alike, no rank left out."""
    ranks = {value: rank for rank, value in enumerate(sorted(set(values)), 1)}
    return [ranks[value] for value in values]


@algorithm(
    reference=lambda values: [len({b for b in values if b > a}) + 1 for a in values],
    takes=("ordered",),
    growth=("O(n^2)", "O(n log n)"),
    exact=_ORDER,
    source="sorting",
)
def dense_ranks_from_largest(values: list[int]) -> list[int]:
    """The rank of each item from 1 for the largest, equal items alike, no rank left out."""
    ranks = {value: rank for rank, value in enumerate(sorted(set(values), reverse=True), 1)}
    return [ranks[value] for value in values]


@algorithm(
    reference=lambda values: sum(1 for i in range(len(values)) for j in range(i) if values[j] > values[i]),
    takes=("ordered",),
    growth=("O(n^2)", "O(n log n)"),
    exact="while two sorted halves are merged, what is left of the first half exceeds the item taken from the second",
    source="merge sort",
    comment="Merge sort, counting what each item of the right half overtakes.",
)
def count_inversions(values: list[int]) -> int:
    """How many pairs of items are out of order."""
    count = 0
    items = list(values)
    width = 1
    while width < len(items):
        merged = []
        for low in range(0, len(items), 2 * width):
            left, right = items[low : low + width], items[low + width : low + 2 * width]
            place = 0
            for item in right:
                while place < len(left) and not left[place] > item:
                    merged.append(left[place])
                    place += 1
                count += len(left) - place
                merged.append(item)
            merged += left[place:]
        items = merged
        width *= 2
    return count


@algorithm(
    reference=lambda values: [sum(1 for b in values[i + 1 :] if b < a) for i, a in enumerate(values)],
    takes=("ordered",),
    growth=("O(n^2)", "O(n (log n + n / 64))"),
    exact=_ORDER,
    source="bisection into what is sorted already",
)
def counts_of_smaller_items_after(values: list[int]) -> list[int]:
    """For each item how many to its right are smaller."""
    later: list[int] = []
    counts = []
    for value in reversed(values):
        place = bisect_left(later, value)
        counts.append(place)
        later.insert(place, value)
    return counts[::-1]


@algorithm(
    reference=lambda values: [sum(1 for b in values[i + 1 :] if b > a) for i, a in enumerate(values)],
    takes=("ordered",),
    growth=("O(n^2)", "O(n (log n + n / 64))"),
    exact=_ORDER,
    source="bisection into what is sorted already",
)
def counts_of_larger_items_after(values: list[int]) -> list[int]:
    """For each item how many to its right are larger."""
    later: list[int] = []
    counts = []
    for value in reversed(values):
        counts.append(len(later) - bisect_right(later, value))
        insort(later, value)
    return counts[::-1]


@algorithm(
    reference=lambda values: [sum(1 for b in values[:i] if b < a) for i, a in enumerate(values)],
    takes=("ordered",),
    growth=("O(n^2)", "O(n (log n + n / 64))"),
    exact=_ORDER,
    source="bisection into what is sorted already",
)
def counts_of_smaller_items_before(values: list[int]) -> list[int]:
    """For each item how many to its left are smaller."""
    earlier: list[int] = []
    counts = []
    for value in values:
        place = bisect_left(earlier, value)
        counts.append(place)
        earlier.insert(place, value)
    return counts


@algorithm(
    reference=lambda values: [sum(1 for b in values[:i] if b > a) for i, a in enumerate(values)],
    takes=("ordered",),
    growth=("O(n^2)", "O(n (log n + n / 64))"),
    exact=_ORDER,
    source="bisection into what is sorted already",
)
def counts_of_larger_items_before(values: list[int]) -> list[int]:
    """For each item how many to its left are larger."""
    earlier: list[int] = []
    counts = []
    for value in values:
        counts.append(len(earlier) - bisect_right(earlier, value))
        insort(earlier, value)
    return counts
