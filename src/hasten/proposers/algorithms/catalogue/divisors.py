"""Divisors and prime factors of one number, up to its square root."""

from __future__ import annotations

from math import isqrt

from hasten.proposers.algorithms.algorithm import algorithm

_PAIRS = "divisors come in pairs d, n / d with d up to the square root"
_TRIAL = "trial division"


def _divisors(n: int) -> list[int]:
    return [d for d in range(1, n + 1) if n % d == 0]


def _prime_factors(n: int) -> list[int]:
    found, d = [], 2
    while d <= n:
        while n % d == 0:
            found.append(d)
            n //= d
        d += 1
    return found


@algorithm(reference=_divisors, takes=("int",), growth=("O(n)", "O(sqrt n)"), exact=_PAIRS, source=_TRIAL)
def divisors(n: int) -> list[int]:
    """The divisors of a number in rising order."""
    if n < 1:
        return []
    small = [d for d in range(1, isqrt(n) + 1) if n % d == 0]
    large = [n // d for d in reversed(small) if d * d != n]
    return small + large


@algorithm(
    reference=lambda n: _divisors(n)[:-1], takes=("int",), growth=("O(n)", "O(sqrt n)"), exact=_PAIRS, source=_TRIAL
)
def proper_divisors(n: int) -> list[int]:
    """The divisors of a number below itself, in rising order."""
    if n < 2:
        return []
    small = [d for d in range(1, isqrt(n) + 1) if n % d == 0]
    large = [n // d for d in reversed(small[1:]) if d * d != n]
    return small + large


@algorithm(
    reference=lambda n: len(_divisors(n)), takes=("int",), growth=("O(n)", "O(sqrt n)"), exact=_PAIRS, source=_TRIAL
)
def count_divisors(n: int) -> int:
    """How many divisors a number has."""
    if n < 1:
        return 0
    root = isqrt(n)
    return 2 * sum(1 for d in range(1, root + 1) if n % d == 0) - (root * root == n)


@algorithm(
    reference=lambda n: sum(_divisors(n)), takes=("int",), growth=("O(n)", "O(sqrt n)"), exact=_PAIRS, source=_TRIAL
)
def sum_of_divisors(n: int) -> int:
    """The sum of the divisors of a number."""
    if n < 1:
        return 0
    root = isqrt(n)
    total = sum(d + n // d for d in range(1, root + 1) if n % d == 0)
    return total - root if root * root == n else total


@algorithm(
    reference=lambda n: sum(_divisors(n)[:-1]),
    takes=("int",),
    growth=("O(n)", "O(sqrt n)"),
    exact=_PAIRS,
    source=_TRIAL,
)
def sum_of_proper_divisors(n: int) -> int:
    """The sum of the divisors of a number below itself."""
    if n < 2:
        return 0
    root = isqrt(n)
    total = 1 + sum(d + n // d for d in range(2, root + 1) if n % d == 0)
    return total - root if root * root == n else total


@algorithm(
    reference=lambda n: n > 0 and sum(_divisors(n)[:-1]) == n,
    takes=("int",),
    growth=("O(n)", "O(sqrt n)"),
    exact=_PAIRS,
    source=_TRIAL,
)
def is_perfect_number(n: int) -> bool:
    """Whether a number is the sum of its proper divisors."""
    if n < 2:
        return False
    root = isqrt(n)
    total = 1 + sum(d + n // d for d in range(2, root + 1) if n % d == 0)
    return total - (root if root * root == n else 0) == n


@algorithm(
    reference=lambda n: sum(_divisors(n)[:-1]) > n and n > 0,
    takes=("int",),
    growth=("O(n)", "O(sqrt n)"),
    exact=_PAIRS,
    source=_TRIAL,
)
def is_abundant_number(n: int) -> bool:
    """Whether the proper divisors of a number sum to more than the number."""
    if n < 2:
        return False
    root = isqrt(n)
    total = 1 + sum(d + n // d for d in range(2, root + 1) if n % d == 0)
    return total - (root if root * root == n else 0) > n


@algorithm(
    reference=lambda n: max((d for d in range(1, n) if n % d == 0), default=None),
    takes=("int",),
    growth=("O(n)", "O(sqrt n)"),
    exact="the largest proper divisor is n over the smallest divisor above 1",
    source=_TRIAL,
)
def largest_proper_divisor(n: int) -> int | None:
    """The largest divisor of a number below itself."""
    if n < 2:
        return None
    if n % 2 == 0:
        return n // 2
    d = 3
    while d * d <= n:
        if n % d == 0:
            return n // d
        d += 2
    return 1


@algorithm(
    reference=lambda n: next((d for d in range(2, n + 1) if n % d == 0), None),
    takes=("int",),
    growth=("O(n)", "O(sqrt n)"),
    exact="a number without a divisor up to its square root is prime, and so its own smallest divisor",
    source=_TRIAL,
)
def smallest_prime_factor(n: int) -> int | None:
    """The smallest divisor of a number above 1."""
    if n < 2:
        return None
    if n % 2 == 0:
        return 2
    d = 3
    while d * d <= n:
        if n % d == 0:
            return d
        d += 2
    return n


@algorithm(
    reference=lambda n: max(_prime_factors(n), default=None),
    takes=("int",),
    growth=("O(n)", "O(sqrt n)"),
    exact="what is left after dividing by all factors up to the square root is 1 or prime",
    source=_TRIAL,
)
def largest_prime_factor(n: int) -> int | None:
    """The largest prime that divides a number."""
    if n < 2:
        return None
    largest = 1
    while n % 2 == 0:
        largest = 2
        n //= 2
    d = 3
    while d * d <= n:
        while n % d == 0:
            largest = d
            n //= d
        d += 2
    return n if n > 1 else largest


@algorithm(
    reference=_prime_factors,
    takes=("int",),
    growth=("O(n)", "O(sqrt n)"),
    exact="what is left after dividing by all factors up to the square root is 1 or prime",
    source=_TRIAL,
)
def prime_factors(n: int) -> list[int]:
    """The prime factors of a number in rising order, each as often as it divides."""
    factors: list[int] = []
    if n < 2:
        return factors
    while n % 2 == 0:
        factors.append(2)
        n //= 2
    d = 3
    while d * d <= n:
        while n % d == 0:
            factors.append(d)
            n //= d
        d += 2
    if n > 1:
        factors.append(n)
    return factors


@algorithm(
    reference=lambda n: sorted(set(_prime_factors(n))),
    takes=("int",),
    growth=("O(n)", "O(sqrt n)"),
    exact="what is left after dividing by all factors up to the square root is 1 or prime",
    source=_TRIAL,
)
def distinct_prime_factors(n: int) -> list[int]:
    """The primes that divide a number, in rising order."""
    factors: list[int] = []
    if n < 2:
        return factors
    d = 2
    while d * d <= n:
        if n % d == 0:
            factors.append(d)
            while n % d == 0:
                n //= d
        d += 1 if d == 2 else 2
    if n > 1:
        factors.append(n)
    return factors


def _exponents(n: int) -> dict[int, int]:
    factors = _prime_factors(n)
    return {p: factors.count(p) for p in factors}


@algorithm(
    reference=_exponents,
    takes=("int",),
    growth=("O(n)", "O(sqrt n)"),
    exact="what is left after dividing by all factors up to the square root is 1 or prime",
    source=_TRIAL,
)
def prime_exponents(n: int) -> dict[int, int]:
    """The primes that divide a number, each with how often it does."""
    exponents: dict[int, int] = {}
    if n < 2:
        return exponents
    d = 2
    while d * d <= n:
        while n % d == 0:
            exponents[d] = exponents.get(d, 0) + 1
            n //= d
        d += 1 if d == 2 else 2
    if n > 1:
        exponents[n] = exponents.get(n, 0) + 1
    return exponents


def _gcd(a: int, b: int) -> int:
    return a if b == 0 else _gcd(b, a % b)


@algorithm(
    reference=lambda n: sum(1 for k in range(1, n + 1) if _gcd(k, n) == 1),
    takes=("int",),
    growth=("O(n log n)", "O(sqrt n)"),
    exact="Euler's product over the prime factors, in integers throughout",
    source="Euler's totient",
)
def count_coprime_below(n: int) -> int:
    """How many numbers from 1 to n share no factor with n."""
    if n < 1:
        return 0
    count, d = n, 2
    while d * d <= n:
        if n % d == 0:
            count -= count // d
            while n % d == 0:
                n //= d
        d += 1 if d == 2 else 2
    return count - count // n if n > 1 else count


@algorithm(
    reference=lambda n: all(n % (d * d) for d in range(2, n + 1)) and n > 0,
    takes=("int",),
    growth=("O(n)", "O(cube root of n)"),
    exact="without factors up to the cube root, a number divisible by a square is a square of a prime",
    source=_TRIAL,
)
def is_square_free(n: int) -> bool:
    """Whether no square above 1 divides a number."""
    if n < 1:
        return False
    d = 2
    while d * d * d <= n:
        if n % d == 0:
            n //= d
            if n % d == 0:
                return False
        d += 1
    return n == 1 or isqrt(n) ** 2 != n


@algorithm(
    reference=lambda n: [k for k in range(2, n + 1) if sum(_divisors(k)[:-1]) == k],
    takes=("int",),
    growth=("O(n^2)", "O(n log n)"),
    exact="each divisor is added to its multiples, so the sums are the same integers",
    source="sieve over divisors",
)
def perfect_numbers_up_to(n: int) -> list[int]:
    """The perfect numbers up to a number, itself included."""
    sums = [1] * (max(n, 1) + 1)
    for d in range(2, n // 2 + 1):
        for multiple in range(2 * d, n + 1, d):
            sums[multiple] += d
    return [k for k in range(2, n + 1) if sums[k] == k]


@algorithm(
    reference=lambda n: [(p, e) for p, e in _exponents(n).items()],
    takes=("int",),
    growth=("O(n)", "O(sqrt n)"),
    exact="what is left after dividing by all factors up to the square root is 1 or prime",
    source=_TRIAL,
)
def prime_powers(n: int) -> list[tuple[int, int]]:
    """The primes that divide a number in rising order, paired with how often each does."""
    powers: list[tuple[int, int]] = []
    if n < 2:
        return powers
    d = 2
    while d * d <= n:
        exponent = 0
        while n % d == 0:
            exponent += 1
            n //= d
        if exponent:
            powers.append((d, exponent))
        d += 1 if d == 2 else 2
    if n > 1:
        powers.append((n, 1))
    return powers


@algorithm(
    reference=lambda n: sum(len(_divisors(k)) for k in range(1, n + 1)),
    takes=("int",),
    growth=("O(n^2)", "O(sqrt n)"),
    exact="every d divides n // d numbers up to n; equal quotients are taken together",
    source="Dirichlet's hyperbola method",
)
def sum_of_divisor_counts(n: int) -> int:
    """How many divisors the numbers from 1 to n have together."""
    if n < 1:
        return 0
    root = isqrt(n)
    return 2 * sum(n // d for d in range(1, root + 1)) - root * root


@algorithm(
    reference=lambda n: sum(sum(_divisors(k)) for k in range(1, n + 1)),
    takes=("int",),
    growth=("O(n^2)", "O(sqrt n)"),
    exact="every d is counted n // d times; equal quotients are taken together",
    source="Dirichlet's hyperbola method",
)
def sum_of_divisor_sums(n: int) -> int:
    """The sum of all divisors of all numbers from 1 to n."""
    total, low = 0, 1
    while low <= n:
        quotient = n // low
        high = n // quotient
        total += quotient * (low + high) * (high - low + 1) // 2
        low = high + 1
    return total
