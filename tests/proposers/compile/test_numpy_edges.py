"""What numpy computes of a loop is what Python computes, to the last bit and the type, or is left to the loop."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest
from tests.proposers.compile.edge_cases import FLOATS, INTEGERS
from tests.proposers.compile.vectorising import both_forms, difference

from hasten.proposers.compile.refusal import Unsupported

_BOTH = (
    "x + y", "x - y", "x * y", "x / y", "x // y", "x % y", "-x", "abs(x)", "min(x, y)", "max(y, x)", "x < y", "x <= y",
    "x > y", "x >= y", "x == y", "x != y", "not x", "x < y or x > y", "x < 1 < y", "float(x)", "int(y)", "round(x)",
    "math.sqrt(x)", "math.floor(x)", "math.ceil(y)", "x if x > y else y", "x / 3", "x // 3", "x % -3", "3 - x", "x * 0.5",
    "x / y + x", "x * x - y * y", "math.fabs(x)", "x in (1, 3)", "x > 0.5", "x == 3", "(x + y) * 0", "bool(x)",
    "-int(x)", "abs(int(x))", "int(x) - 1", "math.floor(x) * math.floor(y)", "-round(y * 2)",
)  # fmt: skip
_INTEGERS = ("x & y", "x | y", "x ^ y", "x ** 2", "x >> 3", "x << 5", "x + y - y", "x * y // 7", "x % 1000 * y", "~-x")
_FOLDS = (
    ("s = 0", "s += x"), ("s = 0.0", "s += x"), ("s = 0", "s -= x"), ("s = 1.5", "s = s + x"), ("s = 0", "s += x * y"),
    ("s = 0", "s = max(s, x)"), ("s = xs[0]", "if x < s: s = x"), ("s = float('inf')", "s = min(s, x)"),
    ("s = 0", "if x > y: s += 1"), ("s = 0", "s += x > y"), ("s = 0", "if y != 0: s += x // y"),
    ("s = 0", "s += 1"), ("s = 0.0", "if x > y: s += x"),
)  # fmt: skip


_MAPPED = """
import math


def f(xs, ys):
    out = []
    for x, y in zip(xs, ys):
        out.append({})
    return out
"""


def pairs(kind: str) -> list[tuple[Any, Any]]:
    """Every pair of edge values."""
    one = FLOATS if kind[0] == "f" else INTEGERS
    other = FLOATS if kind[1] == "f" else INTEGERS
    return list(itertools.product(one, other))


def calls(kind: str, world: str) -> list[tuple[Any, Any]]:
    """Each pair in an array of its own, long enough for the wide instructions, and all of them together."""
    every = pairs(kind)
    lists = [([a] * 9, [b] * 9) for a, b in every] + [([a for a, _ in every], [b for _, b in every])]
    return lists if world == "lists" else [(np.array(xs), np.array(ys)) for xs, ys in lists]


def check(source: str, kind: str, world: str) -> tuple[int, int]:
    """Cases that were compared, and those left alone, after all of them agree."""
    every = calls(kind, world)
    old, new, _ = both_forms(source, "f", every[:1])
    compared = left = 0
    for args in every:
        found = difference(old, new, args)
        assert found is None or found is NotImplemented, (source, found)
        compared, left = compared + (found is None), left + (found is NotImplemented)
    return compared, left


@pytest.mark.slow
@pytest.mark.parametrize("world", ["lists", "arrays"])
@pytest.mark.parametrize("kind", ["ff", "ii", "if", "fi"])
def test_operations(kind: str, world: str) -> None:
    tally, n_made = [0, 0], 0
    for text in (*_BOTH, *(_INTEGERS if kind == "ii" else ())):
        source = _MAPPED.format(text)
        try:
            compared, left = check(source, kind, world)
        except Unsupported:
            continue
        n_made += 1
        tally[0] += compared
        tally[1] += left
    assert 20 < n_made
    assert 4000 < tally[0] > tally[1]


@pytest.mark.slow
@pytest.mark.parametrize("world", ["lists", "arrays"])
@pytest.mark.parametrize("kind", ["ff", "ii"])
def test_folds(kind: str, world: str) -> None:
    tally, n_made = [0, 0], 0
    for start, step in _FOLDS:
        source = f"def f(xs, ys):\n    {start}\n    for x, y in zip(xs, ys):\n        {step}\n    return s\n"
        try:
            compared, left = check(source, kind, world)
        except Unsupported:
            continue
        n_made += 1
        tally[0] += compared
        tally[1] += left
    assert 6 < n_made
    assert 1500 < tally[0]


@pytest.mark.parametrize(
    "text",
    ["x ** 2", "x ** 0.5", "math.exp(x)", "math.sin(x)", "math.hypot(x, y)", "round(x, 2)", "math.log(x)", "str(x)",
     "x and y"],
)
def test_what_numpy_rounds_in_another_way_is_refused(text: str) -> None:
    source = _MAPPED.format(text)
    with pytest.raises(Unsupported):
        both_forms(source, "f", [([1.5, 2.0], [2.5, 3.0])])


def test_sums_add_from_left_to_right() -> None:
    source = "def f(xs):\n    s = 0.0\n    for x in xs:\n        s += x\n    return s\n"
    xs = np.random.default_rng(7).standard_normal(1000) * 10.0 ** (np.arange(1000) % 9)
    old, new, text = both_forms(source, "f", [(xs,)])
    assert "cumsum" in text
    sums = [(old(part), new(part), part.sum()) for part in (xs[start:] for start in range(50))]
    assert all(one == two for one, two, _ in sums)
    assert any(one != by_pairs for one, _, by_pairs in sums)
