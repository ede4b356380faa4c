"""Loops become operations on arrays that give what the loops give, and are left alone where they would not."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from tests.proposers.compile.vectorising import both_forms, difference

from hasten.proposers.compile.refusal import Unsupported


def _floats(rng: random.Random, n: int) -> list[float]:
    odd = [0.0, -0.0, 1e300, -1e300, 5e-324, math.inf, -math.inf, math.nan]
    return [rng.choice(odd) if rng.random() < 0.04 else rng.uniform(-9, 9) for _ in range(n)]


def _integers(rng: random.Random, n: int) -> list[int]:
    return [rng.choice([2**62, -(2**63), 2**53 + 1]) if rng.random() < 0.02 else rng.randint(-9, 9) for _ in range(n)]


def _n(rng: random.Random) -> int:
    return rng.choice([1, 2, 3, 4, 7, 19])


Calls = Callable[[random.Random], tuple[Any, ...]]
ARRAY: Calls = lambda rng: (np.array(_floats(rng, _n(rng))),)  # noqa: E731
LIST: Calls = lambda rng: (_floats(rng, _n(rng)),)  # noqa: E731
TWO: Calls = lambda rng: (np.array(_floats(rng, 5)), np.array(_floats(rng, _n(rng))))  # noqa: E731
PLATE: Calls = lambda rng: (np.array(_floats(rng, 30)).reshape(rng.choice([(5, 6), (3, 10), (1, 30)])),)  # noqa: E731
GRID: Calls = lambda rng: ([[rng.randint(0, 3) for _ in range(5)] for _ in range(_n(rng))],)  # noqa: E731
LABELLED: Calls = lambda rng: (  # noqa: E731
    np.array([rng.randint(-1, 5) for _ in range(9)]), np.array(_floats(rng, 9)), rng.randint(4, 6),
)  # fmt: skip
POINTS: Calls = lambda rng: ([(rng.uniform(-3, 3), rng.uniform(-3, 3)) for _ in range(_n(rng))],)  # noqa: E731
WINDOW: Calls = lambda rng: (_floats(rng, 12), rng.randint(-1, 6))  # noqa: E731
COUNTED: Calls = lambda rng: (_integers(rng, 9), [rng.randint(-1, 9) for _ in range(9)], rng.randint(3, 20))  # noqa: E731

#: Text with what its loops become, and the calls that it is tried on.
FORMS: dict[str, tuple[str, str, Calls]] = {
    "map": ("""
def f(a):
    out = np.empty_like(a)
    for i in range(len(a)):
        out[i] = a[i] * 2.0 - 1.0
    return out
""", "out[:] = a * 2.0 - 1.0", ARRAY),
    "stencil": ("""
def f(a):
    n = len(a)
    out = a.copy()
    for i in range(1, n - 1):
        out[i] = 0.25 * a[i - 1] + 0.5 * a[i] + 0.25 * a[i + 1]
    return out
""", "out[1:-1] = 0.25 * a[:-2] + 0.5 * a[1:-1] + 0.25 * a[2:]", ARRAY),
    "in place": ("""
def f(a):
    for i in range(len(a) - 1):
        a[i] = a[i] + a[i + 1]
""", "new_a[:-1] = new_a[:-1] + new_a[1:]", ARRAY),
    "differences": ("""
def f(a):
    return_ = []
    for i in range(1, len(a)):
        return_.append(a[i] - a[i - 1])
    return return_
""", "a_array[1:] - a_array[:-1]", LIST),
    "filter": ("""
def f(a):
    kept = []
    for x in a:
        if x <= 0.0:
            continue
        kept.append(x)
    return kept
""", "kept = a[~chosen]", ARRAY),
    "running": ("""
def f(a):
    total = 0.0
    out = []
    for x in a:
        total += x
        out.append(total)
    return out, total
""", "np.cumsum(np.concatenate(([total], a)))[1:]", ARRAY),
    "running maximum": ("""
def f(a):
    best = a[0]
    worst = 0.0
    for x in a:
        best = max(best, x)
        if best - x > worst:
            worst = best - x
    return worst
""", "np.maximum.accumulate", ARRAY),
    "first of the largest": ("""
def f(a):
    best, where = a[0], 0
    for i, x in enumerate(a):
        if x > best:
            best = x
            where = i
    return best, where
""", "argmax()", ARRAY),
    "outer product": ("""
def f(a, b):
    table = np.zeros((len(a), len(b)))
    for i in range(len(a)):
        for j in range(len(b)):
            table[i, j] = a[i] * b[j] if a[i] < b[j] else 0.5
    return table
""", "a[:, None] * b", TWO),
    "rows": ("""
def f(a, b):
    table = []
    for x in a:
        row = []
        for y in b:
            row.append(x - y)
        table.append(row)
    return table
""", "a[:, None] - b", TWO),
    "total of a plate": ("""
