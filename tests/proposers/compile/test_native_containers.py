"""Lists, texts and dicts in machine code behave as Python's: order, aliasing, negative places, what is raised."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from hasten.proposers.compile.lattice import BOOL, FLOAT, INT, STR, Type, list_of

INTS, FLOATS, TEXTS, GRID = list_of(INT), list_of(FLOAT), list_of(STR), list_of(list_of(INT))
PAIRS = list_of(Type("tuple", (INT, FLOAT)))

CASES: list[tuple[str, str, list[Type], list[tuple[Any, ...]]]] = [
    (
        "places",
        """
def places(xs, i):
    return xs[i], xs[-1], xs[i:], xs[:i], xs[::-1], xs[i::2], len(xs)
""",
        [INTS, INT],
        [([1, 2, 3], 1), ([1, 2, 3], -1), ([1, 2, 3], 3), ([1, 2, 3], -4), ([], 0), ([5], 0), ([1, 2, 3], 2**62)],
    ),
    (
        "sort_in_place",
        """
def sort_in_place(xs):
    for i in range(len(xs)):
        for j in range(len(xs) - 1 - i):
            if xs[j] > xs[j + 1]:
                xs[j], xs[j + 1] = xs[j + 1], xs[j]
    return xs
""",
        [INTS],
        [([3, 1, 2],), ([],), ([2**63 - 1, -(2**63), 0],), ([1.5, 2],), ([3, True, 1],)],
    ),
    (
        "searched",
        """
def searched(xs, words, v, w):
    return xs.index(v), xs.count(v), words.index(w), words.count(w), v in xs, w in words
""",
        [INTS, TEXTS, INT, STR],
        [([3, 0, 7, 3], ["b", "aa", "b"], 3, "aa"), ([1, 2, 0], ["x"], 2, "x"), ([1, 2], ["x"], 5, "x"), ([], [], 0, "")],
    ),
    (
        "looked_into",
        """
def looked_into(xs, v):
    low, high = 0, len(xs)
    while low < high:
        middle = (low + high) // 2
        if xs[middle] < v:
            low = middle + 1
        else:
            high = middle
    return low, low < len(xs) and xs[low] == v, xs[-1]
""",
        [INTS, INT],
        [([1, 3, 5, 7, 9], 7), ([1, 3], 2), ([], 1), ([1, 2.5, 3], 9), ([1, True, 3], 1), ([2**40, 2**62], 2**62)],
    ),
    (
        "left_early",
        """
def left_early(pairs, xs):
    total = 0
    for k, (n, x) in enumerate(pairs):
        if n < 0:
            return k, total
        total += n * x
    for a, b in zip(xs, xs):
        total += a * b
    return xs[0], total
""",
        [PAIRS, FLOATS],
        [([(1, 0.5), (-1, 2.0), "no pair"], [1.0]), ([(1, 0.5)], [-0.0]), ([(2, 1.5)], []), ([(1, 2)], [1.0]), ([], [1.5])],
    ),
    (
        "whole_words",
        """
def whole_words(words, last):
    seen = {}
    pairs = {}
    kept = []
    before = "start"
    for w in words:
        seen[w] = seen.get(w, 0) + 1
        pairs[(before, w)] = len(w)
        if w != "a" and w > before or w == "the":
            kept.append(w)
        before = w
    kept.sort()
    some = "x" if last in seen else last
    return seen, pairs, kept, kept.count("the"), before, some, max(len(w) for w in words), {w for w in words}
""",
        [TEXTS, STR],
        [(["b", "a", "the", "b"], "b"), (["\u00e9", "\u0101", "\U0001f600", "e", ""], "q"), (["a" * 40, "a" * 39 + "b"], ""),
         ([], ""), (["a", "b", 3], "a")],
    ),
    (
        "words_moved",
        """
def words_moved(words, n):
    for k in range(n):
        words[k], words[-1 - k] = words[-1 - k], words[k]
    words.append(words[0])
    return words[n - 1] < "m"
""",
        [TEXTS, INT],
        [(["b", "a", "c"], 1), (["b", "a", "c"], 3), (["q"], 1), ([], 0), (["b"], 5)],
    ),
    (
        "around",
        """
