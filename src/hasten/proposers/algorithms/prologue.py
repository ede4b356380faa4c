"""The statements at the top of a function that turn unusual arguments away; they are kept when the rest is replaced."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from typing import Any

from hasten.code.scopes import stored
from hasten.code.source import FunctionNode, ParsedModule
from hasten.proposers.algorithms.interpreter import RAISED, Interpreter, Returned, Stopped
from hasten.proposers.algorithms.values import fresh

#: What a condition of a guard may be made of: nothing whose cost grows with the arguments.
_CHEAP = (
    ast.BoolOp,
    ast.And,
    ast.Or,
    ast.Compare,
    ast.cmpop,
    ast.UnaryOp,
    ast.unaryop,
    ast.BinOp,
    ast.operator,
    ast.Name,
    ast.Load,
    ast.Constant,
    ast.Tuple,
    ast.Subscript,
    ast.List,
)
_CHEAP_CALLS = frozenset({"len", "isinstance", "type", "bool", "abs"})


class Prologue:
    """Leading guards of a function.

    Args:
        module: The file.
        function: The function.

    Attributes:
        statements: The statements to keep: up to the last guard, assignments that guards need included.
    """

    def __init__(self, module: ParsedModule, function: FunctionNode) -> None:
        self._module = module
        self._names = [arg.arg for arg in (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)]
        self._defaults = _constant_defaults(function)
        self.statements = _leading_guards(body_without_docstring(function), set(self._names))

    def turns_away(self, args: Mapping[str, Any]) -> bool:
        """Whether a call with these arguments by name ends inside the guards."""
        if not self.statements:
            return False
        scope = {**self._defaults, **{name: fresh(arg) for name, arg in args.items()}}
        try:
            Interpreter(self._module, steps=500).execute(self.statements, scope)
        except Returned:
            return True
        except Stopped:
            return False
        except RAISED:
            # Whatever the guards raise on these arguments, the original raises as well.
            return True
        return False


def _constant_defaults(function: FunctionNode) -> dict[str, Any]:
    spec = function.args
    positional = [*spec.posonlyargs, *spec.args][len(spec.posonlyargs) + len(spec.args) - len(spec.defaults) :]
    pairs = [*zip(positional, spec.defaults, strict=True), *zip(spec.kwonlyargs, spec.kw_defaults, strict=True)]
    return {arg.arg: default.value for arg, default in pairs if isinstance(default, ast.Constant)}


def body_without_docstring(function: FunctionNode) -> list[ast.stmt]:
    """The statements of a function after its docstring."""
    body = function.body
    if (
        isinstance(body[0], ast.Expr)
        and isinstance(body[0].value, ast.Constant)
        and isinstance(body[0].value.value, str)
    ):
        return body[1:]
    return body


def _leading_guards(body: Sequence[ast.stmt], parameters: set[str]) -> list[ast.stmt]:
    kept = 0
    for place, statement in enumerate(body):
        if _is_guard(statement):
            kept = place + 1
        elif not (isinstance(statement, ast.Assign | ast.AnnAssign) and _is_plain(statement, parameters)):
            break
    # A function that is nothing but guards has nothing to replace.
    return list(body[:kept]) if kept < len(body) else []


def _is_guard(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.Assert):
        return _is_cheap(statement.test)
    if not isinstance(statement, ast.If) or len(statement.body) != 1 or not _is_cheap(statement.test):
        return False
    inner = statement.body[0]
    if statement.orelse and not (len(statement.orelse) == 1 and _is_guard(statement.orelse[0])):
        return False
    if isinstance(inner, ast.Return):
        return inner.value is None or _is_cheap(inner.value) or _is_empty_container(inner.value)
    return isinstance(inner, ast.Raise)


def _is_plain(statement: ast.Assign | ast.AnnAssign, parameters: set[str]) -> bool:
    """Whether an assignment binds new names to cheap values."""
    return statement.value is not None and _is_cheap(statement.value) and not stored(statement) & parameters


def _is_empty_container(node: ast.expr) -> bool:
    return isinstance(node, ast.Dict) and not node.keys


def _is_cheap(node: ast.expr) -> bool:
    def acceptable(inner: ast.AST) -> bool:
        if isinstance(inner, ast.Call):
            return isinstance(inner.func, ast.Name) and inner.func.id in _CHEAP_CALLS and not inner.keywords
        return isinstance(inner, _CHEAP)

    return all(map(acceptable, ast.walk(node)))
