"""Pairs of items by difference, product and exclusive or."""

# ruff: noqa: B905, RUF007 - what is proposed reads as people write it
from __future__ import annotations

from itertools import combinations

from hasten.proposers.algorithms.algorithm import algorithm

_SORTED = "integers only; order does not matter to the count"


@algorithm(
    reference=lambda values, k: sum(1 for a, b in combinations(values, 2) if abs(a - b) == k),
    takes=("ints", "int"),
    growth=("O(n^2)", "O(n)"),
    exact="integers: the two numbers at a given distance are looked up",
    source="hash table of what was seen",
    bakes=("k",),
)
def count_pairs_with_difference(values: list[int], k: int) -> int:
    """How many pairs of items are a given distance apart."""
    if k < 0:
        return 0
    count = 0
    seen: dict[int, int] = {}
    for value in values:
        count += seen.get(value - k, 0)
        if k:
            count += seen.get(value + k, 0)
        seen[value] = seen.get(value, 0) + 1
    return count


@algorithm(
    reference=lambda values, k: len({(min(a, b), max(a, b)) for a, b in combinations(values, 2) if abs(a - b) == k}),
    takes=("ints", "int"),
    growth=("O(n^2)", "O(n)"),
    exact="integers: the number at a given distance is looked up",
    source="hash table of counts",
    bakes=("k",),
)
def count_distinct_pairs_with_difference(values: list[int], k: int) -> int:
    """How many different pairs of items are a given distance apart."""
    if k < 0:
        return 0
    counts: dict[int, int] = {}
    for value in values:
        counts[value] = counts.get(value, 0) + 1
    if k == 0:
        return sum(1 for count in counts.values() if count > 1)
    return sum(1 for value in counts if value + k in counts)


@algorithm(
    reference=lambda values, k: any(abs(a - b) == k for a, b in combinations(values, 2)),
    takes=("ints", "int"),
    growth=("O(n^2)", "O(n)"),
    exact="integers: the two numbers at a given distance are looked up",
    source="hash table of what was seen",
    bakes=("k",),
)
def has_pair_with_difference(values: list[int], k: int) -> bool:
    """Whether two items are a given distance apart."""
    if k < 0:
        return False
    seen = set()
    for value in values:
        if value - k in seen or value + k in seen:
            return True
        seen.add(value)
    return False


@algorithm(
    reference=lambda values, low, high: sum(1 for a, b in combinations(values, 2) if low <= abs(a - b) <= high),
    takes=("ints", "int", "int"),
    growth=("O(n^2)", "O(n log n)"),
    exact=_SORTED,
    source="sorting and two pointers",
)
def count_pairs_with_difference_between(values: list[int], low: int, high: int) -> int:
    """How many pairs of items are at least and at most so far apart."""
    if high < 0 or low > high:
        return 0
    ordered = sorted(values)

    def at_most(distance: int) -> int:
        count = start = 0
        if distance < 0:
            return 0
        for place, value in enumerate(ordered):
            while value - ordered[start] > distance:
                start += 1
            count += place - start
        return count

    return at_most(high) - at_most(low - 1)


@algorithm(
    reference=lambda values, k, slack: sum(
        1 for a, b in combinations(values, 2) if k - slack <= abs(a - b) <= k + slack
    ),
    takes=("ints", "int", "int"),
    growth=("O(n^2)", "O(n log n)"),
    exact=_SORTED,
    source="sorting and two pointers",
)
def count_pairs_with_difference_about(values: list[int], k: int, slack: int) -> int:
    """How many pairs of items are a given distance apart, give or take."""
    low, high = k - slack, k + slack
    if high < 0 or low > high:
        return 0
    ordered = sorted(values)

    def at_most(distance: int) -> int:
        count = start = 0
        if distance < 0:
            return 0
        for place, value in enumerate(ordered):
            while value - ordered[start] > distance:
                start += 1
            count += place - start
        return count

    return at_most(high) - at_most(low - 1)


@algorithm(
    reference=lambda values, k: any(abs(a - b) < k for a, b in combinations(values, 2)),
    takes=("numbers", "number"),
    growth=("O(n^2)", "O(n log n)"),
    exact="the closest two numbers are neighbours in order, and rounding keeps the order of differences",
    source="sorting",
    bakes=("k",),
)
def has_pair_nearer_than(values: list[int], k: int) -> bool:
    """Whether two items are less than so far apart."""
    ordered = sorted(values)
    return any(b - a < k for a, b in zip(ordered, ordered[1:]))


