"""The functions of ``operator`` that do what an operator does to two names."""

from __future__ import annotations

import ast

_ARITHMETIC: dict[type[ast.operator], str] = {
    ast.Add: "add",
    ast.Sub: "sub",
    ast.Mult: "mul",
    ast.Div: "truediv",
    ast.FloorDiv: "floordiv",
    ast.Mod: "mod",
    ast.Pow: "pow",
    ast.BitAnd: "and_",
    ast.BitOr: "or_",
    ast.BitXor: "xor",
    ast.LShift: "lshift",
    ast.RShift: "rshift",
}
_COMPARISONS: dict[type[ast.cmpop], str] = {
    ast.Eq: "eq",
    ast.NotEq: "ne",
    ast.Lt: "lt",
    ast.LtE: "le",
    ast.Gt: "gt",
    ast.GtE: "ge",
    ast.Is: "is_",
    ast.IsNot: "is_not",
}


def operator_name(body: ast.expr, first: str, second: str) -> str:
    """``mul`` for ``first * second`` of two different names in this order; "" for everything else."""
    if isinstance(body, ast.BinOp):
        sides, found = [body.left, body.right], _ARITHMETIC.get(type(body.op), "")
    elif isinstance(body, ast.Compare) and len(body.ops) == 1:
        sides, found = [body.left, *body.comparators], _COMPARISONS.get(type(body.ops[0]), "")
    else:
        return ""
    names = [side.id for side in sides if isinstance(side, ast.Name)]
    return found if names == [first, second] and first != second else ""
