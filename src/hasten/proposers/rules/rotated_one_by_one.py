"""A list turned round one element at a time.

Finds:
    A loop that does nothing but move the first element of a list to its end, ``xs.append(xs.pop(0))``, or the last one
    to its front, so and so many times.

Slow because:
    Each step moves the whole list: O(n * k), and turns beyond the length of the list come round again. One cut in two
    slices does all steps in O(n).

Unsafe when:
    The list is empty and is to be turned all the same: that raises either way, but not the same.

Example:
    Before::

        for _ in range(step - 1):
            circle.append(circle.pop(0))

    After::

        if step - 1 > 0:
            turn = (step - 1) % len(circle)
            circle[:] = circle[turn:] + circle[:turn]

Source:
    Bentley, Programming Pearls (1986), column 2: rotating a vector.
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

GROWTH = ("O(n^2)", "O(n)")


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per loop."""
    for loop in code.all(ast.For):
        found = match("for @i in range($k):\n    $$body", loop)
        if found is None or len(loop.body) != 1 or loop.orelse or not isinstance(loop.target, ast.Name):
            continue
        step = loop.body[0]
        left = match("@xs.append(@xs.pop(0))", step)
        right = match("@xs.insert(0, @xs.pop())", step)
        turned = left or right
        if turned is None or not code.is_builtin("range") or not code.pure(found["k"]):
            continue
        name = turned.name("xs")
        if name not in code.local or not only(code.type_of_name(name), "list", "any"):
            continue
        if code.live_after(loop.target.id, loop) or name in (loop.target.id,):
            continue
        text = f"each step moves all of {name}; one cut in two slices turns it as far as it goes"
        yield Finding(loop, text, partial(_change, code, loop, found["k"], name, left is not None), GROWTH)


def _change(code: FunctionCode, loop: ast.For, times: ast.expr, name: str, forward: bool, edits: Edits) -> None:
    turn, length = code.fresh("turn"), f"len({name})"
    counted = edits.text(times, need=12)
    cut = f"({counted})" if isinstance(times, ast.BinOp) and not counted.startswith("(") else counted
    place = f"{cut} % {length}" if forward else f"-{cut} % {length}"
    edits.replace_statement(
        loop,
        f"if {edits.text(times, need=7)} > 0:\n    {turn} = {place}\n"
        f"    {name}[:] = {name}[{turn}:] + {name}[:{turn}]",
    )
