"""Numbers written in other systems."""

# ruff: noqa: B905 - what is proposed reads as people write it
from __future__ import annotations

from hasten.proposers.algorithms.algorithm import algorithm

_STEPS = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)


def _roman(n: int) -> str:
    text = ""
    for value, letters in _STEPS:
        while n >= value:
            text += letters
            n -= value
    return text


@algorithm(
    reference=_roman,
    takes=("int",),
    growth=("O(n)", "O(n / 1000)"),
    exact="each step is taken as often as it fits",
    source="greedy by quotient",
)
def roman_numeral(n: int) -> str:
    """A number in Roman numerals."""
    values = (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1)
    letters = ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I")
    parts = []
    n = max(n, 0)
    for value, letter in zip(values, letters):
        count, n = divmod(n, value)
        parts.append(letter * count)
    return "".join(parts)


def _digits(n: int, base: int) -> list[int]:
    return [] if n == 0 else [*_digits(n // base, base), n % base]


@algorithm(
    reference=lambda n, base: "".join(str(d) for d in _digits(n, base)) or "0",
    takes=("int", "count"),
    growth=("O(log^2 n)", "O(log n)"),
    exact="the digits are the same",
    source="repeated division",
    bakes=("base",),
    requires="n >= 0 and 2 <= base <= 10",
)
def text_in_base(n: int, base: int) -> str:
    """A number written in a base up to 10."""
    digits = []
    while n >= base:
        n, digit = divmod(n, base)
        digits.append(str(digit))
    digits.append(str(n))
    return "".join(reversed(digits))
