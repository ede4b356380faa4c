from collections import Counter
from math import isqrt


def prime_gaps(limit):
    if limit < 2:
        return {}
    sieve = bytearray([1]) * (limit + 1)
    sieve[0] = sieve[1] = 0
    for n in range(2, isqrt(limit) + 1):
        if sieve[n]:
            sieve[n * n::n] = bytes(len(range(n * n, limit + 1, n)))
    primes = [n for n in range(2, limit + 1) if sieve[n]]
    return dict(sorted(Counter([b - a for a, b in zip(primes, primes[1:])]).items()))
