"""Pairs of items with a given sum."""

from __future__ import annotations

from bisect import bisect_left
from itertools import combinations

from hasten.proposers.algorithms.algorithm import algorithm

_HASH = "integers: the partner of a number is another exact integer, looked up"


_SORTED = "integers only; order does not matter to the count"


@algorithm(
    reference=lambda values, target: sum(1 for a, b in combinations(values, 2) if a + b == target),
    takes=("ints", "int"),
    growth=("O(n^2)", "O(n)"),
    exact=_HASH,
    source="hash table of what was seen",
    bakes=("target",),
)
def count_pairs_with_sum(values: list[int], target: int) -> int:
    """How many pairs of items have a given sum."""
    count = 0
    seen: dict[int, int] = {}
    for value in values:
        count += seen.get(target - value, 0)
        seen[value] = seen.get(value, 0) + 1
    return count


@algorithm(
    reference=lambda values, target: any(a + b == target for a, b in combinations(values, 2)),
    takes=("ints", "int"),
    growth=("O(n^2)", "O(n)"),
    exact=_HASH,
    source="hash table of what was seen",
    bakes=("target",),
)
def has_pair_with_sum(values: list[int], target: int) -> bool:
    """Whether two items have a given sum."""
    seen = set()
    for value in values:
        if target - value in seen:
            return True
        seen.add(value)
    return False


def _first_pair(values: list[int], target: int) -> tuple[int, int] | None:
    size = len(values)
    return next(((i, j) for i in range(size) for j in range(i + 1, size) if values[i] + values[j] == target), None)


@algorithm(
    reference=_first_pair,
    takes=("ints", "int"),
    growth=("O(n^2)", "O(n)"),
    exact="read from the right, so that the nearest partner of every item is known and the first item wins",
    source="hash table of places",
    comment="From the right: the nearest later place of every value is known, and the first pair is found last.",
    bakes=("target",),
)
def first_places_with_sum(values: list[int], target: int) -> tuple[int, int] | None:
    """The places of the first two items with a given sum, the earliest first item and then the earliest second."""
    found = None
    nearest: dict[int, int] = {}
    for place in range(len(values) - 1, -1, -1):
        partner = nearest.get(target - values[place])
        if partner is not None:
            found = place, partner
        nearest[values[place]] = place
    return found


def _pair_by_end(values: list[int], target: int) -> tuple[int, int] | None:
    return next(((i, j) for j in range(len(values)) for i in range(j) if values[i] + values[j] == target), None)


@algorithm(
    reference=_pair_by_end,
    takes=("ints", "int"),
    growth=("O(n^2)", "O(n)"),
    exact="read from the left, keeping the first place of every value",
    source="hash table of places",
    bakes=("target",),
)
def nearest_end_with_sum(values: list[int], target: int) -> tuple[int, int] | None:
    """The places of two items with a given sum, the second as early as can be and then the first."""
    first: dict[int, int] = {}
    for place, value in enumerate(values):
        partner = first.get(target - value)
        if partner is not None:
            return partner, place
        first.setdefault(value, place)
    return None


@algorithm(
    reference=lambda values, target: next(((a, b) for a, b in combinations(values, 2) if a + b == target), None),
    takes=("ints", "int"),
    growth=("O(n^2)", "O(n)"),
    exact="read from the right, so that the first item of the first pair wins",
    source="hash table of what was seen",
    bakes=("target",),
)
def first_items_with_sum(values: list[int], target: int) -> tuple[int, int] | None:
    """The first two items with a given sum, the earliest first item."""
    found = None
    later = set()
    for value in reversed(values):
        if target - value in later:
            found = value, target - value
        later.add(value)
    return found


@algorithm(
    reference=lambda values, target: [(a, b) for a, b in combinations(values, 2) if a + b == target],
    takes=("ints", "int"),
    growth=("O(n^2)", "O(n + pairs)"),
    exact="pairs are listed in the order of both places",
    source="hash table of what comes later",
    bakes=("target",),
)
def pairs_with_sum(values: list[int], target: int) -> list[tuple[int, int]]:
    """All pairs of items with a given sum, in the order of their places."""
    later: dict[int, int] = {}
    for value in values:
        later[value] = later.get(value, 0) + 1
    pairs = []
    for value in values:
        later[value] -= 1
        pairs += [(value, target - value)] * later.get(target - value, 0)
    return pairs


