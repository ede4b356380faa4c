"""Gaps between neighbouring primes, for the poster of the open day."""


def is_prime(n):
    if n < 2:
        return False
    for divisor in range(2, n):
        if n % divisor == 0:
            return False
    return True


def prime_gaps(limit: int) -> dict[int, int]:
    """How often each gap between neighbouring primes up to ``limit`` (included) occurs, smallest gap first."""
    primes = []
    for n in range(2, limit + 1):
        if is_prime(n):
            primes.append(n)
    gaps = {}
    for i in range(1, len(primes)):
        gap = primes[i] - primes[i - 1]
        if gap in gaps:
            gaps[gap] = gaps[gap] + 1
        else:
            gaps[gap] = 1
    return {gap: gaps[gap] for gap in sorted(gaps)}


def workload():
    return [(6000,), (2500,), (600,), (30,), (3,), (2,), (0,), (-5,)]
