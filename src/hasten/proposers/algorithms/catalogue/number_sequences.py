"""Multiples, digits and well-known sequences."""

from __future__ import annotations

import math

from hasten.proposers.algorithms.algorithm import algorithm


@algorithm(
    reference=lambda n: sum(int(c) for c in str(abs(n))),
    takes=("int",),
    growth=("O(log^2 n)", "O(log^2 n)"),
    exact="the decimal digits are those of the integer",
    source="decimal text",
)
def sum_of_digits(n: int) -> int:
    """The sum of the decimal digits of a number."""
    return sum(map(int, str(abs(n))))


def _digital_root(n: int) -> int:
    while n > 9:
        n = sum(map(int, str(n)))
    return n


@algorithm(
    reference=_digital_root,
    takes=("int",),
    growth=("O(log n)", "O(1)"),
    exact="a number and the sum of its digits leave the same remainder modulo 9",
    source="casting out nines",
    requires="n >= 0",
)
def digital_root(n: int) -> int:
    """The one digit that repeated sums of digits lead to."""
    return 1 + (n - 1) % 9 if n else 0


def _sum_of_multiples(n: int, a: int, b: int) -> int:
    return sum(k for k in range(1, n + 1) if k % a == 0 or k % b == 0)


@algorithm(
    reference=_sum_of_multiples,
    takes=("int", "count", "count"),
    growth=("O(n)", "O(1)"),
    exact="arithmetic series, with the common multiples subtracted once",
    source="inclusion and exclusion",
    bakes=("a", "b"),
    requires="a > 0 and b > 0",
)
def sum_of_multiples_of_two(n: int, a: int, b: int) -> int:
    """The sum of the numbers from 1 to n that one of two numbers divides."""
    if n < 1:
        return 0
    both = math.lcm(a, b)
    total = 0
    for step, sign in ((a, 1), (b, 1), (both, -1)):
        terms = n // step
        total += sign * step * terms * (terms + 1) // 2
    return total


@algorithm(
    reference=lambda n, a, b: sum(1 for k in range(1, n + 1) if k % a == 0 or k % b == 0),
    takes=("int", "count", "count"),
    growth=("O(n)", "O(1)"),
    exact="counts, with the common multiples subtracted once",
    source="inclusion and exclusion",
    bakes=("a", "b"),
    requires="a > 0 and b > 0",
)
def count_of_multiples_of_two(n: int, a: int, b: int) -> int:
    """How many of the numbers from 1 to n one of two numbers divides."""
    return n // a + n // b - n // math.lcm(a, b) if n > 0 else 0


@algorithm(
    reference=lambda n: sum(range(1, n + 1)),
    takes=("int",),
    growth=("O(n)", "O(1)"),
    exact="an arithmetic series",
    source="Gauss' sum",
)
def sum_of_first_numbers(n: int) -> int:
    """The sum of the numbers from 1 to n."""
    return n * (n + 1) // 2 if n > 0 else 0


@algorithm(
    reference=lambda n, a: sum(k for k in range(1, n + 1) if k % a == 0),
    takes=("int", "count"),
    growth=("O(n)", "O(1)"),
    exact="an arithmetic series",
    source="Gauss' sum",
    bakes=("a",),
    requires="a > 0",
)
def sum_of_multiples(n: int, a: int) -> int:
    """The sum of the numbers from 1 to n that a number divides."""
    terms = max(n, 0) // a
    return a * terms * (terms + 1) // 2


@algorithm(
    reference=lambda low, high: sum(range(low, high + 1)),
    takes=("int", "int"),
    growth=("O(n)", "O(1)"),
    exact="an arithmetic series",
    source="Gauss' sum",
)
def sum_between(low: int, high: int) -> int:
    """The sum of the numbers from one to another, both included."""
    return (low + high) * (high - low + 1) // 2 if low <= high else 0


@algorithm(
    reference=lambda low, high, d: sum(1 for k in range(low, high + 1) if k % d == 0),
    takes=("int", "int", "int"),
    growth=("O(n)", "O(1)"),
    exact="floor division counts the multiples up to each end",
    source="counting multiples",
    bakes=("d",),
    requires="d > 0",
)
def count_multiples_between(low: int, high: int, d: int) -> int:
    """How many of the numbers from one to another, both included, a number divides."""
    return high // d - (low - 1) // d if low <= high else 0


def _collatz(n: int) -> int:
    steps = 0
    while n > 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps += 1
    return steps


