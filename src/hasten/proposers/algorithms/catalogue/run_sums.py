"""Largest and smallest sums of runs of neighbouring items."""

from __future__ import annotations

from hasten.proposers.algorithms.algorithm import algorithm


def _runs(values: list[int]) -> list[list[int]]:
    return [values[i:j] for i in range(len(values)) for j in range(i + 1, len(values) + 1)]


def _product(values: list[int]) -> int:
    result = 1
    for value in values:
        result *= value
    return result


@algorithm(
    reference=lambda values: max(map(sum, _runs(values)), default=None),
    takes=("ints",),
    growth=("O(n^3)", "O(n)"),
    exact="the best run ending at an item is that item alone or added to the best run ending before it",
    source="Kadane",
    comment="Kadane: the best run that ends here either extends the one before or starts anew.",
)
def largest_run_sum(values: list[int]) -> int | None:
    """The largest sum of neighbouring items, at least one."""
    if not values:
        return None
    best = ending = values[0]
    for value in values[1:]:
        ending = ending + value if ending > 0 else value
        if ending > best:
            best = ending
    return best


@algorithm(
    reference=lambda values: max(map(sum, _runs(values)), default=0) if max(values, default=0) > 0 else 0,
    takes=("ints",),
    growth=("O(n^3)", "O(n)"),
    exact="the best run ending at an item extends the best run ending before it, or is empty",
    source="Kadane",
    comment="Kadane: a run whose sum is negative is never worth extending.",
)
def largest_run_sum_or_zero(values: list[int]) -> int:
    """The largest sum of neighbouring items, possibly none."""
    best = ending = 0
    for value in values:
        ending += value
        if ending < 0:
            ending = 0
        elif ending > best:
            best = ending
    return best


@algorithm(
    reference=lambda values: min(map(sum, _runs(values)), default=None),
    takes=("ints",),
    growth=("O(n^3)", "O(n)"),
    exact="the least run ending at an item is that item alone or added to the least run ending before it",
    source="Kadane",
)
def smallest_run_sum(values: list[int]) -> int | None:
    """The smallest sum of neighbouring items, at least one."""
    if not values:
        return None
    best = ending = values[0]
    for value in values[1:]:
        ending = ending + value if ending < 0 else value
        if ending < best:
            best = ending
    return best


def _first_best_run(values: list[int]) -> tuple[int, int, int] | None:
    best = None
    for i in range(len(values)):
        for j in range(i, len(values)):
            total = sum(values[i : j + 1])
            if best is None or total > best[0]:
                best = (total, i, j)
    return best


@algorithm(
    reference=_first_best_run,
    takes=("ints",),
    growth=("O(n^3)", "O(n)"),
    exact="of equal sums the run that starts first is kept, and of those the shortest",
    source="Kadane",
    comment="Kadane, keeping where the run began; a run of sum 0 is extended so that the earliest start wins.",
)
def largest_run_sum_with_ends(values: list[int]) -> tuple[int, int, int] | None:
    """The largest sum of neighbouring items with the places of the first and last, the first of equal ones."""
    if not values:
        return None
    best, best_start, best_end = values[0], 0, 0
    ending, start = values[0], 0
    for place in range(1, len(values)):
        if ending >= 0:
            ending += values[place]
        else:
            ending, start = values[place], place
        if ending > best or (ending == best and start < best_start):
            best, best_start, best_end = ending, start, place
    return best, best_start, best_end


@algorithm(
    reference=lambda values: (lambda found: values[found[1] : found[2] + 1] if found else [])(_first_best_run(values)),
    takes=("ints",),
    growth=("O(n^3)", "O(n)"),
    exact="of equal sums the run that starts first is kept, and of those the shortest",
    source="Kadane",
    comment="Kadane, keeping where the run began; a run of sum 0 is extended so that the earliest start wins.",
)
def run_with_largest_sum(values: list[int]) -> list[int]:
    """The neighbouring items with the largest sum, the first of equal ones."""
    if not values:
        return []
    best, best_start, best_end = values[0], 0, 0
    ending, start = values[0], 0
    for place in range(1, len(values)):
        if ending >= 0:
            ending += values[place]
        else:
            ending, start = values[place], place
        if ending > best or (ending == best and start < best_start):
            best, best_start, best_end = ending, start, place
    return values[best_start : best_end + 1]


