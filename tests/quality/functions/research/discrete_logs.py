"""Recover the exponents of a toy Diffie-Hellman exchange."""
import random


def is_prime(n):
    if n < 2:
        return False
    d = 2
    while d * d <= n:
        if n % d == 0:
            return False
        d += 1
    return True


def discrete_logs(prime, base, publics):
    """Smallest exponent for each public value, and the pairwise shared keys.

    Returns ``(secrets, keys)``: ``secrets`` maps each name to its exponent
    (None when the value is no power of ``base``), ``keys`` maps sorted pairs
    of names with known exponents to the key the two would share.
    """
    if not is_prime(prime):
        raise ValueError("%d is not prime" % prime)
    if base % prime == 0:
        raise ValueError("base vanishes modulo %d" % prime)
    secrets = {}
    for name, public in publics.items():
        target = public % prime
        value = 1 % prime
        exponent = 0
        secrets[name] = None
        while exponent < prime - 1:
            if value == target:
                secrets[name] = exponent
                break
            value = value * base % prime
            exponent += 1
    keys = {}
    names = sorted(secrets)
    for i, one in enumerate(names):
        for two in names[i + 1:]:
            if secrets[one] is not None and secrets[two] is not None:
                keys[one, two] = pow(base, secrets[one] * secrets[two], prime)
    return secrets, keys


def workload():
    rng = random.Random(1976)
    out = []
    for prime, base, count in ((100003, 2, 22), (65537, 9, 16), (7, 2, 3)):
        out.append((prime, base, {"user%02d" % i: rng.randrange(1, prime) for i in range(count)}))
    return out
