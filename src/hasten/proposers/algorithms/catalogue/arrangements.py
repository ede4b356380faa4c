"""Permutations, subsets and other lists of choices, in the order in which recursion makes them."""

from __future__ import annotations

from itertools import combinations, permutations, product
from math import factorial

from hasten.proposers.algorithms.algorithm import algorithm

_SAME = "the choices and their order are the same"
_STANDARD = "itertools, in the standard library"


def _permutations(items: list[int]) -> list[tuple[int, ...]]:
    if not items:
        return [()]
    return [(items[i], *rest) for i in range(len(items)) for rest in _permutations(items[:i] + items[i + 1 :])]


@algorithm(
    reference=_permutations,
    takes=("short",),
    growth=("O(n n!)", "O(n n!)"),
    exact=_SAME,
    source=_STANDARD,
)
def all_permutations(items: list[int]) -> list[tuple[int, ...]]:
    """The orders of the items, by place."""
    return list(permutations(items))


@algorithm(
    reference=lambda items: sorted(set(_permutations(items))),
    takes=("short",),
    growth=("O(n^2 n!)", "O(n!)"),
    exact="each order is built once, in rising order, by taking every different item next",
    source="next permutation",
)
def distinct_permutations(items: list[int]) -> list[tuple[int, ...]]:
    """The different orders of the items in rising order."""
    current = sorted(items)
    found = [tuple(current)]
    while True:
        pivot = len(current) - 2
        while pivot >= 0 and current[pivot] >= current[pivot + 1]:
            pivot -= 1
        if pivot < 0:
            return found
        other = len(current) - 1
        while current[other] <= current[pivot]:
            other -= 1
        current[pivot], current[other] = current[other], current[pivot]
        current[pivot + 1 :] = current[:pivot:-1]
        found.append(tuple(current))


@algorithm(
    reference=lambda items: sorted(_permutations(items)),
    takes=("short",),
    growth=("O(n n!)", "O(n n!)"),
    exact=_SAME,
    source=_STANDARD,
)
def sorted_permutations(items: list[int]) -> list[tuple[int, ...]]:
    """The orders of the items in rising order, equal ones as often."""
    return sorted(permutations(items))


def _by_bits(items: list[int]) -> list[list[int]]:
    return [[v for i, v in enumerate(items) if mask >> i & 1] for mask in range(1 << len(items))]


@algorithm(
    reference=_by_bits,
    takes=("short",),
    growth=("O(n 2^n)", "O(2^n)"),
    exact=_SAME,
    source="doubling",
)
def subsets_by_bits(items: list[int]) -> list[list[int]]:
    """The subsets of the items, counted up in binary."""
    subsets: list[list[int]] = [[]]
    for item in items:
        subsets += [[*subset, item] for subset in subsets]
    return subsets


@algorithm(
    reference=lambda items: [list(c) for size in range(len(items) + 1) for c in combinations(items, size)],
    takes=("short",),
    growth=("O(n 2^n)", "O(2^n)"),
    exact=_SAME,
    source=_STANDARD,
)
def subsets_by_size(items: list[int]) -> list[list[int]]:
    """The subsets of the items, the smallest first."""
    return [list(chosen) for size in range(len(items) + 1) for chosen in combinations(items, size)]


def _depth_first(items: list[int]) -> list[list[int]]:
    found: list[list[int]] = [[]]
    for i, item in enumerate(items):
        found += [[item, *rest] for rest in _depth_first(items[i + 1 :])]
    return found


@algorithm(
    reference=_depth_first,
    takes=("short",),
    growth=("O(n 2^n)", "O(2^n)"),
    exact=_SAME,
    source="doubling from the right",
)
def subsets_depth_first(items: list[int]) -> list[list[int]]:
    """The subsets of the items, each before its extensions."""
    subsets: list[list[int]] = [[]]
    for item in reversed(items):
        subsets = [[], *([item, *subset] for subset in subsets), *subsets[1:]]
    return subsets


@algorithm(
    reference=lambda items, k: [c for c in _depth_first(items) if len(c) == k],
    takes=("short", "count"),
    growth=("O(2^n)", "O(k (n over k))"),
    exact=_SAME,
    source=_STANDARD,
)
def combinations_of_size(items: list[int], k: int) -> list[list[int]]:
    """The choices of k items, by place."""
    return [list(chosen) for chosen in combinations(items, k)] if k >= 0 else []


@algorithm(
    reference=lambda n, k: [c for c in _depth_first(list(range(1, n + 1))) if len(c) == k],
    takes=("count", "count"),
    growth=("O(2^n)", "O(k (n over k))"),
    exact=_SAME,
    source=_STANDARD,
)
def combinations_of_numbers(n: int, k: int) -> list[list[int]]:
    """The choices of k of the numbers from 1 to n."""
    return [list(chosen) for chosen in combinations(range(1, n + 1), k)] if k >= 0 else []


def _nested(n: int) -> list[str]:
    if n == 0:
        return [""]
    return sorted("(" + a + ")" + b for k in range(n) for a in _nested(k) for b in _nested(n - 1 - k))


