"""Sums taken apart into what is added and what is taken away, and written again."""

from __future__ import annotations

import ast
from collections.abc import Iterable

from hasten.code.loops import constant_int


def addends(side: ast.expr, sign: int) -> list[tuple[ast.expr, int]]:
    """The parts of a sum with their signs, all of them times ``sign``; zeros are left out."""
    if isinstance(side, ast.BinOp) and isinstance(side.op, ast.Add | ast.Sub):
        return addends(side.left, sign) + addends(side.right, sign if isinstance(side.op, ast.Add) else -sign)
    if isinstance(side, ast.UnaryOp) and isinstance(side.op, ast.USub):
        return addends(side.operand, -sign)
    return [] if constant_int(side) == 0 else [(side, sign)]


def summands(node: ast.expr) -> list[ast.expr]:
    """The parts of ``a + b + c``."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return [*summands(node.left), *summands(node.right)]
    return [node]


def weighted(parts: Iterable[tuple[str, int]]) -> str:
    """The text of a sum of multiples; those of "" are numbers. "" where there is nothing in it."""
    text = ""
    for name, times in parts:
        if times:
            size = abs(times)
            term = str(size) if not name else name if size == 1 else f"{size} * {name}"
            text += (f" {'-' if times < 0 else '+'} " if text else "-" if times < 0 else "") + term
    return text
