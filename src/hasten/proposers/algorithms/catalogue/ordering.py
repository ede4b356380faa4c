"""Sorting, ranks, medians, selection, inversions."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
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


# -- sorted data -------------------------------------------------------------------------------------------------------


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