@algorithm(
    reference=lambda n: _nested(n) if n >= 0 else [],
    takes=("count",),
    growth=("O(4^n)", "O(4^n / sqrt n)"),
    exact="every prefix that is kept can be completed, and the order is that of the characters",
    source="growing level by level",
)
def balanced_brackets(n: int) -> list[str]:
    """All texts of n pairs of round brackets that are balanced, in the order of the characters."""
    if n < 0:
        return []
    level = [("", 0, 0)]
    for _ in range(2 * n):
        longer = []
        for text, opened, closed in level:
            if opened < n:
                longer.append((text + "(", opened + 1, closed))
            if closed < opened:
                longer.append((text + ")", opened, closed + 1))
        level = longer
    return [text for text, _, _ in level]


def _queens(n: int, columns: tuple[int, ...]) -> int:
    if len(columns) == n:
        return 1
    return sum(
        _queens(n, (*columns, c))
        for c in range(n)
        if all(c != d and abs(c - d) != len(columns) - r for r, d in enumerate(columns))
    )


@algorithm(
    reference=lambda n: _queens(n, ()) if n >= 0 else 0,
    takes=("count",),
    growth=("O(n n!)", "O(n!)"),
    exact="the same search; columns and diagonals are sets of bits",
    source="bitmask backtracking",
    comment="Sets of bits: columns and both diagonals that are attacked in this row.",
)
def count_queens(n: int) -> int:
    """In how many ways n queens stand on a board of n by n without attacking one another."""
    full = (1 << max(n, 0)) - 1

    def place(columns: int, rising: int, falling: int) -> int:
        if columns == full:
            return 1
        count = 0
        free = full & ~(columns | rising | falling)
        while free:
            bit = free & -free
            free ^= bit
            count += place(columns | bit, (rising | bit) << 1, (falling | bit) >> 1)
        return count

    return place(0, 0, 0) if n >= 0 else 0


def _kth(n: int, k: int) -> str | None:
    every = sorted(map("".join, permutations("123456789"[:n])))
    return every[k - 1] if 0 < k <= len(every) else None


@algorithm(
    reference=lambda n, k: _kth(n, k) if 0 < n < 8 else None,
    takes=("count", "count"),
    growth=("O(n n!)", "O(n^2)"),
    exact="each next item leaves a factorial of orders",
    source="factorial number system",
    requires="0 < n < 8 and 0 < k",
)
def kth_permutation_of_digits(n: int, k: int) -> str | None:
    """The k-th order, counted from 1, of the digits from 1 to n."""
    if k > factorial(n):
        return None
    digits = list("123456789"[:n])
    rest = k - 1
    text = ""
    for left in range(n - 1, -1, -1):
        place, rest = divmod(rest, factorial(left))
        text += digits.pop(place)
    return text


@algorithm(
    reference=lambda items: len(set(_permutations(items))),
    takes=("short",),
    growth=("O(n n!)", "O(n)"),
    exact="equal items can be exchanged in a factorial of ways each",
    source="multinomial coefficients",
)
def count_distinct_permutations(items: list[int]) -> int:
    """How many different orders the items have."""
    count = factorial(len(items))
    seen: dict[int, int] = {}
    for item in items:
        seen[item] = seen.get(item, 0) + 1
        count //= seen[item]
    return count


@algorithm(
    reference=lambda n: [k ^ k >> 1 for k in range(1 << n)] if n >= 0 else [],
    takes=("count",),
    growth=("O(n 2^n)", "O(2^n)"),
    exact="a code differs from its number by its half",
    source="Gray code",
)
def gray_codes(n: int) -> list[int]:
    """The Gray code of n bits in order."""
    return [number ^ number >> 1 for number in range(1 << n)] if n >= 0 else []


@algorithm(
    reference=lambda left, right: [(a, b) for a in left for b in right],
    takes=("items", "items"),
    growth=("O(n m)", "O(n m)"),
    exact=_SAME,
    source=_STANDARD,
)
def all_pairs(left: list[int], right: list[int]) -> list[tuple[int, int]]:
    """Every pair of an item of each list."""
    return list(product(left, right))


@algorithm(
    reference=lambda items: sorted(set(permutations(items))).index(tuple(items)) + 1,
    takes=("short",),
    growth=("O(n!)", "O(n^2)"),
    exact="arrangements that begin alike but with a smaller item come before, and so many they are; integers exactly",
    source="Knuth, TAOCP 4A, section 7.2.1.2",
    comment="Before it come those that begin alike, but then have a smaller item: counted place by place.",
)
def rank_among_arrangements(items: list[int]) -> int:
    """The place, from 1, of a sequence in the order of all its different arrangements."""
    letters = list(items)
    left = {letter: letters.count(letter) for letter in sorted(letters)}
    arrangements = 1
    for place in range(2, len(letters) + 1):
        arrangements *= place
    for amount in left.values():
        for factor in range(2, amount + 1):
            arrangements //= factor
    rank, remaining = 1, len(letters)
    for letter in letters:
        smaller = 0
        for other, amount in left.items():
            if other == letter:
                break
            smaller += amount
        rank += arrangements * smaller // remaining
        arrangements = arrangements * left[letter] // remaining
        left[letter] -= 1
        remaining -= 1
    return rank
