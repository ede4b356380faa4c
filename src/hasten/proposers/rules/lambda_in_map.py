"""``map`` and ``filter`` with a lambda.

Finds:
    ``map(lambda x: ..., xs)`` and ``filter(lambda x: ..., xs)``, with a list, a sum or the like around them.

Slow because:
    Every element costs a call of the lambda; a comprehension evaluates the expression in place. The gain is a constant,
    1.3 to 2.

Unsafe when:
    The iterator itself is used, step by step.

Example:
    Before::

        odd = list(filter(lambda x: x % 2 == 1, xs))

    After::

        odd = [x for x in xs if x % 2 == 1]

Source:
    The Python functional programming HOWTO.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.purity import words
from hasten.proposers.rules._finding import Finding

#: Consumers of which the argument is used up within the call.
WHOLE = words("list tuple set frozenset sorted sum max min dict Counter")
_EARLY = words("any all")


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per call of ``map`` or ``filter``."""
    for call in code.all(ast.Call):
        for function in ("map", "filter"):
            arguments = code.builtin_call(call, function, 2)
            if not arguments or not isinstance(arguments[0], ast.Lambda):
                continue
            made = arguments[0]
            plain = len(made.args.args) == 1 and not (made.args.vararg or made.args.kwonlyargs or made.args.defaults)
            if not plain or any(isinstance(node, ast.NamedExpr) for node in ast.walk(made)):
                continue
            consumer = _consumer(code, call)
            if consumer:
                text = f"`{ast.unparse(call)}` calls a lambda for every element; a comprehension does not"
                yield Finding(call, text, partial(_change, code, call, function, made, arguments[1], consumer))


def _consumer(code: FunctionCode, call: ast.Call) -> str:
    """What uses the iterator up: a builtin, ``join``, a loop; "" where it is not known."""
    parent = code.parent(call)
    if isinstance(parent, ast.For | ast.comprehension):
        return "loop" if parent.iter is call else ""
    if isinstance(parent, ast.Call) and parent.args and parent.args[0] is call:
        if isinstance(parent.func, ast.Name) and (parent.func.id in WHOLE | _EARLY):
            return parent.func.id
        if isinstance(parent.func, ast.Attribute) and parent.func.attr in ("join", "extend", "update"):
            return "join"
    return ""


def _change(
    code: FunctionCode,
    call: ast.Call,
    function: str,
    made: ast.Lambda,
    source: ast.expr,
    consumer: str,
    edits: Edits,
) -> None:
    name = made.args.args[0].arg
    element = edits.text(made.body) if function == "map" else name
    test = f" if {edits.text(made.body, need=3)}" if function == "filter" else ""
    inside = f"{element} for {name} in {edits.text(source, need=3)}{test}"
    parent = code.parent(call)
    if consumer in ("list", "set") and isinstance(parent, ast.Call) and len(parent.args) == 1 and not parent.keywords:
        opening, closing = ("[", "]") if consumer == "list" else ("{", "}")
        edits.replace(parent, f"{opening}{inside}{closing}")
    elif consumer in _EARLY or consumer == "loop":
        edits.replace(call, f"({inside})")
    else:
        edits.replace(call, f"[{inside}]")
