"""What Codon compiles gives what Python gives, to the last bit and the type, or leaves the call alone."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
from tests.proposers.compile.codon_builds import MISSING, built
from tests.proposers.compile.edge_cases import FLOAT_SOURCE, INTEGER_SOURCE, float_cases, integer_cases
from tests.proposers.compile.kernels import kernel_of
from tests.proposers.compile.test_native_edges import compare

from hasten.proposers.compile.codon import codon_sources
from hasten.proposers.compile.lattice import BOOL, FLOAT, INT, STR, Type, list_of
from hasten.proposers.compile.refusal import Unsupported

needs_codon = pytest.mark.skipif(MISSING, reason="Codon or a C++ compiler is missing")

LISTS = """
def handed(xs, grid, k):
    if k == 0:
        return xs
    if k == 1:
        return grid[1]
    return xs[:]


def rows(n):
    a = [0] * n
    pairs = []
    for i in range(n):
        pairs.append((i > 1, i, i * 0.5, i == 0, (i, i > 0)))
    return [a, a, [1, 2]], pairs


def swapped(xs, ys):
    n = len(xs)
    for i in range(n // 2):
        xs[i], ys[n - 1 - i] = ys[n - 1 - i], xs[i]
    return xs[n + 3] if n > 4 else n


def cleared(grid):
    for row in grid:
        for j in range(len(row)):
            row[j] = row[j] + 1
    return sum(sum(row) for row in grid)


def deep(n):
    return 0 if n == 0 else 1 + deep(n - 1)


def late(n):
    for i in range(n):
        last = i
    best = None
    if n > 3:
        best = n
    return last if best is None else best
"""


@needs_codon
@pytest.mark.slow
def test_integers_at_the_edges(tmp_path: Path) -> None:
    module, cases = built([kernel_of(INTEGER_SOURCE, "apply", [INT, INT, INT])], tmp_path), integer_cases()
    wrong, left = compare(INTEGER_SOURCE, module.apply, cases)
    assert [] == wrong[:5]
    assert 200 < len(cases) - left


@needs_codon
@pytest.mark.slow
def test_floats_at_the_edges(tmp_path: Path) -> None:
    module, cases = built([kernel_of(FLOAT_SOURCE, "apply", [INT, FLOAT, FLOAT])], tmp_path, "_f_codon"), float_cases()
    wrong, left = compare(FLOAT_SOURCE, module.apply, cases)
    assert [] == wrong[:5]
    assert 200 < len(cases) - left


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> Any:
    if MISSING:
        pytest.skip("Codon or a C++ compiler is missing")
    ints = list_of(INT)
    types = {
        "handed": [ints, list_of(ints), INT], "rows": [INT], "swapped": [ints, ints], "cleared": [list_of(ints)],
        "deep": [INT], "late": [INT],
    }  # fmt: skip
    made = [kernel_of(LISTS, name, given) for name, given in types.items()]
    return built(made, tmp_path_factory.mktemp("codon"), "_lists_codon")


@pytest.fixture(scope="module")
def plain() -> dict[str, Any]:
    space: dict[str, Any] = {}
    exec(LISTS, space)
    return space


def test_a_list_that_comes_back_is_the_one_that_was_given(lists: Any) -> None:
    xs, grid = [1, 2], [[1], [2]]
    assert lists.handed(xs, grid, 0) is xs and lists.handed(xs, grid, 1) is grid[1]
    assert xs == lists.handed(xs, grid, 2) and lists.handed(xs, grid, 2) is not xs
    (one, other, third), pairs = lists.rows(3)
    assert one is other and [0, 0, 0] == one and [1, 2] == third
    assert [(False, 0, 0.0, True, (0, False)), (False, 1, 0.5, False, (1, True)), (True, 2, 1.0, False, (2, True))] == pairs


def test_arguments_are_changed_as_python_changes_them_or_not_at_all(lists: Any, plain: dict[str, Any]) -> None:
    for args in (([1, 2, 3], [4, 5, 6]), ([1, 2], [3]), ([], []), ([1] * 6, [2] * 6)):
        ours, theirs = copy.deepcopy(args), copy.deepcopy(args)
        found = lists.swapped(*ours)
        if found is NotImplemented:
            assert args == ours
        else:
            assert found == plain["swapped"](*theirs) and theirs == ours
    ours, theirs = [1, 2, 3], [1, 2, 3]
    assert lists.swapped(ours, ours) == plain["swapped"](theirs, theirs) and theirs == ours
    row = [1, 2]
    assert 15 == lists.cleared([row, row, [0]]) and [3, 4] == row


def test_what_does_not_fit_is_left_alone(lists: Any) -> None:
    big = [2**63 - 1]
    assert NotImplemented is lists.cleared([[1, 2], big]) and [2**63 - 1] == big
    for odd in ([[1.0]], [(1,)], ([1],), [[True]], [[2**63]]):
        assert NotImplemented is lists.cleared(odd)
    assert NotImplemented is lists.deep(100_000) and 400 == lists.deep(400)
    assert NotImplemented is lists.late(0) and 1 == lists.late(2) and 9 == lists.late(9)
    # What was given up leaves nothing behind that the next call would meet.
    assert 400 == lists.deep(400) and 6 == lists.cleared([[1, 2], [1]]) - 1


@pytest.mark.parametrize(
    ("source", "types", "says"),
    [
        ("def f(xs):\n    xs.append(1)\n    return 0\n", [list_of(INT)], "changes the length"),
        ("def f(xs):\n    return xs.pop()\n", [list_of(INT)], "takes elements out"),
        ("def f(s):\n    return len(s)\n", [STR], "s is str"),
        ("def f(n):\n    d = {}\n    d[n] = n\n    return len(d)\n", [INT], "d is dict"),
        ("def f(n):\n    total = 0\n    if n:\n        total += 0.5\n    return total\n", [INT], "int | float"),
        ("def f(xs):\n    xs.sort()\n    return xs\n", [list_of(FLOAT)], "changes the length"),
        ("def f(xs):\n    return sorted(xs)\n", [list_of(FLOAT)], "sorts values"),
        ("def f(ps):\n    return len(ps)\n", [list_of(Type("tuple", (INT, BOOL)))], "the argument ps"),
    ],
)
def test_what_is_not_computed_exactly_is_refused(source: str, types: list[Type], says: str) -> None:
    with pytest.raises(Unsupported, match=says):
        codon_sources([kernel_of(source, "f", types)], "_f_codon", "test.py")
