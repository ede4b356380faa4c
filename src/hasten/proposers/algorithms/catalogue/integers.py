"""Numbers: greatest common divisors, powers, roots, digits, bits."""

from __future__ import annotations

import math
from math import comb, factorial, isqrt

from hasten.proposers.algorithms.algorithm import algorithm

_INTEGERS = "integers of any size, no rounding"


@algorithm(
    reference=lambda a, b: max((d for d in range(1, max(abs(a), abs(b)) + 1) if a % d == 0 and b % d == 0), default=0),
    takes=("int", "int"),
    growth=("O(n)", "O(log n)"),
    exact=_INTEGERS,
    source="Euclid",
)
def greatest_common_divisor(a: int, b: int) -> int:
    """The largest number that divides both."""
    return math.gcd(a, b)


@algorithm(
    reference=lambda a, b: next((m for m in range(1, abs(a * b) + 1) if m % a == 0 and m % b == 0), 0),
    takes=("int", "int"),
    growth=("O(n^2)", "O(log n)"),
    exact=_INTEGERS,
    source="Euclid",
)
def least_common_multiple(a: int, b: int) -> int:
    """The smallest number above 0 that both divide."""
    return math.lcm(a, b)


def _gcd_of_list(values: list[int]) -> int:
    largest = max(map(abs, values), default=0)
    return max((d for d in range(1, largest + 1) if all(v % d == 0 for v in values)), default=0)


@algorithm(
    reference=_gcd_of_list,
    takes=("ints",),
    growth=("O(n m)", "O(n log m)"),
    exact=_INTEGERS,
    source="Euclid",
)
def greatest_common_divisor_of_list(values: list[int]) -> int:
    """The largest number that divides all of a list."""
    return math.gcd(*values)


@algorithm(
    reference=lambda values: math.lcm(*values),
    takes=("ints",),
    growth=("O(m)", "O(n log m)"),
    exact=_INTEGERS,
    source="Euclid",
)
def least_common_multiple_of_list(values: list[int]) -> int:
    """The smallest number above 0 that all of a list divide."""
    return math.lcm(*values)


def _lcm_up_to(n: int) -> int:
    return math.lcm(*range(1, n + 1))


@algorithm(reference=_lcm_up_to, takes=("int",), growth=("O(m)", "O(n log m)"), exact=_INTEGERS, source="Euclid")
def least_common_multiple_up_to(n: int) -> int:
    """The smallest number that all numbers from 1 to n divide."""
    return math.lcm(*range(1, n + 1))


def _power_mod(base: int, exponent: int, modulus: int) -> int:
    result = 1
    for _ in range(exponent):
        result = result * base % modulus
    return result


@algorithm(
    reference=_power_mod,
    takes=("int", "int", "modulus"),
    growth=("O(n)", "O(log n)"),
    exact="a product taken modulo m at every step is the product modulo m",
    source="binary exponentiation",
    bakes=("base", "modulus"),
    requires="exponent > 0",
)
def power_modulo(base: int, exponent: int, modulus: int) -> int:
    """A power modulo a number."""
    return base**exponent % modulus if modulus == 0 else pow(base, exponent, modulus)


@algorithm(
    reference=lambda base, exponent, modulus: base**exponent % modulus,
    takes=("int", "int", "int"),
    growth=("O(n)", "O(log n)"),
    exact="a product taken modulo m at every step is the product modulo m",
    source="binary exponentiation",
    requires="exponent > 0",
)
def power_modulo_any(base: int, exponent: int, modulus: int) -> int:
    """A power modulo a number."""
    return base**exponent % modulus if modulus == 0 else pow(base, exponent, modulus)


def _power(base: int, exponent: int) -> int:
    result = 1
    for _ in range(exponent):
        result *= base
    return result


@algorithm(
    reference=_power,
    takes=("int", "int"),
    growth=("O(n)", "O(log n)"),
    exact=_INTEGERS,
    source="binary exponentiation",
    bakes=("base",),
)
def power(base: int, exponent: int) -> int:
    """A number multiplied by itself so many times."""
    return base**exponent if exponent > 0 else 1


