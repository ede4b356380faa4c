"""Lists, counts and sums of primes, by a sieve."""

from __future__ import annotations

from math import isqrt, log

from hasten.proposers.algorithms.algorithm import algorithm

_SIEVE = "sieve of Eratosthenes"
_EXACT = "the sieve strikes out exactly the multiples"


def _primes(n: int) -> list[int]:
    return [k for k in range(2, n + 1) if all(k % d for d in range(2, k))]


@algorithm(reference=_primes, takes=("int",), growth=("O(n^2)", "O(n log log n)"), exact=_EXACT, source=_SIEVE)
def primes_up_to(n: int) -> list[int]:
    """The primes up to a number, itself included."""
    if n < 2:
        return []
    sieve = bytearray([1]) * (n + 1)
    sieve[0] = sieve[1] = 0
    for d in range(2, isqrt(n) + 1):
        if sieve[d]:
            sieve[d * d :: d] = bytes(len(range(d * d, n + 1, d)))
    return [k for k, prime in enumerate(sieve) if prime]


@algorithm(
    reference=lambda n: len(_primes(n)),
    takes=("int",),
    growth=("O(n^2)", "O(n log log n)"),
    exact=_EXACT,
    source=_SIEVE,
)
def count_primes_up_to(n: int) -> int:
    """How many primes there are up to a number, itself included."""
    if n < 2:
        return 0
    sieve = bytearray([1]) * (n + 1)
    sieve[0] = sieve[1] = 0
    for d in range(2, isqrt(n) + 1):
        if sieve[d]:
            sieve[d * d :: d] = bytes(len(range(d * d, n + 1, d)))
    return sieve.count(1)


@algorithm(
    reference=lambda n: sum(_primes(n)),
    takes=("int",),
    growth=("O(n^2)", "O(n log log n)"),
    exact=_EXACT,
    source=_SIEVE,
)
def sum_primes_up_to(n: int) -> int:
    """The sum of the primes up to a number, itself included."""
    if n < 2:
        return 0
    sieve = bytearray([1]) * (n + 1)
    sieve[0] = sieve[1] = 0
    for d in range(2, isqrt(n) + 1):
        if sieve[d]:
            sieve[d * d :: d] = bytes(len(range(d * d, n + 1, d)))
    return sum(k for k, prime in enumerate(sieve) if prime)


@algorithm(
    reference=lambda n: max(_primes(n), default=None),
    takes=("int",),
    growth=("O(n^2)", "O(sqrt n log n)"),
    exact="candidates are tested from above, each up to its square root",
    source="trial division",
)
def largest_prime_up_to(n: int) -> int | None:
    """The largest prime up to a number, itself included."""
    for candidate in range(n, 1, -1):
        d = 2
        while d * d <= candidate and candidate % d:
            d += 1
        if d * d > candidate:
            return candidate
    return None


def _first_primes(n: int) -> list[int]:
    found: list[int] = []
    k = 2
    while len(found) < n:
        if all(k % d for d in range(2, k)):
            found.append(k)
        k += 1
    return found


@algorithm(
    reference=_first_primes,
    takes=("int",),
    growth=("O(n^2 log n)", "O(n log n)"),
    exact="the n-th prime is below n (log n + log log n) from the sixth on",
    source=_SIEVE + "; bound by Rosser",
)
def first_primes(n: int) -> list[int]:
    """The first n primes."""
    if n < 1:
        return []
    limit = 13 if n < 6 else int(n * (log(n) + log(log(n)))) + 1
    sieve = bytearray([1]) * (limit + 1)
    sieve[0] = sieve[1] = 0
    for d in range(2, isqrt(limit) + 1):
        if sieve[d]:
            sieve[d * d :: d] = bytes(len(range(d * d, limit + 1, d)))
    return [k for k, prime in enumerate(sieve) if prime][:n]


@algorithm(
    reference=lambda n: _first_primes(n)[n - 1] if n > 0 else None,
    takes=("int",),
    growth=("O(n^2 log n)", "O(n log n)"),
    exact="the n-th prime is below n (log n + log log n) from the sixth on",
    source=_SIEVE + "; bound by Rosser",
)
def nth_prime(n: int) -> int | None:
    """The n-th prime, counted from 1."""
    if n < 1:
        return None
    limit = 13 if n < 6 else int(n * (log(n) + log(log(n)))) + 1
    sieve = bytearray([1]) * (limit + 1)
    sieve[0] = sieve[1] = 0
    for d in range(2, isqrt(limit) + 1):
        if sieve[d]:
            sieve[d * d :: d] = bytes(len(range(d * d, limit + 1, d)))
    return [k for k, prime in enumerate(sieve) if prime][n - 1]


@algorithm(
    reference=lambda low, high: [p for p in _primes(high) if p >= low],
    takes=("int", "int"),
    growth=("O(n^2)", "O(n log log n)"),
    exact=_EXACT,
    source=_SIEVE,
)
def primes_between(low: int, high: int) -> list[int]:
    """The primes from one number to another, both included."""
    if high < 2 or low > high:
        return []
    sieve = bytearray([1]) * (high + 1)
    sieve[0] = sieve[1] = 0
    for d in range(2, isqrt(high) + 1):
        if sieve[d]:
            sieve[d * d :: d] = bytes(len(range(d * d, high + 1, d)))
    return [k for k in range(max(low, 2), high + 1) if sieve[k]]


@algorithm(
    reference=lambda n: sum(1 for p in _primes(n) if p + 2 <= n and p + 2 in _primes(n)),
    takes=("int",),
    growth=("O(n^2)", "O(n log log n)"),
    exact=_EXACT,
    source=_SIEVE,
)
def count_twin_primes(n: int) -> int:
    """How many pairs of primes two apart there are, both up to a number."""
    if n < 5:
        return 0
    sieve = bytearray([1]) * (n + 1)
    sieve[0] = sieve[1] = 0
    for d in range(2, isqrt(n) + 1):
        if sieve[d]:
            sieve[d * d :: d] = bytes(len(range(d * d, n + 1, d)))
    return sum(1 for k in range(3, n - 1) if sieve[k] and sieve[k + 2])
