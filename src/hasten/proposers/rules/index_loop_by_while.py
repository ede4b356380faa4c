"""Counting an index up by hand.

Finds:
    ``i = 0`` then ``while i < n: ...; i += 1``, where ``n`` stays the same and nothing else changes or later reads
    ``i``.

Slow because:
    The interpreter tests, adds and stores the index on every turn; ``range`` does that in C. The gain is a constant;
    the form is also the one in which other patterns are recognised.

Unsafe when:
    ``n`` changes inside the loop.

Example:
    Before::

        i = 0
        while i < len(xs):
            total += xs[i]
            i += 1

    After::

        for i in range(len(xs)):
            total += xs[i]

Source:
    The Python tutorial: the ``range`` function.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.loops import Counted, counted
from hasten.proposers.rules._finding import Finding


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per loop."""
    for loop in code.all(ast.While):
        shape = counted(code, loop)
        if shape is None or not shape.body or shape.setup is None or code.live_after(shape.index, loop):
            continue
        if not code.invariant(shape.stop, *loop.body):
            continue
        between = code.after(shape.setup)
        between = between[: between.index(loop)] if loop in between else []
        if shape.start is not None and between and not code.invariant(shape.start, *between):
            continue
        if any(isinstance(node, ast.Name) and node.id == shape.index for part in between for node in ast.walk(part)):
            continue
        text = f"{shape.index} is counted up by hand; range does it faster"
        yield Finding(loop, text, partial(_change, shape), enabling=True)


def _change(shape: Counted, edits: Edits) -> None:
    assert shape.setup is not None and isinstance(shape.loop, ast.While)
    start = f"{edits.text(shape.start)}, " if shape.start is not None else ""
    body = edits.block(shape.body)
    lines = "\n".join("    " + line if line else line for line in body.split("\n"))
    head = f"for {shape.index} in range({start}{edits.text(shape.stop)}):"
    edits.replace_statement(shape.loop, f"{head}\n{lines}")
    edits.remove(shape.setup)