@algorithm(
    reference=lambda n: max((k for k in range(n + 1) if k * k <= n), default=None),
    takes=("int",),
    growth=("O(n)", "O(log n)"),
    exact=_INTEGERS,
    source="Newton's iteration, in the standard library",
)
def integer_square_root(n: int) -> int | None:
    """The largest number whose square is not above n."""
    return isqrt(n) if n >= 0 else None


@algorithm(
    reference=lambda n: any(k * k == n for k in range(max(n, 0) + 1)),
    takes=("int",),
    growth=("O(n)", "O(log n)"),
    exact=_INTEGERS,
    source="Newton's iteration, in the standard library",
)
def is_square(n: int) -> bool:
    """Whether a number is the square of an integer."""
    return n >= 0 and isqrt(n) ** 2 == n


@algorithm(
    reference=lambda n: any(k**3 == abs(n) for k in range(abs(n) + 1)),
    takes=("int",),
    growth=("O(n)", "O(log n)"),
    exact=_INTEGERS,
    source="bisection",
)
def is_cube(n: int) -> bool:
    """Whether a number is the third power of an integer."""
    n = abs(n)
    low, high = 0, 1 << (n.bit_length() // 3 + 1)
    while low < high:
        middle = (low + high) // 2
        if middle**3 < n:
            low = middle + 1
        else:
            high = middle
    return low**3 == n


@algorithm(
    reference=lambda low, high: [k for k in range(low, high + 1) if k >= 0 and any(r * r == k for r in range(k + 1))],
    takes=("int", "int"),
    growth=("O(n sqrt n)", "O(sqrt n)"),
    exact=_INTEGERS,
    source="integer square root",
)
def squares_between(low: int, high: int) -> list[int]:
    """The squares from one number to another, both included."""
    if high < 0 or low > high:
        return []
    first = 0 if low <= 0 else isqrt(low - 1) + 1
    return [root * root for root in range(first, isqrt(high) + 1)]


def _is_two_squares(n: int) -> bool:
    return any(a * a + b * b == n for a in range(max(n, 0) + 1) for b in range(a + 1))


@algorithm(
    reference=_is_two_squares,
    takes=("int",),
    growth=("O(n)", "O(sqrt n)"),
    exact=_INTEGERS,
    source="integer square root",
)
def is_sum_of_two_squares(n: int) -> bool:
    """Whether a number is the sum of two squares."""
    if n < 0:
        return False
    for a in range(isqrt(n // 2) + 1):
        rest = n - a * a
        if isqrt(rest) ** 2 == rest:
            return True
    return False


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


@algorithm(
    reference=lambda n: (lambda text: len(text) - len(text.rstrip("0")))(str(factorial(max(n, 0)))),
    takes=("int",),
    growth=("O(n^2)", "O(log n)"),
    exact="a factorial has as many factors 5 as this sum, and more factors 2 than that",
    source="Legendre's formula",
)
def trailing_zeros_of_factorial(n: int) -> int:
    """How many zeros a factorial ends in."""
    zeros = 0
    while n > 0:
        n //= 5
        zeros += n
    return zeros


def _product(values: range) -> int:
    result = 1
    for value in values:
        result *= value
    return result


@algorithm(
    reference=lambda n: _product(range(2, n + 1)),
    takes=("int",),
    growth=("O(n^2)", "O(n log^2 n)"),
    exact=_INTEGERS,
    source="binary splitting, in the standard library",
)
def factorial_of(n: int) -> int:
    """The product of the numbers from 1 to n."""
    return math.factorial(n) if n > 0 else 1


@algorithm(
    reference=lambda n, k: _product(range(n - k + 1, n + 1)) // _product(range(1, k + 1)) if 0 <= k <= n else 0,
    takes=("int", "int"),
    growth=("O(2^n)", "O(k)"),
    exact=_INTEGERS,
    source="binomial coefficients, in the standard library",
)
def binomial(n: int, k: int) -> int:
    """How many ways there are to choose k of n things."""
    return comb(n, k) if 0 <= k <= n else 0


@algorithm(
    reference=lambda n, k: _product(range(n - k + 1, n + 1)) if 0 <= k <= n else 0,
    takes=("int", "int"),
    growth=("O(n)", "O(k)"),
    exact=_INTEGERS,
    source="falling factorials, in the standard library",
)
def count_arrangements(n: int, k: int) -> int:
    """How many ways there are to put k of n things in a row."""
    return math.perm(n, k) if 0 <= k <= n else 0


@algorithm(
    reference=lambda n: comb(2 * n, n) // (n + 1) if n >= 0 else 0,
    takes=("int",),
    growth=("O(4^n)", "O(n)"),
    exact="the division leaves no remainder",
    source="Catalan numbers",
)
def catalan_number(n: int) -> int:
    """The n-th Catalan number."""
    return comb(2 * n, n) // (n + 1) if n >= 0 else 0


def _pascal_row(n: int) -> list[int]:
    row = [1]
    for _ in range(n):
        row = [a + b for a, b in zip([0, *row], [*row, 0], strict=True)]
    return row


@algorithm(
    reference=_pascal_row,
    takes=("int",),
    growth=("O(n^2)", "O(n)"),
    exact="each product is divisible by the next number",
    source="Pascal's triangle",
)
def row_of_pascals_triangle(n: int) -> list[int]:
    """Row n of Pascal's triangle, counted from 0."""
    row = [1]
    for k in range(n):
        row.append(row[-1] * (n - k) // (k + 1))
    return row


@algorithm(
    reference=lambda n: [_pascal_row(k) for k in range(n)],
    takes=("int",),
    growth=("O(n^3)", "O(n^2)"),
    exact=_INTEGERS,
    source="Pascal's triangle",
)
def rows_of_pascals_triangle(n: int) -> list[list[int]]:
    """The first n rows of Pascal's triangle."""
    rows: list[list[int]] = []
    for k in range(n):
        row = [1]
        if k:
            above = rows[-1]
            row += [above[i] + above[i + 1] for i in range(k - 1)]
            row.append(1)
        rows.append(row)
    return rows


@algorithm(
    reference=lambda n, k, modulus: (comb(n, k) if 0 <= k <= n else 0) % modulus,
    takes=("int", "int", "int"),
    growth=("O(n k)", "O(k)"),
    exact=_INTEGERS,
    source="binomial coefficients, in the standard library",
    bakes=("modulus",),
)
def binomial_modulo(n: int, k: int, modulus: int) -> int:
    """How many ways there are to choose k of n things, modulo a number."""
    return comb(n, k) % modulus if 0 <= k <= n else 0 % modulus


@algorithm(
    reference=lambda n: bin(abs(n)).count("1"),
    takes=("int",),
    growth=("O(log n)", "O(log n)"),
    exact=_INTEGERS,
    source="a machine instruction, in the standard library",
)
def count_of_ones(n: int) -> int:
    """How many ones the binary form of a number has."""
    return n.bit_count()


def _binary(n: int) -> str:
    return "0" if n == 0 else (_binary(n // 2) if n > 1 else "") + str(n % 2)


@algorithm(
    reference=lambda n: _binary(n) if n >= 0 else bin(n)[2:],
    takes=("int",),
    growth=("O(log^2 n)", "O(log n)"),
    exact=_INTEGERS,
    source="the standard library",
    requires="n >= 0",
)
def binary_text(n: int) -> str:
    """The binary form of a number as text."""
    return bin(n)[2:]


@algorithm(
    reference=lambda n: [bin(k).count("1") for k in range(n + 1)],
    takes=("int",),
    growth=("O(n log n)", "O(n)"),
    exact="a number has the ones of its half and its last bit",
    source="dynamic programming over bits",
)
def counts_of_ones_up_to(n: int) -> list[int]:
    """How many ones the binary form of each number from 0 to n has."""
    counts = [0] * (n + 1)
    for k in range(1, n + 1):
        counts[k] = counts[k >> 1] + (k & 1)
    return counts


@algorithm(
    reference=lambda n: sum(bin(k).count("1") for k in range(1, n + 1)),
    takes=("int",),
    growth=("O(n log n)", "O(log n)"),
    exact="each bit is one in half of every full period, counted in integers",
    source="counting by bit position",
)
def sum_of_counts_of_ones(n: int) -> int:
    """How many ones the binary forms of the numbers from 1 to n have together."""
    total, bit = 0, 1
    while bit <= n:
        periods, rest = divmod(n + 1, 2 * bit)
        total += periods * bit + max(0, rest - bit)
        bit *= 2
    return total


def _xor_up_to(n: int) -> int:
    result = 0
    for k in range(1, n + 1):
        result ^= k
    return result


@algorithm(
    reference=_xor_up_to,
    takes=("int",),
    growth=("O(n)", "O(1)"),
    exact="four numbers in a row, the first a multiple of 4, cancel out",
    source="period of 4 of the running exclusive or",
)
def exclusive_or_up_to(n: int) -> int:
    """The exclusive or of the numbers from 1 to n."""
    return (n, 1, n + 1, 0)[n % 4] if n > 0 else 0


@algorithm(
    reference=lambda low, high: _xor_up_to(high) ^ _xor_up_to(low - 1) if low <= high else 0,
    takes=("int", "int"),
    growth=("O(n)", "O(1)"),
    exact="four numbers in a row, the first a multiple of 4, cancel out",
    source="period of 4 of the running exclusive or",
    requires="low > 0",
)
def exclusive_or_between(low: int, high: int) -> int:
    """The exclusive or of the numbers from one to another, both included."""
    if low > high:
        return 0
    below = (low - 1, 1, low, 0)[(low - 1) % 4]
    return below ^ (high, 1, high + 1, 0)[high % 4]


def _and_between(low: int, high: int) -> int:
    result = low
    for k in range(low + 1, high + 1):
        result &= k
    return result


@algorithm(
    reference=_and_between,
    takes=("int", "int"),
    growth=("O(n)", "O(log n)"),
    exact="only the leading bits that both ends share survive",
    source="common prefix of bits",
    requires="0 <= low <= high",
)
def bitwise_and_between(low: int, high: int) -> int:
    """The bitwise and of the numbers from one to another, both included."""
    shift = (low ^ high).bit_length()
    return low >> shift << shift


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


@algorithm(
    reference=lambda n: [k for k in range(1, n + 1) if any(k in (a * a, -1) for a in range(1, k + 1))],
    takes=("int",),
    growth=("O(n^2)", "O(sqrt n)"),
    exact="exactly the squares have an odd number of divisors",
    source="integer square root",
)
def squares_up_to(n: int) -> list[int]:
    """The squares from 1 to n."""
    return [root * root for root in range(1, isqrt(n) + 1)] if n > 0 else []


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


def _count_triples(n: int) -> int:
    return sum(1 for a in range(1, n) for b in range(a, n) for c in range(b, n + 1) if a * a + b * b == c * c)


@algorithm(
    reference=_count_triples,
    takes=("int",),
    growth=("O(n^3)", "O(n log n)"),
    exact="every primitive triple comes from exactly one pair of coprime numbers of unlike parity",
    source="Euclid's formula",
)
def count_pythagorean_triples(n: int) -> int:
    """How many right triangles with integer sides have a hypotenuse up to n."""
    count = 0
    for a in range(2, isqrt(max(n, 0)) + 1):
        for b in range(1 + a % 2, a, 2):
            hypotenuse = a * a + b * b
            if hypotenuse > n:
                break
            if math.gcd(a, b) == 1:
                count += n // hypotenuse
    return count


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
