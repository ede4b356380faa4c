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
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.loops import Repeat, repeats_around
from hasten.code.naming import noun
from hasten.code.scopes import COMPREHENSIONS, loaded, stored, target_names
from hasten.code.source import descend
from hasten.code.types import only
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._guards import Condition, drop, guards, of_comprehension

GROWTH = ("O(n^3)", "O(n^2)")


@dataclass(frozen=True)
class _Pass:
    """A pass with a condition that is fixed in the loop around it.

    Attributes:
        node: The loop, or the part of a comprehension.
        target: Its target.
        source: What it walks.
        fixed: The conditions.
        inner: The loop in which they stay the same.
    """

    node: ast.For | ast.comprehension
    target: ast.expr
    source: ast.expr
    fixed: tuple[Condition, ...]
    inner: Repeat


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per pass."""
    for loop in code.all(ast.For):
        start = guards(code, loop.body)
        names = set(target_names(loop.target))
        if start.conditions and not start.setups and not names & stored(*loop.body):
            yield from _found(code, loop, loop.target, loop.iter, start.conditions)
    for comprehension in code.comprehensions:
        generator = comprehension.generators[0]
        yield from _found(code, generator, generator.target, generator.iter, of_comprehension(generator))


def _found(
    code: FunctionCode,
    node: ast.For | ast.comprehension,
    target: ast.expr,
    source: ast.expr,
    conditions: Sequence[Condition],
) -> Iterator[Finding]:
    names = set(target_names(target))
    repeats = repeats_around(code, source)
    if not names or len(repeats) < 2 or len(conditions) < 2 or code.in_nested_function(source):
        return
    if not isinstance(source, ast.Name | ast.Attribute | ast.Subscript) or only(code.type_of(source), "iterator"):
        return
    best: tuple[Repeat, tuple[Condition, ...]] | None = None
    for place, repeat in enumerate(repeats[:-1]):
        if not code.invariant(source, *repeat.region):
            break
        fixed = tuple(
            condition for condition in conditions
            if _is_fixed(code, condition, names, repeat) and not _is_fixed(code, condition, names, repeats[place + 1])
        )  # fmt: skip
        if fixed and len(fixed) < len(conditions) and repeat.statement is not None:
            best = repeat, fixed
    if best is None or not code.invariant(source, *repeats[-1].region):
        return
    text = f"`{ast.unparse(best[1][0].test)}` is the same in every turn of the inner loop; those that meet it are few"
    found = _Pass(node, target, source, best[1], best[0])
    yield Finding(best[1][0].test, text, partial(_change, code, found), GROWTH, ahead=True)


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


def _change(code: FunctionCode, found: _Pass, edits: Edits) -> None:
    assert found.inner.statement is not None
    name = code.fresh(f"{noun(found.source)}_here")
    target, element = edits.text(found.target, need=0), edits.text(found.target)
    tests = []
    for condition in found.fixed:
        skips = condition.operator is ast.NotEq
        text = edits.text(condition.test, need=6 if skips else 5)
        tests.append(f"not {text}" if skips else text)
    picked = f"[{element} for {target} in {edits.text(found.source, need=3)} if {' and '.join(tests)}]"
    edits.insert_before(found.inner.statement, f"{name} = {picked}")
    if isinstance(found.node, ast.comprehension):
        comprehension = code.parent(found.node)
        assert isinstance(comprehension, COMPREHENSIONS)
        alone = [condition.test for condition in found.fixed]
        if all(condition.owner in alone for condition in found.fixed):
            edits.replace(comprehension, edits.comprehension(comprehension, {found.node: name}, alone))
            return
    edits.replace(found.source, name)
    drop(edits, found.fixed)
