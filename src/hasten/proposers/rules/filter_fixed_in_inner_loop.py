"""A condition on the elements that only the outer loop decides, asked again in every turn of the inner one.

Finds:
    In a loop inside a loop, a pass over a collection that stays the same, with a condition that compares the element
    with what only the outer loop changes: ``abs(lamp.row - row) <= lamp.reach`` for every column of the row.

Slow because:
    All elements are asked in every turn of the inner loop, O(n * m * k). Those that meet the condition are picked once
    for each turn of the outer loop, and the inner one goes through these few.

Unsafe when:
    A condition in front of it kept it from being asked of an odd element.

Example:
    Before::

        for row in range(rows):
            for column in range(columns):
                light = sum(p for r, c, p in lamps if abs(r - row) <= 2 and abs(c - column) <= 2)

    After::

        for row in range(rows):
            lamps_here = [(r, c, p) for r, c, p in lamps if abs(r - row) <= 2]
            for column in range(columns):
                light = sum(p for r, c, p in lamps_here if abs(c - column) <= 2)

Source:
    Selections pushed down, and loop-invariant code motion (Aho, Lam, Sethi and Ullman, Compilers, 9.5).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.loops import Repeat, repeats_around
from hasten.code.naming import noun
from hasten.code.scopes import loaded
from hasten.code.source import descend
from hasten.code.types import only
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._guards import Condition, Passing, go_through, passings

GROWTH = ("O(n^3)", "O(n^2)")


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per pass."""
    for passing in passings(code):
        best = _fixed(code, passing)
        if best is not None:
            fixed, inner = best
            test = ast.unparse(fixed[0].test)
            text = f"`{test}` is the same in every turn of the inner loop; those that meet it are few"
            yield Finding(fixed[0].test, text, partial(_change, code, passing.node, fixed, inner), GROWTH, ahead=True)


def _fixed(code: FunctionCode, passing: Passing) -> tuple[tuple[Condition, ...], Repeat] | None:
    """The conditions that stay the same in a loop around the pass, and move in the one around that."""
    source, names, conditions = passing.node.iter, passing.names, passing.conditions
    repeats = repeats_around(code, source)
    if not names or len(repeats) < 2 or len(conditions) < 2 or code.in_nested_function(source):
        return None
    if not isinstance(source, ast.Name | ast.Attribute | ast.Subscript) or only(code.type_of(source), "iterator"):
        return None
    best: tuple[tuple[Condition, ...], Repeat] | None = None
    for place, repeat in enumerate(repeats[:-1]):
        if not code.invariant(source, *repeat.region):
            break
        fixed = tuple(
            condition for condition in conditions
            if _is_fixed(code, condition, names, repeat) and not _is_fixed(code, condition, names, repeats[place + 1])
        )  # fmt: skip
        if fixed and len(fixed) < len(conditions) and repeat.statement is not None:
            best = fixed, repeat
    return best if code.invariant(source, *repeats[-1].region) else None


def _is_fixed(code: FunctionCode, condition: Condition, names: set[str], repeat: Repeat) -> bool:
    """Whether the condition compares the element with what one loop leaves alone."""
    test = condition.test
    if not isinstance(test, ast.Compare) or isinstance(test.ops[0], ast.Eq | ast.In | ast.Is):
        return False
    others = [node for node in descend(test) if isinstance(node, ast.Name) and node.id not in names]
    return (
        bool(names & loaded(test))
        and code.pure(test)
        and any(node.id in code.local for node in others)
        and all(code.invariant(node, *repeat.region) for node in others if node.id in code.local)
    )


def _change(
    code: FunctionCode,
    node: ast.For | ast.comprehension,
    fixed: tuple[Condition, ...],
    inner: Repeat,
    edits: Edits,
) -> None:
    assert inner.statement is not None
    name = code.fresh(f"{noun(node.iter)}_here")
    tests = []
    for condition in fixed:
        skips = condition.operator is ast.NotEq
        text = edits.text(condition.test, need=6 if skips else 5)
        tests.append(f"not {text}" if skips else text)
    target, element = edits.text(node.target, need=0), edits.text(node.target)
    picked = f"[{element} for {target} in {edits.text(node.iter, need=3)} if {' and '.join(tests)}]"
    edits.insert_before(inner.statement, f"{name} = {picked}")
    go_through(code, node, name, fixed, edits)
