"""Going through a sequence by its indexes.

Finds:
    ``for i in range(len(xs))``, as a loop or in a comprehension, that reads ``xs[i]`` and does not change ``xs``; a
    loop may also start behind the first elements.

Slow because:
    Each ``xs[i]`` makes an integer and looks the element up; iterating hands the elements over. The gain is small, 1.0
    to 1.3; the form is also the one in which other patterns are recognised.

Unsafe when:
    ``xs`` is no sequence, or changes its length in the loop.

Example:
    Before::

        for i in range(len(names)):
            print(names[i])

    After::

        for name in names:
            print(name)

Source:
    The Python tutorial: looping techniques.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.loops import Counted, constant_int, counted, indexed_sequence, range_bounds
from hasten.code.match import equal
from hasten.code.naming import noun
from hasten.code.precedence import ATOM
from hasten.code.types import only
from hasten.proposers.rules._finding import Finding

_SEQUENCES = ("list", "tuple", "str", "any", "sequence", "bytes", "bytearray")


@dataclass(frozen=True)
class _Indexed:
    """A loop over the indexes of a sequence, with the places that read its elements and those that read the index.

    ``start`` is the first index, a constant.
    """

    target: ast.expr
    source: ast.expr
    sequence: ast.expr
    reads: list[ast.Subscript]
    others: list[ast.Name]
    start: int = 0


def find(code: FunctionCode) -> Iterator[Finding]:
    """Loops, then comprehensions."""
    for loop in code.all(ast.For):
        shape = counted(code, loop)
        start = _constant_start(shape) if shape is not None else None
        sequence = (
            indexed_sequence(code, replace(shape, start=None)) if shape is not None and start is not None else None
        )
        if shape is None or sequence is None or code.live_after(shape.index, loop):
            continue
        indexed = _indexed(code, loop.target, loop.iter, sequence, shape.index, loop.body)
        if indexed is not None and not (start and indexed.others):
            yield _finding(code, loop, replace(indexed, start=start or 0))
    for comprehension in code.comprehensions:
        for place, generator in enumerate(comprehension.generators):
            bounds = range_bounds(code, generator.iter)
            if bounds is None or bounds[0] is not None or bounds[2] != 1 or not isinstance(generator.target, ast.Name):
                continue
            length = code.builtin_call(bounds[1], "len", 1)
            if not length:
                continue
            parts: list[ast.AST] = [part for part in ast.iter_child_nodes(comprehension) if part is not generator]
            parts = [part for part in parts if part not in comprehension.generators[:place]]
            parts += generator.ifs
            indexed = _indexed(code, generator.target, generator.iter, length[0], generator.target.id, parts)
            if indexed is not None:
                yield _finding(code, comprehension, indexed)


def _constant_start(loop: Counted) -> int | None:
    """The first index where it is a constant that counts from the front."""
    start = 0 if loop.start is None else constant_int(loop.start)
    return start if start is not None and start >= 0 else None


def _finding(code: FunctionCode, node: ast.AST, indexed: _Indexed) -> Finding:
    text = f"{ast.unparse(indexed.sequence)} is gone through by index; iterating over it is less work"
    return Finding(node, text, partial(_change, code, node, indexed), enabling=True, minor=True)


def _indexed(
    code: FunctionCode,
    target: ast.expr,
    source: ast.expr,
    sequence: ast.expr,
    index: str,
    parts: list[ast.stmt] | list[ast.AST],
) -> _Indexed | None:
    if not only(code.type_of(sequence), *_SEQUENCES) or not code.invariant(sequence, *parts):
        return None
    reads: list[ast.Subscript] = []
    others: list[ast.Name] = []
    for part in parts:
        for node in ast.walk(part):
            if not (isinstance(node, ast.Name) and node.id == index and isinstance(node.ctx, ast.Load)):
                continue
            parent = code.parent(node)
            whole = isinstance(parent, ast.Subscript) and parent.slice is node and equal(parent.value, sequence)
            if whole and isinstance(parent, ast.Subscript):
                if not isinstance(parent.ctx, ast.Load):
                    return None
                reads.append(parent)
            else:
                others.append(node)
    # With the index in use besides, ``enumerate`` costs as much as it saves unless there are several look-ups.
    return _Indexed(target, source, sequence, reads, others) if len(reads) > 2 * bool(others) else None


def singular(code: FunctionCode, sequence: ast.expr) -> str:
    """A word for one element: ``name`` for ``names``."""
    word = noun(sequence, "items")
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("s") and not word.endswith("ss") and len(word) > 3:
        return word[:-1]
    return "character" if only(code.type_of(sequence), "str") else "item"


def _change(code: FunctionCode, node: ast.AST, indexed: _Indexed, edits: Edits) -> None:
    given = _given_name(code, node, indexed)
    if given is not None:
        edits.remove(given)
    named = given.targets[0] if given is not None else None
    name = named.id if isinstance(named, ast.Name) else code.loop_name(singular(code, indexed.sequence), node)
    sequence = edits.text(indexed.sequence)
    if indexed.others:
        edits.replace_target(indexed.target, f"{edits.text(indexed.target)}, {name}")
        edits.replace(indexed.source, f"enumerate({sequence})")
    else:
        edits.replace_target(indexed.target, name)
        text = edits.text(indexed.sequence, need=ATOM if indexed.start else 0)
        text = f"{text}[{indexed.start}:]" if indexed.start else text
        edits.replace(indexed.source, text)
    for read in indexed.reads:
        if given is None or read is not given.value:
            edits.replace(read, name)


def _given_name(code: FunctionCode, node: ast.AST, indexed: _Indexed) -> ast.Assign | None:
    """``key = xs[i]`` at the beginning of a loop that binds the name nowhere else: the loop can bind it itself."""
    first = node.body[0] if isinstance(node, ast.For) else None
    if not isinstance(first, ast.Assign) or len(first.targets) != 1 or first.value not in indexed.reads:
        return None
    target = first.targets[0]
    if not isinstance(target, ast.Name) or len(node.body) == 1 or len(code.uses(target.id).rebinds) != 1:  # type: ignore[attr-defined]
        return None
    return None if target.id in code.parameters or code.live_after(target.id, node) else first  # type: ignore[arg-type]