@algorithm(
    reference=lambda values, k: any(abs(a - b) <= k for a, b in combinations(values, 2)),
    takes=("numbers", "number"),
    growth=("O(n^2)", "O(n log n)"),
    exact="the closest two numbers are neighbours in order, and rounding keeps the order of differences",
    source="sorting",
    bakes=("k",),
)
def has_pair_within(values: list[int], k: int) -> bool:
    """Whether two items are at most so far apart."""
    ordered = sorted(values)
    return any(b - a <= k for a, b in zip(ordered, ordered[1:]))


@algorithm(
    reference=lambda values, k: sum(1 for a, b in combinations(values, 2) if abs(a - b) <= k),
    takes=("numbers", "number"),
    growth=("O(n^2)", "O(n log n)"),
    exact=_SORTED,
    source="sorting and two pointers",
    bakes=("k",),
)
def count_pairs_within(values: list[int], k: int) -> int:
    """How many pairs of items are at most so far apart."""
    if k < 0:
        return 0
    ordered = sorted(values)
    count = start = 0
    for place, value in enumerate(ordered):
        while value - ordered[start] > k:
            start += 1
        count += place - start
    return count


@algorithm(
    reference=lambda values, target: sum(1 for a, b in combinations(values, 2) if a ^ b == target),
    takes=("ints", "int"),
    growth=("O(n^2)", "O(n)"),
    exact="a ^ b == t exactly where b == a ^ t",
    source="hash table of what was seen",
    bakes=("target",),
)
def count_pairs_with_exclusive_or(values: list[int], target: int) -> int:
    """How many pairs of items have a given exclusive or."""
    count = 0
    seen: dict[int, int] = {}
    for value in values:
        count += seen.get(value ^ target, 0)
        seen[value] = seen.get(value, 0) + 1
    return count