def around(grid, y, x):
    found = []
    for dy in (-1, 0, 1):
        for dx, weight in ((-1, 0.5), (0, 1), (1, 2.5)):
            if dx or dy:
                found.append(grid[(y + dy) % len(grid)][(x + dx) % len(grid[0])] * weight)
                if dy == 1:
                    break
    for c in ("a", "b"):
        if c != "b":
            continue
        found.append(1)
    return found
""",
        [GRID, INT, INT],
        [([[1, 2, 3], [4, 5, 6]], 0, 0), ([[1, 2, 3], [4, 5, 6]], 1, 2), ([[7]], -5, 9), ([], 0, 0), ([[2**62, 1]], 0, 0)],
    ),
    (
        "grow",
        """
def grow(xs, n):
    while len(xs) < n:
        xs.append(len(xs) * 2)
    if n > 4:
        xs.pop()
        xs.pop(0)
        xs.insert(1, 7)
    if n > 5:
        xs.extend(xs)
        xs.reverse()
    return sum(xs)
""",
        [INTS, INT],
        [([1], 3), ([1], 5), ([1, 2], 9), ([], 0), ([9] * 20, 8)],
    ),
    (
        "aliased",
        """
def aliased(xs, ys):
    xs[0] = 5
    return ys[0], xs
""",
        [INTS, INTS],
        [([1], [2]), ([1], [])],
    ),
    (
        "rows",
        """
def rows(grid):
    row = grid[0]
    row[0] = 9
    kept = [row, row, [1]]
    kept[0][1] = 8
    return kept, grid
""",
        [GRID],
        [([[1, 2], [3, 4]],), ([[1]],), ([],)],
    ),
    (
        "unset",
        """
def unset(xs):
    for x in xs:
        last = x
    return last, x
""",
        [INTS],
        [([1, 2],), ([],)],
    ),
    (
        "texts",
        """
def texts(s, t):
    out = ""
    n = 0
    for i, c in enumerate(s):
        if c in "aeiou" or c == t[0]:
            out += c.upper()
        elif c.isalpha():
            out += c + "-"
        else:
            n += ord(c)
    return out, n, s[::-1] == s, s < t, "".join([c for c in s if c != "x"])
""",
        [STR, STR],
        [("hello x1", "l"), ("", "a"), ("abc", ""), ("ß", "s"), ("aéa", "é"), ("\U0001f600a", "b"), ("aba", "abb")],
    ),
    (
        "counted",
        """
def counted(words):
    seen = {}
    order = []
    for w in words:
        if w not in seen:
            order.append(w)
        seen[w] = seen.get(w, 0) + 1
    best = 0
    for k, v in seen.items():
        if v > best:
            best = v
    return seen, order, best
""",
        [TEXTS],
        [(["b", "a", "b"],), ([],), ([str(i % 30) for i in range(200)],)],
    ),
    (
        "pairs",
        """
def pairs(ps):
    total = 0
    best = None
    for n, x in ps:
        total += n * x
    for a, (n, x) in enumerate(ps):
        if n == 3:
            return a, n
    return total
""",
        [PAIRS],
        [([(1, 0.5), (2, -0.0)],), ([(3, 1.0)],), ([],), ([(1, 2)],)],
    ),
    (
        "extremes",
        """
def extremes(xs):
    return min(xs), max(xs), sum(xs), any(x > 3 for x in xs), all(x for x in xs), sorted(xs)
""",
        [FLOATS],
        [([1.0, -0.0, 0.0],), ([float("nan"), 1.0],), ([1.0, float("nan")],), ([],), ([1e308, 1e308],), ([0.1] * 10,)],
    ),
    (
        "loops",
        """
def loops(n, step):
    out = []
    for i in range(n, 0, step):
        if i % 3 == 0:
            continue
        if i == 7:
            break
        out.append(i)
        i = 100
    else:
        out.append(-1)
    while n > 0:
        n -= 4
        if n == 1:
            break
    else:
        out.append(-2)
    return out
