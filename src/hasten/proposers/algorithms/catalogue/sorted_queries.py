"""Questions that a sorted list answers by bisection."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from hasten.proposers.algorithms.algorithm import algorithm

_ORDER = "comparisons only; equal items cannot be told apart"


def _bubble(values: list[int]) -> list[int]:
    values = list(values)
    for end in range(len(values), 1, -1):
        for i in range(end - 1):
            if values[i] > values[i + 1]:
                values[i], values[i + 1] = values[i + 1], values[i]
    return values


@algorithm(
    reference=lambda values, item: next((i for i, v in enumerate(values) if v == item), None),
    takes=("sorted", "int"),
    growth=("O(n)", "O(log n)"),
    exact="only where the list is in rising order",
    source="bisection",
    requires="all(a <= b for a, b in zip(values, values[1:]))",
)
def place_in_sorted(values: list[int], item: int) -> int | None:
    """The first place of a number in a sorted list."""
    place = bisect_left(values, item)
    return place if place < len(values) and values[place] == item else None


@algorithm(
    reference=lambda queries, values: [sum(1 for v in values if v < q) for q in queries],
    takes=("ints", "ints"),
    growth=("O(n m)", "O((n + m) log m)"),
    exact=_ORDER,
    source="sorting and bisection",
)
def counts_below_each(queries: list[int], values: list[int]) -> list[int]:
    """For each number of one list how many of the other are smaller."""
    ordered = sorted(values)
    return [bisect_left(ordered, query) for query in queries]


@algorithm(
    reference=lambda queries, values: [sum(1 for v in values if v <= q) for q in queries],
    takes=("ints", "ints"),
    growth=("O(n m)", "O((n + m) log m)"),
    exact=_ORDER,
    source="sorting and bisection",
)
def counts_up_to_each(queries: list[int], values: list[int]) -> list[int]:
    """For each number of one list how many of the other are not larger."""
    ordered = sorted(values)
    return [bisect_right(ordered, query) for query in queries]


@algorithm(
    reference=lambda queries, values: [sum(1 for v in values if v > q) for q in queries],
    takes=("ints", "ints"),
    growth=("O(n m)", "O((n + m) log m)"),
    exact=_ORDER,
    source="sorting and bisection",
)
def counts_above_each(queries: list[int], values: list[int]) -> list[int]:
    """For each number of one list how many of the other are larger."""
    ordered = sorted(values)
    return [len(ordered) - bisect_right(ordered, query) for query in queries]


@algorithm(
    reference=lambda queries, values: [min(values, key=lambda v: (abs(v - q), v)) for q in queries] if values else [],
    takes=("ints", "ints"),
    growth=("O(n m)", "O((n + m) log m)"),
    exact="the nearest numbers are the neighbours in order; of two equally near the smaller is taken",
    source="sorting and bisection",
    requires="len(values) > 0",
)
def nearest_of_each(queries: list[int], values: list[int]) -> list[int]:
    """For each number of one list the nearest of the other, the smaller of two."""
    ordered = sorted(values)
    nearest = []
    for query in queries:
        place = bisect_left(ordered, query)
        if place == len(ordered):
            nearest.append(ordered[-1])
        elif place == 0 or ordered[place] - query < query - ordered[place - 1]:
            nearest.append(ordered[place])
        else:
            nearest.append(ordered[place - 1])
    return nearest


@algorithm(
    reference=lambda queries, values: [next((v for v in _bubble(values) if v >= q), -1) for q in queries],
    takes=("ints", "ints"),
    growth=("O(n m)", "O((n + m) log m)"),
    exact=_ORDER,
    source="sorting and bisection",
)
def next_of_each(queries: list[int], values: list[int]) -> list[int]:
    """For each number of one list the smallest of the other that is not smaller, -1 where there is none."""
    ordered = sorted(values)
    found = []
    for query in queries:
        place = bisect_left(ordered, query)
        found.append(ordered[place] if place < len(ordered) else -1)
    return found
