"""Counting in a loop how many elements lie below, above, or between bounds.

Finds:
    ``sum(1 for y in ys if y < x)``, ``len([y for y in ys if low <= y <= high])``, ``sum(y <= x for y in ys)``, or the
    same as an inner loop that counts, inside a loop in which ``ys`` stays the same.

Slow because:
    Each count walks all elements: O(n * m). In a sorted copy the places of the bounds are found by bisection:
    O((n + m) log n).

Unsafe when:
    The elements have no total order (NaN) or cannot be compared with each other.

Example:
    Before::

        ranks = [sum(1 for y in scores if y > x) for x in scores]

    After::

        scores_sorted = sorted(scores)
        ranks = [len(scores_sorted) - bisect_right(scores_sorted, x) for x in scores]

Source:
    The Python documentation of ``bisect``.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from hasten.code.comparisons import MIRRORED
from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.loops import Repeat, outermost_invariant
from hasten.code.match import match
from hasten.code.naming import noun
from hasten.code.scopes import loaded, target_names
from hasten.code.types import only, totally_ordered
from hasten.proposers.rules._finding import Finding

GROWTH = ("O(n^2)", "O(n log n)")
_ORDERS = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)
_Bound = tuple[type[ast.cmpop], ast.expr]


@dataclass(frozen=True)
class _Count:
    """A count of the elements whose key keeps to the bounds."""

    node: ast.expr | ast.For
    target: ast.expr
    source: ast.expr
    key: ast.expr
    bounds: list[_Bound]
    repeat: Repeat
    counter: str = ""


def find(code: FunctionCode) -> Iterator[Finding]:
    """Expressions that count, then loops that do."""
    for call in code.all(ast.Call):
        inner = _counting(code, call)
        if inner is None or len(inner.generators) != 1:
            continue
        generator = inner.generators[0]
        tests = generator.ifs or [inner.elt]
        count = _count(code, call, generator.target, generator.iter, tests)
        if count is not None:
            yield _finding(code, count, ast.unparse(call))
    for loop in code.all(ast.For):
        if loop.orelse or len(loop.body) != 1 or not isinstance(loop.body[0], ast.If) or loop.body[0].orelse:
            continue
        test = loop.body[0]
        step = match("@n += 1", test.body[0]) if len(test.body) == 1 else None
        if step is None or any(code.live_after(name, loop) for name in target_names(loop.target)):
            continue
        count = _count(code, loop, loop.target, loop.iter, [test.test], step.name("n"))
        if count is not None:
            yield _finding(code, count, f"for {ast.unparse(loop.target)} in {ast.unparse(loop.iter)}")


def _finding(code: FunctionCode, count: _Count, text: str) -> Finding:
    found = f"`{text}` counts by walking all elements every time; bisection in a sorted copy counts at once"
    return Finding(count.node, found, partial(_change, code, count), GROWTH, ahead=True)


def _counting(code: FunctionCode, call: ast.Call) -> ast.GeneratorExp | ast.ListComp | None:
    total = code.builtin_call(call, "sum", 1)
    length = code.builtin_call(call, "len", 1)
    arguments = total or length
    inner = arguments[0] if arguments else None
    if not isinstance(inner, ast.GeneratorExp | ast.ListComp):
        return None
    if total:
        ones = isinstance(inner.elt, ast.Constant) and inner.elt.value == 1 and bool(inner.generators[0].ifs)
        truths = isinstance(inner.elt, ast.Compare) and not inner.generators[0].ifs
        return inner if ones or truths else None
    return inner if inner.generators[0].ifs and code.pure(inner.elt) else None


def _count(
    code: FunctionCode,
    node: ast.expr | ast.For,
    target: ast.expr,
    source: ast.expr,
    tests: list[ast.expr],
    counter: str = "",
) -> _Count | None:
    names = set(target_names(target))
    found: list[tuple[ast.expr, _Bound]] = []
    for test in tests:
        parts = test.values if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And) else [test]
        for part in parts:
            bounds = _bounds(part, names)
            if not bounds:
                return None
            found += bounds
    keys = {ast.dump(key) for key, _ in found}
    if len(keys) != 1 or not code.pure(found[0][0]):
        return None
    key = found[0][0]
    limits = [bound for _, bound in found]
    lower = [operator for operator, _ in limits if operator in (ast.Gt, ast.GtE)]
    if len(lower) > 1 or len(limits) - len(lower) > 1:
        return None
    kinds = [code.type_of(key), *(code.type_of(limit) for _, limit in limits)]
    if not all(totally_ordered(kind) or only(kind, "any") for kind in kinds):
        return None
    fixed = [name for name in ast.walk(key) if isinstance(name, ast.Name) and name.id not in names]
    best = outermost_invariant(code, source, node, fixed=fixed, moving=[limit for _, limit in limits])
    if best is None or best.statement is None or not all(code.pure(limit) for _, limit in limits):
        return None
    if counter and any(counter in loaded(limit) for _, limit in limits):
        return None
    return _Count(node, target, source, key, limits, best, counter)


def _bounds(test: ast.expr, names: set[str]) -> list[tuple[ast.expr, _Bound]]:
    """Key and bound of ``key < limit``; two of them for ``low <= key < high``; none where it is something else."""
    if not isinstance(test, ast.Compare) or not all(isinstance(operator, _ORDERS) for operator in test.ops):
        return []
    sides = [test.left, *test.comparators]
    found: list[tuple[ast.expr, _Bound]] = []
    for left, operator, right in zip(sides, test.ops, sides[1:], strict=False):
        inside = bool(names & loaded(left)), bool(names & loaded(right))
        if inside == (True, False):
            found.append((left, (type(operator), right)))
        elif inside == (False, True):
            found.append((right, (MIRRORED[type(operator)], left)))
        else:
            return []
    return found


def _change(code: FunctionCode, count: _Count, edits: Edits) -> None:
    assert count.repeat.statement is not None
    target, key = edits.text(count.target, need=0), edits.text(count.key)
    source = edits.text(count.source)
    values = source if key == target else f"{key} for {target} in {edits.text(count.source, need=3)}"
    made = code.made_before(f"sorted({values})", count.repeat.statement)
    name = made or code.fresh(f"{noun(count.source)}_sorted")
    if not made:
        edits.insert_before(count.repeat.statement, f"{name} = sorted({values})")
    upper, lower = f"len({name})", ""
    for operator, limit in count.bounds:
        side = "bisect_left" if operator in (ast.Lt, ast.GtE) else "bisect_right"
        place = f"{edits.need('bisect', side)}({name}, {edits.text(limit)})"
        if operator in (ast.Gt, ast.GtE):
            lower = place
        else:
            upper = place
    text = f"{upper} - {lower}" if lower else upper
    if lower and len(count.bounds) == 2:
        text = f"max({text}, 0)"  # bounds that cross hold nothing
    if isinstance(count.node, ast.For):
        edits.replace_statement(count.node, f"{count.counter} += {text}")
    else:
        edits.replace(count.node, text)
