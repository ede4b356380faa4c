"""Bits of integers."""

from __future__ import annotations

from hasten.proposers.algorithms.algorithm import algorithm

_INTEGERS = "integers of any size, no rounding"


@algorithm(
    reference=lambda n: bin(abs(n)).count("1"),
    takes=("int",),
    growth=("O(log n)", "O(log n)"),
    exact=_INTEGERS,
    source="a machine instruction, in the standard library",
)
def count_of_ones(n: int) -> int:
    """How many ones the binary form of a number has."""
    return n.bit_count()


def _binary(n: int) -> str:
    return "0" if n == 0 else (_binary(n // 2) if n > 1 else "") + str(n % 2)


@algorithm(
    reference=lambda n: _binary(n) if n >= 0 else bin(n)[2:],
    takes=("int",),
    growth=("O(log^2 n)", "O(log n)"),
    exact=_INTEGERS,
    source="the standard library",
    requires="n >= 0",
)
def binary_text(n: int) -> str:
    """The binary form of a number as text."""
    return bin(n)[2:]


@algorithm(
    reference=lambda n: [bin(k).count("1") for k in range(n + 1)],
    takes=("int",),
    growth=("O(n log n)", "O(n)"),
    exact="a number has the ones of its half and its last bit",
    source="dynamic programming over bits",
)
def counts_of_ones_up_to(n: int) -> list[int]:
    """How many ones the binary form of each number from 0 to n has."""
    counts = [0] * (n + 1)
    for k in range(1, n + 1):
        counts[k] = counts[k >> 1] + (k & 1)
    return counts


@algorithm(
    reference=lambda n: sum(bin(k).count("1") for k in range(1, n + 1)),
    takes=("int",),
    growth=("O(n log n)", "O(log n)"),
    exact="each bit is one in half of every full period, counted in integers",
    source="counting by bit position",
)
def sum_of_counts_of_ones(n: int) -> int:
    """How many ones the binary forms of the numbers from 1 to n have together."""
    total, bit = 0, 1
    while bit <= n:
        periods, rest = divmod(n + 1, 2 * bit)
        total += periods * bit + max(0, rest - bit)
        bit *= 2
    return total


def _xor_up_to(n: int) -> int:
    result = 0
    for k in range(1, n + 1):
        result ^= k
    return result


@algorithm(
    reference=_xor_up_to,
    takes=("int",),
    growth=("O(n)", "O(1)"),
    exact="four numbers in a row, the first a multiple of 4, cancel out",
    source="period of 4 of the running exclusive or",
)
def exclusive_or_up_to(n: int) -> int:
    """The exclusive or of the numbers from 1 to n."""
    return (n, 1, n + 1, 0)[n % 4] if n > 0 else 0


@algorithm(
    reference=lambda low, high: _xor_up_to(high) ^ _xor_up_to(low - 1) if low <= high else 0,
    takes=("int", "int"),
    growth=("O(n)", "O(1)"),
    exact="four numbers in a row, the first a multiple of 4, cancel out",
    source="period of 4 of the running exclusive or",
    requires="low > 0",
)
def exclusive_or_between(low: int, high: int) -> int:
    """The exclusive or of the numbers from one to another, both included."""
    if low > high:
        return 0
    below = (low - 1, 1, low, 0)[(low - 1) % 4]
    return below ^ (high, 1, high + 1, 0)[high % 4]


def _and_between(low: int, high: int) -> int:
    result = low
    for k in range(low + 1, high + 1):
        result &= k
    return result


@algorithm(
    reference=_and_between,
    takes=("int", "int"),
    growth=("O(n)", "O(log n)"),
    exact="only the leading bits that both ends share survive",
    source="common prefix of bits",
    requires="0 <= low <= high",
)
def bitwise_and_between(low: int, high: int) -> int:
    """The bitwise and of the numbers from one to another, both included."""
    shift = (low ^ high).bit_length()
    return low >> shift << shift
