"""A membership test on a copy of a dict's keys, or on any copy made for the test alone.

Finds:
    ``x in list(d)``, ``x in list(d.keys())``, ``x in d.keys()``, ``x in sorted(xs)``, ``x in list(set_or_dict)``.

Slow because:
    The copy costs O(n) for one question, and searching it O(n) again; the dict or set answers in O(1).

Unsafe when:
    ``x`` cannot be hashed: the list answers False, the dict raises.

Example:
    Before::

        if name in list(index.keys()):

    After::

        if name in index:

Source:
    Refactoring advice of many linters.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.types import only
from hasten.proposers.rules._finding import Finding


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per test."""
    for test in code.all(ast.Compare):
        if len(test.ops) != 1 or not isinstance(test.ops[0], ast.In | ast.NotIn):
            continue
        container = test.comparators[0]
        inner = _uncopied(code, container)
        if inner is container or code.hashable(code.type_of(test.left)) is False:
            continue
        kind = code.type_of(inner)
        hashed = only(kind, "dict", "set", "frozenset") or code.method_call(container, "keys", 0) is not None
        if hashed or only(kind, "list", "tuple", "range"):
            text = f"`{ast.unparse(container)}` is made for one question that {ast.unparse(inner)} answers itself"
            growth = ("O(n)", "O(1)") if hashed and isinstance(container, ast.Call) else None
            if code.method_call(container, "keys", 0) is not None:
                growth = None
            yield Finding(test, text, partial(_change, container, inner), growth)


def _uncopied(code: FunctionCode, node: ast.expr) -> ast.expr:
    """What a chain of copies was made from."""
    while True:
        keys = code.method_call(node, "keys", 0)
        if keys is not None and only(code.type_of(keys[0]), "dict", "any"):
            node = keys[0]
            continue
        for function in ("list", "tuple", "sorted", "reversed"):
            arguments = code.builtin_call(node, function, 1)
            if arguments:
                node = arguments[0]
                break
        else:
            return node


def _change(container: ast.expr, inner: ast.expr, edits: Edits) -> None:
    edits.replace(container, edits.text(inner))
