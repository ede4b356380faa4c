"""A list that is made only for a builtin to go through it.

Finds:
    ``sorted(list(xs))``, ``set(list(text))``, ``sum(list(xs))`` and the like, and ``list(sorted(xs))``: a collection
    made of a collection, of which something else is made at once.

Slow because:
    The elements are copied once more than needed. The gain is a constant, 1.2 to 1.5.

Unsafe when:
    Never known; the elements come in the same order.

Example:
    Before::

        letters = set(list(text))

    After::

        letters = set(text)

Source:
    Refactoring advice of many linters.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.purity import words
from hasten.code.types import only
from hasten.proposers.rules._finding import Finding

_READERS = words("list max min sorted sum tuple")
#: A set remembers in what order it was filled, and a set goes through another one in its own way.
_HASHED = words("set frozenset")


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per copy."""
    for call in code.all(ast.Call):
        reader = call.func.id if isinstance(call.func, ast.Name) else ""
        if reader not in _READERS | _HASHED or not code.is_builtin(reader) or len(call.args) != 1:
            continue
        for kind in ("list", "tuple"):
            arguments = code.builtin_call(call.args[0], kind, 1)
            if not arguments:
                continue
            if reader in _HASHED and not only(code.type_of(arguments[0]), "str", "list", "tuple", "range"):
                continue
            if reader == "tuple" and not only(code.type_of(arguments[0]), "str", "list", "range", "dict", "iterator"):
                continue  # a tuple made of a tuple is the same object
            text = f"`{ast.unparse(call)}` makes a {kind} that is gone through once and dropped"
            yield Finding(call, text, partial(_leave_out, call.args[0], arguments[0]), minor=reader not in _HASHED)
        if reader == "list" and not call.keywords and code.is_builtin("sorted"):
            inner = call.args[0]
            if isinstance(inner, ast.Call) and isinstance(inner.func, ast.Name) and inner.func.id == "sorted":
                text = f"`{ast.unparse(call)}` copies a list that nobody else has"
                yield Finding(call, text, partial(_leave_out, call, inner))


def _leave_out(copy: ast.expr, source: ast.expr, edits: Edits) -> None:
    edits.replace(copy, edits.text(source))
