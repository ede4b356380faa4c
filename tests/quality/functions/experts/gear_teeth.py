from math import gcd, isqrt


def gear_teeth(low, high, mate):
    if low < 1 or mate < 1:
        raise ValueError("a gear needs teeth")
    size = max(0, high - low + 1)
    count = [0] * size
    total = [0] * size
    for d in range(1, isqrt(high) + 1 if size else 1):
        square = d * d
        # multiples n = d * e of d with e >= d
        for n in range(max(square, -(-low // d) * d), high + 1, d):
            at = n - low
            if n == square:
                count[at] += 1
                total[at] += d
            else:
                count[at] += 2
                total[at] += d + n // d
    primes = []
    richest = (0, 0)
    hunting = 0
    abundant = []
    for at in range(size):
        n = low + at
        if count[at] == 2:
            primes.append(n)
        if count[at] > richest[1]:
            richest = (n, count[at])
        if gcd(n, mate) == 1:
            hunting += 1
        if total[at] - n > n:
            abundant.append(n)
    return {"primes": primes, "richest": richest, "hunting": hunting, "abundant": abundant}
