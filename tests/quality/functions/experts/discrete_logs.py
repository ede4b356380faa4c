"""Recover the exponents of a toy Diffie-Hellman exchange."""
from math import isqrt


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
    # Baby steps, giant steps; shared by all the public values.
    steps = isqrt(max(1, len(publics)) * (prime - 1)) + 1
    baby = {}
    value = 1 % prime
    for exponent in range(min(steps, prime - 1)):
        if value in baby:               # short cycle: every power is known
            break
        baby[value] = exponent
        value = value * base % prime
    stride = pow(pow(base, prime - 2, prime), steps, prime)
    giants = (prime - 1) // steps + 1 if len(baby) == steps else 1
    secrets = {}
    for name, public in publics.items():
        target = public % prime
        secrets[name] = None
        if not target:
            continue
        for done in range(giants):
            if target in baby:
                exponent = done * steps + baby[target]
                if exponent < prime - 1:
                    secrets[name] = exponent
                break
            target = target * stride % prime
    keys = {}
    names = sorted(secrets)
    for i, one in enumerate(names):
        for two in names[i + 1:]:
            if secrets[one] is not None and secrets[two] is not None:
                keys[one, two] = pow(base, secrets[one] * secrets[two], prime)
    return secrets, keys
