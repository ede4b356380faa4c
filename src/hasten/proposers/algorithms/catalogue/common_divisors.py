"""Greatest common divisors and least common multiples."""

from __future__ import annotations

import math

from hasten.proposers.algorithms.algorithm import algorithm

_INTEGERS = "integers of any size, no rounding"


@algorithm(
    reference=lambda a, b: max((d for d in range(1, max(abs(a), abs(b)) + 1) if a % d == 0 and b % d == 0), default=0),
    takes=("int", "int"),
    growth=("O(n)", "O(log n)"),
    exact=_INTEGERS,
    source="Euclid",
)
def greatest_common_divisor(a: int, b: int) -> int:
    """The largest number that divides both."""
    return math.gcd(a, b)


@algorithm(
    reference=lambda a, b: next((m for m in range(1, abs(a * b) + 1) if m % a == 0 and m % b == 0), 0),
    takes=("int", "int"),
    growth=("O(n^2)", "O(log n)"),
    exact=_INTEGERS,
    source="Euclid",
)
def least_common_multiple(a: int, b: int) -> int:
    """The smallest number above 0 that both divide."""
    return math.lcm(a, b)


def _gcd_of_list(values: list[int]) -> int:
    largest = max(map(abs, values), default=0)
    return max((d for d in range(1, largest + 1) if all(v % d == 0 for v in values)), default=0)


@algorithm(
    reference=_gcd_of_list,
    takes=("ints",),
    growth=("O(n m)", "O(n log m)"),
    exact=_INTEGERS,
    source="Euclid",
)
def greatest_common_divisor_of_list(values: list[int]) -> int:
    """The largest number that divides all of a list."""
    return math.gcd(*values)


@algorithm(
    reference=lambda values: math.lcm(*values),
    takes=("ints",),
    growth=("O(m)", "O(n log m)"),
    exact=_INTEGERS,
    source="Euclid",
)
def least_common_multiple_of_list(values: list[int]) -> int:
    """The smallest number above 0 that all of a list divide."""
    return math.lcm(*values)


def _lcm_up_to(n: int) -> int:
    return math.lcm(*range(1, n + 1))


@algorithm(reference=_lcm_up_to, takes=("int",), growth=("O(m)", "O(n log m)"), exact=_INTEGERS, source="Euclid")
def least_common_multiple_up_to(n: int) -> int:
    """The smallest number that all numbers from 1 to n divide."""
    return math.lcm(*range(1, n + 1))
