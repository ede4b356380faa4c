"""Counting the ones of a number in its binary text.

Finds:
    ``bin(n).count("1")``, also with the first characters cut off, by ``format(n, "b")`` or an f-string, where ``n`` is
    an integer; alone, or as all that a ``key=`` lambda does.

Slow because:
    The text has a character for every bit, is made and then searched; ``int.bit_count`` counts in the number itself.
    The gain is a constant, 3 to 7.

Unsafe when:
    The number is of a class of its own with another ``__index__``.

Example:
    Before::

        ordered = sorted(xs, key=lambda x: bin(x)[2:].count("1"))

    After::

        ordered = sorted(xs, key=int.bit_count)

Source:
    The Python documentation of ``int.bit_count``.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.match import match
from hasten.code.types import only
from hasten.proposers.rules._finding import Finding

#: Texts that have a one where the number has a bit, and no other; "0b" and "-" hold none.
_TEXTS = ("bin($n)", "bin($n)[2:]", "bin($n)[1:]", "str(bin($n))", "str(bin($n))[2:]", "format($n, 'b')", "f'{$n:b}'")


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per count."""
    for call in code.all(ast.Call):
        counted = match("$text.count('1')", call)
        number = _number(code, counted["text"]) if counted is not None else None
        if number is None:
            continue
        parent = code.parent(call)
        text = f"`{ast.unparse(call)}` makes a text of every bit to count the ones; bit_count has no need of it"
        if isinstance(parent, ast.Lambda) and _only_parameter(parent, number) and code.is_builtin("int"):
            # What the lambda is given is known by where it stands; a bool counts its one like a number.
            yield Finding(call, text, partial(_key, parent))
        else:
            yield Finding(call, text, partial(_method, call, number))


def _number(code: FunctionCode, text: ast.expr) -> ast.expr | None:
    """The integer whose binary text this is."""
    for pattern in _TEXTS:
        found = match(pattern, text)
        if found is None:
            continue
        names = [name for name in ("bin", "str", "format") if pattern.startswith(name)]
        if "bin(" in pattern and "bin" not in names:
            names.append("bin")
        if all(code.is_builtin(name) for name in names) and only(code.type_of(found["n"]), "int", "bool"):
            return found["n"]
    return None


def _only_parameter(made: ast.Lambda, number: ast.expr) -> bool:
    spec = made.args
    plain = len(spec.args) == 1 and not (spec.posonlyargs or spec.vararg or spec.kwonlyargs or spec.kwarg)
    return plain and not spec.defaults and isinstance(number, ast.Name) and number.id == spec.args[0].arg


def _key(made: ast.Lambda, edits: Edits) -> None:
    edits.replace(made, "int.bit_count")


def _method(call: ast.Call, number: ast.expr, edits: Edits) -> None:
    edits.replace(call, f"{edits.text(number, need=16)}.bit_count()")
