"""Canonical values of one parameter each, by pool; how they are combined is in ``suites.py``.

They never depend on the target, so the outputs of two functions on them can be compared: that is the functional hash.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

#: What makes the values of each pool.
POOLS: dict[str, Callable[[random.Random], list[Any]]] = {}


def values_of(pool: str, rng: random.Random) -> list[Any]:
    """The canonical values of a pool."""
    return POOLS[pool](rng)


def _pool(name: str) -> Callable[[Callable[[random.Random], list[Any]]], Callable[[random.Random], list[Any]]]:
    def register(make: Callable[[random.Random], list[Any]]) -> Callable[[random.Random], list[Any]]:
        POOLS[name] = make
        return make

    return register


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


@_pool("mark")
def _marks_alone(rng: random.Random) -> list[Any]:
    return [0, 1, 2]


@_pool("marks")
def _marks(rng: random.Random) -> list[Any]:
    """Items of few kinds, so that there are several of each."""
    lists: list[list[int]] = [[0, 1, 1, 0, 2, 1], [1, 1, 0], [0, 0, 2, 1, 2], [], [0], [1, 0], [2, 2, 2]]
    lists += [[rng.randint(0, 2) for _ in range(length)] for length in (4, 5, 6, 6, 7, 8, 8, 9, 10, 12)]
    return lists + [[rng.randint(0, 1) for _ in range(length)] for length in (5, 7, 9, 11)]


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


def table_of(rng: random.Random, rows: int, columns: int, low: int = -4, high: int = 9) -> list[list[int]]:
    """A table of random integers."""
    return [[rng.randint(low, high) for _ in range(columns)] for _ in range(rows)]


@_pool("matrix")
def _matrices(rng: random.Random) -> list[Any]:
    sizes = ((2, 3), (3, 3), (3, 2), (1, 4), (4, 1), (2, 2), (3, 4), (4, 4), (1, 1), (5, 3), (2, 5))
    made = [table_of(rng, *size) for size in sizes]
    return [
        [[1, 2, 3], [4, 5, 6], [7, 8, 9]],
        *made,
        [],
        [[]],
        *[table_of(rng, 3, 3, 0, 3) for _ in range(4)],
        *[table_of(rng, *size) for size in sizes],
    ]


@_pool("square")
def _squares(rng: random.Random) -> list[Any]:
    made = [table_of(rng, size, size) for size in (2, 3, 3, 4, 1, 2, 4, 3, 5, 3, 4, 2, 3, 4, 5, 3, 2, 4)]
    symmetric = [[1, 2, 3], [2, 5, 4], [3, 4, 9]]
    return [[[1, 2], [3, 4]], *made, symmetric, [], [[1, 0], [0, 1]], [[2, 0, 0], [0, 3, 0], [0, 0, 4]]]


@_pool("grid")
def _grids(rng: random.Random) -> list[Any]:
    sizes = ((3, 3), (4, 4), (3, 5), (2, 2), (1, 4), (4, 1), (1, 1), (4, 5), (5, 5), (3, 3), (2, 4), (4, 3), (5, 4))
    made = [table_of(rng, rows, columns, 0, 1) for rows, columns in sizes]
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
