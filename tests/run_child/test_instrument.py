"""Branch counters: the same behaviour, the same lines, a count for each branch."""

from __future__ import annotations

import ast
import traceback
from typing import Any

import pytest

from hasten.run.hasten_child import instrument

SOURCE = '''"""About this module."""
from __future__ import annotations


def f(xs, k: int | None = 3):
    """About f."""
    total = 0
    for x in xs:
        if x > 3 and x < 90:
            total += x
        elif x == 2:
            total -= 1
        total += 1 if x else 2
    odd = [y for y in xs if y % 2]
    try:
        return total / len(odd)
    except ZeroDivisionError:
        return -total


def g(n):
    match n:
        case 0:
            return "zero"
        case int() if n > 5:
            return "large"
    while n:
        n -= 1
    else:
        return (lambda: "done")()


class C:
    def m(self, x):
        return x or "empty"
'''


def loaded(source: str, only: Any = None) -> tuple[dict[str, Any], list[int], list[int]]:
    code, lines = instrument.instrument(source, "file.py", only)
    hits = [0] * len(lines)
    names: dict[str, Any] = {instrument.COUNTERS: hits, "__name__": "m"}
    exec(code, names)
    return names, lines, hits


@pytest.mark.parametrize("xs", [[], [1], [2, 4, 0], [90, 3], [5, 7, 2, 0, 91]])
def test_behaviour_is_unchanged(xs: list[int]) -> None:
    plain: dict[str, Any] = {}
    exec(SOURCE, plain)
    names, _, _ = loaded(SOURCE)
    assert plain["f"](xs) == names["f"](xs)
    for n in (0, 1, 7):
        assert plain["g"](n) == names["g"](n)
    assert plain["C"]().m(0) == names["C"]().m(0)


def test_docstrings_annotations_and_future_imports_survive() -> None:
    names, _, _ = loaded(SOURCE)
    assert ("About this module.", "About f.") == (names["__doc__"], names["f"].__doc__)
    assert {"k": "int | None"} == names["f"].__annotations__


def test_each_branch_has_a_counter_on_its_line() -> None:
    names, lines, hits = loaded(SOURCE)
    names["f"]([5, 2])
    counts: dict[int, list[int]] = {}
    for line, count in zip(lines, hits, strict=True):
        counts.setdefault(line, []).append(count)
    assert [1] == counts[10]  # x > 3 and x < 90
    assert [1] == counts[12]  # x == 2
    assert [0] == counts[18]  # the handler
    assert 2 in counts[9]  # the loop body


def test_the_untaken_side_of_an_if_without_else_is_counted() -> None:
    names, _, hits = loaded("def f(x):\n    if x:\n        x = 1\n    return x\n")
    names["f"](0)
    first = list(hits)
    names["f"](1)
    assert first != hits
    assert 2 == sum(1 for count in hits if count == 1)


def test_tracebacks_keep_their_lines() -> None:
    names, _, _ = loaded("def f(x):\n    y = 1\n    if x:\n        return y / 0\n")
    with pytest.raises(ZeroDivisionError) as raised:
        names["f"](1)
    assert 4 == traceback.extract_tb(raised.value.__traceback__)[-1].lineno


def test_only_the_named_functions_are_counted() -> None:
    _, lines, _ = loaded(SOURCE, only={"g"})
    assert min(lines) > 20


def test_every_kind_of_statement_compiles() -> None:
    source = """
async def f(xs):
    async for x in xs:
        pass
    else:
        pass
    async with xs as y:
        yield y
    try:
        pass
    except* ValueError:
        pass
    finally:
        pass
    global q
    nonlocal_ = [await x async for x in xs if x if not x]
    return
def g(*, a: "x" = (1 if 2 else 3), **k) -> "y":
    return a and k or (yield)
"""
    _, lines = instrument.instrument(source)
    assert lines
    assert ast.parse(source)
