"""Sorting, selection, medians."""

from __future__ import annotations

from heapq import merge
from itertools import accumulate

from hasten.proposers.algorithms.algorithm import algorithm

_ORDER = "comparisons only; equal items cannot be told apart"


_SORT = "Timsort, in the standard library"


def _bubble(values: list[int]) -> list[int]:
    values = list(values)
    for end in range(len(values), 1, -1):
        for i in range(end - 1):
            if values[i] > values[i + 1]:
                values[i], values[i + 1] = values[i + 1], values[i]
    return values


def _bubble_places(values: list[int]) -> list[int]:
    places = list(range(len(values)))
    for end in range(len(places), 1, -1):
        for i in range(end - 1):
            if values[places[i]] > values[places[i + 1]]:
                places[i], places[i + 1] = places[i + 1], places[i]
    return places


@algorithm(reference=_bubble, takes=("ordered",), growth=("O(n^2)", "O(n log n)"), exact=_ORDER, source=_SORT)
def sorted_items(values: list[int]) -> list[int]:
    """The items in rising order."""
    return sorted(values)


@algorithm(
    reference=lambda values: _bubble(values)[::-1],
    takes=("ordered",),
    growth=("O(n^2)", "O(n log n)"),
    exact=_ORDER,
    source=_SORT,
)
def sorted_items_falling(values: list[int]) -> list[int]:
    """The items in falling order."""
    return sorted(values, reverse=True)


@algorithm(
    reference=lambda values: _bubble(list(dict.fromkeys(values))),
    takes=("ordered",),
    growth=("O(n^2)", "O(n log n)"),
    exact=_ORDER,
    source=_SORT,
)
def sorted_distinct_items(values: list[int]) -> list[int]:
    """The different items in rising order."""
    return sorted(set(values))


@algorithm(
    reference=_bubble_places,
    takes=("ordered",),
    growth=("O(n^2)", "O(n log n)"),
    exact="the sort is stable",
    source=_SORT,
)
def places_in_order(values: list[int]) -> list[int]:
    """The places of the items in rising order of the items."""
    return sorted(range(len(values)), key=values.__getitem__)


@algorithm(
    reference=lambda values: [sorted(values[: i + 1])[0] for i in range(len(values))],
    takes=("numbers",),
    growth=("O(n^2)", "O(n)"),
    exact=_ORDER,
    source="running minimum",
)
def running_minima(values: list[int]) -> list[int]:
    """The smallest item up to each place."""
    return list(accumulate(values, min))


@algorithm(
    reference=lambda values: [max(values[: i + 1]) for i in range(len(values))],
    takes=("numbers",),
    growth=("O(n^2)", "O(n)"),
    exact=_ORDER,
    source="running maximum",
)
def running_maxima(values: list[int]) -> list[int]:
    """The largest item up to each place."""
    return list(accumulate(values, max))


@algorithm(
    reference=lambda values, k: _bubble(values)[k - 1] if 0 < k <= len(values) else None,
    takes=("ordered", "int"),
    growth=("O(n k)", "O(n log n)"),
    exact=_ORDER,
    source=_SORT,
    bakes=("k",),
)
def kth_smallest_item(values: list[int], k: int) -> int | None:
    """The k-th smallest item, counted from 1."""
    if not 0 < k <= len(values):
        return None
    return sorted(values)[k - 1]


@algorithm(
    reference=lambda values, k: _bubble(values)[-k] if 0 < k <= len(values) else None,
    takes=("ordered", "int"),
    growth=("O(n k)", "O(n log n)"),
    exact=_ORDER,
    source=_SORT,
    bakes=("k",),
)
def kth_largest_item(values: list[int], k: int) -> int | None:
    """The k-th largest item, counted from 1."""
    if not 0 < k <= len(values):
        return None
    return sorted(values)[-k]


@algorithm(
    reference=lambda values, k: _bubble(values)[: max(k, 0)],
    takes=("ordered", "int"),
    growth=("O(n k)", "O(n log n)"),
    exact=_ORDER,
    source=_SORT,
    bakes=("k",),
)
def few_smallest_items(values: list[int], k: int) -> list[int]:
    """The k smallest items in rising order."""
    return sorted(values)[: max(k, 0)]


@algorithm(
    reference=lambda values, k: _bubble(values)[::-1][: max(k, 0)],
    takes=("ordered", "int"),
    growth=("O(n k)", "O(n log n)"),
    exact=_ORDER,
    source=_SORT,
    bakes=("k",),
)
def few_largest_items(values: list[int], k: int) -> list[int]:
    """The k largest items in falling order."""
    return sorted(values, reverse=True)[: max(k, 0)]


@algorithm(
    reference=lambda values: (lambda d: d[-2] if len(d) > 1 else None)(_bubble(list(set(values)))),
    takes=("ordered",),
    growth=("O(n^2)", "O(n)"),
    exact=_ORDER,
    source="one pass",
)
def second_largest_distinct_item(values: list[int]) -> int | None:
    """The largest item below the largest."""
    distinct = set(values)
    if len(distinct) < 2:
        return None
    distinct.remove(max(distinct))
    return max(distinct)


