"""Powers, roots, squares and cubes."""

from __future__ import annotations

import math
from math import isqrt

from hasten.proposers.algorithms.algorithm import algorithm

_INTEGERS = "integers of any size, no rounding"


def _power_mod(base: int, exponent: int, modulus: int) -> int:
    result = 1
    for _ in range(exponent):
        result = result * base % modulus
    return result


@algorithm(
    reference=_power_mod,
    takes=("int", "int", "modulus"),
    growth=("O(n)", "O(log n)"),
    exact="a product taken modulo m at every step is the product modulo m",
    source="binary exponentiation",
    bakes=("base", "modulus"),
    requires="exponent > 0",
)
def power_modulo(base: int, exponent: int, modulus: int) -> int:
    """A power modulo a number."""
    return base**exponent % modulus if modulus == 0 else pow(base, exponent, modulus)


@algorithm(
    reference=lambda base, exponent, modulus: base**exponent % modulus,
    takes=("int", "int", "int"),
    growth=("O(n)", "O(log n)"),
    exact="a product taken modulo m at every step is the product modulo m",
    source="binary exponentiation",
    requires="exponent > 0",
)
def power_modulo_any(base: int, exponent: int, modulus: int) -> int:
    """A power modulo a number."""
    return base**exponent % modulus if modulus == 0 else pow(base, exponent, modulus)


def _power(base: int, exponent: int) -> int:
    result = 1
    for _ in range(exponent):
        result *= base
    return result


@algorithm(
    reference=_power,
    takes=("int", "int"),
    growth=("O(n)", "O(log n)"),
    exact=_INTEGERS,
    source="binary exponentiation",
    bakes=("base",),
)
def power(base: int, exponent: int) -> int:
    """A number multiplied by itself so many times."""
    return base**exponent if exponent > 0 else 1


@algorithm(
    reference=lambda n: max((k for k in range(n + 1) if k * k <= n), default=None),
    takes=("int",),
    growth=("O(n)", "O(log n)"),
    exact=_INTEGERS,
    source="Newton's iteration, in the standard library",
)
def integer_square_root(n: int) -> int | None:
    """The largest number whose square is not above n."""
    return isqrt(n) if n >= 0 else None


@algorithm(
    reference=lambda n: any(k * k == n for k in range(max(n, 0) + 1)),
    takes=("int",),
    growth=("O(n)", "O(log n)"),
    exact=_INTEGERS,
    source="Newton's iteration, in the standard library",
)
def is_square(n: int) -> bool:
    """Whether a number is the square of an integer."""
    return n >= 0 and isqrt(n) ** 2 == n


@algorithm(
    reference=lambda n: any(k**3 == abs(n) for k in range(abs(n) + 1)),
    takes=("int",),
    growth=("O(n)", "O(log n)"),
    exact=_INTEGERS,
    source="bisection",
)
def is_cube(n: int) -> bool:
    """Whether a number is the third power of an integer."""
    n = abs(n)
    low, high = 0, 1 << (n.bit_length() // 3 + 1)
    while low < high:
        middle = (low + high) // 2
        if middle**3 < n:
            low = middle + 1
        else:
            high = middle
    return low**3 == n


@algorithm(
    reference=lambda low, high: [k for k in range(low, high + 1) if k >= 0 and any(r * r == k for r in range(k + 1))],
    takes=("int", "int"),
    growth=("O(n sqrt n)", "O(sqrt n)"),
    exact=_INTEGERS,
    source="integer square root",
)
def squares_between(low: int, high: int) -> list[int]:
    """The squares from one number to another, both included."""
    if high < 0 or low > high:
        return []
    first = 0 if low <= 0 else isqrt(low - 1) + 1
    return [root * root for root in range(first, isqrt(high) + 1)]


def _is_two_squares(n: int) -> bool:
    return any(a * a + b * b == n for a in range(max(n, 0) + 1) for b in range(a + 1))


@algorithm(
    reference=_is_two_squares,
    takes=("int",),
    growth=("O(n)", "O(sqrt n)"),
    exact=_INTEGERS,
    source="integer square root",
)
def is_sum_of_two_squares(n: int) -> bool:
    """Whether a number is the sum of two squares."""
    if n < 0:
        return False
    for a in range(isqrt(n // 2) + 1):
        rest = n - a * a
        if isqrt(rest) ** 2 == rest:
            return True
    return False


@algorithm(
    reference=lambda n: [k for k in range(1, n + 1) if any(k in (a * a, -1) for a in range(1, k + 1))],
    takes=("int",),
    growth=("O(n^2)", "O(sqrt n)"),
    exact="exactly the squares have an odd number of divisors",
    source="integer square root",
)
def squares_up_to(n: int) -> list[int]:
    """The squares from 1 to n."""
    return [root * root for root in range(1, isqrt(n) + 1)] if n > 0 else []


def _count_triples(n: int) -> int:
    return sum(1 for a in range(1, n) for b in range(a, n) for c in range(b, n + 1) if a * a + b * b == c * c)


@algorithm(
    reference=_count_triples,
    takes=("int",),
    growth=("O(n^3)", "O(n log n)"),
    exact="every primitive triple comes from exactly one pair of coprime numbers of unlike parity",
    source="Euclid's formula",
)
def count_pythagorean_triples(n: int) -> int:
    """How many right triangles with integer sides have a hypotenuse up to n."""
    count = 0
    for a in range(2, isqrt(max(n, 0)) + 1):
        for b in range(1 + a % 2, a, 2):
            hypotenuse = a * a + b * b
            if hypotenuse > n:
                break
            if math.gcd(a, b) == 1:
                count += n // hypotenuse
    return count
