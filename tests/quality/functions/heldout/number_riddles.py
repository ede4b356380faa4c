"""Checks the numbers of the maths club's riddle sheet."""


def proper_divisors(n):
    divisors = []
    for candidate in range(1, n):
        if n % candidate == 0:
            divisors.append(candidate)
    return divisors


def number_riddles(numbers: list[int]) -> dict[str, list[int]]:
    """The numbers by kind: perfect, abundant or deficient (sum of the proper divisors), and which of them are friends.

    Two different numbers of the list are friends when each is the sum of the other's proper divisors. Numbers below 1 are
    ignored.
    """
    kinds = {"perfect": [], "abundant": [], "deficient": [], "friends": []}
    for n in numbers:
        if n < 1:
            continue
        if sum(proper_divisors(n)) == n:
            kinds["perfect"].append(n)
        elif sum(proper_divisors(n)) > n:
            kinds["abundant"].append(n)
        else:
            kinds["deficient"].append(n)
        other = sum(proper_divisors(n))
        if other != n and other in numbers and sum(proper_divisors(other)) == n:
            kinds["friends"].append(n)
    return kinds


def workload():
    return [
        ([6, 220, 284, 496, 1184, 1210, 8128, 12, 945, 17],),
        (list(range(1, 1400, 2)) + [2620, 2924],),
        ([133550, 0, -6, 30030],),
        ([1],),
        ([],),
    ]
