"""Pairs of numbers without a common divisor, and sums of greatest common divisors."""

from __future__ import annotations

from math import gcd

from hasten.proposers.algorithms.algorithm import algorithm

_SIEVED = "each pair is counted once at its greatest common divisor; integers exactly"
_SOURCE = "Hardy and Wright, An Introduction to the Theory of Numbers, chapter 16"


@algorithm(
    reference=lambda rows, columns: sum(gcd(r, c) == 1 for r in range(1, rows + 1) for c in range(1, columns + 1)),
    takes=("int", "int"),
    growth=("O(n^2)", "O(n log n)"),
    exact=_SIEVED,
    source=_SOURCE,
    comment="Pairs whose common divisor is d: those that d divides, less those with a multiple of d as theirs.",
)
def count_coprime_cells(rows: int, columns: int) -> int:
    """How many pairs of a number up to one bound and one up to another have no common divisor."""
    exactly = [0] * (max(0, min(rows, columns)) + 1)
    for d in range(len(exactly) - 1, 0, -1):
        exactly[d] = (rows // d) * (columns // d) - sum(exactly[2 * d :: d])
    return exactly[1] if len(exactly) > 1 else 0


@algorithm(
    reference=lambda n: sum(gcd(r, c) == 1 for r in range(1, n + 1) for c in range(1, n + 1)),
    takes=("int",),
    growth=("O(n^2)", "O(n log n)"),
    exact=_SIEVED,
    source=_SOURCE,
    comment="Pairs whose common divisor is d: those that d divides, less those with a multiple of d as theirs.",
)
def count_coprime_cells_of_square(n: int) -> int:
    """How many pairs of numbers from 1 to n, in either order, have no common divisor."""
    exactly = [0] * (max(0, n) + 1)
    for d in range(n, 0, -1):
        exactly[d] = (n // d) ** 2 - sum(exactly[2 * d :: d])
    return exactly[1] if n > 0 else 0


@algorithm(
    reference=lambda n: sum(gcd(a, b) == 1 for b in range(1, n + 1) for a in range(1, b)),
    takes=("int",),
    growth=("O(n^2)", "O(n log log n)"),
    exact="Euler's totient of b counts the smaller numbers without a common divisor; integers exactly",
    source=_SOURCE,
    comment="Below each number as many have no common divisor with it as its totient says; a sieve finds all totients.",
)
def count_coprime_pairs(n: int) -> int:
    """How many pairs of different numbers from 1 to n have no common divisor."""
    totients = list(range(max(0, n) + 1))
    for p in range(2, n + 1):
        if totients[p] == p:
            for multiple in range(p, n + 1, p):
                totients[multiple] -= totients[multiple] // p
    return sum(totients[2:])


@algorithm(
    reference=lambda rows, columns: sum(gcd(r, c) for r in range(1, rows + 1) for c in range(1, columns + 1)),
    takes=("int", "int"),
    growth=("O(n^2)", "O(n log log n)"),
    exact="a number is the sum of the totients of its divisors; integers exactly",
    source=_SOURCE,
    comment="A common divisor is the sum of the totients of its own divisors, each of which divides so many pairs.",
)
def sum_of_common_divisors_of_cells(rows: int, columns: int) -> int:
    """The sum of the greatest common divisors of all pairs of a number up to one bound and one up to another."""
    last = max(0, min(rows, columns))
    totients = list(range(last + 1))
    for p in range(2, last + 1):
        if totients[p] == p:
            for multiple in range(p, last + 1, p):
                totients[multiple] -= totients[multiple] // p
    return sum(totients[d] * (rows // d) * (columns // d) for d in range(1, last + 1))


@algorithm(
    reference=lambda n: sum(gcd(a, b) for b in range(1, n + 1) for a in range(1, b)),
    takes=("int",),
    growth=("O(n^2)", "O(n log n)"),
    exact="a number is the sum of the totients of its divisors; integers exactly",
    source=_SOURCE,
    comment="A common divisor is the sum of the totients of its own divisors, each of which divides so many pairs.",
)
def sum_of_common_divisors_of_pairs(n: int) -> int:
    """The sum of the greatest common divisors of all pairs of different numbers from 1 to n."""
    totients = list(range(max(0, n) + 1))
    for p in range(2, n + 1):
        if totients[p] == p:
            for multiple in range(p, n + 1, p):
                totients[multiple] -= totients[multiple] // p
    return sum(totients[d] * (n // d) * (n // d - 1) // 2 for d in range(1, n + 1))
