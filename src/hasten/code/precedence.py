"""When a replaced expression needs parentheses."""

from __future__ import annotations

import ast

#: How tightly an expression holds together; a place that asks for more needs parentheses around it.
BARE, LAMBDA, TERNARY, OR, AND, NOT, COMPARE = 0, 1, 2, 3, 4, 5, 6
UNARY, POWER, ATOM = 13, 14, 16
_OPERATORS: dict[type[ast.operator], int] = {
    ast.BitOr: 7,
    ast.BitXor: 8,
    ast.BitAnd: 9,
    ast.LShift: 10,
    ast.RShift: 10,
    ast.Add: 11,
    ast.Sub: 11,
    ast.Mult: 12,
    ast.MatMult: 12,
    ast.Div: 12,
    ast.Mod: 12,
    ast.FloorDiv: 12,
    ast.Pow: POWER,
}


def holds(node: ast.expr) -> int:
    """How tightly an expression holds together when it is written without parentheses of its own."""
    if isinstance(node, ast.NamedExpr | ast.Tuple | ast.Yield | ast.YieldFrom | ast.Starred):
        return BARE
    if isinstance(node, ast.Lambda):
        return LAMBDA
    if isinstance(node, ast.IfExp):
        return TERNARY
    if isinstance(node, ast.BoolOp):
        return OR if isinstance(node.op, ast.Or) else AND
    if isinstance(node, ast.UnaryOp):
        return NOT if isinstance(node.op, ast.Not) else UNARY
    if isinstance(node, ast.Compare):
        return COMPARE
    if isinstance(node, ast.BinOp):
        return _OPERATORS[type(node.op)]
    if isinstance(node, ast.Await):
        return 15
    return ATOM


def asked(parent: ast.AST, child: ast.AST) -> int:
    """How tightly the place of ``child`` inside ``parent`` asks its expression to hold together."""
    if isinstance(parent, ast.BoolOp):
        return AND if isinstance(parent.op, ast.Or) else NOT
    if isinstance(parent, ast.UnaryOp):
        return NOT if isinstance(parent.op, ast.Not) else UNARY
    if isinstance(parent, ast.Compare):
        return COMPARE + 1
    if isinstance(parent, ast.BinOp):
        level = _OPERATORS[type(parent.op)]
        if isinstance(parent.op, ast.Pow):
            return POWER + 1 if child is parent.left else UNARY
        return level if child is parent.left else level + 1
    if isinstance(parent, ast.IfExp):
        return TERNARY if child is parent.orelse else OR
    if isinstance(parent, ast.comprehension):
        return BARE if child is parent.target else OR
    if isinstance(parent, ast.Attribute):
        return ATOM
    if isinstance(parent, ast.Subscript):
        return ATOM if child is parent.value else BARE
    if isinstance(parent, ast.Call):
        return ATOM if child is parent.func else LAMBDA
    if isinstance(parent, ast.Starred):
        return COMPARE + 1
    if isinstance(parent, ast.Await):
        return ATOM
    if isinstance(parent, ast.Assign | ast.Return | ast.For | ast.AugAssign | ast.Expr | ast.Yield):
        return BARE
    return LAMBDA


def fitted(text: str, need: int) -> str:
    """``text`` of an expression, in parentheses where its place asks for more than it holds, or where it has to be.

    Raises:
        SyntaxError: The text is no expression.
    """
    try:
        node = ast.parse(text, mode="eval").body
    except SyntaxError:
        node = ast.parse(f"({text})", mode="eval").body
        return f"({text})"
    if isinstance(node, ast.Tuple | ast.GeneratorExp | ast.NamedExpr | ast.Yield) and text.startswith("("):
        # A tuple's own parentheses belong to its span, so that a span from the first to the last character is closed.
        whole = isinstance(node, ast.Tuple | ast.GeneratorExp) and node.col_offset == 0
        if whole and node.end_col_offset == len(text.encode()):
            return text
    if isinstance(node, ast.NamedExpr | ast.Yield | ast.YieldFrom):
        return f"({text})"
    if isinstance(node, ast.Constant) and isinstance(node.value, int) and need == ATOM:
        return f"({text})" if not isinstance(node.value, bool) else text
    if _enclosed(text):
        return text
    return f"({text})" if holds(node) < need else text


def _enclosed(text: str) -> bool:
    """Whether one pair of round brackets encloses the whole text; strings are looked into by the parser, not here."""
    if not (text.startswith("(") and text.endswith(")")):
        return False
    try:
        ast.parse(text[1:-1], mode="eval")
    except SyntaxError:
        return False
    return True
