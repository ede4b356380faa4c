"""What ENAMEL's input generators may call beside the standard library, written anew: draws differ from upstream's."""

from __future__ import annotations

#: Text of a module prefix; it runs in the sandbox.
GENERATORS = '''\
import copy
import math
import random
import string
import time
from copy import deepcopy


def rand_parens(size, valid=True, par="()", sep=""):
    """Brackets that match (or, if not ``valid``, that do not), ``size`` of them; groups joined by ``sep``."""
    opening, closing = par
    if not valid:
        half = max(0, (size + 1) // 2 - 1)
        return rand_parens(half, par=par) + closing + opening + rand_parens(half, par=par)
    size += size % 2
    groups, depth = [], 0
    for left in range(size, 0, -1):
        if depth == 0:
            groups.append("")
        if depth == 0 or (depth < left and random.random() < 0.5):
            groups[-1] += opening
            depth += 1
        else:
            groups[-1] += closing
            depth -= 1
    return groups if sep is None else sep.join(groups)


def _passes(n, base):
    odd, twos = n - 1, 0
    while odd % 2 == 0:
        odd //= 2
        twos += 1
    power = pow(base, odd, n)
    if power in (1, n - 1):
        return True
    for _ in range(twos - 1):
        power = power * power % n
        if power == n - 1:
            return True
    return False


def miller_rabin(n, k=5):
    """Whether n is probably prime."""
    if n < 4:
        return n in (2, 3)
    if n % 2 == 0:
        return False
    return all(_passes(n, random.randint(2, n - 2)) for _ in range(k))


def rand_probably_prime(lb, ub=None):
    """A number between the bounds (between lb / 2 and lb where only one is given) that is probably prime."""
    if ub is None:
        lb = max(lb, 3)
        lb, ub = lb // 2, lb
    else:
        lb = max(lb, 0)
        ub = max(2 * lb, ub, 3)
    while True:
        drawn = random.randint(lb, ub)
        if miller_rabin(drawn):
            return drawn


def rand_primality(size, lid, cid):
    """A number for tests of primality: known hard cases first, then primes, their squares and their products."""
    size = max(size, 4)
    hard = (30031, 561, 2, 125)
    if lid == 0 and cid < len(hard):
        return hard[cid]
    if cid % 3 == 0:
        return rand_probably_prime(size)
    root = int(size ** 0.5 + 1)
    one = rand_probably_prime(root)
    return one * (one if cid % 3 == 1 else rand_probably_prime(root))
'''
