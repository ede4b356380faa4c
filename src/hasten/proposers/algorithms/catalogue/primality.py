"""Is a number prime, and which is the next one."""

from __future__ import annotations

from hasten.proposers.algorithms.algorithm import algorithm


def _is_prime(n: int) -> bool:
    return n > 1 and all(n % d for d in range(2, n))


@algorithm(
    reference=_is_prime,
    takes=("int",),
    growth=("O(n)", "O(sqrt n)"),
    exact="a composite number has a divisor up to its square root; every prime above 3 is 1 or 5 modulo 6",
    source="trial division",
)
def is_prime(n: int) -> bool:
    """Whether a number is prime."""
    if n < 4:
        return n > 1
    if n % 2 == 0 or n % 3 == 0:
        return False
    d = 5
    while d * d <= n:
        if n % d == 0 or n % (d + 2) == 0:
            return False
        d += 6
    return True


@algorithm(
    reference=_is_prime,
    takes=("int",),
    growth=("O(n)", "O(log^3 n)"),
    exact="the first 13 primes as bases decide every number below 3.3e24; above, trial division goes on",
    source="Miller-Rabin; the bound is by Sorenson and Webster",
    comment="Miller-Rabin: these bases are a proof below 3317044064679887385961981.",
)
def is_prime_by_strong_test(n: int) -> bool:
    """Whether a number is prime."""
    bases = (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41)
    if n < 2:
        return False
    for p in bases:
        if n % p == 0:
            return n == p
    if n >= 3317044064679887385961981:
        d = 43
        while d * d <= n:
            if n % d == 0:
                return False
            d += 2
        return True
    twos = (n - 1 & 1 - n).bit_length() - 1
    odd = n - 1 >> twos
    for base in bases:
        power = pow(base, odd, n)
        if power in (1, n - 1):
            continue
        for _ in range(twos - 1):
            power = power * power % n
            if power == n - 1:
                break
        else:
            return False
    return True


def _next_prime(n: int) -> int:
    n = max(n + 1, 2)
    while not _is_prime(n):
        n += 1
    return n


@algorithm(
    reference=_next_prime,
    takes=("int",),
    growth=("O(n log n)", "O(sqrt n log n)"),
    exact="candidates are tested in order, each up to its square root",
    source="trial division",
)
def next_prime(n: int) -> int:
    """The smallest prime above a number."""
    if n < 2:
        return 2
    candidate = n + 1 + n % 2
    while True:
        d = 3
        while d * d <= candidate and candidate % d:
            d += 2
        if d * d > candidate:
            return candidate
        candidate += 2


def _previous_prime(n: int) -> int | None:
    return max((p for p in range(2, n) if _is_prime(p)), default=None)


@algorithm(
    reference=_previous_prime,
    takes=("int",),
    growth=("O(n^2)", "O(sqrt n log n)"),
    exact="candidates are tested from above, each up to its square root",
    source="trial division",
)
def previous_prime(n: int) -> int | None:
    """The largest prime below a number."""
    for candidate in range(n - 1, 1, -1):
        d = 2
        while d * d <= candidate and candidate % d:
            d += 1
        if d * d > candidate:
            return candidate
    return None


def _goldbach(n: int) -> tuple[int, int] | None:
    return next(((p, n - p) for p in range(2, n // 2 + 1) if _is_prime(p) and _is_prime(n - p)), None)


@algorithm(
    reference=_goldbach,
    takes=("int",),
    growth=("O(n^2)", "O(n log log n)"),
    exact="the first prime is the same; the sieve says exactly which numbers are prime",
    source="sieve of Eratosthenes",
)
def first_prime_pair_with_sum(n: int) -> tuple[int, int] | None:
    """Two primes of a given sum, the first as small as can be."""
    if n < 4:
        return None
    sieve = bytearray([1]) * (n + 1)
    sieve[0] = sieve[1] = 0
    d = 2
    while d * d <= n:
        if sieve[d]:
            sieve[d * d :: d] = bytes(len(range(d * d, n + 1, d)))
        d += 1
    for p in range(2, n // 2 + 1):
        if sieve[p] and sieve[n - p]:
            return p, n - p
    return None
