"""Nearest larger and smaller neighbours, and what is built on them, by a stack."""

from __future__ import annotations

from hasten.proposers.algorithms.algorithm import algorithm

_STACK = "monotonic stack"
_EXACT = "comparisons only; an item that was passed by a nearer one can never be the answer again"


@algorithm(
    reference=lambda values: [next((b for b in values[i + 1 :] if b > a), -1) for i, a in enumerate(values)],
    takes=("numbers",),
    growth=("O(n^2)", "O(n)"),
    exact=_EXACT,
    source=_STACK,
    comment="Places that still wait for a larger item.",
)
def next_larger_items(values: list[int]) -> list[int]:
    """For each item the next larger one to its right, -1 where there is none."""
    found = [-1] * len(values)
    waiting: list[int] = []
    for place, value in enumerate(values):
        while waiting and values[waiting[-1]] < value:
            found[waiting.pop()] = value
        waiting.append(place)
    return found


@algorithm(
    reference=lambda values: [next((b for b in values[i + 1 :] if b < a), -1) for i, a in enumerate(values)],
    takes=("numbers",),
    growth=("O(n^2)", "O(n)"),
    exact=_EXACT,
    source=_STACK,
    comment="Places that still wait for a smaller item.",
)
def next_smaller_items(values: list[int]) -> list[int]:
    """For each item the next smaller one to its right, -1 where there is none."""
    found = [-1] * len(values)
    waiting: list[int] = []
    for place, value in enumerate(values):
        while waiting and values[waiting[-1]] > value:
            found[waiting.pop()] = value
        waiting.append(place)
    return found


@algorithm(
    reference=lambda values: [next((b for b in reversed(values[:i]) if b > a), -1) for i, a in enumerate(values)],
    takes=("numbers",),
    growth=("O(n^2)", "O(n)"),
    exact=_EXACT,
    source=_STACK,
)
def previous_larger_items(values: list[int]) -> list[int]:
    """For each item the nearest larger one to its left, -1 where there is none."""
    found = []
    stack: list[int] = []
    for value in values:
        while stack and stack[-1] <= value:
            stack.pop()
        found.append(stack[-1] if stack else -1)
        stack.append(value)
    return found


@algorithm(
    reference=lambda values: [next((b for b in reversed(values[:i]) if b < a), -1) for i, a in enumerate(values)],
    takes=("numbers",),
    growth=("O(n^2)", "O(n)"),
    exact=_EXACT,
    source=_STACK,
)
def previous_smaller_items(values: list[int]) -> list[int]:
    """For each item the nearest smaller one to its left, -1 where there is none."""
    found = []
    stack: list[int] = []
    for value in values:
        while stack and stack[-1] >= value:
            stack.pop()
        found.append(stack[-1] if stack else -1)
        stack.append(value)
    return found


@algorithm(
    reference=lambda values: [
        next((j for j in range(i + 1, len(values)) if values[j] > a), -1) for i, a in enumerate(values)
    ],
    takes=("numbers",),
    growth=("O(n^2)", "O(n)"),
    exact=_EXACT,
    source=_STACK,
    comment="Places that still wait for a larger item.",
)
def next_larger_places(values: list[int]) -> list[int]:
    """For each item the place of the next larger one to its right, -1 where there is none."""
    found = [-1] * len(values)
    waiting: list[int] = []
    for place, value in enumerate(values):
        while waiting and values[waiting[-1]] < value:
            found[waiting.pop()] = place
        waiting.append(place)
    return found


@algorithm(
    reference=lambda values: [
        next((j - i for j in range(i + 1, len(values)) if values[j] > a), 0) for i, a in enumerate(values)
    ],
    takes=("numbers",),
    growth=("O(n^2)", "O(n)"),
    exact=_EXACT,
    source=_STACK,
    comment="Places that still wait for a larger item.",
)
def distances_to_next_larger(values: list[int]) -> list[int]:
    """For each item how far the next larger one is to its right, 0 where there is none."""
    found = [0] * len(values)
    waiting: list[int] = []
    for place, value in enumerate(values):
        while waiting and values[waiting[-1]] < value:
            earlier = waiting.pop()
            found[earlier] = place - earlier
        waiting.append(place)
    return found


def _circular(values: list[int]) -> list[int]:
    doubled = values + values
    size = len(values)
    return [next((b for b in doubled[i + 1 : i + size] if b > a), -1) for i, a in enumerate(values)]


@algorithm(reference=_circular, takes=("numbers",), growth=("O(n^2)", "O(n)"), exact=_EXACT, source=_STACK)
def next_larger_items_in_circle(values: list[int]) -> list[int]:
    """For each item of a circle the next larger one, -1 where there is none."""
    found = [-1] * len(values)
    waiting: list[int] = []
    for round_number in range(2):
        for place, value in enumerate(values):
            while waiting and values[waiting[-1]] < value:
                found[waiting.pop()] = value
            if round_number == 0:
                waiting.append(place)
    return found


def _span(values: list[int], place: int) -> int:
    span = 1
    while span <= place and values[place - span] <= values[place]:
        span += 1
    return span


@algorithm(
    reference=lambda values: [_span(values, place) for place in range(len(values))],
    takes=("numbers",),
    growth=("O(n^2)", "O(n)"),
    exact=_EXACT,
    source=_STACK,
)
def spans_of_not_larger_items(values: list[int]) -> list[int]:
    """For each item how many neighbours up to it, itself included, are not larger."""
    spans = []
    stack: list[int] = []
    for place, value in enumerate(values):
        while stack and values[stack[-1]] <= value:
            stack.pop()
        spans.append(place - stack[-1] if stack else place + 1)
        stack.append(place)
    return spans


