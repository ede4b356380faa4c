"""Runs of neighbouring items: their sums, products and counts."""

# ruff: noqa: RUF007 - what is proposed reads as people write it
from __future__ import annotations

from collections import deque
from itertools import accumulate

from hasten.proposers.algorithms.algorithm import algorithm

_INTEGERS = "integers of any size, no rounding"


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
    reference=lambda values, target: sum(1 for run in _runs(values) if sum(run) == target),
    takes=("ints", "int"),
    growth=("O(n^3)", "O(n)"),
    exact="a run sums to the target exactly where two prefix sums differ by it",
    source="prefix sums",
    bakes=("target",),
)
def count_runs_with_sum(values: list[int], target: int) -> int:
    """How many runs of neighbouring items have a given sum."""
    count = total = 0
    seen = {0: 1}
    for value in values:
        total += value
        count += seen.get(total - target, 0)
        seen[total] = seen.get(total, 0) + 1
    return count


@algorithm(
    reference=lambda values, target: any(sum(run) == target for run in _runs(values)),
    takes=("ints", "int"),
    growth=("O(n^3)", "O(n)"),
    exact="a run sums to the target exactly where two prefix sums differ by it",
    source="prefix sums",
    bakes=("target",),
)
def has_run_with_sum(values: list[int], target: int) -> bool:
    """Whether some run of neighbouring items has a given sum."""
    total = 0
    seen = {0}
    for value in values:
        total += value
        if total - target in seen:
            return True
        seen.add(total)
    return False


def _first_run(values: list[int], target: int) -> tuple[int, int] | None:
    return next(
        ((i, j) for i in range(len(values)) for j in range(i, len(values)) if sum(values[i : j + 1]) == target), None
    )


@algorithm(
    reference=_first_run,
    takes=("ints", "int"),
    growth=("O(n^3)", "O(n)"),
    exact="prefix sums in order from the right, so that the nearest end for each start is known",
    source="prefix sums",
    bakes=("target",),
)
def first_run_with_sum(values: list[int], target: int) -> tuple[int, int] | None:
    """The places of the first and last item of the first run with a given sum, the shortest of those."""
    totals = list(accumulate(values, initial=0))
    found = None
    nearest: dict[int, int] = {}
    for start in range(len(values) - 1, -1, -1):
        nearest[totals[start + 1]] = start
        if totals[start] + target in nearest:
            found = start, nearest[totals[start] + target]
    return found


@algorithm(
    reference=lambda values, target: max((len(run) for run in _runs(values) if sum(run) == target), default=0),
    takes=("ints", "int"),
    growth=("O(n^3)", "O(n)"),
    exact="the earliest equal prefix sum gives the longest run",
    source="prefix sums",
    bakes=("target",),
)
def longest_run_with_sum(values: list[int], target: int) -> int:
    """The length of the longest run of neighbouring items with a given sum."""
    longest = total = 0
    first = {0: 0}
    for place, value in enumerate(values, 1):
        total += value
        first.setdefault(total, place)
        if total - target in first:
            longest = max(longest, place - first[total - target])
    return longest


@algorithm(
    reference=lambda values, target: min((len(run) for run in _runs(values) if sum(run) == target), default=None),
    takes=("ints", "int"),
    growth=("O(n^3)", "O(n)"),
    exact="the latest equal prefix sum gives the shortest run",
    source="prefix sums",
    bakes=("target",),
)
def shortest_run_with_sum(values: list[int], target: int) -> int | None:
    """The length of the shortest run of neighbouring items with a given sum."""
    shortest = None
    total = 0
    last = {0: 0}
    for place, value in enumerate(values, 1):
        total += value
        if total - target in last:
            length = place - last[total - target]
            if shortest is None or length < shortest:
                shortest = length
        last[total] = place
    return shortest


@algorithm(
    reference=lambda values, divisor: sum(1 for run in _runs(values) if sum(run) % divisor == 0),
    takes=("ints", "int"),
    growth=("O(n^3)", "O(n)"),
    exact="a run is divisible exactly where two prefix sums leave the same remainder",
    source="prefix sums",
    bakes=("divisor",),
)
def count_runs_divisible_by(values: list[int], divisor: int) -> int:
    """How many runs of neighbouring items have a sum that a number divides."""
    count = total = 0
    seen = {0: 1}
    for value in values:
        total = (total + value) % divisor
        same = seen.get(total, 0)
        count += same
        seen[total] = same + 1
    return count


@algorithm(
    reference=lambda values, target: sum(1 for run in _runs(values) if run.count(1) == target),
    takes=("ints", "int"),
    growth=("O(n^3)", "O(n)"),
    exact="prefix counts",
    source="prefix sums",
    requires="target >= 0",
)
def count_runs_with_ones(values: list[int], target: int) -> int:
    """How many runs of neighbouring items hold the number 1 so often."""
    count = ones = 0
    seen = {0: 1}
    for value in values:
        ones += value == 1
        count += seen.get(ones - target, 0)
        seen[ones] = seen.get(ones, 0) + 1
    return count


@algorithm(
    reference=lambda values, target: min((len(run) for run in _runs(values) if sum(run) >= target), default=None),
    takes=("ints", "int"),
    growth=("O(n^3)", "O(n)"),
    exact="a start that is not below a later one is never better, and a start that was used gives no shorter run later",
    source="monotonic queue over prefix sums",
    comment="Prefix sums that may still be the start of a shorter run, rising.",
)
def shortest_run_with_sum_at_least(values: list[int], target: int) -> int | None:
    """The length of the shortest run of neighbouring items whose sum is at least a number."""
    if target <= 0:
        # The monotonic queue needs a positive target; here one item is enough if any run is.
        for value in values:
            if value >= target:
                return 1
    shortest = None
    starts: deque[tuple[int, int]] = deque([(0, 0)])
    total = 0
    for place, value in enumerate(values, 1):
        total += value
        while starts and total - starts[0][0] >= target:
            length = place - starts.popleft()[1]
            if shortest is None or length < shortest:
                shortest = length
        while starts and starts[-1][0] >= total:
            starts.pop()
        starts.append((total, place))
    return shortest


@algorithm(
    reference=lambda values, limit: sum(1 for run in _runs(values) if _product(run) < limit),
    takes=("naturals", "int"),
    growth=("O(n^3)", "O(n)"),
    exact="with positive items the products grow with the run, so the window only moves forward",
    source="sliding window",
    requires="all(value > 0 for value in values)",
)
def count_runs_with_product_below(values: list[int], limit: int) -> int:
    """How many runs of neighbouring positive items have a product below a number."""
    if limit <= 1:
        return 0
    count = start = 0
    product = 1
    for place, value in enumerate(values):
        product *= value
        while product >= limit:
            product //= values[start]
            start += 1
        count += place - start + 1
    return count


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


@algorithm(
    reference=lambda values: max(
        (len(run) for run in _runs(values) if run.count(0) == run.count(1) == len(run) / 2), default=0
    ),
    takes=("bits",),
    growth=("O(n^3)", "O(n)"),
    exact="ones count up, zeros count down; equal balances enclose as many of each",
    source="prefix sums",
    requires="all(value in (0, 1) for value in values)",
)
def longest_balanced_run(values: list[int]) -> int:
    """The length of the longest run with as many zeros as ones."""
    longest = balance = 0
    first = {0: 0}
    for place, value in enumerate(values, 1):
        balance += 1 if value else -1
        longest = max(longest, place - first.setdefault(balance, place))
    return longest
