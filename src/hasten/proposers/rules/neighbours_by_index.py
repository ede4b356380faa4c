"""Comparing neighbours by index.

Finds:
    A loop or comprehension over the indexes of a sequence that reads nothing but ``xs[i]``, ``xs[i + 1]``,
    ``xs[i - 2]`` and the like: at least two places a fixed distance apart.

Slow because:
    Each look-up by index makes an integer and searches the place; ``zip`` hands the neighbours over together. The gain
    is a constant, 1.3 to 3.

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
from hasten.code.loops import constant_int, length_bound, range_bounds
from hasten.code.match import equal, match
from hasten.proposers.rules._by_index import IndexPass, index_passes, look_ups, stays
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules.index_loop_over_sequence import singular

#: More neighbours than this are no window that anybody reads by name.
_MOST = 5
_Reads = list[tuple[ast.Subscript, int]]


def find(code: FunctionCode) -> Iterator[Finding]:
    """Loops, then comprehensions."""
    for passed in index_passes(code):
        yield from _neighbours(code, passed)


def _neighbours(code: FunctionCode, passed: IndexPass) -> Iterator[Finding]:
    bounds = range_bounds(code, passed.source)
    if bounds is None or bounds[2] != 1:
        return
    start = 0 if bounds[0] is None else constant_int(bounds[0])
    bound = length_bound(code, bounds[1], code.statement(passed.node))
    if start is None or start < 0 or bound is None or bound[1] < 0 or not stays(code, passed, bound[0]):
        return
    sequence, less = bound
    reads = look_ups(passed, lambda name: _read(code, name, sequence))
    # In front of the first element an index counts from the end, and behind the last one it raises.
    if reads is None or not all(-start <= shift <= less for _, shift in reads):
        return
    if 2 <= len({shift for _, shift in reads}) <= _MOST:
        text = f"neighbours in {ast.unparse(sequence)} are looked up by index; zip hands them over together"
        change = partial(_change, code, passed, sequence, reads, start, less)
        yield Finding(passed.node, text, change, enabling=True)


def _read(code: FunctionCode, name: ast.Name, sequence: ast.expr) -> tuple[ast.Subscript, int] | None:
    """The look-up around an index, and how far behind the index it looks."""
    parent: ast.AST = code.parent(name)
    shift: int | None = 0
    if isinstance(parent, ast.BinOp):
        ahead, back = match("@i + $k", parent) or match("$k + @i", parent), match("@i - $k", parent)
        if ahead is not None:
            shift = constant_int(ahead["k"])
        elif back is not None:
            shift = constant_int(back["k"])
            shift = -shift if shift is not None else None
        else:
            return None
        parent = code.parent(parent)
    if (
        not isinstance(parent, ast.Subscript)
        or not isinstance(parent.ctx, ast.Load)
        or isinstance(parent.slice, ast.Slice)
    ):
        return None
    if shift is None or not equal(parent.value, sequence):
        return None
    return parent, shift


def _change(
    code: FunctionCode,
    passed: IndexPass,
    sequence: ast.expr,
    reads: _Reads,
    start: int,
    less: int,
    edits: Edits,
) -> None:
    word = singular(code, sequence)
    shifts = sorted({shift for _, shift in reads})
    text = edits.text(sequence, need=16)
    names: dict[int, str] = {}
    for wanted, shift in zip(_words(word, len(shifts)), shifts, strict=True):
        # Two neighbours may want names of which one is taken elsewhere.
        names[shift] = code.loop_name(wanted, passed.node)
    # The last slice is the shortest and ends the loop, unless the index stops before it.
    ends = {shift: less - shift if shift == shifts[-1] else 0 for shift in shifts}
    slices = [_slice(text, start + shift, ends[shift]) for shift in shifts]
    edits.replace_target(passed.target, ", ".join(names[shift] for shift in shifts))
    edits.replace(passed.source, f"zip({', '.join(slices)})")
    for read, shift in reads:
        edits.replace(read, names[shift])


def _words(word: str, count: int) -> list[str]:
    """Names for so many neighbours in order."""
    if count == 2:
        return [word, f"next_{word}"]
    if count == 3:
        return [f"previous_{word}", word, f"next_{word}"]
    return [f"{word}_{place}" for place in range(1, count + 1)]


def _slice(text: str, first: int, less: int) -> str:
    """``xs[first:-less]``, shorter where there is nothing to leave out."""
    if not first and not less:
        return text
    return f"{text}[{first or ''}:{-less if less else ''}]"
