"""Sums of names and constants as maps, to compare bounds of loops and slices without knowing their values."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import TYPE_CHECKING

from hasten.code.loops import constant_int, counted, range_bounds
from hasten.code.match import match
from hasten.code.source import descend

if TYPE_CHECKING:
    from hasten.code.function import FunctionCode

#: Coefficient by atom; the atom "" stands for 1.
Linear = dict[str, int]


def linear(code: FunctionCode, node: ast.expr, depth: int = 0) -> Linear | None:
    """An expression as a sum of integer multiples of atoms, or None where it is no such sum.

    A local that is assigned once, to such a sum of lengths and of names that never change, stands for that sum:
    ``n = len(xs)``.

    Example:
        ``len(xs) - k + 1`` becomes ``{"len(xs)": 1, "k": -1, "": 1}``.
    """
    if isinstance(node, ast.Constant):
        return {"": node.value} if type(node.value) is int else None
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return scaled(linear(code, node.operand, depth), -1)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub):
        left, right = linear(code, node.left, depth), linear(code, node.right, depth)
        return plus(left, scaled(right, 1 if isinstance(node.op, ast.Add) else -1))
    if isinstance(node, ast.Name):
        meaning = _meaning(code, node.id) if depth < 4 else None
        if meaning is not None:
            known = linear(code, meaning, depth + 1)
            if known is not None:
                return known
        return {node.id: 1}
    if isinstance(node, ast.Call) and code.builtin_call(node, "len", 1):
        return {ast.unparse(node): 1}
    return None


def _meaning(code: FunctionCode, name: str) -> ast.expr | None:
    """``len(xs)`` for a local ``n`` that is only ever assigned that."""
    if name not in code.local or name in code.parameters:
        return None
    stores = [node for node in code.all(ast.Name) if node.id == name and not isinstance(node.ctx, ast.Load)]
    if len(stores) != 1:
        return None
    statement = code.module.parents.get(stores[0])
    if isinstance(statement, ast.Assign) and statement.targets == [stores[0]]:
        value = statement.value
        inner = [part for part in descend(value) if isinstance(part, ast.Name) and part.id in code.local]
        if code.builtin_call(value, "len", 1) and all(not code.uses(part.id).changes for part in inner):
            return value
    return None


def scaled(sum_: Linear | None, factor: int) -> Linear | None:
    """Every coefficient times ``factor``."""
    return None if sum_ is None else {atom: count * factor for atom, count in sum_.items()}


def plus(first: Linear | None, second: Linear | None) -> Linear | None:
    """The sum of two sums; atoms that cancel out disappear."""
    if first is None or second is None:
        return None
    total = dict(first)
    for atom, count in second.items():
        total[atom] = total.get(atom, 0) + count
    return {atom: count for atom, count in total.items() if count}


def number(sum_: Linear | None) -> int | None:
    """The value of a sum without atoms, None for any other."""
    if sum_ is None or any(times for atom, times in sum_.items() if atom):
        return None
    return sum_.get("", 0)


def surely_at_least(sum_: Linear | None, least: int = 0, known: Mapping[str, int] | None = None) -> bool:
    """Whether the sum cannot be below ``least``.

    Args:
        sum_: The sum; None is never sure.
        least: The bound.
        known: Smallest values of atoms, see ``guarded``; lengths are at least 0 without being named.
    """
    if sum_ is None:
        return False
    total = sum_.get("", 0)
    for atom, count in sum_.items():
        if not atom:
            continue
        smallest = (known or {}).get(atom, 0 if atom.startswith("len(") else None)
        if count < 0 or smallest is None:
            return False
        total += count * smallest
    return total >= least


def guarded(code: FunctionCode, place: ast.AST) -> dict[str, int]:
    """Smallest values that names can have at ``place``: ``if k < 1: return`` in front of it leaves k >= 1."""
    found: dict[str, int] = {}
    statement = code.statement(place)
    while True:
        for before in code.before(statement):
            if isinstance(before, ast.If) and isinstance(before.body[-1], ast.Return | ast.Raise | ast.Continue):
                disjunction = isinstance(before.test, ast.BoolOp) and isinstance(before.test.op, ast.Or)
                tests = before.test.values if disjunction else [before.test]  # type: ignore[attr-defined]
                for test in tests:
                    for pattern, extra in (("@k < $n", 0), ("@k <= $n", 1), ("$n > @k", 0), ("$n >= @k", 1)):
                        holes = match(pattern, test)
                        limit = constant_int(holes["n"]) if holes is not None else None
                        if holes is not None and limit is not None and not _assigned(code, holes.name("k")):
                            found[holes.name("k")] = max(found.get(holes.name("k"), limit + extra), limit + extra)
        parent = code.module.parents[statement]
        if parent is code.node or not isinstance(parent, ast.stmt):
            return found
        statement = parent


def _assigned(code: FunctionCode, name: str) -> bool:
    """Whether a name is anything but a parameter that is never rebound."""
    return name not in code.parameters or bool(code.uses(name).rebinds)


def index_range(code: FunctionCode, name: ast.Name) -> tuple[Linear, Linear] | None:
    """Smallest value, and the value it stays below, of a loop index with step 1 or -1 where ``name`` stands."""
    bounds: tuple[ast.expr | None, ast.expr, int] | None = None
    bound = code.comprehension_of(name)
    if bound is not None:
        if isinstance(bound[1].target, ast.Name):
            bounds = range_bounds(code, bound[1].iter)
    else:
        for loop in code.loops_around(name):
            shape = counted(code, loop)
            if shape is not None and shape.index == name.id:
                bounds = shape.start, shape.stop, shape.step
                if shape.step != 1 and isinstance(loop, ast.While):
                    return None
                break
    if bounds is None or bounds[2] not in (1, -1):
        return None
    start = linear(code, bounds[0]) if bounds[0] is not None else {}
    stop = linear(code, bounds[1])
    if start is None or stop is None:
        return None
    if bounds[2] == 1:
        return start, stop
    lowest_value, above = plus(stop, {"": 1}), plus(start, {"": 1})
    return None if lowest_value is None or above is None else (lowest_value, above)


def lowest(code: FunctionCode, node: ast.expr) -> Linear | None:
    """A sum that the expression never falls below, its loop indexes replaced by where they start."""
    return _extreme(code, node, lower=True)


def highest(code: FunctionCode, node: ast.expr) -> Linear | None:
    """A sum that the expression never exceeds, its loop indexes replaced by their last values."""
    return _extreme(code, node, lower=False)


def _extreme(code: FunctionCode, node: ast.expr, *, lower: bool) -> Linear | None:
    total = linear(code, node)
    for _ in range(4):
        if total is None:
            return None
        name = next(
            (
                inner
                for inner in descend(node)
                if isinstance(inner, ast.Name) and inner.id in total and index_range(code, inner) is not None
            ),
            None,
        )
        if name is None:
            return total
        bounds = index_range(code, name)
        assert bounds is not None
        count = total.pop(name.id)
        last = plus(bounds[1], {"": -1})
        total = plus(total, scaled(bounds[0] if (count > 0) == lower else last, count))
        if total is not None and any(atom in total for atom in bounds[0]):
            # the start of one index is another index: look for it where the first one is bound
            node = _outer_name(code, name, bounds[0]) or node
    return total


def _outer_name(code: FunctionCode, name: ast.Name, start: Linear) -> ast.expr | None:
    for loop in code.loops_around(name):
        shape = counted(code, loop)
        if shape is not None and shape.index == name.id and shape.start is not None:
            return shape.start
    return None