def f(a):
    total = 0.0
    n = 0
    for y in range(a.shape[0]):
        for x in range(a.shape[1]):
            if a[y, x] > 1.0:
                total += a[y, x]
                n += 1
    return total, n
""", "np.count_nonzero", PLATE),
    "neighbours": ("""
def f(a):
    height, width = a.shape
    now = a.copy()
    for step in range(3):
        after = now.copy()
        for y in range(1, height - 1):
            for x in range(1, width - 1):
                after[y, x] = now[y - 1, x] + now[y + 1, x] - 0.5 * now[y, x - 1]
        now = after
    return now
""", "after[1:-1, 1:-1] = now[:-2, 1:-1] + now[2:, 1:-1] - 0.5 * now[1:-1, :-2]", PLATE),
    "transposed": ("""
def f(a):
    out = np.zeros((a.shape[1], a.shape[0]))
    for y in range(a.shape[0]):
        for x in range(a.shape[1]):
            out[x, y] = a[y, x]
    return out
""", "out.T[:] = a", PLATE),
    "life": ("""
def f(grid):
    h, w = len(grid), len(grid[0])
    out = [[0] * w for _ in range(h)]
    for y in range(h):
        for x in range(w):
            near = 0
            for dy in (-1, 0, 1):
                for dx in (-1, 0, 1):
                    if dy != 0 or dx != 0:
                        near += grid[(y + dy) % h][(x + dx) % w]
            if near == 3 or (near == 2 and grid[y][x] == 1):
                out[y][x] = 1
    return out
""", "out[(near == 3) | (near == 2) & (grid_array == 1)] = 1", GRID),
    "matrix product": ("""
def f(a):
    n, m = len(a), len(a[0])
    out = [[0] * n for _ in range(n)]
    for i in range(n):
        for j in range(n):
            total = 0
            for k in range(m):
                total += a[i][k] * a[j][k]
            out[i][j] = total
    return out
""", "total += a_array[:, k, None] * a_array[:, k]", GRID),
    "groups": ("""
def f(labels, a, n):
    totals = np.zeros(n)
    counts = [0] * n
    for k, x in zip(labels, a):
        totals[k] += x
        counts[k] += 1
    return totals, counts
""", "np.add.at(totals, labels, a)", LABELLED),
    "closest pair": ("""
def f(points):
    best = float("inf")
    for i in range(len(points)):
        x, y = points[i]
        for j in range(i + 1, len(points)):
            u, v = points[j]
            d = math.sqrt((x - u) * (x - u) + (y - v) * (y - v))
            if d < best:
                best = d
    return best
""", "np.sqrt", POINTS),
    "windows": ("""
def f(values, width):
    out = []
    for i in range(len(values) - width + 1):
        total = 0.0
        for j in range(i, i + width):
            total += values[j]
        out.append(total / width)
    return out
""", "total += values_array[j:", WINDOW),
    "knapsack": ("""
def f(values, weights, room):
    best = [0] * (room + 1)
    for i in range(len(weights)):
        for r in range(room, weights[i] - 1, -1):
            other = best[r - weights[i]] + values[i]
            if other > best[r]:
                best[r] = other
    return best[room]
""", "best[weights[i]:][", COUNTED),
    "a copy under the same name": ("""
def f(a):
    a = a.copy()
    for i in range(len(a)):
        a[i] = a[i] * 2.0
    return a
""", "own_a[:] = own_a * 2.0", ARRAY),
    "a slice under the same name": ("""
def f(a):
    a = a[:]
    for i in range(len(a) - 1):
        a[i] = a[i] * 2.0 - a[i + 1]
    return a
""", "own_a[:-1] = own_a[:-1] * 2.0 - own_a[1:]", LIST),
    "a length that changes": ("""
def f(a, n):
    total = 0.0
    for i in range(n):
        total += a[i]
    n = n + 3
    for i in range(n):
        total += a[i] * 0.5
    return total
""", "np.cumsum", WINDOW),
    "clipped": ("""
def f(a):
    out = []
    for x in a:
        if x < -1.0:
            y = -1.0
        elif x > 1.0:
            y = 1.0
        else:
            y = 0.5 * x
        out.append(y + 0.0)
    return out