@algorithm(
    reference=lambda values: (lambda d: d[1] if len(d) > 1 else None)(_bubble(list(set(values)))),
    takes=("ordered",),
    growth=("O(n^2)", "O(n)"),
    exact=_ORDER,
    source="one pass",
)
def second_smallest_distinct_item(values: list[int]) -> int | None:
    """The smallest item above the smallest."""
    distinct = set(values)
    if len(distinct) < 2:
        return None
    distinct.remove(min(distinct))
    return min(distinct)


def _median(values: list[int]) -> float | None:
    ordered = _bubble(values)
    middle = len(ordered) // 2
    if not ordered:
        return None
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


@algorithm(reference=_median, takes=("ints",), growth=("O(n^2)", "O(n log n)"), exact=_ORDER, source=_SORT)
def median(values: list[int]) -> float | None:
    """The middle item in order, or half the sum of the two."""
    if not values:
        return None
    ordered = sorted(values)
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return (ordered[middle - 1] + ordered[middle]) / 2


@algorithm(
    reference=lambda values: _bubble(values)[(len(values) - 1) // 2] if values else None,
    takes=("ordered",),
    growth=("O(n^2)", "O(n log n)"),
    exact=_ORDER,
    source=_SORT,
)
def lower_median(values: list[int]) -> int | None:
    """The middle item in order, the lower of two."""
    return sorted(values)[(len(values) - 1) // 2] if values else None


@algorithm(
    reference=lambda left, right: _bubble([*left, *right]),
    takes=("sorted", "sorted"),
    growth=("O((n + m)^2)", "O((n + m) log (n + m))"),
    exact=_ORDER,
    source=_SORT,
)
def sorted_union(left: list[int], right: list[int]) -> list[int]:
    """The items of both lists in rising order."""
    return sorted([*left, *right])


def _merged(left: list[int], right: list[int]) -> list[int]:
    left, right, found = list(left), list(right), []
    while left and right:
        found.append(right.pop(0) if right[0] < left[0] else left.pop(0))
    return found + left + right


@algorithm(
    reference=_merged,
    takes=("ints", "ints"),
    growth=("O((n + m)^2)", "O(n + m)"),
    exact="the same comparisons, without taking items from the front of a list",
    source="merging",
)
def merged(left: list[int], right: list[int]) -> list[int]:
    """Two lists merged as if each were in rising order."""
    return list(merge(left, right))


@algorithm(
    reference=lambda left, right: _median([*left, *right]),
    takes=("ints", "ints"),
    growth=("O((n + m)^2)", "O((n + m) log (n + m))"),
    exact=_ORDER,
    source=_SORT,
)
def median_of_two(left: list[int], right: list[int]) -> float | None:
    """The median of the items of two lists."""
    ordered = sorted([*left, *right])
    if not ordered:
        return None
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return (ordered[middle - 1] + ordered[middle]) / 2


@algorithm(
    reference=lambda rows: _bubble([v for row in rows for v in row]),
    takes=("rows",),
    growth=("O(n^2)", "O(n log n)"),
    exact=_ORDER,
    source=_SORT,
)
def sorted_items_of_rows(rows: list[list[int]]) -> list[int]:
    """The items of all rows in rising order."""
    return sorted([value for row in rows for value in row])


@algorithm(
    reference=lambda values: _bubble([v * v for v in values]),
    takes=("ints",),
    growth=("O(n^2)", "O(n log n)"),
    exact=_ORDER,
    source=_SORT,
)
def sorted_squares(values: list[int]) -> list[int]:
    """The squares of the items in rising order."""
    return sorted(value * value for value in values)


def _h_index(values: list[int]) -> int:
    return max((h for h in range(len(values) + 1) if sum(1 for v in values if v >= h) >= h), default=0)


@algorithm(reference=_h_index, takes=("ints",), growth=("O(n^2)", "O(n log n)"), exact=_ORDER, source=_SORT)
def h_index(values: list[int]) -> int:
    """The largest h so that h items are at least h."""
    ordered = sorted(values, reverse=True)
    h = 0
    while h < len(ordered) and ordered[h] > h:
        h += 1
    return h


def _alternating(values: list[int]) -> list[int]:
    left, found = list(values), list[int]()
    while left:
        found.append(max(left) if len(found) % 2 else min(left))
        left.remove(found[-1])
    return found


@algorithm(
    reference=_alternating,
    takes=("ordered",),
    growth=("O(n^2)", "O(n log n)"),
    exact=_ORDER,
    source="sorting",
    comment="The smallest, the largest, the next smallest, ...: both ends of the sorted items by turns.",
)
def smallest_and_largest_by_turns(values: list[int]) -> list[int]:
    """The items as they are taken when the smallest and the largest that are left are taken by turns."""
    rising = sorted(values)
    found = rising[:]
    found[::2] = rising[: (len(rising) + 1) // 2]
    found[1::2] = rising[::-1][: len(rising) // 2]
    return found


@algorithm(
    reference=lambda values, item: [part for value in values for part in (item, value)][1:],
    takes=("items", "item"),
    growth=("O(n)", "O(n)"),
    exact="the same objects in the same places",
    source="slices",
)
def separated_items(values: list[int], item: int) -> list[int]:
    """The items with another one between each two."""
    found = [item] * (2 * len(values) - 1)
    found[::2] = values
    return found
