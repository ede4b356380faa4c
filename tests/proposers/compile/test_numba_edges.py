"""What numba compiles gives what Python gives, to the last bit and the type, or leaves the call alone."""

from __future__ import annotations

import copy
import itertools
import re
from collections.abc import Callable
from typing import Any

import pytest
from tests.proposers.compile.edge_cases import FLOAT_SOURCE, FLOATS, INTEGER_SOURCE, INTEGERS
from tests.proposers.compile.test_native_edges import compare

from hasten.proposers.compile.lattice import FLOAT, INT, STR, list_of
from hasten.proposers.compile.refusal import Unsupported

pytestmark = pytest.mark.slow


def one_type(source: str, wanted: tuple[int, ...]) -> str:
    """The operators that give one type of result: numba functions return one."""
    parts = re.split(r"(?=    if op == \d+:)", source)
    kept = [part for part in parts[1:] if int(re.findall(r"\d+", part)[0]) in wanted]
    kept = [re.sub(r"\n    return (?!.*op).*\n\Z", "\n", part) for part in kept]
    return parts[0] + "".join(kept) + "    raise ValueError\n"


@pytest.mark.parametrize(
    ("source", "types", "values", "wanted"),
    [
        (INTEGER_SOURCE, [INT, INT, INT], INTEGERS, (0, 1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 19)),
        (INTEGER_SOURCE, [INT, INT, INT], INTEGERS, (5, 18, 21)),
        (FLOAT_SOURCE, [INT, FLOAT, FLOAT], FLOATS, (0, 1, 2, 3, 4, 5, 7, 8, 13, 14, 15, 22)),
        (FLOAT_SOURCE, [INT, FLOAT, FLOAT], FLOATS, (12,)),
        (FLOAT_SOURCE, [INT, FLOAT, FLOAT], FLOATS, (9,)),
    ],
)
def test_numbers_at_the_edges(
    jitted: Callable[..., Callable[..., Any]], source: str, types: list[Any], values: tuple[Any, ...],
    wanted: tuple[int, ...],
) -> None:  # fmt: skip
    text = one_type(source, wanted)
    kernel = jitted(text, "apply", types)
    cases = [c for c in itertools.product(wanted, values, values) if not (c[0] in (6, 7) and abs(c[2]) > 100)]
    wrong, left = compare(text, kernel, cases)
    assert [] == wrong[:5]
    assert 200 < len(cases) - left


def test_lists(jitted: Callable[..., Callable[..., Any]]) -> None:
    source = """
def lists(xs, i):
    total = 0
    made = [x * 2 for x in xs if x > i]
    for j, x in enumerate(xs):
        total += x * j
    while len(made) > 3:
        total -= made.pop()
    return total, made, xs[i], xs[-1]
"""
    kernel = jitted(source, "lists", [list_of(INT), INT])
    space: dict[str, Any] = {}
    exec(source, space)
    for args in (([1, 2, 3], 0), ([5] * 9, 2), ([4, -1], -1), ([0], 0)):
        ours = copy.deepcopy(args)
        assert space["lists"](*args) == kernel(*ours)
        assert args == ours
    for odd in (([], 0), ([1], 5), ([1.0], 0), ([True], 0), ((1,), 0), ([2**63], 0), ([2**62, 2**62, 2**62], 0)):
        assert NotImplemented is kernel(*odd)


@pytest.mark.parametrize(
    ("source", "types"),
    [
        ("def f(xs):\n    xs.append(1)\n    return 0\n", [list_of(INT)]),
        ("def f(xs):\n    return xs\n", [list_of(INT)]),
        ("def f(xs):\n    return len(xs), xs\n", [list_of(INT)]),
        ("def f(s):\n    return len(s)\n", [STR]),
        ("def f(x):\n    return x ** 2\n", [FLOAT]),
        ("def f(n):\n    total = 0\n    if n:\n        total += 0.5\n    return total\n", [INT]),
        ("def f(n):\n    for i in range(n):\n        pass\n    return i\n", [INT]),
        ("def f(n):\n    if n:\n        return 1\n    return 2.0\n", [INT]),
    ],
)
def test_what_numba_would_not_compute_exactly_is_refused(
    jitted: Callable[..., Callable[..., Any]], source: str, types: list[Any]
) -> None:
    with pytest.raises(Unsupported):
        jitted(source, "f", types)
