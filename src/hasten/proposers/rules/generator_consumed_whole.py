"""A generator whose elements are all used at once.

Finds:
    A generator expression as the argument of ``sum``, ``tuple``, ``sorted``, ``max``, ``min``, ``join``, ``list``,
    ``set`` or ``dict``.

Slow because:
    The generator is resumed for every element; a comprehension fills the collection in one go. The gain is a constant,
    1.1 to 1.4; the list takes memory while it lasts.

Unsafe when:
    There are more elements than memory.

Example:
    Before::

        total = sum(order.cents for order in orders)

    After::

        total = sum([order.cents for order in orders])

Source:
    Measured; PEP 289 names the trade of memory against speed.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.purity import words
from hasten.proposers.rules._finding import Finding

_LISTED = words("sum tuple sorted max min frozenset Counter deque")
_DISPLAYS = {"list": ("[", "]"), "set": ("{", "}")}


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per generator."""
    for generator in code.all(ast.GeneratorExp):
        parent = code.parent(generator)
        if not isinstance(parent, ast.Call) or not parent.args or parent.args[0] is not generator:
            continue
        name = ""
        if isinstance(parent.func, ast.Name) and (
            code.is_builtin(parent.func.id) or code.purity.module_member(parent.func)
        ):
            name = parent.func.id
        joined = isinstance(parent.func, ast.Attribute) and parent.func.attr in ("join", "extend", "fromkeys")
        if name in _DISPLAYS and len(parent.args) == 1 and not parent.keywords:
            text = f"`{ast.unparse(parent)}` goes through a generator; a comprehension fills the {name} directly"
            yield Finding(generator, text, partial(_display, parent, generator, name))
        elif name in _LISTED or joined:
            text = f"`{ast.unparse(parent)}` resumes a generator for every element; a list comprehension does not"
            filtered = any(part.ifs for part in generator.generators)
            yield Finding(generator, text, partial(_listed, generator), minor=filtered)


def _inside(generator: ast.GeneratorExp, edits: Edits) -> str:
    return edits.comprehension(generator, {})[1:-1]


def _display(call: ast.Call, generator: ast.GeneratorExp, name: str, edits: Edits) -> None:
    opening, closing = _DISPLAYS[name]
    edits.replace(call, f"{opening}{_inside(generator, edits)}{closing}")


def _listed(generator: ast.GeneratorExp, edits: Edits) -> None:
    edits.replace(generator, f"[{_inside(generator, edits)}]")