@algorithm(
    reference=lambda values: max(
        (min(values[i : j + 1]) * (j - i + 1) for i in range(len(values)) for j in range(i, len(values))), default=0
    ),
    takes=("naturals",),
    growth=("O(n^3)", "O(n)"),
    exact="a bar is measured when the first lower one on each side is known",
    source=_STACK,
    comment="Bars that may still grow to the right, rising; a lower one closes them.",
    requires="all(value >= 0 for value in values)",
)
def largest_rectangle_under_bars(values: list[int]) -> int:
    """The area of the largest rectangle under a histogram."""
    largest = 0
    stack: list[tuple[int, int]] = []
    for place, value in enumerate(values):
        start = place
        while stack and stack[-1][1] >= value:
            start, height = stack.pop()
            largest = max(largest, height * (place - start))
        stack.append((start, value))
    for start, height in stack:
        largest = max(largest, height * (len(values) - start))
    return largest


def _rectangle(values: list[int]) -> tuple[int, int, int] | None:
    best = None
    for i in range(len(values)):
        for j in range(i, len(values)):
            area = min(values[i : j + 1]) * (j - i + 1)
            if area > (best[0] if best else 0):
                best = (area, i, j)
    return best


@algorithm(
    reference=_rectangle,
    takes=("ints",),
    growth=("O(n^3)", "O(n)"),
    exact="the largest cannot be wider, so a lower bar closes it; of equal ones the first in order is kept",
    source=_STACK,
    comment="Bars that may still grow to the right, rising; a lower one closes them.",
)
def largest_rectangle_and_where(values: list[int]) -> tuple[int, int, int] | None:
    """The area of the largest rectangle under a histogram with its first and last bar, the first such one."""
    largest, first, last = 0, 0, 0
    stack: list[tuple[int, int]] = []
    for place, value in enumerate([*values, 0]):
        start = place
        while stack and stack[-1][1] >= value:
            start, height = stack.pop()
            area = height * (place - start)
            if area > largest or (area == largest > 0 and (start, place - 1) < (first, last)):
                largest, first, last = area, start, place - 1
        if value > 0:
            stack.append((start, value))
    if not largest:
        return None
    return largest, first, last


@algorithm(
    reference=lambda values: sum(
        max(0, min(max(values[:i], default=0), max(values[i + 1 :], default=0)) - v) for i, v in enumerate(values)
    ),
    takes=("naturals",),
    growth=("O(n^2)", "O(n)"),
    exact="the lower of the two highest sides decides, and that side is moved",
    source="two pointers",
    requires="all(value >= 0 for value in values)",
)
def trapped_water(values: list[int]) -> int:
    """How much water stays between bars of these heights."""
    water = 0
    low, high = 0, len(values) - 1
    left = right = 0
    while low < high:
        if values[low] < values[high]:
            left = max(left, values[low])
            water += left - values[low]
            low += 1
        else:
            right = max(right, values[high])
            water += right - values[high]
            high -= 1
    return water


@algorithm(
    reference=lambda values: max(
        ((j - i) * min(values[i], values[j]) for i in range(len(values)) for j in range(i + 1, len(values))), default=0
    ),
    takes=("naturals",),
    growth=("O(n^2)", "O(n)"),
    exact="a lower side gives less with every nearer partner, so it can be left behind",
    source="two pointers",
    requires="all(value >= 0 for value in values)",
)
def largest_container(values: list[int]) -> int:
    """The largest area between two bars and the ground."""
    largest = 0
    low, high = 0, len(values) - 1
    while low < high:
        largest = max(largest, (high - low) * min(values[low], values[high]))
        if values[low] < values[high]:
            low += 1
        else:
            high -= 1
    return largest


@algorithm(
    reference=lambda values: [v for i, v in enumerate(values) if all(v > b for b in values[i + 1 :])],
    takes=("numbers",),
    growth=("O(n^2)", "O(n)"),
    exact="comparisons only",
    source="one pass from the right",
)
def leaders(values: list[int]) -> list[int]:
    """The items that are larger than all to their right."""
    found: list[int] = []
    for value in reversed(values):
        if not found or value > found[-1]:
            found.append(value)
    return found[::-1]


@algorithm(
    reference=lambda values: [v for i, v in enumerate(values) if all(v >= b for b in values[i + 1 :])],
    takes=("numbers",),
    growth=("O(n^2)", "O(n)"),
    exact="comparisons only",
    source="one pass from the right",
)
def weak_leaders(values: list[int]) -> list[int]:
    """The items that no item to their right exceeds."""
    found: list[int] = []
    for value in reversed(values):
        if not found or value >= found[-1]:
            found.append(value)
    return found[::-1]


@algorithm(
    reference=lambda values: sum(1 for i, v in enumerate(values) if all(v > b for b in values[:i])),
    takes=("numbers",),
    growth=("O(n^2)", "O(n)"),
    exact="comparisons only",
    source="running maximum",
)
def count_records(values: list[int]) -> int:
    """How many items are larger than all before them."""
    count = 0
    highest = None
    for value in values:
        if highest is None or value > highest:
            highest = value
            count += 1
    return count
