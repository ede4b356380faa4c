"""Sums and products of prefixes, suffixes and ranges."""

# ruff: noqa: B905 - what is proposed reads as people write it
from __future__ import annotations

from itertools import accumulate

from hasten.proposers.algorithms.algorithm import algorithm

_INTEGERS = "integers of any size, no rounding"


@algorithm(
    reference=lambda values: [sum(values[: i + 1]) for i in range(len(values))],
    takes=("ints",),
    growth=("O(n^2)", "O(n)"),
    exact=_INTEGERS,
    source="prefix sums",
)
def prefix_sums(values: list[int]) -> list[int]:
    """The sum up to each place."""
    return list(accumulate(values))


@algorithm(
    reference=lambda values: [sum(values[i:]) for i in range(len(values))],
    takes=("ints",),
    growth=("O(n^2)", "O(n)"),
    exact=_INTEGERS,
    source="prefix sums",
)
def suffix_sums(values: list[int]) -> list[int]:
    """The sum from each place on."""
    return list(accumulate(reversed(values)))[::-1]


@algorithm(
    reference=lambda values: [sum(values[:i]) / i for i in range(1, len(values) + 1)],
    takes=("ints",),
    growth=("O(n^2)", "O(n)"),
    exact="integers are summed without rounding, then divided once as before",
    source="prefix sums",
)
def running_means(values: list[int]) -> list[float]:
    """The mean up to each place."""
    return [total / count for count, total in enumerate(accumulate(values), 1)]


def _product(values: list[int]) -> int:
    result = 1
    for value in values:
        result *= value
    return result


@algorithm(
    reference=lambda values: [_product(values[: i + 1]) for i in range(len(values))],
    takes=("ints",),
    growth=("O(n^2)", "O(n)"),
    exact=_INTEGERS,
    source="prefix products",
)
def prefix_products(values: list[int]) -> list[int]:
    """The product up to each place."""
    products = []
    product = 1
    for value in values:
        product *= value
        products.append(product)
    return products


@algorithm(
    reference=lambda values: [_product([*values[:i], *values[i + 1 :]]) for i in range(len(values))],
    takes=("ints",),
    growth=("O(n^2)", "O(n)"),
    exact="products from both sides, without division",
    source="prefix products",
)
def products_of_others(values: list[int]) -> list[int]:
    """For each item the product of all others."""
    products = [1] * len(values)
    before = after = 1
    for place, value in enumerate(values):
        products[place] = before
        before *= value
    for place in range(len(values) - 1, -1, -1):
        products[place] *= after
        after *= values[place]
    return products


@algorithm(
    reference=lambda values: [sum(values) - v for v in values],
    takes=("ints",),
    growth=("O(n^2)", "O(n)"),
    exact=_INTEGERS,
    source="total less item",
)
def sums_of_others(values: list[int]) -> list[int]:
    """For each item the sum of all others."""
    total = sum(values)
    return [total - value for value in values]


@algorithm(
    reference=lambda values: next((i for i in range(len(values)) if sum(values[:i]) == sum(values[i + 1 :])), None),
    takes=("ints",),
    growth=("O(n^2)", "O(n)"),
    exact=_INTEGERS,
    source="prefix sums",
)
def first_balance_place(values: list[int]) -> int | None:
    """The first place with equal sums on both sides."""
    total = sum(values)
    before = 0
    for place, value in enumerate(values):
        if 2 * before + value == total:
            return place
        before += value
    return None


@algorithm(
    reference=lambda values: sum(1 for i in range(1, len(values)) if sum(values[:i]) == sum(values[i:])),
    takes=("ints",),
    growth=("O(n^2)", "O(n)"),
    exact=_INTEGERS,
    source="prefix sums",
)
def count_balanced_cuts(values: list[int]) -> int:
    """In how many places the list can be cut into two parts of equal sum."""
    total = sum(values)
    return sum(1 for before in list(accumulate(values))[:-1] if 2 * before == total)


