import random


def _parts(n):
    return [d for d in range(1, n + 1) if n % d == 0]


def gear_teeth(low, high, mate):
    """Properties of gears of low..high teeth running against a mate wheel.

    Returns dict: prime counts, the gear that divides in most ways, 'hunting' gears (no common
    factor with the mate) and those whose proper divisors sum to more than the gear."""
    if low < 1 or mate < 1:
        raise ValueError("a gear needs teeth")
    primes = []
    richest = (0, 0)
    hunting = 0
    abundant = []
    for n in range(low, high + 1):
        parts = _parts(n)
        if len(parts) == 2:
            primes.append(n)
        if len(parts) > richest[1]:
            richest = (n, len(parts))
        common = False
        for d in parts:
            if d > 1 and mate % d == 0:
                common = True
        if not common:
            hunting += 1
        if sum(parts) - n > n:
            abundant.append(n)
    return {"primes": primes, "richest": richest, "hunting": hunting, "abundant": abundant}


def workload():
    rng = random.Random(190)
    out = [(1, 900, 360), (500, 1300, 97), (1, 1, 1), (40, 12, 5)]
    start = rng.randint(2000, 2500)
    out.append((start, start + 150, rng.randint(30, 90)))
    return out
