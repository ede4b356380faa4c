"""A deep copy of data that holds nothing deep.

Finds:
    ``copy.deepcopy(x)`` of numbers and texts, of a list, dict or set of them, or of a list of lists of them.

Slow because:
    ``deepcopy`` looks at every element and keeps a memo of it; a shallow copy of each container takes a fraction.

Unsafe when:
    One inner list occurs twice: a deep copy keeps that, this one makes two lists.

Example:
    Before::

        trial = copy.deepcopy(board)

    After::

        trial = [row[:] for row in board]

Source:
    The Python documentation of ``copy``.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.types import Type, only
from hasten.proposers.rules._finding import Finding

_ATOMS = ("int", "bool", "float", "str", "bytes", "none", "complex", "never")


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per call."""
    for call in code.all(ast.Call):
        if code.purity.module_member(call.func) != ("copy", "deepcopy") or len(call.args) != 1 or call.keywords:
            continue
        template = _copied(code.type_of(call.args[0]))
        if template:
            text = f"`{ast.unparse(call)}` copies data that is not deep; copying its containers is enough"
            yield Finding(call, text, partial(_change, call, template))


def _copied(kind: Type) -> str:
    """How to copy a value of the type, with ``{}`` for the value; "" where a deep copy is needed."""
    if only(kind, *_ATOMS):
        return "{}"
    if kind.kind == "tuple":
        return "{}" if all(only(item, *_ATOMS) for item in kind.items or (kind.element,)) else ""
    if kind.kind == "dict":
        if not only(kind.key or kind, *_ATOMS):
            return ""
        if only(kind.value, *_ATOMS):
            return "{}.copy()"
        inner = _copied(kind.value)
        return f"{{{{key: {inner.format('value')} for key, value in {{}}.items()}}}}" if inner else ""
    if kind.kind not in ("list", "set"):
        return ""
    if only(kind.element, *_ATOMS) or (kind.element.kind == "tuple" and _copied(kind.element)):
        return "{}.copy()"
    inner = _copied(kind.element) if kind.kind == "list" else ""
    return f"[{inner.format('row')} for row in {{}}]" if inner else ""


def _change(call: ast.Call, template: str, edits: Edits) -> None:
    edits.replace(call, template.format(edits.text(call.args[0], need=16)))
