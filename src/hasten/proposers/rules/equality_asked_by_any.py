"""Asking every element whether it equals one value, to know whether any does.

Finds:
    ``any(x == wanted for x in xs)``, ``any(x is None for x in xs)``, ``all(x != wanted for x in xs)`` and ``all(x is
    not None for x in xs)`` over a list, a tuple or a text.

Slow because:
    The generator is resumed for every element; ``in`` compares in C. The gain is a constant, 2 to 5.

Unsafe when:
    An element is NaN or compares in an unusual way: ``in`` finds the very same object equal to itself.

Example:
    Before::

        gaps = any(x is None for x in xs)

    After::

        gaps = None in xs

Source:
    The Python documentation of the common sequence operations.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.match import is_name
from hasten.code.scopes import loaded
from hasten.code.types import Type, join, only, options
from hasten.proposers.rules._finding import Finding

_PLAIN = ("int", "bool", "str", "bytes", "none")
_ANY_OF, _NONE_OF = {"any": (ast.Eq, ast.Is), "all": (ast.NotEq, ast.IsNot)}, {"any": False, "all": True}


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per call."""
    for call in code.all(ast.Call):
        for name, kinds in _ANY_OF.items():
            arguments = code.builtin_call(call, name, 1)
            inner = arguments[0] if arguments else None
            if not isinstance(inner, ast.GeneratorExp | ast.ListComp) or len(inner.generators) != 1:
                continue
            part, test = inner.generators[0], inner.elt
            if part.ifs or part.is_async or not isinstance(part.target, ast.Name):
                continue
            if not isinstance(test, ast.Compare) or len(test.ops) != 1 or not isinstance(test.ops[0], kinds):
                continue
            wanted = _other(test, part.target.id)
            if wanted is None or not _same_answer(code, test.ops[0], part.iter, wanted):
                continue
            text = f"`{ast.unparse(inner)}` is resumed for every element; `in` looks for {ast.unparse(wanted)} from C"
            yield Finding(call, text, partial(_change, call, wanted, part.iter, _NONE_OF[name]))


def _other(test: ast.Compare, name: str) -> ast.expr | None:
    """What the element is compared with: a constant or a name."""
    left, right = test.left, test.comparators[0]
    other = right if is_name(left, name) else left if is_name(right, name) else None
    return other if isinstance(other, ast.Constant | ast.Name) and name not in loaded(other) else None


def _same_answer(code: FunctionCode, op: ast.cmpop, source: ast.expr, wanted: ast.expr) -> bool:
    """Whether ``in`` finds what the comparison finds."""
    kind, value = code.type_of(source), code.type_of(wanted)
    if not only(kind, "list", "tuple", "str"):
        return False
    if only(kind, "str"):
        # In a text any part is found: one character is asked for.
        one = isinstance(wanted, ast.Constant) and isinstance(wanted.value, str) and len(wanted.value) == 1
        return one and isinstance(op, ast.Eq | ast.NotEq)
    if isinstance(op, ast.Is | ast.IsNot):
        # Nothing that compares in the usual way equals None but None.
        return isinstance(wanted, ast.Constant) and wanted.value is None and _usual(kind.element)
    # A constant is no NaN, so that the very same object is equal too.
    return _usual(kind.element) if isinstance(wanted, ast.Constant) else only(join([kind.element, value]), *_PLAIN)


def _usual(kind: Type) -> bool:
    known = (*_PLAIN, "float", "complex", "list", "tuple", "set", "frozenset", "dict", "range", "bytearray")
    return all(option.kind in known for option in options(kind))


def _change(call: ast.Call, wanted: ast.expr, source: ast.expr, negated: bool, edits: Edits) -> None:
    word = "not in" if negated else "in"
    edits.replace(call, f"{edits.text(wanted, need=7)} {word} {edits.text(source, need=7)}")
