"""Factorials, binomial coefficients and the like."""

from __future__ import annotations

import math
from math import comb, factorial

from hasten.proposers.algorithms.algorithm import algorithm

_INTEGERS = "integers of any size, no rounding"


@algorithm(
    reference=lambda n: (lambda text: len(text) - len(text.rstrip("0")))(str(factorial(max(n, 0)))),
    takes=("int",),
    growth=("O(n^2)", "O(log n)"),
    exact="a factorial has as many factors 5 as this sum, and more factors 2 than that",
    source="Legendre's formula",
)
def trailing_zeros_of_factorial(n: int) -> int:
    """How many zeros a factorial ends in."""
    zeros = 0
    while n > 0:
        n //= 5
        zeros += n
    return zeros


def _product(values: range) -> int:
    result = 1
    for value in values:
        result *= value
    return result


@algorithm(
    reference=lambda n: _product(range(2, n + 1)),
    takes=("int",),
    growth=("O(n^2)", "O(n log^2 n)"),
    exact=_INTEGERS,
    source="binary splitting, in the standard library",
)
def factorial_of(n: int) -> int:
    """The product of the numbers from 1 to n."""
    return math.factorial(n) if n > 0 else 1


@algorithm(
    reference=lambda n, k: _product(range(n - k + 1, n + 1)) // _product(range(1, k + 1)) if 0 <= k <= n else 0,
    takes=("int", "int"),
    growth=("O(2^n)", "O(k)"),
    exact=_INTEGERS,
    source="binomial coefficients, in the standard library",
)
def binomial(n: int, k: int) -> int:
    """How many ways there are to choose k of n things."""
    return comb(n, k) if 0 <= k <= n else 0


@algorithm(
    reference=lambda n, k: _product(range(n - k + 1, n + 1)) if 0 <= k <= n else 0,
    takes=("int", "int"),
    growth=("O(n)", "O(k)"),
    exact=_INTEGERS,
    source="falling factorials, in the standard library",
)
def count_arrangements(n: int, k: int) -> int:
    """How many ways there are to put k of n things in a row."""
    return math.perm(n, k) if 0 <= k <= n else 0


@algorithm(
    reference=lambda n: comb(2 * n, n) // (n + 1) if n >= 0 else 0,
    takes=("int",),
    growth=("O(4^n)", "O(n)"),
    exact="the division leaves no remainder",
    source="Catalan numbers",
)
def catalan_number(n: int) -> int:
    """The n-th Catalan number."""
    return comb(2 * n, n) // (n + 1) if n >= 0 else 0


def _pascal_row(n: int) -> list[int]:
    row = [1]
    for _ in range(n):
        row = [a + b for a, b in zip([0, *row], [*row, 0], strict=True)]
    return row


@algorithm(
    reference=_pascal_row,
    takes=("int",),
    growth=("O(n^2)", "O(n)"),
    exact="each product is divisible by the next number",
    source="Pascal's triangle",
)
def row_of_pascals_triangle(n: int) -> list[int]:
    """Row n of Pascal's triangle, counted from 0."""
    row = [1]
    for k in range(n):
        row.append(row[-1] * (n - k) // (k + 1))
    return row


@algorithm(
    reference=lambda n: [_pascal_row(k) for k in range(n)],
    takes=("int",),
    growth=("O(n^3)", "O(n^2)"),
    exact=_INTEGERS,
    source="Pascal's triangle",
)
def rows_of_pascals_triangle(n: int) -> list[list[int]]:
    """The first n rows of Pascal's triangle."""
    rows: list[list[int]] = []
    for k in range(n):
        row = [1]
        if k:
            above = rows[-1]
            row += [above[i] + above[i + 1] for i in range(k - 1)]
            row.append(1)
        rows.append(row)
    return rows


@algorithm(
    reference=lambda n, k, modulus: (comb(n, k) if 0 <= k <= n else 0) % modulus,
    takes=("int", "int", "int"),
    growth=("O(n k)", "O(k)"),
    exact=_INTEGERS,
    source="binomial coefficients, in the standard library",
    bakes=("modulus",),
)
def binomial_modulo(n: int, k: int, modulus: int) -> int:
    """How many ways there are to choose k of n things, modulo a number."""
    return comb(n, k) % modulus if 0 <= k <= n else 0 % modulus
