"""Choices between truth values, written as conditions."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from hasten.code.function import FunctionCode
from hasten.code.scopes import COMPREHENSIONS

_OPPOSITES: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}


def stands_as_test(code: FunctionCode, node: ast.expr) -> bool:
    """Whether only the truth of the expression counts where it stands."""
    child: ast.AST = node
    parent = code.parent(node)
    while isinstance(parent, ast.BoolOp) or (isinstance(parent, ast.UnaryOp) and isinstance(parent.op, ast.Not)):
        if isinstance(parent, ast.UnaryOp):
            return True
        child, parent = parent, code.parent(parent)
    if isinstance(parent, ast.If | ast.While | ast.IfExp | ast.Assert):
        return parent.test is child
    if isinstance(parent, COMPREHENSIONS) and isinstance(parent, ast.GeneratorExp | ast.ListComp):
        call = code.parent(parent)
        return parent.elt is child and bool(code.builtin_call(call, "any", 1) or code.builtin_call(call, "all", 1))
    return isinstance(parent, ast.comprehension) and child in parent.ifs


def is_plain_test(code: FunctionCode, node: ast.AST) -> bool:
    """Whether an expression is all that a condition asks, or what ``not`` turns round."""
    parent = code.parent(node)
    if isinstance(parent, ast.If | ast.While | ast.IfExp):
        return parent.test is node
    return isinstance(parent, ast.UnaryOp) and isinstance(parent.op, ast.Not)


def is_only_measured(code: FunctionCode, node: ast.AST) -> bool:
    """Whether no more is asked of a collection than how many there are in it, or whether there are any."""
    return is_plain_test(code, node) or code.builtin_call(code.parent(node), "len", 1) is not None


def as_condition(node: ast.expr, *, truth: bool) -> ast.expr | None:
    """A tree of ``a if test else b`` whose ends are truth values, with ``and`` and ``or``; None where it has others.

    Args:
        node: The expression; comparisons and what is made of them by ``and``, ``or`` and ``not`` stay.
        truth: Whether only the truth of the result counts.
    """
    if not isinstance(node, ast.IfExp):
        return node if _is_truth_value(node) else None
    for end, other, negated in ((node.body, node.orelse, True), (node.orelse, node.body, False)):
        if not (isinstance(end, ast.Constant) and isinstance(end.value, bool)):
            continue
        rest = as_condition(other, truth=truth)
        if rest is None:
            return None
        # ``False if test else rest`` is ``not test and rest``; ``True if test else rest`` is ``test or rest``.
        asks_opposite = end.value is not negated
        test = opposite(node.test) if asks_opposite else node.test
        if not truth and not _is_truth_value(test):
            return None
        if isinstance(rest, ast.Constant):
            return test if rest.value is not end.value else None
        kind = ast.Or if end.value else ast.And
        return joined(kind, [*parts_of(test, kind), *parts_of(rest, kind)])
    return None


def opposite(test: ast.expr) -> ast.expr:
    """``not test``, with comparisons turned and ``not`` taken off where there is one."""
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        return test.operand
    if isinstance(test, ast.Compare) and len(test.ops) == 1 and type(test.ops[0]) in _OPPOSITES:
        return ast.Compare(test.left, [_OPPOSITES[type(test.ops[0])]()], test.comparators)
    if isinstance(test, ast.BoolOp):
        turned = ast.And() if isinstance(test.op, ast.Or) else ast.Or()
        return ast.BoolOp(turned, [opposite(part) for part in test.values])
    return ast.UnaryOp(ast.Not(), test)


def parts_of(test: ast.expr, kind: type[ast.boolop]) -> list[ast.expr]:
    """The parts of ``a or b or c`` (or of ``and``), a single one where it is neither."""
    if isinstance(test, ast.BoolOp) and isinstance(test.op, kind):
        return [part for value in test.values for part in parts_of(value, kind)]
    return [test]


def joined(kind: type[ast.boolop], parts: Sequence[ast.expr]) -> ast.expr:
    """Tests with ``and`` or ``or`` between them; a single one as it is."""
    return parts[0] if len(parts) == 1 else ast.BoolOp(kind(), list(parts))


def _is_truth_value(node: ast.expr) -> bool:
    """Whether the value is True or False for all plain data."""
    if isinstance(node, ast.BoolOp):
        return all(_is_truth_value(part) for part in node.values)
    if isinstance(node, ast.Constant):
        return isinstance(node.value, bool)
    return isinstance(node, ast.Compare) or (isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not))
