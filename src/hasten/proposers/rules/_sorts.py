"""Sorts by a comparison or by a key, and what these are asked."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from hasten.code.function import FunctionCode
from hasten.code.match import match, renamed
from hasten.proposers.rules._nested import inner_function
from hasten.proposers.rules._orders import Function


@dataclass(frozen=True)
class Sort:
    """A call that sorts by a comparison.

    Attributes:
        call: The call.
        form: ``sorted``, ``sort``, ``min`` or ``max``.
        sequence: What is sorted.
        wrapped: ``cmp_to_key(compare)``.
        compare: The comparison.
        reverse: The argument ``reverse``, if there is one.
    """

    call: ast.Call
    form: str
    sequence: ast.expr
    wrapped: ast.Call
    compare: Function
    reverse: ast.expr | None


def sort_of(code: FunctionCode, call: ast.Call) -> Sort | None:
    """The sort that a call is, if it is one by ``cmp_to_key``."""
    given = {keyword.arg: keyword.value for keyword in call.keywords}
    wrapped = given.pop("key", None)
    if not (isinstance(wrapped, ast.Call) and code.purity.module_member(wrapped.func) == ("functools", "cmp_to_key")):
        return None
    if len(wrapped.args) != 1 or wrapped.keywords or set(given) - {"reverse"}:
        return None
    if isinstance(call.func, ast.Attribute) and call.func.attr == "sort" and not call.args:
        form, sequence = "sort", call.func.value
    elif isinstance(call.func, ast.Name) and len(call.args) == 1 and not isinstance(call.args[0], ast.Starred):
        form, sequence = call.func.id, call.args[0]
        if form not in ("sorted", "min", "max") or not code.is_builtin(form):
            return None
    else:
        return None
    compare = _function(code, wrapped.args[0])
    return Sort(call, form, sequence, wrapped, compare, given.get("reverse")) if compare is not None else None


def _function(code: FunctionCode, node: ast.expr) -> Function | None:
    """The lambda, the nested function or the function of the module that an expression stands for."""
    if isinstance(node, ast.Lambda):
        return node
    if not isinstance(node, ast.Name):
        return None
    if node.id in code.local:
        return inner_function(code, node.id)
    found = code.module.functions.get(node.id)
    known = isinstance(found, ast.FunctionDef) and node.id not in code.around
    return found if known and len(code.program.binders(node.id)) == 1 else None  # type: ignore[return-value]


def key_over(by: ast.expr, element: str) -> ast.expr | None:
    """What a key function, a lambda or an ``itemgetter``, makes of an element of this name; None for others."""
    if isinstance(by, ast.Lambda) and len(by.args.args) == 1 and not by.args.defaults:
        return renamed(by.body, {by.args.args[0].arg: element})
    found = match("itemgetter($k)", by) or match("operator.itemgetter($k)", by)
    return ast.Subscript(ast.Name(element, ast.Load()), found["k"], ast.Load()) if found is not None else None
