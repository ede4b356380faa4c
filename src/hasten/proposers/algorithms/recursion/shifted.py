"""Recursion whose state moves by constant steps: a table can be filled so that what an entry needs is there."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass

from hasten.code.comparisons import MIRRORED
from hasten.proposers.algorithms.recursion.find import Recursion


@dataclass(frozen=True)
class Axis:
    """One state variable.

    Attributes:
        name: Its name.
        rising: Whether calls move it upwards; then the table is filled from above.
        edge: Text of the outermost value that has to be in the table: the first of its range as it is filled.
    """

    name: str
    rising: bool
    edge: str


def axes_of(recursion: Recursion) -> tuple[Axis, ...] | None:
    """The state variables in the order of the parameters; None where a call moves one otherwise than by constants."""
    varying = [name for name in recursion.parameters if not recursion.invariant(name)]
    if not 1 <= len(varying) <= 2 or any(recursion.rebinds(name) for name in varying):
        return None
    steps = [[_step(given[name], name) for name in varying] for given in recursion.passed]
    axes = []
    for place, name in enumerate(varying):
        moves = [row[place] for row in steps]
        known = [move for move in moves if move is not None]
        if len(known) < len(moves) or (min(known) < 0 < max(known)):
            return None
        rising = max(known) > 0
        edge = _edge(recursion, name, rising, max(abs(move) for move in known))
        if edge is None:
            return None
        axes.append(Axis(name, rising, edge))
    if not all(any(row) for row in steps):
        return None
    return tuple(axes)


def _step(node: ast.expr, name: str) -> int | None:
    """By how much a call moves a variable."""
    if isinstance(node, ast.Name) and node.id == name:
        return 0
    if (
        isinstance(node, ast.BinOp)
        and isinstance(node.left, ast.Name)
        and node.left.id == name
        and isinstance(node.right, ast.Constant)
        and type(node.right.value) is int
    ):
        if isinstance(node.op, ast.Add):
            return node.right.value
        if isinstance(node.op, ast.Sub):
            return -node.right.value
    return None


def _edge(recursion: Recursion, name: str, rising: bool, farthest: int) -> str | None:
    """The last value that calls reach, judged by the tests that end the recursion."""
    found: list[tuple[str, int]] = []
    for test in _tests(recursion.body):
        found += _limits(recursion, test, name, rising, farthest)
    if not found:
        return None
    if rising:
        text, extra = max(found, key=lambda limit: limit[1])
        return f"{text} + {extra}" if extra else text
    numbers = [int(text) - extra for text, extra in found if text.lstrip("-").isdigit()]
    return str(min(numbers)) if len(numbers) == len(found) else None


def _tests(body: Sequence[ast.stmt]) -> list[ast.expr]:
    """Tests of the leading statements that return."""
    found: list[ast.expr] = []
    for statement in body:
        if isinstance(statement, ast.If):
            found += _parts(statement.test)
            found += _tests(statement.orelse[:1])
        elif not isinstance(statement, ast.Assign):
            break
        if isinstance(statement, ast.Return) and isinstance(statement.value, ast.IfExp):
            found += _parts(statement.value.test)
    return found


def _parts(test: ast.expr) -> list[ast.expr]:
    return [part for value in test.values for part in _parts(value)] if isinstance(test, ast.BoolOp) else [test]


def _limits(recursion: Recursion, test: ast.expr, name: str, rising: bool, farthest: int) -> list[tuple[str, int]]:
    """Values at which a test ends the recursion: the text and how far beyond it calls still reach."""
    if not isinstance(test, ast.Compare) or len(test.ops) != 1:
        if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not) and _is(test.operand, name) and not rising:
            return [("0", 0)]
        return []
    left, op, right = test.left, test.ops[0], test.comparators[0]
    if _is(right, name):
        left, right, op = right, left, MIRRORED.get(type(op), type(op))()
    if not _is(left, name):
        return []
    if isinstance(op, ast.In) and isinstance(right, ast.Tuple | ast.List | ast.Set) and not rising:
        values = [item.value for item in right.elts if isinstance(item, ast.Constant) and type(item.value) is int]
        return [(str(min(values)), 0)] if values and len(values) == len(right.elts) else []
    if any(
        isinstance(node, ast.Name) and not (recursion.invariant(node.id) if node.id in recursion.parameters else True)
        for node in ast.walk(right)
    ):
        return []
    text = ast.unparse(right)
    beyond = farthest - 1
    if isinstance(op, ast.Eq):
        return [(text, 0)]
    if rising and isinstance(op, ast.GtE):
        return [(text, beyond)]
    if rising and isinstance(op, ast.Gt):
        return [(text, beyond + 1)]
    if not rising and isinstance(op, ast.LtE):
        return [(text, beyond)]
    if not rising and isinstance(op, ast.Lt):
        return [(text, beyond + 1)]
    return []


def _is(node: ast.expr, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name