@algorithm(
    reference=lambda values, target: sum(1 for a, b in combinations(values, 2) if a * b == target),
    takes=("ints", "int"),
    growth=("O(n^2)", "O(n)"),
    exact="integers: the cofactor is an exact quotient; zero is counted apart",
    source="hash table of what was seen",
    bakes=("target",),
)
def count_pairs_with_product(values: list[int], target: int) -> int:
    """How many pairs of items have a given product."""
    count = 0
    seen: dict[int, int] = {}
    for place, value in enumerate(values):
        if value == 0:
            count += place if target == 0 else 0
        elif target % value == 0:
            count += seen.get(target // value, 0)
        seen[value] = seen.get(value, 0) + 1
    return count


@algorithm(
    reference=lambda values, k: sum(1 for a, b in combinations(values, 2) if (a - b) % k == 0),
    takes=("ints", "int"),
    growth=("O(n^2)", "O(n)"),
    exact="only remainders matter",
    source="hash table of remainders",
    bakes=("k",),
)
def count_pairs_with_divisible_difference(values: list[int], k: int) -> int:
    """How many pairs of items have a difference that a number divides."""
    count = 0
    seen: dict[int, int] = {}
    for value in values:
        if len(values) > 1:
            same = seen.get(value % k, 0)
            count += same
            seen[value % k] = same + 1
    return count


@algorithm(
    reference=lambda values: sum(1 for a, b in combinations(values, 2) if a == b),
    takes=("items",),
    growth=("O(n^2)", "O(n)"),
    exact="equality and hash agree",
    source="hash table of counts",
)
def count_equal_pairs(values: list[int]) -> int:
    """How many pairs of items are equal."""
    count = 0
    seen: dict[int, int] = {}
    for value in values:
        same = seen.get(value, 0)
        count += same
        seen[value] = same + 1
    return count


@algorithm(
    reference=lambda values: min((abs(a - b) for a, b in combinations(values, 2)), default=None),
    takes=("numbers",),
    growth=("O(n^2)", "O(n log n)"),
    exact="the closest two numbers are neighbours in order",
    source="sorting",
)
def smallest_difference(values: list[int]) -> int | None:
    """The smallest distance between two items."""
    if len(values) < 2:
        return None
    ordered = sorted(values)
    return min(b - a for a, b in zip(ordered, ordered[1:]))


@algorithm(
    reference=lambda values: max((b - a for a, b in combinations(values, 2)), default=None),
    takes=("numbers",),
    growth=("O(n^2)", "O(n)"),
    exact="the best partner of an item is the smallest one before it",
    source="running minimum",
)
def largest_later_gain(values: list[int]) -> int | None:
    """The largest difference of an item and one before it."""
    if len(values) < 2:
        return None
    lowest, best = values[0], values[1] - values[0]
    for value in values[1:]:
        best = max(best, value - lowest)
        lowest = min(lowest, value)
    return best


@algorithm(
    reference=lambda values: max((abs(a - b) for a, b in combinations(values, 2)), default=None),
    takes=("numbers",),
    growth=("O(n^2)", "O(n)"),
    exact="the two extremes are farthest apart",
    source="extremes",
)
def largest_difference(values: list[int]) -> int | None:
    """The largest distance between two items."""
    return max(values) - min(values) if len(values) > 1 else None


@algorithm(
    reference=lambda values: max((a * b for a, b in combinations(values, 2)), default=None),
    takes=("ints",),
    growth=("O(n^2)", "O(n log n)"),
    exact="the two largest or the two smallest numbers have the largest product",
    source="sorting",
)
def largest_product_of_two(values: list[int]) -> int | None:
    """The largest product of two items."""
    if len(values) < 2:
        return None
    ordered = sorted(values)
    return max(ordered[0] * ordered[1], ordered[-1] * ordered[-2])


@algorithm(
    reference=lambda values: max((a ^ b for a, b in combinations(values, 2)), default=None),
    takes=("naturals",),
    growth=("O(n^2)", "O(n log m)"),
    exact="the largest result is built bit by bit from the top; two prefixes are looked up",
    source="prefix sets",
    requires="all(value >= 0 for value in values)",
)
def largest_exclusive_or_of_two(values: list[int]) -> int | None:
    """The largest exclusive or of two items."""
    if len(values) < 2:
        return None
    best = 0
    for bit in range(max(values).bit_length() - 1, -1, -1):
        best <<= 1
        prefixes = {value >> bit for value in values}
        if any(prefix ^ best ^ 1 in prefixes for prefix in prefixes):
            best ^= 1
    return best


@algorithm(
    reference=lambda values: sum(abs(a - b) for a, b in combinations(values, 2)),
    takes=("ints",),
    growth=("O(n^2)", "O(n log n)"),
    exact="in order, the item at place i is added i times and subtracted n - 1 - i times",
    source="sorting",
)
def sum_of_differences(values: list[int]) -> int:
    """The sum of the distances between all pairs of items."""
    size = len(values)
    return sum(value * (2 * place - size + 1) for place, value in enumerate(sorted(values)))


@algorithm(
    reference=lambda values: sum(a * b for a, b in combinations(values, 2)),
    takes=("ints",),
    growth=("O(n^2)", "O(n)"),
    exact="the square of the sum holds every product twice and every square once",
    source="binomial formula",
)
def sum_of_products(values: list[int]) -> int:
    """The sum of the products of all pairs of items."""
    total = sum(values)
    return (total * total - sum(value * value for value in values)) // 2


@algorithm(
    reference=lambda values: sum(a ^ b for a, b in combinations(values, 2)),
    takes=("naturals",),
    growth=("O(n^2)", "O(n log m)"),
    exact="each bit is set in the exclusive or of a one and a zero",
    source="counting by bit",
    requires="all(value >= 0 for value in values)",
)
def sum_of_exclusive_ors(values: list[int]) -> int:
    """The sum of the exclusive ors of all pairs of items."""
    total = 0
    for bit in range(max(values, default=0).bit_length()):
        ones = sum(value >> bit & 1 for value in values)
        total += ones * (len(values) - ones) << bit
    return total


@algorithm(
    reference=lambda values: sum(bin(a ^ b).count("1") for a, b in combinations(values, 2)),
    takes=("naturals",),
    growth=("O(n^2)", "O(n log m)"),
    exact="each bit differs between a one and a zero",
    source="counting by bit",
    requires="all(value >= 0 for value in values)",
)
def sum_of_hamming_distances(values: list[int]) -> int:
    """In how many bits all pairs of items differ together."""
    total = 0
    for bit in range(max(values, default=0).bit_length()):
        ones = sum(value >> bit & 1 for value in values)
        total += ones * (len(values) - ones)
    return total