def _places(values: list[int], target: int) -> list[tuple[int, int]]:
    return [(i, j) for i, j in combinations(range(len(values)), 2) if values[i] + values[j] == target]


@algorithm(
    reference=_places,
    takes=("ints", "int"),
    growth=("O(n^2)", "O(n + pairs)"),
    exact="pairs are listed in the order of both places",
    source="hash table of places",
    bakes=("target",),
)
def places_with_sum(values: list[int], target: int) -> list[tuple[int, int]]:
    """The places of all pairs of items with a given sum, in order."""
    places: dict[int, list[int]] = {}
    for place, value in enumerate(values):
        places.setdefault(value, []).append(place)
    pairs = []
    for first, value in enumerate(values):
        partners = places.get(target - value, [])
        while partners and partners[0] <= first:
            partners = places[target - value] = partners[bisect_left(partners, first + 1) :]
        pairs += [(first, second) for second in partners]
    return pairs


@algorithm(
    reference=lambda values, target: sorted(
        {(min(a, b), max(a, b)) for a, b in combinations(values, 2) if a + b == target}
    ),
    takes=("ints", "int"),
    growth=("O(n^2)", "O(n log n)"),
    exact=_HASH,
    source="hash table of what was seen",
    bakes=("target",),
)
def distinct_pairs_with_sum(values: list[int], target: int) -> list[tuple[int, int]]:
    """The different pairs of items with a given sum, each and all in rising order."""
    seen = set()
    pairs = set()
    for value in values:
        partner = target - value
        if partner in seen:
            pairs.add((min(value, partner), max(value, partner)))
        seen.add(value)
    return sorted(pairs)


@algorithm(
    reference=lambda values, k: sum(1 for a, b in combinations(values, 2) if (a + b) % k == 0),
    takes=("ints", "int"),
    growth=("O(n^2)", "O(n)"),
    exact="only remainders matter",
    source="hash table of remainders",
    bakes=("k",),
)
def count_pairs_with_divisible_sum(values: list[int], k: int) -> int:
    """How many pairs of items have a sum that a number divides."""
    count = 0
    seen: dict[int, int] = {}
    for value in values:
        if len(values) > 1:
            count += seen.get(-value % k, 0)
            seen[value % k] = seen.get(value % k, 0) + 1
    return count


@algorithm(
    reference=lambda values, limit: sum(1 for a, b in combinations(values, 2) if a + b < limit),
    takes=("ints", "int"),
    growth=("O(n^2)", "O(n log n)"),
    exact=_SORTED,
    source="sorting and two pointers",
    bakes=("limit",),
)
def count_pairs_with_sum_below(values: list[int], limit: int) -> int:
    """How many pairs of items have a sum below a number."""
    ordered = sorted(values)
    count, low, high = 0, 0, len(ordered) - 1
    while low < high:
        if ordered[low] + ordered[high] < limit:
            count += high - low
            low += 1
        else:
            high -= 1
    return count


@algorithm(
    reference=lambda values, limit: sum(1 for a, b in combinations(values, 2) if a + b > limit),
    takes=("ints", "int"),
    growth=("O(n^2)", "O(n log n)"),
    exact=_SORTED,
    source="sorting and two pointers",
    bakes=("limit",),
)
def count_pairs_with_sum_above(values: list[int], limit: int) -> int:
    """How many pairs of items have a sum above a number."""
    ordered = sorted(values)
    count, low, high = 0, 0, len(ordered) - 1
    while low < high:
        if ordered[low] + ordered[high] > limit:
            count += high - low
            high -= 1
        else:
            low += 1
    return count


@algorithm(
    reference=lambda values: max((a + b for a, b in combinations(values, 2)), default=None),
    takes=("ints",),
    growth=("O(n^2)", "O(n log n)"),
    exact="the two largest numbers have the largest sum",
    source="sorting",
)
def largest_sum_of_two(values: list[int]) -> int | None:
    """The largest sum of two items."""
    if len(values) < 2:
        return None
    ordered = sorted(values)
    return ordered[-1] + ordered[-2]


@algorithm(
    reference=lambda values: any(a + b == 0 for a, b in combinations(values, 2)),
    takes=("ints",),
    growth=("O(n^2)", "O(n)"),
    exact=_HASH,
    source="hash table of what was seen",
)
def has_pair_with_sum_zero(values: list[int]) -> bool:
    """Whether two items add up to zero."""
    seen = set()
    for value in values:
        if -value in seen:
            return True
        seen.add(value)
    return False