@algorithm(
    reference=lambda n: max(range(1, max(n, 1) + 1), key=_collatz),
    takes=("int",),
    growth=("O(n log n)", "O(n)"),
    exact="the length of a chain is that of its continuation and the steps up to it; the first longest is kept",
    source="dynamic programming",
)
def start_of_longest_collatz_chain(n: int) -> int:
    """The number up to n whose Collatz chain is longest, the first of them."""
    lengths = [0] * (max(n, 1) + 1)
    best = 1
    for start in range(2, n + 1):
        k, steps = start, 0
        while k >= start:
            k = 3 * k + 1 if k & 1 else k >> 1
            steps += 1
        lengths[start] = lengths[k] + steps
        if lengths[start] > lengths[best]:
            best = start
    return best


def _josephus(n: int, k: int) -> int | None:
    people = list(range(n))
    place = 0
    while len(people) > 1:
        place = (place + k - 1) % len(people)
        del people[place]
    return people[0] if people else None


@algorithm(
    reference=_josephus,
    takes=("int", "int"),
    growth=("O(n^2)", "O(n)"),
    exact="the survivor of one round is that of the next, shifted by k",
    source="Josephus problem",
    requires="k > 0",
    bakes=("k",),
)
def last_in_circle(n: int, k: int) -> int | None:
    """Who is left, counted from 0, when every k-th of n in a circle goes."""
    if n < 1:
        return None
    place = 0
    for size in range(2, n + 1):
        place = (place + k) % size
    return place


def _count_digit(n: int, digit: int) -> int:
    return sum(str(k).count(str(digit)) for k in range(1, n + 1))


@algorithm(
    reference=_count_digit,
    takes=("int", "count"),
    growth=("O(n log n)", "O(log n)"),
    exact="each decimal place is counted over full periods and the rest",
    source="counting by decimal place",
    bakes=("digit",),
    requires="0 < digit < 10",
)
def count_of_digit_up_to(n: int, digit: int) -> int:
    """How often a digit other than 0 is written in the numbers from 1 to n."""
    total, place = 0, 1
    while place <= n:
        higher, rest = divmod(n, place * 10)
        current, lower = divmod(rest, place)
        total += higher * place
        if current > digit:
            total += place
        elif current == digit:
            total += lower + 1
        place *= 10
    return total


@algorithm(
    reference=lambda n: sum(sum(map(int, str(k))) for k in range(1, n + 1)),
    takes=("int",),
    growth=("O(n log n)", "O(log n)"),
    exact="each decimal place is summed over full periods and the rest",
    source="counting by decimal place",
)
def sum_of_digits_up_to(n: int) -> int:
    """The sum of the digits of the numbers from 1 to n."""
    total, place = 0, 1
    while place <= n:
        higher, rest = divmod(n, place * 10)
        current, lower = divmod(rest, place)
        total += higher * 45 * place + current * (current - 1) // 2 * place + current * (lower + 1)
        place *= 10
    return total


def _ugly(n: int) -> int | None:
    k, found = 0, 0
    while found < n:
        k += 1
        rest = k
        for p in (2, 3, 5):
            while rest % p == 0:
                rest //= p
        found += rest == 1
    return k or None


@algorithm(
    reference=_ugly,
    takes=("int",),
    growth=("O(m log m)", "O(n)"),
    exact="each number is twice, three or five times an earlier one; three pointers merge them in order",
    source="Dijkstra's merge of multiples",
)
def nth_ugly_number(n: int) -> int | None:
    """The n-th number, from 1, without prime factors other than 2, 3 and 5."""
    if n < 1:
        return None
    found = [1]
    twos = threes = fives = 0
    while len(found) < n:
        following = min(found[twos] * 2, found[threes] * 3, found[fives] * 5)
        found.append(following)
        twos += following == found[twos] * 2
        threes += following == found[threes] * 3
        fives += following == found[fives] * 5
    return found[-1]


@algorithm(
    reference=lambda n: sum(1 for k in range(n + 1) if str(k) == str(k)[::-1]),
    takes=("int",),
    growth=("O(n log n)", "O(sqrt n)"),
    exact="a palindrome is made by its first half; halves are counted by length",
    source="counting by half",
)
def count_palindromic_numbers(n: int) -> int:
    """How many numbers from 0 to n read the same backwards."""
    if n < 0:
        return 0
    text = str(n)
    size = len(text)
    count = 1
    for length in range(1, size):
        count += 9 * 10 ** ((length - 1) // 2)
    half = text[: (size + 1) // 2]
    count += int(half) - 10 ** (len(half) - 1)
    mirrored = half + half[::-1][size % 2 :]
    return count + (int(mirrored) <= n) if n > 0 else 1
