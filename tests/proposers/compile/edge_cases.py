"""One function for many operators, so that one build covers them, and the values at which machines and Python part."""

from __future__ import annotations

import itertools
import math

INTEGERS = (
    0, 1, -1, 2, -2, 3, 7, -7, 10, 63, 64, 2**31 - 1, 2**31, -(2**31), 2**32, 2**53, 2**53 + 1, -(2**53) - 1,
    2**62, 2**63 - 1, -(2**63) + 1, -(2**63),
)
FLOATS = (
    0.0, -0.0, 1.0, -1.0, 0.1, -0.1, 2.5, -2.5, 3.0, 1e-320, 5e-324, 1e16, 1e300, -1e300, 1.7976931348623157e308,
    math.inf, -math.inf, math.nan, 0.5, 2.0**53, 2.0**63, -(2.0**63), 0.3, 1 / 3,
)

INTEGER_SOURCE = '''
import math


def apply(op, a, b):
    if op == 0:
        return a + b
    if op == 1:
        return a - b
    if op == 2:
        return a * b
    if op == 3:
        return a // b
    if op == 4:
        return a % b
    if op == 5:
        return a / b
    if op == 6:
        return a ** b
    if op == 7:
        return a << b
    if op == 8:
        return a >> b
    if op == 9:
        return a & b
    if op == 10:
        return a | b
    if op == 11:
        return a ^ b
    if op == 12:
        return -a
    if op == 13:
        return ~a
    if op == 14:
        return abs(a)
    if op == 15:
        return a < b
    if op == 16:
        return min(a, b), max(a, b)
    if op == 17:
        return divmod(a, b)
    if op == 18:
        return float(a)
    if op == 19:
        return math.gcd(a, b)
    if op == 20:
        return math.isqrt(a)
    if op == 21:
        return math.sqrt(a)
    if op == 22:
        return bool(a) and b > 0
    if op == 23:
        return a == b
    return a if a > b else b
'''
N_INTEGER = 25

FLOAT_SOURCE = '''
import math


def apply(op, a, b):
    if op == 0:
        return a + b
    if op == 1:
        return a - b
    if op == 2:
        return a * b
    if op == 3:
        return a // b
    if op == 4:
        return a % b
    if op == 5:
        return a / b
    if op == 6:
        return a ** b
    if op == 7:
        return -a
    if op == 8:
        return abs(a)
    if op == 9:
        return a < b
    if op == 10:
        return min(a, b), max(a, b)
    if op == 11:
        return divmod(a, b)
    if op == 12:
        return int(a)
    if op == 13:
        return math.sqrt(a)
    if op == 14:
        return math.sin(a) + math.cos(b)
    if op == 15:
        return math.exp(a)
    if op == 16:
        return math.log(a)
    if op == 17:
        return math.floor(a), math.ceil(b)
    if op == 18:
        return a == b, a != b
    if op == 19:
        return math.atan2(a, b)
    if op == 20:
        return a ** 2
    if op == 21:
        return math.fmod(a, b)
    if op == 22:
        return a if a else b
    if op == 23:
        return math.isnan(a), math.isinf(b)
    return math.trunc(a)
'''
N_FLOAT = 25

MIXED_SOURCE = '''
def apply(op, i, x):
    if op == 0:
        return i + x
    if op == 1:
        return x - i
    if op == 2:
        return i * x
    if op == 3:
        return i // x
    if op == 4:
        return x % i
    if op == 5:
        return i / x
    if op == 6:
        return i < x, i <= x, i == x, i != x, i > x, i >= x
    if op == 7:
        return min(i, x)
    if op == 8:
        return max(x, i)
    total = 0
    if op == 9:
        total += i
    elif op == 10:
        total += x
    elif op == 11:
        total = total - x + i
    elif op == 12:
        total = i
        total = total * x if x > 0 else total * 2
    return total
'''
N_MIXED = 14


def integer_cases() -> list[tuple[int, int, int]]:
    """Every operator on every pair, without those powers and shifts that no machine has the memory for."""
    pairs = itertools.product(range(N_INTEGER), INTEGERS, INTEGERS)
    return [(op, a, b) for op, a, b in pairs if not (op in (6, 7) and abs(b) > 100)]


def float_cases() -> list[tuple[int, float, float]]:
    """Every operator on every pair."""
    return list(itertools.product(range(N_FLOAT), FLOATS, FLOATS))


def mixed_cases() -> list[tuple[int, int, float]]:
    """Every operator on every pair."""
    return list(itertools.product(range(N_MIXED), INTEGERS, FLOATS))
