from math import isqrt


def divisor_sum(n):
    if n < 2:
        return 0
    total = 1
    root = isqrt(n)
    for candidate in range(2, root + 1):
        if n % candidate == 0:
            total += candidate + n // candidate
    if root * root == n:
        total -= root
    return total


def number_riddles(numbers):
    kinds = {"perfect": [], "abundant": [], "deficient": [], "friends": []}
    present = set(numbers)
    for n in numbers:
        if n < 1:
            continue
        total = divisor_sum(n)
        kinds["perfect" if total == n else "abundant" if total > n else "deficient"].append(n)
        if total != n and total in present and divisor_sum(total) == n:
            kinds["friends"].append(n)
    return kinds