@algorithm(
    reference=lambda values: min((abs(sum(values[:i]) - sum(values[i:])) for i in range(1, len(values))), default=None),
    takes=("ints",),
    growth=("O(n^2)", "O(n)"),
    exact=_INTEGERS,
    source="prefix sums",
)
def smallest_difference_of_cut(values: list[int]) -> int | None:
    """The smallest difference of the sums of the two parts of a cut."""
    if len(values) < 2:
        return None
    total = sum(values)
    return min(abs(2 * before - total) for before in list(accumulate(values))[:-1])


@algorithm(
    reference=lambda left, right: sum(a * b for a, b in zip(left, right, strict=False)),
    takes=("ints", "ints"),
    growth=("O(n)", "O(n)"),
    exact=_INTEGERS,
    source="one pass",
)
def dot_product(left: list[int], right: list[int]) -> int:
    """The sum of the products of items in the same place."""
    return sum(a * b for a, b in zip(left, right))


def _convolution(left: list[int], right: list[int]) -> list[int]:
    if not left or not right:
        return []
    result = [0] * (len(left) + len(right) - 1)
    for i, a in enumerate(left):
        for j, b in enumerate(right):
            result[i + j] += a * b
    return result


@algorithm(
    reference=_convolution,
    takes=("ints", "ints"),
    growth=("O(n m)", "O(n^1.58)"),
    exact="the coefficients are digits of one large number, wide enough that no sum of products overflows its digits",
    source="Kronecker substitution; Karatsuba in Python's integers",
    comment="Kronecker substitution: the lists as digits of two large numbers, multiplied at once.",
)
def convolution(left: list[int], right: list[int]) -> list[int]:
    """The coefficients of the product of two polynomials."""
    if not left or not right:
        return []
    largest = max(map(abs, left)) * max(map(abs, right)) * min(len(left), len(right))
    width = (2 * largest + 1).bit_length() // 8 + 1
    size = len(left) + len(right) - 1

    def packed(values: list[int]) -> int:
        positive = b"".join([max(value, 0).to_bytes(width, "little") for value in values])
        negative = b"".join([max(-value, 0).to_bytes(width, "little") for value in values])
        return int.from_bytes(positive, "little") - int.from_bytes(negative, "little")

    # Half of the range of a digit is added to each, so that no digit is negative and none borrows.
    half = 1 << (8 * width - 1)
    shift = int.from_bytes(half.to_bytes(width, "little") * size, "little")
    digits = (packed(left) * packed(right) + shift).to_bytes(width * size + 1, "little")
    return [int.from_bytes(digits[place : place + width], "little") - half for place in range(0, width * size, width)]


@algorithm(
    reference=lambda values, bounds: [sum(values[low : high + 1]) for low, high in bounds],
    takes=("ints", "points"),
    growth=("O(n q)", "O(n + q)"),
    exact=_INTEGERS,
    source="prefix sums",
    requires="all(0 <= low <= high < len(values) for low, high in bounds)",
)
def range_sums(values: list[int], bounds: list[tuple[int, int]]) -> list[int]:
    """The sum of each range of places, both ends included."""
    totals = list(accumulate(values, initial=0))
    return [totals[high + 1] - totals[low] for low, high in bounds]


def _updated(size: int, updates: list[tuple[int, int, int]]) -> list[int]:
    values = [0] * size
    for low, high, amount in updates:
        for place in range(low, high + 1):
            values[place] += amount
    return values


@algorithm(
    reference=_updated,
    takes=("nodes", "weighted"),
    growth=("O(n q)", "O(n + q)"),
    exact=_INTEGERS,
    source="difference array",
    requires="all(0 <= low <= high < size for low, high, amount in updates)",
)
def range_updates(size: int, updates: list[tuple[int, int, int]]) -> list[int]:
    """Zeros to which an amount was added over ranges of places, both ends included."""
    changes = [0] * (size + 1)
    for low, high, amount in updates:
        changes[low] += amount
        changes[high + 1] -= amount
    return list(accumulate(changes))[:-1]
