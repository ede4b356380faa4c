"""Mertens function and the square-free numbers it is built from."""
from itertools import accumulate
from math import isqrt

# Möbius values are kept as bytes: 1 for +1, 2 for -1, 0 for 0.
NEGATE = bytes([0, 2, 1]) + bytes(253)
VALUE = (0, 1, -1)


def mobius_mertens(limit, marks=()):
    """Möbius values up to ``limit`` by a sieve, and what they add up to.

    Returns ``(extremes, at, squarefree)``: the (value, first n) pairs of the
    lowest and highest Mertens value, the values at the given marks, and the
    number of square-free n.
    """
    if limit < 1:
        raise ValueError("limit must be positive")
    if any(not 1 <= mark <= limit for mark in marks):
        raise ValueError("mark out of range")
    mu = bytearray([1]) * (limit + 1)
    prime = bytearray([1]) * (limit + 1)
    root = isqrt(limit)
    for p in range(2, root + 1):
        if prime[p]:
            prime[p * p::p] = bytes(len(range(p * p, limit + 1, p)))
            mu[p::p] = mu[p::p].translate(NEGATE)
            mu[p * p::p * p] = bytes(len(range(p * p, limit + 1, p * p)))
    # A larger prime divides only its few multiples below the limit.
    p = prime.find(1, max(2, root + 1))
    while p != -1:
        mu[p::p] = mu[p::p].translate(NEGATE)
        p = prime.find(1, p + 1)
    mu[0] = 0
    mertens = list(accumulate([VALUE[code] for code in mu]))
    mertens[0] = 1
    low, high = min(mertens), max(mertens)
    extremes = (low, mertens.index(low, 1)), (high, mertens.index(high, 1))
    at = {mark: mertens[mark] for mark in sorted(marks)}
    return extremes, at, limit + 1 - mu.count(0)
