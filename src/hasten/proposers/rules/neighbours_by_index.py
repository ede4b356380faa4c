"""Comparing neighbours by index.

Finds:
    A loop or comprehension over ``range(len(xs) - 1)`` that reads nothing but ``xs[i]`` and ``xs[i + 1]``, or over
    ``range(1, len(xs))`` with ``xs[i - 1]`` and ``xs[i]``.

Slow because:
    Each look-up by index makes an integer and searches the place; ``zip`` hands both neighbours over. The gain is a
    constant, 1.3 to 2.

Unsafe when:
    ``xs`` is no sequence, or changes in the loop.

Example:
    Before::

        for i in range(len(xs) - 1):
            if xs[i] > xs[i + 1]:
                return False

    After::

        for x, after in zip(xs, xs[1:]):
            if x > after:
                return False

Source:
    The recipe ``pairwise`` in the Python documentation of ``itertools``.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.loops import constant_int, counted, range_bounds
from hasten.code.match import equal, match
from hasten.code.types import only
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules.index_loop_over_sequence import singular

_Reads = list[tuple[ast.Subscript, bool]]


def find(code: FunctionCode) -> Iterator[Finding]:
    """Loops, then comprehensions."""
    for loop in code.all(ast.For):
        shape = counted(code, loop)
        if shape is None or code.live_after(shape.index, loop):
            continue
        yield from _pairs(code, loop, loop.target, loop.iter, shape.index, list(loop.body))
    for comprehension in code.comprehensions:
        if len(comprehension.generators) == 1 and isinstance(comprehension.generators[0].target, ast.Name):
            generator = comprehension.generators[0]
            parts = [part for part in ast.iter_child_nodes(comprehension) if part is not generator]
            target = comprehension.generators[0].target
            yield from _pairs(code, comprehension, target, generator.iter, target.id, [*parts, *generator.ifs])


def _pairs(
    code: FunctionCode,
    node: ast.AST,
    target: ast.expr,
    source: ast.expr,
    index: str,
    parts: list[ast.stmt] | list[ast.AST],
) -> Iterator[Finding]:
    bounds = range_bounds(code, source)
    if bounds is None or bounds[2] != 1:
        return
    forward = match("len($xs) - 1", bounds[1]) if bounds[0] is None else None
    backward = None
    if bounds[0] is not None and constant_int(bounds[0]) == 1:
        backward = match("len($xs)", bounds[1])
    holes = forward or backward
    if holes is None or not code.is_builtin("len"):
        return
    sequence = holes["xs"]
    if not only(code.type_of(sequence), "list", "tuple", "str", "any", "sequence"):
        return
    if not code.invariant(sequence, *parts):
        return
    reads: _Reads = []
    for part in parts:
        for inner in ast.walk(part):
            if isinstance(inner, ast.Name) and inner.id == index and isinstance(inner.ctx, ast.Load):
                found = _read(code, inner, sequence, forward is not None)
                if found is None:
                    return
                reads.append(found)
    if {later for _, later in reads} == {True, False}:
        text = f"neighbours in {ast.unparse(sequence)} are looked up by index; zip hands both over"
        yield Finding(node, text, partial(_change, code, node, target, source, sequence, reads), enabling=True)


def _read(code: FunctionCode, name: ast.Name, sequence: ast.expr, forward: bool) -> tuple[ast.Subscript, bool] | None:
    """The look-up around an index, and whether it is the later one of the two neighbours."""
    parent: ast.AST = code.parent(name)
    shift = 0
    if isinstance(parent, ast.BinOp):
        step = match("@i + 1", parent) if forward else match("@i - 1", parent)
        if step is None:
            return None
        shift, parent = 1, code.parent(parent)
    if (
        not isinstance(parent, ast.Subscript)
        or not isinstance(parent.ctx, ast.Load)
        or isinstance(parent.slice, ast.Slice)
    ):
        return None
    if not equal(parent.value, sequence):
        return None
    return parent, bool(shift) == forward


def _change(
    code: FunctionCode,
    node: ast.AST,
    target: ast.expr,
    source: ast.expr,
    sequence: ast.expr,
    reads: _Reads,
    edits: Edits,
) -> None:
    word = singular(code, sequence)
    name, after = code.loop_name(word, node), code.loop_name(f"next_{word}", node)
    text = edits.text(sequence, need=16)
    edits.replace_target(target, f"{name}, {after}")
    edits.replace(source, f"zip({text}, {text}[1:])")
    for read, later in reads:
        edits.replace(read, after if later else name)
