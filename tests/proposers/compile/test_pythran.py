"""What Pythran makes of a kernel gives what Python gives, to the last bit and the type, or leaves the call alone."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import pytest
from tests.proposers.compile.differential import Tally, differences, snippets
from tests.proposers.compile.edge_cases import FLOAT_SOURCE, FLOATS, INTEGER_SOURCE, INTEGERS
from tests.proposers.compile.kernels import kernel_of
from tests.proposers.compile.pythran_builds import MISSING, built, kernels
from tests.proposers.compile.test_native_edges import compare
from tests.proposers.compile.test_numba_edges import one_type

from hasten.proposers.compile.lattice import BOOL, FLOAT, INT, STR, Type, list_of
from hasten.proposers.compile.pythran import pythran_sources
from hasten.proposers.compile.refusal import Unsupported

needs_pythran = pytest.mark.skipif(MISSING, reason="Pythran or a C++ compiler is missing")
INTS = [INT, INT, INT]


@needs_pythran
@pytest.mark.slow
@pytest.mark.parametrize(
    ("source", "types", "values", "wanted"),
    [
        (INTEGER_SOURCE, INTS, INTEGERS, (0, 1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14)),
        (INTEGER_SOURCE, INTS, INTEGERS, (5, 18, 21)),
        (INTEGER_SOURCE, INTS, INTEGERS, (15, 22, 23)),
        (INTEGER_SOURCE, INTS, INTEGERS, (16, 17)),
        (FLOAT_SOURCE, [INT, FLOAT, FLOAT], FLOATS, (0, 1, 2, 5, 7, 8, 22)),
        (FLOAT_SOURCE, [INT, FLOAT, FLOAT], FLOATS, (9,)),
    ],
)
def test_numbers_at_the_edges(
    tmp_path: Path, source: str, types: list[Any], values: tuple[Any, ...], wanted: tuple[int, ...]
) -> None:
    text = one_type(source, wanted)
    stem = f"_e{wanted[0]}{len(wanted)}{len(values)}_pythran"
    module = built([kernel_of(text, "apply", types)], tmp_path, stem)
    powers = (6, 7) if source is INTEGER_SOURCE else ()
    cases = [c for c in itertools.product(wanted, values, values) if not (c[0] in powers and abs(c[2]) > 100)]
    wrong, left = compare(text, module.apply, cases)
    assert [] == wrong[:5]
    assert 200 < len(cases) - left


@needs_pythran
@pytest.mark.slow
def test_a_part_of_the_snippets(tmp_path: Path) -> None:
    kept, made = kernels([s for s in snippets() if s.name.startswith(("lists", "numbers", "control", "loops"))][::2])
    tally, wrong = Tally(), []
    module = built(made, tmp_path)
    for snippet, kernel in zip(kept, made, strict=True):
        wrong += differences(snippet, getattr(module, snippet.name), 60, 0, tally, kernel.constants)
    assert [] == wrong[:3]
    assert 8 < len(kept) and 300 < tally.compared


@needs_pythran
@pytest.mark.slow
def test_what_is_not_used_may_still_raise(tmp_path: Path) -> None:
    source = "def f(xs, k):\n    dead = k // xs[0]\n    xs[k]\n    return 3\n"
    module = built([kernel_of(source, "f", [list_of(INT), INT])], tmp_path, "_dead_pythran")
    assert 3 == module.f([2], 0)
    for odd in (([0], 0), ([2], 1), ([], 0), ([True], 0), ([2**63], 0), ([1.0], 0)):
        assert NotImplemented is module.f(*odd)


@pytest.mark.parametrize(
    ("source", "types", "says"),
    [
        ("def f(xs):\n    xs[0] = 1\n    return 0\n", [list_of(INT)], "in place"),
        ("def f(xs):\n    ys = xs[:]\n    ys[0] = 1\n    return ys\n", [list_of(INT)], "view"),
        ("def f(xs):\n    return xs\n", [list_of(INT)], "it was given"),
        ("def f(n):\n    return [[0] * n for _ in range(n)]\n", [INT], "list"),
        ("def f(s):\n    return len(s)\n", [STR], "s is str"),
        ("import math\ndef f(x):\n    return math.sin(x)\n", [FLOAT], "exact form for sin"),
        ("def f(x):\n    return x % 1.5\n", [FLOAT], "% of floats"),
        ("def f(x):\n    return x * float('inf')\n", [FLOAT], "not finite"),
        ("def f(n):\n    return 1 if n else 2.0\n", [INT], "which is not held exactly"),
        ("def f(bs):\n    return sum(bs), 1\n", [list_of(BOOL)], "list of booleans"),
        ("def f(n):\n    if n:\n        return 1\n    return 2.0\n", [INT], "several types"),
        ("def f(n):\n    for i in range(n):\n        pass\n    return i\n", [INT], "may not be set"),
    ],
)
def test_what_is_not_computed_exactly_is_refused(source: str, types: list[Type], says: str) -> None:
    with pytest.raises(Unsupported, match=says):
        pythran_sources([kernel_of(source, "f", types)], "_f_pythran", "test.py")