""",
        [INT, INT],
        [(10, -1), (5, -2), (6, -3), (0, -1), (5, 1), (5, 0), (9, -(2**63))],
    ),
    (
        "deep",
        """
def deep(n):
    if n <= 0:
        return 0
    return 1 + deep(n - 1)
""",
        [INT],
        [(3,), (-1,), (200,), (100000,)],
    ),
    (
        "rebound",
        """
def rebound(xs, n):
    total = 0
    for x in xs:
        xs = xs[1:]
        total = total * 10 + x
    for i in range(n):
        n = 1
        total += i
    ys = [1, 2, 3]
    for a, y in enumerate(ys):
        if a < 5:
            ys.append(a)
        total += y
    return total, xs, ys, n
""",
        [INTS, INT],
        [([1, 2, 3], 4), ([], 0)],
    ),
    (
        "words",
        """
def words(ws):
    seen = set()
    first = None
    for w in ws:
        if first is None or w < first:
            first = w
        seen.add(w)
    return sorted(ws), len(seen), first, "b" in seen
""",
        [TEXTS],
        [(["b", "a", "b", "ab", ""],), ([],), (["é", "z"],)],
    ),
    (
        "named",
        """
def scaled(x, by=2, plus=0):
    return x * by + plus


def named(x, n):
    return scaled(n), scaled(n, plus=3), scaled(by=n, x=7), str(n) + "!", round(x), str(-n * 3)
""",
        [FLOAT, INT],
        [(0.5, 3), (1.5, -4), (2.5, 0), (-0.5, 2**40), (1e300, 1), (float("nan"), 1), (2.0**62, 2**61)],
    ),
    (
        "helped",
        """
BASE = 10**9 + 7


def digits(n, out):
    while n:
        out.append(n % 10)
        n //= 10


def helped(n):
    out = []
    digits(n, out)
    return out, n * 31 % BASE
""",
        [INT],
        [(123,), (0,), (2**62,)],
    ),
]


def outcome(function: Callable[..., Any], args: tuple[Any, ...]) -> tuple[str, ...]:
    try:
        found = function(*args)
    except Exception as error:  # noqa: BLE001 - whatever it raises is compared
        return ("raises", type(error).__name__)
    return ("gives", repr(found))


@pytest.mark.parametrize(("name", "source", "types", "calls"), CASES, ids=[case[0] for case in CASES])
def test_containers(
    compiled: Callable[..., Callable[..., Any]], name: str, source: str, types: list[Type], calls: list[Any]
) -> None:
    kernel = compiled(source, name, types)
    space: dict[str, Any] = {}
    exec(source, space)
    constants = [space["BASE"]] if "BASE" in space else []
    done = 0
    for args in calls:
        if name == "deep" and args[0] > 900:
            assert NotImplemented is kernel(*args)
            continue
        ours, theirs = copy.deepcopy(args), copy.deepcopy(args)
        got = outcome(kernel, (*ours, *constants))
        if got[1] == "NotImplemented":
            assert repr(ours) == repr(args), "what was left alone was changed"
            continue
        done += 1
        assert outcome(space[name], theirs) == got
        assert repr(theirs) == repr(ours)
    assert done >= len(calls) / 2 - 1


def test_what_is_returned_is_the_argument_itself(compiled: Callable[..., Callable[..., Any]]) -> None:
    kernel = compiled("def same(xs, ys):\n    xs.append(1)\n    return [xs, ys, xs]\n", "same", [INTS, INTS])
    xs, ys = [1], [2]
    found = kernel(xs, ys)
    assert found[0] is xs and found[1] is ys and found[2] is xs
    assert [1, 1] == xs
    found = kernel(xs, xs)
    assert found[0] is xs and found[1] is xs and [1, 1, 1] == xs
    kept = [2**70 // 2**40, 5]
    first = kept[0]
    kernel(kept, ys)
    assert kept[0] is first, "what was not changed stays the same object"


def test_texts_of_every_width_come_in_and_grow_by_characters(compiled: Callable[..., Callable[..., Any]]) -> None:
    source = """
def grown(text, n):
    out = text
    kept = out
    for k in range(n):
        out += chr(ord(text[k % len(text)]) + 1)
        if k % 7 == 3:
            kept = out
    return out, kept, text


