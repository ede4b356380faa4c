import random


def hcf(a, b):
    while b:
        a, b = b, a % b
    return a


def gcd_ledger(numbers):
    """For each n: [n, sum of gcd(i, n) over 1 <= i <= n, how many i have gcd 1,
    largest such gcd below n (0 if there is none)]."""
    ledger = []
    for n in numbers:
        total = 0
        coprime = 0
        biggest = 0
        for i in range(1, n + 1):
            g = hcf(n, i)
            total += g
            if g == 1:
                coprime += 1
            if g < n and g > biggest:
                biggest = g
        ledger.append([n, total, coprime, biggest])
    return ledger


def workload():
    rng = random.Random(20)
    return [([rng.randint(1, 3000) for _ in range(170)],),
            ([5040, 4999, 8192, 6561],)]
