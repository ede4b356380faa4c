"""Eating a text up from its front.

Finds:
    ``while s:`` with ``c = s[0]`` and ``s = s[1:]`` at the beginning of the body, where nothing else in the loop reads
    ``s``.

Slow because:
    Every turn copies the rest: O(n^2). Iterating hands the elements over.

Unsafe when:
    ``s`` is neither a text nor a tuple.

Example:
    Before::

        while text:
            c = text[0]
            text = text[1:]
            out.append(c)

    After::

        for c in text:
            out.append(c)

Source:
    The Python tutorial: the ``for`` statement.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.loops import has_own
from hasten.code.match import match
from hasten.code.scopes import loaded, stored
from hasten.code.types import only
from hasten.proposers.rules._finding import Finding

GROWTH = ("O(n^2)", "O(n)")
_TESTS = ("@s", "len(@s) > 0", "len(@s) != 0", "@s != ''", "len(@s) >= 1")


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per loop."""
    for loop in code.all(ast.While):
        if loop.orelse or len(loop.body) < 3:
            continue
        tests = [holes for pattern in _TESTS if (holes := match(pattern, loop.test)) is not None]
        first, second = match("@c = @s[0]", loop.body[0]), match("@s = @s[1:]", loop.body[1])
        if not tests or first is None or second is None:
            continue
        name, element, rest = tests[0].name("s"), first.name("c"), loop.body[2:]
        if {first.name("s"), second.name("s")} != {name} or name == element:
            continue
        if not only(code.type_of_name(name), "str", "tuple") or name in loaded(*rest) | stored(*rest):
            continue
        leaves = has_own(loop, ast.Break, ast.Return)
        if code.uses(name).aliases or (leaves and code.live_after(name, loop)):
            continue
        text = f"every turn copies the rest of {name}; iterating over it copies nothing"
        yield Finding(loop, text, partial(_change, code, loop, name, element, rest), GROWTH)


def _change(code: FunctionCode, loop: ast.While, name: str, element: str, rest: list[ast.stmt], edits: Edits) -> None:
    lines = "\n".join("    " + line if line else line for line in edits.block(rest).split("\n"))
    text = f"for {element} in {name}:\n{lines}"
    if code.live_after(name, loop):
        empty = '""' if only(code.type_of_name(name), "str") else "()"
        text += f"\n{name} = {empty}"
    edits.replace_statement(loop, text)
