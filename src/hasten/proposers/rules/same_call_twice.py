"""The same text or number computed twice within one expression.

Finds:
    ``str(n) == str(n)[::-1]``, ``word.lower() in seen or word.lower() + "s" in seen``: a call of a builtin function or
    of a method of a text, with the same arguments, more than once in one expression, where a text or a number comes of
    it.

Slow because:
    The work is done once more. The gain is a constant, up to 2.

Unsafe when:
    An argument is of a class of its own, and its text changes from call to call.

Example:
    Before::

        return str(n) == str(n)[::-1]

    After::

        return (text := str(n)) == text[::-1]

Source:
    Common subexpression elimination (Cocke, 1970).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.purity import words
from hasten.code.scopes import loaded
from hasten.code.source import descend
from hasten.code.types import only
from hasten.proposers.rules._evaluation import in_order, surely
from hasten.proposers.rules._finding import Finding

_IMMUTABLE = ("str", "int", "bool", "float", "bytes", "none")
#: Known kinds of arguments: what they give does not change while an expression is evaluated.
_PLAIN = (*_IMMUTABLE, "list", "tuple", "set", "frozenset", "dict", "range")
_BUILTINS = words("ascii bin float format hex int max min oct repr round str sum")
_METHODS = words(
    "capitalize casefold count expandtabs find index join lower lstrip removeprefix removesuffix replace rfind rindex "
    "rstrip strip swapcase title translate upper zfill"
)

_ELSEWHERE = ast.Lambda | ast.Starred | ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per expression and call."""
    groups: dict[tuple[ast.AST, str], list[ast.Call]] = {}
    for call in code.all(ast.Call):
        if _worth_keeping(code, call):
            groups.setdefault((_unit(code, call), ast.dump(call)), []).append(call)
    for calls in groups.values():
        whole = _around(code, calls) if len(calls) > 1 else None
        if whole is None:
            continue
        ordered = [node for node in in_order(whole) if node in calls]
        if ordered[0] in surely(whole):
            text = f"`{ast.unparse(calls[0])}` is computed {len(calls)} times in one expression"
            yield Finding(whole, text, partial(_change, code, ordered))


def _worth_keeping(code: FunctionCode, call: ast.Call) -> bool:
    """Whether a call costs something, has no effect, and gives a value that cannot be told from another one."""
    if isinstance(call.func, ast.Name):
        named = call.func.id in _BUILTINS and code.is_builtin(call.func.id)
    else:
        named = isinstance(call.func, ast.Attribute) and call.func.attr in _METHODS
        named = named and only(code.type_of(call.func.value), "str")  # type: ignore[attr-defined]
    if not named or (not call.args and isinstance(call.func, ast.Name)) or not code.pure(call):
        return False
    values = [node for node in descend(call) if isinstance(node, ast.Name) and node is not call.func]
    if not values or any(isinstance(node, _ELSEWHERE) for node in descend(call)):
        return False
    known = all(only(code.type_of(node), *_PLAIN) or code.is_builtin(node.id) for node in values)
    return known and only(code.type_of(call), *_IMMUTABLE)


def _unit(code: FunctionCode, call: ast.Call) -> ast.AST:
    """The part of a statement in which the call is evaluated: the nearest comprehension, lambda or statement."""
    return next(
        parent
        for parent in code.ancestors(call)
        if isinstance(parent, ast.stmt | ast.Lambda | ast.comprehension | _MADE)
    )


_MADE = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp


def _around(code: FunctionCode, calls: list[ast.Call]) -> ast.expr | None:
    """The smallest expression around all of them; None where there is none, or no name may be bound in it."""
    around = [[*code.ancestors(call)] for call in calls]
    for parent in around[0]:
        if isinstance(parent, ast.stmt | ast.comprehension | ast.Lambda | _MADE):
            return None
        if not isinstance(parent, ast.expr) or not all(parent in others for others in around[1:]):
            continue
        names = loaded(parent)
        plain = code.pure(parent) and bool(names) and not isinstance(parent, ast.JoinedStr)
        outer = [*code.ancestors(parent)]
        if not plain or any(isinstance(other, ast.JoinedStr) for other in outer) or _in_source(code, parent):
            return None
        return parent
    return None


def _in_source(code: FunctionCode, node: ast.AST) -> bool:
    """Whether a node stands in what a comprehension goes over, where no name may be bound."""
    child = node
    for parent in code.ancestors(node):
        if isinstance(parent, ast.comprehension) and child not in parent.ifs:
            return True
        child = parent
    return False


def _change(code: FunctionCode, calls: list[ast.Call], edits: Edits) -> None:
    name = code.fresh("text" if only(code.type_of(calls[0]), "str") else "value")
    edits.replace(calls[0], f"{name} := {edits.text(calls[0])}")
    for call in calls[1:]:
        edits.replace(call, name)