@algorithm(
    reference=lambda values: max(map(_product, _runs(values)), default=None),
    takes=("ints",),
    growth=("O(n^3)", "O(n)"),
    exact="the extreme products ending at an item come from the extremes ending before it; a negative item swaps them",
    source="Kadane, for products",
)
def largest_run_product(values: list[int]) -> int | None:
    """The largest product of neighbouring items, at least one."""
    if not values:
        return None
    best = high = low = values[0]
    for value in values[1:]:
        if value < 0:
            high, low = low, high
        high = max(value, high * value)
        low = min(value, low * value)
        if high > best:
            best = high
    return best


def _circular(values: list[int]) -> int | None:
    doubled = values + values
    size = len(values)
    return max((sum(doubled[i : i + k]) for i in range(size) for k in range(1, size + 1)), default=None)


@algorithm(
    reference=_circular,
    takes=("ints",),
    growth=("O(n^3)", "O(n)"),
    exact="a run across the end is everything but a run inside; the whole is not left out",
    source="Kadane",
)
def largest_circular_run_sum(values: list[int]) -> int | None:
    """The largest sum of neighbouring items of a circle, at least one."""
    if not values:
        return None
    best = worst = high = low = values[0]
    for value in values[1:]:
        high = max(value, high + value)
        low = min(value, low + value)
        best = max(best, high)
        worst = min(worst, low)
    return best if best < 0 else max(best, sum(values) - worst)


@algorithm(
    reference=lambda values: sum(map(sum, _runs(values))),
    takes=("ints",),
    growth=("O(n^3)", "O(n)"),
    exact="the item at place i is in (i + 1)(n - i) runs",
    source="counting contributions",
)
def sum_of_run_sums(values: list[int]) -> int:
    """The sum of the sums of all runs of neighbouring items."""
    size = len(values)
    return sum(value * (place + 1) * (size - place) for place, value in enumerate(values))


@algorithm(
    reference=lambda values: sum(map(min, _runs(values))),
    takes=("ints",),
    growth=("O(n^3)", "O(n)"),
    exact="the sum of minima of runs ending at an item is built on that of the last smaller item",
    source="monotonic stack",
    comment="Sums of the minima of all runs that end at each place, by a stack of rising items.",
)
def sum_of_run_minima(values: list[int]) -> int:
    """The sum of the smallest items of all runs."""
    total = 0
    stack: list[int] = []
    ending = [0] * len(values)
    for place, value in enumerate(values):
        while stack and values[stack[-1]] >= value:
            stack.pop()
        if stack:
            ending[place] = ending[stack[-1]] + value * (place - stack[-1])
        else:
            ending[place] = value * (place + 1)
        total += ending[place]
        stack.append(place)
    return total


@algorithm(
    reference=lambda values: sum(max(run) - min(run) for run in _runs(values)),
    takes=("ints",),
    growth=("O(n^3)", "O(n)"),
    exact="sums of maxima less sums of minima",
    source="monotonic stack",
)
def sum_of_run_ranges(values: list[int]) -> int:
    """The sum over all runs of the difference of the largest and the smallest item."""
    total = 0
    for sign in (1, -1):
        stack: list[int] = []
        ending = [0] * len(values)
        for place, plain in enumerate(values):
            value = sign * plain
            while stack and sign * values[stack[-1]] <= value:
                stack.pop()
            if stack:
                ending[place] = ending[stack[-1]] + value * (place - stack[-1])
            else:
                ending[place] = value * (place + 1)
            total += ending[place]
            stack.append(place)
    return total
