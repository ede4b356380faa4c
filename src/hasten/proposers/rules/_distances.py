"""Distances between points, as the differences of coordinates that they are made of."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from hasten.code.function import FunctionCode
from hasten.code.match import match
from hasten.proposers.rules._addends import summands


def differences(
    code: FunctionCode, distance: ast.expr, meaning: Mapping[str, ast.expr]
) -> tuple[list[ast.BinOp], bool] | None:
    """Differences none of which exceeds a distance, or its root where it is squared; and whether it is squared.

    Args:
        code: The function.
        distance: The distance.
        meaning: What names stand for.

    Returns:
        None where it is no distance that is understood.
    """
    function = distance.func if isinstance(distance, ast.Call) else None
    called = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    if isinstance(distance, ast.Call) and called == "sqrt" and len(distance.args) == 1:
        squares = _squares(distance.args[0], meaning)
        return (squares, False) if squares else None
    rooted = match("$x ** 0.5", distance)
    if rooted is not None:
        squares = _squares(rooted["x"], meaning)
        return (squares, False) if squares else None
    if isinstance(distance, ast.Call) and called == "hypot" and not distance.keywords:
        sides = [_difference(argument, meaning) for argument in distance.args]
        return ([side for side in sides if side is not None], False) if all(sides) else None
    sums = _absolutes(code, distance, meaning)
    if sums:
        return sums, False
    squares = _squares(distance, meaning)
    return (squares, True) if squares else None


def _difference(node: ast.expr, meaning: Mapping[str, ast.expr]) -> ast.BinOp | None:
    if isinstance(node, ast.Name) and node.id in meaning:
        node = meaning[node.id]
    made = match("abs($x)", node)
    if made is not None:
        node = made["x"]
    return node if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Sub) else None


def _squares(node: ast.expr, meaning: Mapping[str, ast.expr]) -> list[ast.BinOp]:
    """The differences whose squares a sum consists of; nothing where it is another sum."""
    found: list[ast.BinOp] = []
    for term in summands(node):
        if isinstance(term, ast.Name) and term.id in meaning:
            term = meaning[term.id]
        square = match("$d ** 2", term) or match("$d * $d", term) or match("pow($d, 2)", term)
        side = _difference(square["d"], meaning) if square is not None else None
        if side is None:
            return []
        found.append(side)
    return found


def _absolutes(code: FunctionCode, node: ast.expr, meaning: Mapping[str, ast.expr]) -> list[ast.BinOp]:
    """``abs(dx) + abs(dy)`` or ``max(abs(dx), abs(dy))``."""
    terms = code.builtin_call(node, "max", 2) or summands(node)
    found: list[ast.BinOp] = []
    for term in terms:
        if isinstance(term, ast.Name) and term.id in meaning:
            term = meaning[term.id]
        side = _difference(term, meaning) if match("abs($x)", term) else None
        if side is None:
            return []
        found.append(side)
    return found