def halves(n):
    return [(k // 2, k % 3, k // (k + 1)) for k in range(n)]
"""
    space: dict[str, Any] = {}
    exec(source, space)
    kernel = compiled(source, "grown", [STR, INT])
    for text in ("a", "ab\x00z", "\u00e9\u00ff", "\u0101x", "\uffee", "\U0001f600b", "x" * 300):
        for n in (0, 1, 5, 40):
            assert space["grown"](text, n) == kernel(text, n)
    assert NotImplemented is kernel("", 1)
    kernel = compiled(source, "halves", [INT])
    assert space["halves"](50) == kernel(50) and [] == kernel(-1)


def test_one_list_under_several_names_is_one_list_inside(compiled: Callable[..., Callable[..., Any]]) -> None:
    source = """
def moved(rows, pairs, steps):
    for _ in range(steps):
        for a, b in pairs:
            a[0] += b[1]
            b.append(a[0])
            rows[0][1] += len(rows[-1])
    return [len(row) for row in rows]


def mixed(xs, ys):
    ys.append(0.5)
    return len(xs)
"""
    space: dict[str, Any] = {}
    exec(source, space)
    row = list_of(INT)
    kernel = compiled(source, "moved", [list_of(row), list_of(Type("tuple", (row, row))), INT])

    def given() -> tuple[Any, ...]:
        one, other, third = [1, 2], [3, 4], [5, 6]
        return [one, other, third, one], [(one, other), (other, third), (third, third)], 4

    ours, theirs = given(), given()
    assert space["moved"](*ours) == kernel(*theirs)
    assert ours == theirs
    assert theirs[0][0] is theirs[0][3] is theirs[1][0][0] and theirs[1][2][0] is theirs[0][2]
    kernel = compiled(source, "mixed", [row, list_of(FLOAT)])
    empty: list[Any] = []
    assert NotImplemented is kernel(empty, empty) and [] == empty, "of two types it would be two lists"
    assert 0 == kernel([], empty) and [0.5] == empty


def test_texts_that_are_passed_on_are_the_same_objects(compiled: Callable[..., Callable[..., Any]]) -> None:
    source = """
def longest(words, swap):
    best = words[0]
    for w in words:
        if len(w) > len(best):
            best = w
    if swap:
        words[0], words[1] = words[1], words[0]
    return best, words
"""
    kernel = compiled(source, "longest", [TEXTS, BOOL])
    words = ["".join(part) for part in (["a", "bc"], ["a", "bc"], ["long", "est"])]
    one, other, most = words
    best, same = kernel(words, True)
    assert best is most and same is words and words[0] is other and words[1] is one


def test_integers_of_every_width_come_in(compiled: Callable[..., Callable[..., Any]]) -> None:
    kernel = compiled("def halved(x):\n    return x // 2, x % 7, -x\n", "halved", [INT])
    powers = (0, 29, 30, 31, 32, 33, 59, 60, 61, 62)
    for x in [s * 2**k + d for k in powers for d in (-1, 0, 1) for s in (-1, 1)] + [2**63 - 1, 1 - 2**63]:
        assert (x // 2, x % 7, -x) == kernel(x)
    first = compiled("def first(xs):\n    return xs[0]\n", "first", [INTS])
    assert -(2**63) == first([-(2**63)])
    for x in (2**63, -(2**63) - 1, 2**64, 2**90, -(2**90)):
        assert NotImplemented is first([x])


def test_division_by_a_power_of_two_rounds_down(compiled: Callable[..., Callable[..., Any]]) -> None:
    source = "def parts(x):\n    return x // 8, x % 8, x // 1, x % 1, x // 2**62, x % 2**62, x // 2**31, x % 2**32\n"
    kernel = compiled(source, "parts", [INT])
    space: dict[str, Any] = {}
    exec(source, space)
    for x in [s * 2**k + d for k in (0, 3, 31, 32, 62) for d in (-1, 0, 1) for s in (-1, 1)] + [2**63 - 1, -(2**63)]:
        assert space["parts"](x) == kernel(x)
