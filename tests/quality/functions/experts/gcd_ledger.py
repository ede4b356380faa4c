def gcd_ledger(numbers):
    """For each n: [n, sum of gcd(i, n) over 1 <= i <= n, how many i have gcd 1,
    largest such gcd below n (0 if there is none)]."""
    ledger = []
    for n in numbers:
        if n < 1:
            ledger.append([n, 0, 0, 0])
            continue
        total = coprime = 1
        least = 0
        rest = n
        p = 2
        while rest > 1:
            if p * p > rest:
                p = rest
            if rest % p == 0:
                least = least or p
                power = 1
                exponent = 0
                while rest % p == 0:
                    rest //= p
                    power *= p
                    exponent += 1
                lower = power // p
                coprime *= power - lower
                total *= (exponent + 1) * power - exponent * lower
            p += 1 if p == 2 else 2
        ledger.append([n, total, coprime, n // least if least else 0])
    return ledger
