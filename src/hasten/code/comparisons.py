"""How comparisons turn round: which operator says the opposite, and which the same from the other side."""

from __future__ import annotations

import ast
from collections.abc import Mapping

#: ``a NEGATED[op] b`` is true where ``a op b`` is not, for values with a total order.
NEGATED: Mapping[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.GtE, ast.GtE: ast.Lt, ast.Gt: ast.LtE, ast.LtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
#: How each is written.
SIGNS: Mapping[type[ast.cmpop], str] = {
    ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=",
    ast.In: "in", ast.NotIn: "not in", ast.Is: "is", ast.IsNot: "is not",
}  # fmt: skip
#: The operators of an order.
ORDERING = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)
#: ``b MIRRORED[op] a`` says what ``a op b`` says.
MIRRORED: Mapping[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.Gt, ast.LtE: ast.GtE, ast.Gt: ast.Lt, ast.GtE: ast.LtE, ast.Eq: ast.Eq, ast.NotEq: ast.NotEq,
}  # fmt: skip


def behind(operator: type[ast.cmpop], bound: ast.expr) -> str:
    """The code of a comparison behind its left side, with the parentheses that the right one needs: `` < bound``."""
    return ast.unparse(ast.Compare(ast.Name("_"), [operator()], [bound])).removeprefix("_")
