"""Runs of neighbouring items with a given sum."""

from __future__ import annotations

from collections import deque
from itertools import accumulate

from hasten.proposers.algorithms.algorithm import algorithm


def _runs(values: list[int]) -> list[list[int]]:
    return [values[i:j] for i in range(len(values)) for j in range(i + 1, len(values) + 1)]


def _product(values: list[int]) -> int:
    result = 1
    for value in values:
        result *= value
    return result


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
