"""Canonical inputs: small values that tell computations apart, with the edges that code treats specially.

A *suite* is a list of argument tuples for a tuple of pools, the most telling and cheapest first. The values never
depend on the target, so the outputs of two functions on one suite can be compared: that is the functional hash.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import cache
from itertools import product
from typing import Any

#: Argument tuples in the order they are tried.
Suite = list[tuple[Any, ...]]

_SUITES: dict[tuple[str, ...], Callable[[random.Random], Suite]] = {}
_POOLS: dict[str, Callable[[random.Random], list[Any]]] = {}


def suite_for(pools: tuple[str, ...]) -> Suite:
    """The suite of a tuple of pools: written for it, or sampled from the product of its pools."""
    return _suite(pools)


@cache
def _suite(pools: tuple[str, ...]) -> Suite:
    # The seed is a constant because the inputs are canonical: equal for every target and every run.
    rng = random.Random("canonical " + " ".join(pools))
    make = _SUITES.get(pools)
    if make is not None:
        return make(rng)
    values = [_POOLS[pool](rng) for pool in pools]
    if len(values) == 1:
        return [(value,) for value in values[0]]
    return _sampled_product(values, rng)


def _sampled_product(values: list[list[Any]], rng: random.Random, size: int = 72) -> Suite:
    """Every value of every pool at least once, combined at random; small values first."""
    heads = [pool[: max(3, round(40 ** (1 / len(values))))] for pool in values]
    every = list(product(*heads))
    rng.shuffle(every)
    chosen = every[: size // 2]
    longest = max(map(len, values))
    chosen += [tuple(pool[place % len(pool)] for pool in values) for place in range(longest)]
    while len(chosen) < size:
        chosen.append(tuple(rng.choice(pool) for pool in values))
    return list({repr(case): case for case in chosen}.values())


def _pool(name: str) -> Callable[[Callable[[random.Random], list[Any]]], Callable[[random.Random], list[Any]]]:
    def register(make: Callable[[random.Random], list[Any]]) -> Callable[[random.Random], list[Any]]:
        _POOLS[name] = make
        return make

    return register


def _suite_of(*pools: str) -> Callable[[Callable[[random.Random], Suite]], Callable[[random.Random], Suite]]:
    def register(make: Callable[[random.Random], Suite]) -> Callable[[random.Random], Suite]:
        _SUITES[pools] = make
        return make

    return register


# -- one value ---------------------------------------------------------------------------------------------------------


@_pool("int")
def _ints_alone(rng: random.Random) -> list[Any]:
    small = [6, 3, 10, 1, 4, 7, 2, 12, 8, 5, 9, 11, 0, -1, -2, 13, 14, 15, 16, 17, 18, -7, 19, 20]
    return [
        *small,
        21,
        23,
        24,
        25,
        27,
        28,
        29,
        30,
        32,
        36,
        45,
        48,
        49,
        60,
        64,
        77,
        97,
        100,
        121,
        128,
        210,
        360,
        496,
        997,
        1000,
    ]


@_pool("count")
def _counts(rng: random.Random) -> list[Any]:
    return [4, 3, 5, 2, 6, 1, 7, 0, 8, -1]


@_pool("amount")
def _amounts(rng: random.Random) -> list[Any]:
    return [11, 7, 10, 5, 12, 3, 8, 6, 1, 4, 2, 9, 0, 13, 14, -1, 15, 16, 17, 18, 20]


@_pool("coins")
def _coin_sets(rng: random.Random) -> list[Any]:
    fixed = [[1, 2, 5], [2], [1, 5, 10], [3, 7], [2, 4, 6], [1], [5, 2, 1], [4, 9, 3], [1, 3, 4], [2, 3, 7], []]
    return fixed + [rng.sample(range(1, 9), rng.randint(1, 4)) for _ in range(14)]


@_pool("modulus")
def _moduli(rng: random.Random) -> list[Any]:
    return [7, 10, 5, 13, 100, 1, 97, 1000]


@_pool("ints")
def _lists(rng: random.Random) -> list[Any]:
    lists: list[list[int]] = [
        [3, 1, 4, 1, 5, 9, 2, 6],
        [2, 7, 11, 15],
        [-2, 1, -3, 4, -1, 2, 1, -5, 4],
        [5, 3, 8, 3, 5, 1, 5],
        [1, 2, 3, 4, 5],
        [4, 3, 2, 1],
        [0, 1, 0, 2, 1, 0, 1, 3, 2, 1, 2, 1],
        [2, 0, -2, 4, 0],
        [7, 1, 5, 3, 6, 4],
        [10, 9, 2, 5, 3, 7, 101, 18],
        [],
        [5],
        [-4],
        [0],
        [1, 2],
        [2, 1],
        [3, 3],
        [-1, -2],
        [0, 0, 0],
        [1, 1, 2, 2, 3, 3],
        [2, 2, 2, 1, 1],
        [-3, -1, -2],
        [3, 0, 1],
        [1, 3, 4, 2, 2],
        [100, 4, 200, 1, 3, 2],
        [1, 5, 11, 5],
        [2, 3, -2, 4, -1],
        [6, 12, 18, 9],
        [1, 0, 1, 1, 0, 1],
        [1, 7, 3, 6, 5, 6],
    ]
    for length in (2, 3, 3, 4, 5, 6, 7, 7, 8, 9, 10):
        lists.append([rng.randint(-6, 9) for _ in range(length)])
    for length in (3, 5, 6, 8, 10):
        lists.append([rng.randint(1, 6) for _ in range(length)])
    lists += [[rng.randint(0, 30) for _ in range(9)], [rng.randint(-1, 1) for _ in range(10)]]
    return lists


@_pool("short")
def _short_lists(rng: random.Random) -> list[Any]:
    made = [[rng.randint(0, 5) for _ in range(length)] for length in (3, 4, 2, 5, 3, 4, 4, 5, 3, 2)]
    return [
        [1, 2, 3],
        [3, 1, 2],
        [1, 1, 2],
        [4, 3, 2, 1],
        [1, 2, 3, 4, 5],
        *made,
        [],
        [7],
        [2, 1],
        [0, 0],
        [1, 3, 5, 7],
    ]


@_pool("sorted")
def _sorted_lists(rng: random.Random) -> list[Any]:
    lists = [sorted(rng.randint(-9, 14) for _ in range(length)) for length in (6, 8, 7, 5, 9, 3, 10, 4, 2, 12)]
    return [[1, 3, 5, 7, 9, 11], [1, 2, 2, 2, 3, 8], *lists, [], [4], [2, 2], [0, 0, 0, 1], [1, 2, 3, 4, 5, 6, 7, 8]]


@_pool("naturals")
def _natural_lists(rng: random.Random) -> list[Any]:
    made = [[rng.randint(0, 9) for _ in range(length)] for length in (5, 7, 3, 6, 8, 4, 2, 5, 6, 9, 1, 7)]
    return [[3, 1, 2], [1, 5, 11, 5], [2, 3, 1, 1, 4], [3, 2, 1, 0, 4], *made, [], [0], [1], [1, 1], [0, 0, 2]]


@_pool("bits")
def _bit_lists(rng: random.Random) -> list[Any]:
    made = [[rng.randint(0, 1) for _ in range(length)] for length in (6, 5, 8, 7, 9, 4, 10, 3, 12, 6, 7, 8, 5, 9, 2, 2)]
    return [[0, 1, 0], [1, 1, 0, 1], *made, [], [0], [1], [1, 1], [0, 0, 0], [0, 1], [1, 1, 1, 1]]


@_pool("set")
def _sets(rng: random.Random) -> list[Any]:
    return [set(rng.sample(range(-3, 12), size)) for size in (4, 5, 3, 6, 2, 7, 1, 0)]


@_pool("text")
def _texts_alone(rng: random.Random) -> list[Any]:
    texts = [
        "babad",
        "abcabcbb",
        "banana",
        "racecar",
        "aab",
        "pwwkew",
        "abab",
        "level",
        "mississippi",
        "cbbd",
        "leetcode",
        "",
        "a",
        "aa",
        "ab",
        "aaaa",
        "abc",
        "abba",
        "the quick brown fox",
        "the cat the dog the end",
        "Hello World",
        "A man a plan",
        "aabbcc",
        "abcdefg",
        "zz",
        " two  spaces ",
        "a1b2",
        "Noon",
        "été",
        "xyzzy",
        "forgeeksskeegfor",
        "abacdfgdcaba",
        "one",
        "Aa",
        "tattarrattat",
        "a,b;c",
        "x=1\ny=2",
        "aAbBcC",
        "112233",
        "dvdf",
        "abaaba",
    ]
    texts += ["".join(rng.choice("abc") for _ in range(length)) for length in (5, 6, 7, 8, 9, 10, 12)]
    texts += ["".join(rng.choice("ab") for _ in range(length)) for length in (4, 6, 8, 9)]
    return texts


@_pool("digits")
def _digit_texts(rng: random.Random) -> list[Any]:
    fixed = [
        "226",
        "12",
        "06",
        "10",
        "101",
        "1011",
        "0",
        "1",
        "27",
        "111111",
        "110",
        "230",
        "1201234",
        "",
        "100",
        "11106",
    ]
    return (
        fixed
        + ["".join(rng.choice("0123456789") for _ in range(length)) for length in (3, 4, 5, 6, 7, 5)]
        + ["".join(rng.choice("01") for _ in range(length)) for length in (4, 5, 7, 8, 9, 10)]
    )


@_pool("brackets")
def _bracket_texts(rng: random.Random) -> list[Any]:
    fixed = [
        "()",
        "(()",
        ")()())",
        "()[]{}",
        "(]",
        "([)]",
        "{[]}",
        "",
        "(",
        ")",
        "((()))",
        "()(())",
        "())((",
        "(a)",
        "[",
        "((((",
    ]
    return (
        fixed
        + ["".join(rng.choice("()") for _ in range(length)) for length in (4, 6, 6, 8, 9, 10, 12, 7)]
        + ["".join(rng.choice("()[]") for _ in range(length)) for length in (4, 4, 2, 6)]
    )


@_pool("roman")
def _roman_texts(rng: random.Random) -> list[Any]:
    return ["III", "IV", "IX", "LVIII", "MCMXCIV", "XL", "XC", "CD", "CM", "MMXXVI", "I", "", "DCCC", "XIX", "VIII"]


@_pool("pattern")
def _patterns(rng: random.Random) -> list[Any]:
    return ["a", "ab", "aa", "ba", "abc", "b", "the", "", "aba", "na", "ss", "zzz"]


@_pool("texts")
def _text_lists(rng: random.Random) -> list[Any]:
    lists = [
        ["flower", "flow", "flight"],
        ["eat", "tea", "tan", "ate", "nat", "bat"],
        ["dog", "racecar", "car"],
        ["a", "b", "a", "c", "b", "a"],
        ["apple", "banana", "cherry"],
        ["ab", "abc", "abcd"],
        ["x"],
        [],
        [""],
        ["same", "same"],
        ["one", "two", "three", "two"],
        ["bb", "a", "ccc", "a"],
        ["abc", "bca", "cab", "xyz", "zyx"],
        ["", ""],
        ["b", "a"],
        ["Aa", "aA", "aa"],
        ["inter", "internet", "interval"],
        ["abw", "baz", "foo", "bar", "xtfn", "abcdef"],
        ["k", "kk", "kkk", "kk"],
        ["aba", "bb", "xy"],
        ["to be", "or not", "to be"],
    ]
    for size in (3, 4, 5, 6, 7):
        lists.append(["".join(rng.choice("ab") for _ in range(rng.randint(1, 3))) for _ in range(size)])
    return lists


# -- tables ------------------------------------------------------------------------------------------------------------


def _table(rng: random.Random, rows: int, columns: int, low: int = -4, high: int = 9) -> list[list[int]]:
    return [[rng.randint(low, high) for _ in range(columns)] for _ in range(rows)]


@_pool("matrix")
def _matrices(rng: random.Random) -> list[Any]:
    sizes = ((2, 3), (3, 3), (3, 2), (1, 4), (4, 1), (2, 2), (3, 4), (4, 4), (1, 1), (5, 3), (2, 5))
    made = [_table(rng, *size) for size in sizes]
    return [
        [[1, 2, 3], [4, 5, 6], [7, 8, 9]],
        *made,
        [],
        [[]],
        *[_table(rng, 3, 3, 0, 3) for _ in range(4)],
        *[_table(rng, *size) for size in sizes],
    ]


@_pool("square")
def _squares(rng: random.Random) -> list[Any]:
    made = [_table(rng, size, size) for size in (2, 3, 3, 4, 1, 2, 4, 3, 5, 3, 4, 2, 3, 4, 5, 3, 2, 4)]
    symmetric = [[1, 2, 3], [2, 5, 4], [3, 4, 9]]
    return [[[1, 2], [3, 4]], *made, symmetric, [], [[1, 0], [0, 1]], [[2, 0, 0], [0, 3, 0], [0, 0, 4]]]


@_pool("grid")
def _grids(rng: random.Random) -> list[Any]:
    sizes = ((3, 3), (4, 4), (3, 5), (2, 2), (1, 4), (4, 1), (1, 1), (4, 5), (5, 5), (3, 3), (2, 4), (4, 3), (5, 4))
    made = [_table(rng, rows, columns, 0, 1) for rows, columns in sizes]
    mostly = [[[int(rng.random() < share) for _ in range(4)] for _ in range(4)] for share in (0.25, 0.2, 0.7, 0.8, 0.3)]
    return [*made, *mostly, [[0]], [[1]], [], [[0, 0], [0, 0]], [[1, 1], [1, 1]]]


@_pool("adjacency")
def _adjacencies(rng: random.Random) -> list[Any]:
    made = []
    for size in (4, 3, 5, 6, 2, 1, 5, 6, 4, 7, 5, 6, 3, 4, 5, 6):
        table = [[0] * size for _ in range(size)]
        for a in range(size):
            table[a][a] = 1
            for b in range(a):
                table[a][b] = table[b][a] = int(rng.random() < 0.3)
        made.append(table)
    return [*made, []]


@_pool("triangle")
def _triangles(rng: random.Random) -> list[Any]:
    made = [
        [[rng.randint(-4, 9) for _ in range(row)] for row in range(1, size + 1)]
        for size in (3, 4, 2, 5, 1, 6, 3, 4, 5, 4, 6, 3, 4, 5, 3, 2, 4, 5, 6)
    ]
    return [[[2], [3, 4], [6, 5, 7], [4, 1, 8, 3]], *made, []]


@_pool("rows")
def _rows(rng: random.Random) -> list[Any]:
    made = [
        [[rng.randint(-3, 9) for _ in range(rng.randint(0, 5))] for _ in range(size)]
        for size in (3, 2, 4, 5, 1, 3, 4, 5, 6, 3, 4, 2, 5, 4, 3)
    ]
    return [
        [[1, 4, 5], [1, 3, 4], [2, 6]],
        [[1, 2], [2, 3], [3, 1]],
        *made,
        [],
        [[]],
        [[], [1]],
        [[5]],
        [[1, 1], [1, 1]],
    ]


@_pool("neighbours")
def _neighbours(rng: random.Random) -> list[Any]:
    return [
        [rng.sample(range(size), rng.randint(0, min(size, 3))) for _ in range(size)]
        for size in (4, 3, 5, 2, 1, 6, 5, 4, 0, 5, 6, 4, 5, 3, 6, 4, 5, 6)
    ]


@_pool("intervals")
def _intervals(rng: random.Random) -> list[Any]:
    made: list[list[list[int]]] = [
        [[1, 3], [2, 6], [8, 10], [15, 18]],
        [[1, 4], [4, 5]],
        [[0, 30], [5, 10], [15, 20]],
        [[7, 10], [2, 4]],
        [],
        [[1, 5]],
        [[1, 4], [2, 3]],
        [[1, 2], [1, 2], [1, 2]],
        [[1, 2], [3, 4], [5, 6]],
        [[3, 3]],
        [[1, 2], [2, 3], [3, 4], [1, 3]],
    ]
    for size in (3, 4, 5, 6, 7, 4, 5, 3, 6, 8, 2):
        made.append([[low, low + rng.randint(0, 6)] for low in (rng.randint(-4, 14) for _ in range(size))])
    for size in (4, 5, 6, 3):
        made.append([[low, low + rng.randint(1, 4)] for low in (rng.randint(0, 9) for _ in range(size))])
    return made


@_pool("points")
def _points(rng: random.Random) -> list[Any]:
    made = [
        [[rng.randint(-5, 6), rng.randint(-5, 6)] for _ in range(size)]
        for size in (3, 4, 5, 6, 2, 7, 4, 5, 3, 8, 6, 7, 8, 9, 5, 6, 7, 8, 4, 3)
    ]
    return [
        [[1, 1], [2, 2], [3, 3]],
        [[1, 3], [-2, 2], [5, 8], [0, 1]],
        *made,
        [],
        [[0, 0]],
        [[1, 2], [1, 2]],
        [[4, 1], [1, 4]],
    ]


@_pool("links")
def _links(rng: random.Random) -> list[Any]:
    made = [[[rng.randrange(6), rng.randrange(6)] for _ in range(size)] for size in (3, 4, 5, 6, 2, 7, 1, 8)]
    return [[[0, 1], [1, 2], [3, 4]], *made, [], [[0, 0]], [[1, 2], [2, 1]], [[5, 1], [1, 3], [3, 5]]]


# -- values that belong together ---------------------------------------------------------------------------------------


@_suite_of("int", "int")
def _two_ints(rng: random.Random) -> Suite:
    cases = [
        (6, 4),
        (7, 3),
        (3, 7),
        (10, 2),
        (5, 5),
        (12, 8),
        (4, 2),
        (2, 4),
        (9, 6),
        (8, 3),
        (3, 2),
        (2, 3),
        (1, 1),
        (5, 2),
        (7, 2),
    ]
    cases += [
        (0, 3),
        (3, 0),
        (0, 0),
        (1, 5),
        (5, 1),
        (-2, 3),
        (3, -2),
        (-4, -6),
        (-1, 5),
        (10, 25),
        (1, 10),
        (1, 0),
        (0, 1),
        (6, 3),
    ]
    cases += [(rng.randint(1, 12), rng.randint(1, 12)) for _ in range(14)]
    return cases + [
        (48, 36),
        (20, 30),
        (2, 16),
        (17, 5),
        (100, 10),
        (10, 20),
        (1, 30),
        (15, 40),
        (5, 60),
        (31, 7),
        (64, 2),
        (81, 3),
        (255, 16),
    ]


@_suite_of("int", "int", "int")
def _three_ints(rng: random.Random) -> Suite:
    cases = [
        (2, 5, 7),
        (3, 4, 5),
        (10, 3, 6),
        (5, 2, 3),
        (7, 7, 10),
        (2, 10, 1000),
        (1, 2, 3),
        (4, 1, 2),
        (3, 0, 7),
        (0, 5, 7),
        (6, 3, 1),
    ]
    cases += [(rng.randint(1, 9), rng.randint(0, 9), rng.randint(1, 13)) for _ in range(26)]
    return cases + [
        (0, 0, 5),
        (-3, 3, 7),
        (2, -1, 7),
        (2, 3, -5),
        (2, 3, 0),
        (10, 30, 7),
        (3, 20, 100),
        (1, 20, 3),
        (1, 50, 5),
    ]


@_suite_of("ints", "int")
def _list_and_int(rng: random.Random) -> Suite:
    cases: Suite = []
    lists = _lists(rng)
    for values in lists[:10] + lists[14:34] + lists[38:]:
        length = len(values)
        choices = [
            rng.choice(values) + rng.choice(values),
            rng.randint(1, length),
            2,
            3,
            rng.choice(values),
            sum(values),
        ]
        cases += [(values, number) for number in rng.sample(choices, 2)]
    edges: Suite = [
        ([], 0),
        ([], 1),
        ([], 5),
        ([5], 5),
        ([5], 1),
        ([1, 2, 3], 0),
        ([1, 2, 3], -1),
        ([1, 2, 3], 3),
        ([1, 2, 3], 4),
    ]
    edges += [
        ([5, 5], 10),
        ([0, 0, 0], 0),
        ([3, 3, 1, 1], 2),
        ([1, -1, 2, -2], 0),
        ([2, 4, 6, 8], 7),
        ([1, 2, 3, 4], 10),
        ([4, 2], -3),
    ]
    return cases[:16] + edges + cases[16:]


@_suite_of("ints", "ints")
def _two_lists(rng: random.Random) -> Suite:
    cases: Suite = [
        ([1, 2, 3], [4, 5, 6]),
        ([3, 1, 4, 1, 5], [9, 2, 6, 5, 3]),
        ([1, 3, 4, 1], [3, 4, 1, 2, 1, 3]),
        ([1, 2, 2, 1], [2, 2]),
    ]
    for left, right in ((4, 4), (5, 3), (3, 6), (6, 6), (2, 5), (7, 4), (5, 5), (6, 2), (8, 8), (3, 3), (4, 7), (9, 5)):
        high = rng.choice((3, 6, 9))
        cases.append(([rng.randint(-2, high) for _ in range(left)], [rng.randint(-2, high) for _ in range(right)]))
    for length in (3, 4, 5, 6):
        values = [rng.randint(0, 5) for _ in range(length)]
        cases += [(values, rng.sample(values, length)), (values, values[1:] + values[:1]), (values, list(values))]
    cases += [
        ([], []),
        ([1], []),
        ([], [1]),
        ([1], [1]),
        ([1], [2]),
        ([2, 2], [2]),
        ([1, 2], [2, 1]),
        ([0, 0], [0, 0, 0]),
        ([5, 1], [1]),
    ]
    return cases + [(sorted(left), sorted(right)) for left, right in cases[:12]]


@_suite_of("sorted", "int")
def _sorted_and_int(rng: random.Random) -> Suite:
    cases: Suite = []
    for values in _sorted_lists(rng):
        cases += [(values, number) for number in rng.sample([*values, -20, 0, 2, 3, 5, 7, 30], 4)]
    return cases


@_suite_of("sorted", "sorted")
def _two_sorted(rng: random.Random) -> Suite:
    pool = _sorted_lists(rng)
    return [(rng.choice(pool), rng.choice(pool)) for _ in range(44)] + [([], []), ([1], []), ([], [1]), ([1, 2], [3])]


@_suite_of("text", "text")
def _two_texts(rng: random.Random) -> Suite:
    cases: Suite = [
        ("kitten", "sitting"),
        ("abcde", "ace"),
        ("listen", "silent"),
        ("banana", "ana"),
        ("abcd", "cdab"),
        ("horse", "ros"),
        ("ab", "eidbaooo"),
        ("abc", "ahbgdc"),
        ("aab", "aba"),
        ("abcabc", "abc"),
        ("intention", "execution"),
        ("rabbbit", "rabbit"),
        ("", ""),
        ("a", ""),
        ("", "a"),
        ("a", "a"),
        ("a", "b"),
        ("aaa", "aa"),
        ("ab", "ba"),
        ("abab", "ab"),
        ("Aa", "aa"),
        ("cbaebabacd", "abc"),
        ("karolin", "kathrin"),
        ("été", "ete"),
        ("AGGTAB", "GXTXAYB"),
        ("abcdxyz", "xyzabcd"),
        ("geeks", "geeksfor"),
        ("xbx", "bx"),
    ]
    for _ in range(26):
        left = "".join(rng.choice("ab" if rng.random() < 0.5 else "abc") for _ in range(rng.randint(1, 7)))
        right = "".join(rng.choice("ab" if rng.random() < 0.5 else "abc") for _ in range(rng.randint(1, 5)))
        cases.append((left, right))
    cases += [(text, "".join(rng.sample(text, len(text)))) for text in ("abca", "xyz", "aabb", "hello")]
    cases += [(text, "".join(rng.sample(text, len(text)))) for text in ("abca", "xyz", "aabb", "hello")]
    # Short ones first, since recursion on texts is often exponential; but not those that tell nothing.
    return sorted(cases, key=lambda case: (not all(case), len(case[0]) + len(case[1]) < 5, sum(map(len, case))))


@_suite_of("text", "pattern")
def _text_and_pattern(rng: random.Random) -> Suite:
    return _two_texts(rng) + [("the cat the", "the"), ("mississippi", "issi"), ("aaaaa", "aa")]


@_suite_of("text", "int")
def _text_and_int(rng: random.Random) -> Suite:
    texts = [text for text in _texts_alone(rng) if len(text) < 13]
    cases: Suite = [(text, rng.randint(1, max(1, min(5, len(text))))) for text in texts]
    return [
        ("abcabc", 2),
        ("AABABBA", 1),
        ("eceba", 2),
        *cases,
        ("abc", 0),
        ("abc", -1),
        ("abc", 3),
        ("abc", 4),
        ("", 0),
        ("", 1),
        ("aa", 26),
    ]


@_suite_of("texts", "text")
def _texts_and_text(rng: random.Random) -> Suite:
    pairs = [
        (["leet", "code"], "leetcode"),
        (["apple", "pen"], "applepenapple"),
        (["cats", "dog", "sand", "and", "cat"], "catsandog"),
    ]
    cases: Suite = [
        *pairs,
        (["a", "aa"], "aaaa"),
        (["a", "b"], ""),
        ([], "a"),
        ([], ""),
        (["ab"], "aba"),
        (["b", "a", "ab"], "abab"),
    ]
    for _ in range(24):
        words = ["".join(rng.choice("ab") for _ in range(rng.randint(1, 3))) for _ in range(rng.randint(1, 4))]
        whole = "".join(rng.choice(words) for _ in range(rng.randint(1, 3)))
        cases.append((words, whole + rng.choice(["", "", "b"])))
        cases.append((words, rng.choice(words)))
    return cases


@_suite_of("texts", "int")
def _texts_and_int(rng: random.Random) -> Suite:
    return [(words, rng.randint(0, max(1, len(words)))) for words in _text_lists(rng) for _ in range(2)]


@_suite_of("coins", "amount")
def _coins_and_amount(rng: random.Random) -> Suite:
    sets = [
        [1, 2, 5],
        [2],
        [1, 5, 10, 25],
        [3, 7],
        [2, 4, 6],
        [1],
        [5, 2, 1],
        [4, 9, 3],
        [1, 3, 4],
        [2, 3, 7],
        [7, 3, 2, 11],
        [],
    ]
    cases: Suite = [(coins, amount) for coins in sets for amount in rng.sample(range(1, 15), 4)]
    return [
        ([1, 2, 5], 11),
        *cases,
        ([1, 2], 0),
        ([2], 3),
        ([], 0),
        ([], 4),
        ([5], 3),
        ([2, 2], 4),
        ([1, 2], -1),
        ([3, 5], -4),
    ]


@_suite_of("weights", "values", "capacity")
def _knapsacks(rng: random.Random) -> Suite:
    cases: Suite = [([1, 3, 4, 5], [1, 4, 5, 7], 7), ([10, 20, 30], [60, 100, 120], 50)]
    for length in (3, 4, 4, 5, 5, 6, 6, 7, 2, 1, 4, 5, 3, 6, 5, 4, 6, 3):
        cases.append(
            (
                [rng.randint(1, 7) for _ in range(length)],
                [rng.randint(0, 12) for _ in range(length)],
                rng.randint(1, 16),
            )
        )
    return cases + [
        ([], [], 5),
        ([2], [3], 1),
        ([2], [3], 2),
        ([2, 3], [4, 5], 0),
        ([1, 1], [2, 3], -1),
        ([4, 5], [1, 2], 3),
    ]


@_suite_of("coins", "weights", "capacity")
def _pieces(rng: random.Random) -> Suite:
    return [(list(weights), list(values), capacity) for weights, values, capacity in _knapsacks(rng)]


@_suite_of("matrix", "matrix")
def _two_matrices(rng: random.Random) -> Suite:
    cases: Suite = []
    for rows, inner, columns in (
        (2, 3, 2),
        (2, 2, 2),
        (3, 3, 3),
        (1, 3, 2),
        (2, 1, 3),
        (3, 2, 4),
        (4, 4, 4),
        (1, 1, 1),
        (2, 4, 1),
        (3, 3, 1),
    ):
        cases += [(_table(rng, rows, inner), _table(rng, inner, columns)) for _ in range(2)]
    for rows, columns in ((2, 2), (2, 3), (3, 3), (1, 4)):
        cases += [(_table(rng, rows, columns), _table(rng, rows, columns)) for _ in range(3)]
    return [*cases, ([], []), ([[1]], [[2]])]


@_suite_of("square", "int")
def _square_and_int(rng: random.Random) -> Suite:
    cases: Suite = []
    for table in _squares(rng):
        cases += [(table, power) for power in rng.sample([0, 1, 2, 3, 4, 5], 3)]
    return [*cases, ([[1, 1], [1, 0]], 7), ([[1, 1], [1, 0]], 10), ([[2]], 6)]


@_suite_of("matrix", "int")
def _matrix_and_int(rng: random.Random) -> Suite:
    cases: Suite = []
    for _ in range(12):
        table = _table(rng, rng.randint(1, 4), rng.randint(1, 4), 0, 20)
        sorted_table = sorted(sorted(row) for row in table)
        cases += [
            (table, rng.choice(rng.choice(table))),
            (table, rng.randint(0, 20)),
            (sorted_table, rng.randint(1, 20)),
        ]
    return cases


@_suite_of("rows", "int")
def _rows_and_int(rng: random.Random) -> Suite:
    return [(rows, number) for rows in _rows(rng) for number in rng.sample([0, 1, 2, 3, 5, -1], 3)]


@_suite_of("ints", "points")
def _list_and_ranges(rng: random.Random) -> Suite:
    """A list and inclusive ranges inside of it."""
    cases: Suite = []
    for _ in range(28):
        values = [rng.randint(-5, 9) for _ in range(rng.randint(1, 8))]
        ranges = [sorted(rng.choices(range(len(values)), k=2)) for _ in range(rng.randint(0, 5))]
        cases.append((values, [list(bounds) for bounds in ranges]))
    return [([1, 2, 3, 4, 5], [[0, 2], [1, 3], [4, 4]]), *cases, ([], []), ([3], [[0, 0]])]


@_suite_of("nodes", "points")
def _length_and_updates(rng: random.Random) -> Suite:
    return [
        (size, [sorted(rng.choices(range(size), k=2)) for _ in range(rng.randint(0, 5))])
        for size in rng.choices(range(1, 8), k=30)
    ]


@_suite_of("nodes", "weighted")
def _length_and_weighted(rng: random.Random) -> Suite:
    """A number of nodes, and triples of two of them (the smaller first in half of the cases) and a weight of 1 to 9."""
    cases: Suite = []
    for number in range(44):
        size = rng.randint(1, 6)
        triples = []
        for _ in range(rng.randint(0, 7)):
            ends = rng.choices(range(size), k=2)
            triples.append([*(sorted(ends) if number % 2 else ends), rng.randint(1, 9)])
        cases.append((size, triples))
    return cases


@_suite_of("nodes", "weighted", "vertex")
def _weighted_and_start(rng: random.Random) -> Suite:
    return [(size, triples, rng.randrange(size)) for size, triples in _length_and_weighted(rng)]


@_suite_of("nodes", "weighted", "vertex", "vertex")
def _weighted_and_ends(rng: random.Random) -> Suite:
    return [(size, triples, rng.randrange(size), rng.randrange(size)) for size, triples in _length_and_weighted(rng)]


def _random_edges(rng: random.Random) -> tuple[int, list[list[int]]]:
    size = rng.randint(1, 7)
    shape = rng.random()
    edges = [[rng.randrange(size), rng.randrange(size)] for _ in range(rng.randint(0, 8))]
    if shape < 0.45:
        edges = [[a, b] if a < b else [b, a] for a, b in edges if a != b]
    elif shape < 0.7:
        edges = [[a, b] for a, b in edges if a != b]
    elif shape < 0.85:
        edges = [[rng.randrange(b), b] for b in range(1, size)]
    return size, edges


@_suite_of("nodes", "edges")
def _nodes_and_edges(rng: random.Random) -> Suite:
    fixed: Suite = [
        (5, [[0, 1], [1, 2], [3, 4]]),
        (4, [[0, 1], [1, 2], [2, 3], [3, 0]]),
        (3, []),
        (1, []),
        (0, []),
        (2, [[0, 1]]),
    ]
    return fixed + [_random_edges(rng) for _ in range(50)]


@_suite_of("edges")
def _edges_alone(rng: random.Random) -> Suite:
    return [(edges,) for _, edges in _nodes_and_edges(rng)] + [([],)]


@_suite_of("nodes", "edges", "vertex")
def _edges_and_start(rng: random.Random) -> Suite:
    return [(size, edges, rng.randrange(size)) for size, edges in _nodes_and_edges(rng) if size]


@_suite_of("nodes", "edges", "vertex", "vertex")
def _edges_and_ends(rng: random.Random) -> Suite:
    return [(size, edges, rng.randrange(size), rng.randrange(size)) for size, edges in _nodes_and_edges(rng) if size]


@_suite_of("edges", "node", "node")
def _bare_edges_and_ends(rng: random.Random) -> Suite:
    return [(edges, rng.randrange(size), rng.randrange(size)) for size, edges in _nodes_and_edges(rng) if size]


@_suite_of("edges", "node")
def _bare_edges_and_start(rng: random.Random) -> Suite:
    return [(edges, rng.randrange(size)) for size, edges in _nodes_and_edges(rng) if size]


def _graph_of(size: int, edges: list[list[int]], both: bool) -> dict[int, list[int]]:
    graph: dict[int, list[int]] = {node: [] for node in range(size)}
    for a, b in edges:
        graph[a].append(b)
        if both:
            graph[b].append(a)
    return graph


@_suite_of("graph")
def _graphs(rng: random.Random) -> Suite:
    return [(_graph_of(size, edges, number % 2 == 0),) for number, (size, edges) in enumerate(_nodes_and_edges(rng))]


@_suite_of("graph", "node")
def _graph_and_start(rng: random.Random) -> Suite:
    return [(graph, rng.choice(list(graph))) for (graph,) in _graphs(rng) if graph]


@_suite_of("graph", "node", "node")
def _graph_and_ends(rng: random.Random) -> Suite:
    return [(graph, rng.choice(list(graph)), rng.choice(list(graph))) for (graph,) in _graphs(rng) if graph]


def _dags(rng: random.Random) -> list[dict[int, list[int]]]:
    made = []
    for size, edges in [_random_edges(rng) for _ in range(44)]:
        made.append(_graph_of(size, [sorted(edge) for edge in edges if edge[0] != edge[1]], False))
    return made


@_suite_of("dag")
def _dags_alone(rng: random.Random) -> Suite:
    return [(graph,) for graph in _dags(rng)] + [({},)]


@_suite_of("dag", "node", "node")
def _dag_and_ends(rng: random.Random) -> Suite:
    return [(graph, rng.choice(list(graph)), rng.choice(list(graph))) for graph in _dags(rng)]


@_suite_of("ints", "edges")
def _items_and_links(rng: random.Random) -> Suite:
    """Items, some twice, and links between them and a few others."""
    cases: Suite = []
    for _ in range(40):
        items = [rng.randint(0, 8) for _ in range(rng.randint(0, 7))]
        cases.append((items, [[rng.randint(0, 8), rng.randint(0, 8)] for _ in range(rng.randint(0, 6))]))
    return cases


def _weighted_graph(rng: random.Random) -> dict[int, list[list[int]]]:
    size, edges = _random_edges(rng)
    graph: dict[int, list[list[int]]] = {node: [] for node in range(size)}
    for a, b in edges:
        graph[a].append([b, rng.randint(1, 9)])
    return graph


@_suite_of("weighted_graph", "node")
def _weighted_graph_and_start(rng: random.Random) -> Suite:
    return [(graph, rng.choice(list(graph))) for graph in (_weighted_graph(rng) for _ in range(44))]


@_suite_of("weighted_graph", "node", "node")
def _weighted_graph_and_ends(rng: random.Random) -> Suite:
    return [
        (graph, rng.choice(list(graph)), rng.choice(list(graph))) for graph in (_weighted_graph(rng) for _ in range(44))
    ]


@_suite_of("weighted_map", "node")
def _weighted_map_and_start(rng: random.Random) -> Suite:
    cases = _weighted_graph_and_start(rng)
    return [({node: dict(map(tuple, ends)) for node, ends in graph.items()}, start) for graph, start in cases]


@_suite_of("weighted_map", "node", "node")
def _weighted_map_and_ends(rng: random.Random) -> Suite:
    cases = _weighted_graph_and_ends(rng)
    return [({node: dict(map(tuple, ends)) for node, ends in graph.items()}, start, end) for graph, start, end in cases]


@_suite_of("intervals", "ints")
def _intervals_and_points(rng: random.Random) -> Suite:
    return [
        (spans, [rng.randint(-4, 16) for _ in range(rng.randint(0, 5))]) for spans in _intervals(rng) for _ in range(2)
    ]


@_suite_of("intervals", "int")
def _intervals_and_int(rng: random.Random) -> Suite:
    return [(spans, rng.randint(-2, 12)) for spans in _intervals(rng) for _ in range(2)]


@_suite_of("grid", "count")
def _grid_and_steps(rng: random.Random) -> Suite:
    return [(grid, rng.randint(0, 4)) for grid in _grids(rng) for _ in range(2)]