""", "np.where", LIST),
}


@pytest.mark.parametrize("inner_first", [False, True])
@pytest.mark.parametrize("name", FORMS)
def test_forms(name: str, inner_first: bool) -> None:
    text, wanted, calls = FORMS[name]
    rng = random.Random(name)
    plain = [calls(random.Random(seed)) for seed in (1, 2)]
    try:
        old, new, source = both_forms(f"import math\n\nimport numpy as np\n\n{text}", "f", plain, inner_first=inner_first)
    except Unsupported:
        assert inner_first
        return
    assert inner_first or wanted in source.replace("\n", " "), source
    found = [difference(old, new, calls(rng)) for _ in range(60)]
    assert [] == [one for one in found if one is not None and one is not NotImplemented][:1]
    assert any(one is None for one in found)


@pytest.mark.parametrize(
    ("text", "calls"),
    [
        # Each round reads what the one before has written.
        ("def f(a):\n    for i in range(1, len(a)):\n        a[i] = a[i] + a[i - 1]\n", ARRAY),
        ("def f(a):\n    out = np.zeros(9)\n    for i in range(len(a)):\n        out[0] = a[i]\n    return out\n", ARRAY),
        ("def f(a):\n    t = 1.0\n    for x in a:\n        t = t * 0.5 + x\n    return t\n", ARRAY),
        ("def f(a):\n    for x in a:\n        y = x * 2.0\n    return y\n", ARRAY),
        ("def f(a):\n    for i in range(len(a)):\n        a[i] = 0.0\n    return i\n", ARRAY),
        ("def f(a):\n    out = []\n    for x in a:\n        out.append(g(x))\n    return out\n", ARRAY),
        ("def f(a):\n    out = []\n    for x in a:\n        out.append(x)\n        a.append(1.0)\n    return out\n", LIST),
        ("def f(a):\n    out = []\n    for x in a:\n        if x > 1.0:\n            break\n        out.append(x)\n", LIST),
        ("def f(a):\n    out = [0] * len(a)\n    for i in range(len(a)):\n        out[i] = a[i]\n    return out\n", LIST),
        ("def f(a):\n    global t\n    for x in a:\n        t = x\n", ARRAY),
        ("def f(a):\n    for x in a:\n        yield x * 2.0\n", ARRAY),
        ("def max(*a):\n    return 0\n\ndef f(a):\n    out = []\n    for x in a:\n        out.append(max(x, 1.0))\n", LIST),
        # The inner loop, kept, would come first.
        ("def f(a):\n    n = 0\n    for i in range(len(a)):\n        for j in range(3):\n            if a[i] > j:\n"
         "                break\n            n += 1\n    return n\n", ARRAY),
        # First the argument, then a copy of it.
        ("def f(a):\n    for i in range(len(a)):\n        a[i] = 0.0\n    a = a.copy()\n    for i in range(len(a)):\n"
         "        a[i] = 1.0\n    return a\n", ARRAY),
        ("def f(a):\n    if len(a) > 2:\n        a = a.copy()\n    for i in range(len(a)):\n        a[i] = 1.0\n", ARRAY),
        ("def f(a):\n    row = [0.0]\n    for x in a:\n        row[0] += x\n    return row\n", ARRAY),
        ("def f(a):\n    s = 0\n    for x in a:\n        s ^= 3\n        s += 1\n    return s\n", ARRAY),
    ],
)
def test_what_the_rounds_tell_each_other_is_left_to_the_loop(text: str, calls: Calls) -> None:
    with pytest.raises(Unsupported):
        both_forms(f"import numpy as np\n\n{text}", "f", [calls(random.Random(3))])


def test_arguments_that_share_memory_are_left_to_the_loop() -> None:
    source = "def f(a, b):\n    for i in range(len(a)):\n        a[i] = b[i] * 2.0\n"
    a = np.arange(9.0)
    old, new, _ = both_forms(source, "f", [(a, a.copy())])
    assert NotImplemented is new(a, a[::-1])
    other = a.copy()
    assert new(a, other) is None
    assert np.array_equal(a, other * 2.0)
    read_only = a.copy()
    read_only.flags.writeable = False
    assert NotImplemented is new(read_only, other)
    assert old is not new


@pytest.mark.parametrize(
    "odd",
    [
        [1.0, 2], [1.0, True], [], (1.0, 2.0), [np.float64(1.0)], np.array([1.0]), np.array(["a"]), [1.0, None], "ab", None,
        range(3), [[1.0]], [1.0 + 0j],
    ],
)
def test_other_arguments_are_left_to_the_plain_function(odd: Any) -> None:
    source = "def f(a):\n    out = []\n    for i in range(1, len(a)):\n        out.append(a[i] - a[i - 1])\n    return out\n"
    _, new, _ = both_forms(source, "f", [([1.0, 2.0, 4.0],)])
    assert NotImplemented is new(odd)
    assert [1.0, 2.0] == new([1.0, 2.0, 4.0])


@pytest.mark.parametrize(
    "odd",
    [
        np.arange(4.0, dtype=np.float32), np.arange(4), np.arange(4.0).reshape(2, 2), np.arange(4.0).astype(">f8"),
        np.ma.masked_array([1.0, 2.0], [True, False]), np.array([1.0, None], dtype=object), [1.0, 2.0],
    ],
)
def test_other_arrays_are_left_to_the_plain_function(odd: Any) -> None:
    _, new, _ = both_forms(FORMS["stencil"][0].replace("\ndef", "import numpy as np\ndef"), "f", [(np.arange(4.0),)])
    assert NotImplemented is new(odd)
    assert 5 == len(new(np.arange(10.0)[::2]))
