"""Functions that only say yes or no, as the conditions they consist of."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence

from hasten.code.function import FunctionCode
from hasten.code.match import with_values
from hasten.code.scopes import comprehension_names, free_names, loaded, parameters
from hasten.code.source import after_docstring
from hasten.code.types import only
from hasten.proposers.rules._conditions import opposite
from hasten.proposers.rules._inlining import arguments_of
from hasten.proposers.rules._nested import inner_function, nested_is_pure

_PLAIN = (ast.Name, ast.Attribute, ast.Constant, ast.Subscript)


def said_by(code: FunctionCode, call: ast.expr) -> ast.expr | None:
    """What a call of a pure function of the module, of one inside or of a method asks, with its names put in.

    None where it is anything but a call that asks one thing after the other: ``if not a: return False; return b``.
    Only its truth is the same.
    """
    if not isinstance(call, ast.Call) or not all(isinstance(given, _PLAIN) for given in call.args):
        return None
    node, receiver = _callee(code, call)
    if node is None or (receiver is not None and not (parameters(node) and isinstance(receiver, _PLAIN))):
        return None
    given = arguments_of(node, call, receiver=receiver is not None)
    if given is None or not all(isinstance(value, _PLAIN) for value in given.values()):
        return None
    if comprehension_names(node) & {*given, *loaded(*given.values())}:
        return None
    values = dict(given)
    if receiver is not None:
        values[parameters(node)[0].arg] = receiver
    return _asked(after_docstring(node), values)


def _named(target: ast.expr, value: ast.expr) -> dict[str, ast.expr] | None:
    """The names that a target gives to a value and its parts; None where it does anything else."""
    if isinstance(target, ast.Name):
        return {target.id: value}
    if not isinstance(target, ast.Tuple) or not isinstance(value, ast.Name | ast.Attribute):
        return None
    if not all(isinstance(part, ast.Name) for part in target.elts):
        return None
    return {
        part.id: ast.Subscript(value, ast.Constant(place), ast.Load())  # type: ignore[attr-defined]
        for place, part in enumerate(target.elts)
    }


def _callee(code: FunctionCode, call: ast.Call) -> tuple[ast.FunctionDef | None, ast.expr | None]:
    """The function that a call runs, and the object of a method."""
    callee = call.func
    if isinstance(callee, ast.Name):
        if callee.id in code.local:
            node = inner_function(code, callee.id)
            return (node if node is not None and nested_is_pure(code, node) else None), None
        return _own(code, callee.id), None
    if isinstance(callee, ast.Attribute):
        names = [name for name in code.module.functions if name.rpartition(".")[2] == callee.attr]
        if len(names) == 1 and "." in names[0] and only(code.type_of(callee.value), "any", "instance"):
            return _own(code, names[0]), callee.value
    return None, None


def _own(code: FunctionCode, name: str) -> ast.FunctionDef | None:
    """A pure function of the module whose names mean the same here."""
    node = code.module.functions.get(name)
    if not isinstance(node, ast.FunctionDef) or node.decorator_list or not code.purity.pure_function(name):
        return None
    return node if not free_names(node) & code.local else None


def _asked(body: Sequence[ast.stmt], values: Mapping[str, ast.expr]) -> ast.expr | None:
    """The condition that a body asks; None where it does anything else."""
    if not body:
        return None
    first, rest = body[0], body[1:]
    if isinstance(first, ast.Assign) and len(first.targets) == 1:
        named = _named(first.targets[0], with_values(first.value, values))
        return _asked(rest, {**values, **named}) if named is not None and not named.keys() & values.keys() else None
    if isinstance(first, ast.Return):
        return with_values(first.value, values) if first.value is not None else None
    if not isinstance(first, ast.If) or len(first.body) != 1 or not isinstance(first.body[0], ast.Return):
        return None
    others = _asked(first.orelse or rest, values)
    answer = first.body[0].value
    if others is None or answer is None or (first.orelse and rest):
        return None
    test = with_values(first.test, values)
    if isinstance(answer, ast.Constant) and answer.value is False:
        return ast.BoolOp(ast.And(), [opposite(test), others])
    if isinstance(answer, ast.Constant) and answer.value is True:
        return ast.BoolOp(ast.Or(), [test, others])
    answered = with_values(answer, values)
    if isinstance(others, ast.Constant) and others.value is False:
        return ast.BoolOp(ast.And(), [test, answered])
    return ast.IfExp(test, answered, others)
