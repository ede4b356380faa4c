"""Windows of a fixed width that slide over a list."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import deque
from itertools import accumulate

from hasten.proposers.algorithms.algorithm import algorithm


def _windows(values: list[int], width: int) -> list[list[int]]:
    return [values[i : i + width] for i in range(len(values) - width + 1)]


@algorithm(
    reference=lambda values, width: [sum(window) for window in _windows(values, width)],
    takes=("ints", "int"),
    growth=("O(n k)", "O(n)"),
    exact="integers only: each window's sum is the difference of two prefix sums",
    source="prefix sums",
    bakes=("width",),
    requires="width > 0",
)
def window_sums(values: list[int], width: int) -> list[int]:
    """The sum of each window."""
    totals = list(accumulate(values, initial=0))
    return [totals[place + width] - totals[place] for place in range(len(values) - width + 1)]


@algorithm(
    reference=lambda values, width: max((sum(window) for window in _windows(values, width)), default=None),
    takes=("ints", "int"),
    growth=("O(n k)", "O(n)"),
    exact="integers only: what leaves the window is subtracted, what enters is added",
    source="sliding window",
    bakes=("width",),
    requires="width > 0",
)
def largest_window_sum(values: list[int], width: int) -> int | None:
    """The largest sum of a window."""
    if width > len(values):
        return None
    best = total = sum(values[:width])
    for place in range(width, len(values)):
        total += values[place] - values[place - width]
        if total > best:
            best = total
    return best


@algorithm(
    reference=lambda values, width: min((sum(window) for window in _windows(values, width)), default=None),
    takes=("ints", "int"),
    growth=("O(n k)", "O(n)"),
    exact="integers only: what leaves the window is subtracted, what enters is added",
    source="sliding window",
    bakes=("width",),
    requires="width > 0",
)
def smallest_window_sum(values: list[int], width: int) -> int | None:
    """The smallest sum of a window."""
    if width > len(values):
        return None
    best = total = sum(values[:width])
    for place in range(width, len(values)):
        total += values[place] - values[place - width]
        if total < best:
            best = total
    return best


@algorithm(
    reference=lambda values, width: [max(window) for window in _windows(values, width)],
    takes=("numbers", "int"),
    growth=("O(n k)", "O(n)"),
    exact="comparisons only; an item that a later one is not below can never be the largest again",
    source="monotonic queue",
    comment="Places of items that may still become the largest of a window, falling.",
    bakes=("width",),
    requires="width > 0",
)
def window_maxima(values: list[int], width: int) -> list[int]:
    """The largest item of each window."""
    maxima = []
    queue: deque[int] = deque()
    for place, value in enumerate(values):
        while queue and values[queue[-1]] < value:
            queue.pop()
        queue.append(place)
        if queue[0] <= place - width:
            queue.popleft()
        if place >= width - 1:
            maxima.append(values[queue[0]])
    return maxima


@algorithm(
    reference=lambda values, width: [min(window) for window in _windows(values, width)],
    takes=("numbers", "int"),
    growth=("O(n k)", "O(n)"),
    exact="comparisons only; an item that a later one is not above can never be the smallest again",
    source="monotonic queue",
    comment="Places of items that may still become the smallest of a window, rising.",
    bakes=("width",),
    requires="width > 0",
)
def window_minima(values: list[int], width: int) -> list[int]:
    """The smallest item of each window."""
    minima = []
    queue: deque[int] = deque()
    for place, value in enumerate(values):
        while queue and values[queue[-1]] > value:
            queue.pop()
        queue.append(place)
        if queue[0] <= place - width:
            queue.popleft()
        if place >= width - 1:
            minima.append(values[queue[0]])
    return minima


@algorithm(
    reference=lambda values, width: [sum(window) / width for window in _windows(values, width)],
    takes=("ints", "int"),
    growth=("O(n k)", "O(n)"),
    exact="integers are summed without rounding, then divided once as before",
    source="prefix sums",
    bakes=("width",),
    requires="width > 0",
)
def window_means(values: list[int], width: int) -> list[float]:
    """The mean of each window."""
    totals = list(accumulate(values, initial=0))
    return [(totals[place + width] - totals[place]) / width for place in range(len(values) - width + 1)]


def _trailing(values: list[int], width: int) -> list[list[int]]:
    return [values[max(0, place - width + 1) : place + 1] for place in range(len(values))]


@algorithm(
    reference=lambda values, width: [sum(window) / len(window) for window in _trailing(values, width)],
    takes=("ints", "int"),
    growth=("O(n k)", "O(n)"),
    exact="integers are summed without rounding, then divided once as before",
    source="prefix sums",
    bakes=("width",),
    requires="width > 0",
)
def trailing_means(values: list[int], width: int) -> list[float]:
    """The mean of the last items up to each place, fewer at the beginning."""
    means = []
    total = 0
    for place, value in enumerate(values):
        total += value
        if place >= width:
            total -= values[place - width]
        means.append(total / min(place + 1, width))
    return means


@algorithm(
    reference=lambda values, width: [sum(window) for window in _trailing(values, width)],
    takes=("ints", "int"),
    growth=("O(n k)", "O(n)"),
    exact="integers only: what leaves the window is subtracted, what enters is added",
    source="sliding window",
    bakes=("width",),
    requires="width > 0",
)
def trailing_sums(values: list[int], width: int) -> list[int]:
    """The sum of the last items up to each place, fewer at the beginning."""
    sums = []
    total = 0
    for place, value in enumerate(values):
        total += value
        if place >= width:
            total -= values[place - width]
        sums.append(total)
    return sums


@algorithm(
    reference=lambda values, width: [max(window) for window in _trailing(values, width)],
    takes=("numbers", "int"),
    growth=("O(n k)", "O(n)"),
    exact="comparisons only; an item that a later one is not below can never be the largest again",
    source="monotonic queue",
    comment="Places of items that may still become the largest of a window, falling.",
    bakes=("width",),
    requires="width > 0",
)
def trailing_maxima(values: list[int], width: int) -> list[int]:
    """The largest of the last items up to each place, fewer at the beginning."""
    maxima = []
    queue: deque[int] = deque()
    for place, value in enumerate(values):
        while queue and values[queue[-1]] < value:
            queue.pop()
        queue.append(place)
        if queue[0] <= place - width:
            queue.popleft()
        maxima.append(values[queue[0]])
    return maxima


@algorithm(
    reference=lambda values, width: [min(window) for window in _trailing(values, width)],
    takes=("numbers", "int"),
    growth=("O(n k)", "O(n)"),
    exact="comparisons only; an item that a later one is not above can never be the smallest again",
    source="monotonic queue",
    comment="Places of items that may still become the smallest of a window, rising.",
    bakes=("width",),
    requires="width > 0",
)
def trailing_minima(values: list[int], width: int) -> list[int]:
    """The smallest of the last items up to each place, fewer at the beginning."""
    minima = []
    queue: deque[int] = deque()
    for place, value in enumerate(values):
        while queue and values[queue[-1]] > value:
            queue.pop()
        queue.append(place)
        if queue[0] <= place - width:
            queue.popleft()
        minima.append(values[queue[0]])
    return minima


@algorithm(
    reference=lambda values, width: [len(set(window)) for window in _windows(values, width)],
    takes=("items", "int"),
    growth=("O(n k)", "O(n)"),
    exact="an item counts as long as it is in the window at least once",
    source="sliding window",
    bakes=("width",),
    requires="width > 0",
)
def window_distinct_counts(values: list[int], width: int) -> list[int]:
    """How many different items each window has."""
    found = []
    counts: dict[int, int] = {}
    for place, value in enumerate(values):
        counts[value] = counts.get(value, 0) + 1
        if place >= width:
            leaving = values[place - width]
            counts[leaving] -= 1
            if not counts[leaving]:
                del counts[leaving]
        if place >= width - 1:
            found.append(len(counts))
    return found


def _median(values: list[int]) -> float:
    ordered = sorted(values)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


_SORTED_WINDOW = "the window is kept in order; the same two items are at its middle"


@algorithm(
    reference=lambda values, width: [_median(window) for window in _trailing(values, width)],
    takes=("ints", "int"),
    growth=("O(n k log k)", "O(n (log k + k / 64))"),
    exact=_SORTED_WINDOW,
    source="sorted window by bisection",
    bakes=("width",),
    requires="width > 0",
)
def trailing_medians(values: list[int], width: int) -> list[float]:
    """The median of the last items up to each place, fewer at the beginning."""
    medians: list[float] = []
    window: list[int] = []
    for place, value in enumerate(values):
        if place >= width:
            del window[bisect_left(window, values[place - width])]
        insort(window, value)
        middle = len(window) // 2
        if len(window) % 2:
            medians.append(window[middle])
        else:
            medians.append((window[middle - 1] + window[middle]) / 2)
    return medians


@algorithm(
    reference=lambda values, width: [_median(window) for window in _windows(values, width)],
    takes=("ints", "int"),
    growth=("O(n k log k)", "O(n (log k + k / 64))"),
    exact=_SORTED_WINDOW,
    source="sorted window by bisection",
    bakes=("width",),
    requires="width > 0",
)
def window_medians(values: list[int], width: int) -> list[float]:
    """The median of each window."""
    medians: list[float] = []
    window: list[int] = []
    middle = width // 2
    for place, value in enumerate(values):
        if place >= width:
            del window[bisect_left(window, values[place - width])]
        insort(window, value)
        if place >= width - 1:
            medians.append(window[middle] if width % 2 else (window[middle - 1] + window[middle]) / 2)
    return medians


@algorithm(
    reference=lambda values: [_median(values[: place + 1]) for place in range(len(values))],
    takes=("ints",),
    growth=("O(n^2 log n)", "O(n (log n + n / 64))"),
    exact=_SORTED_WINDOW,
    source="sorted prefix by bisection",
)
def running_medians(values: list[int]) -> list[float]:
    """The median of the items up to each place."""
    medians: list[float] = []
    ordered: list[int] = []
    for value in values:
        insort(ordered, value)
        middle = len(ordered) // 2
        if len(ordered) % 2:
            medians.append(ordered[middle])
        else:
            medians.append((ordered[middle - 1] + ordered[middle]) / 2)
    return medians


@algorithm(
    reference=lambda values, width: any(
        a == b for i, a in enumerate(values) for b in values[i + 1 : max(i + 1, i + width + 1)]
    ),
    takes=("items", "int"),
    growth=("O(n k)", "O(n)"),
    exact="the nearest earlier equal item is the last one seen",
    source="hash table of last places",
    bakes=("width",),
)
def has_equal_items_within(values: list[int], width: int) -> bool:
    """Whether two equal items are at most so many places apart."""
    last: dict[int, int] = {}
    for place, value in enumerate(values):
        if value in last and place - last[value] <= width:
            return True
        last[value] = place
    return False


def _centred(values: list[int], reach: int) -> list[list[int]]:
    return [values[max(0, place - reach) : place + reach + 1] for place in range(len(values))]


@algorithm(
    reference=lambda values, reach: [sum(window) / len(window) for window in _centred(values, reach)],
    takes=("ints", "int"),
    growth=("O(n k)", "O(n)"),
    exact="integers are summed without rounding, then divided once as before",
    source="prefix sums",
    bakes=("reach",),
    requires="reach >= 0",
)
def centred_means(values: list[int], reach: int) -> list[float]:
    """The mean of the items up to so many places around each place, fewer at the ends."""
    totals = list(accumulate(values, initial=0))
    means = []
    for place in range(len(values)):
        low, high = max(0, place - reach), min(len(values), place + reach + 1)
        means.append((totals[high] - totals[low]) / (high - low))
    return means
