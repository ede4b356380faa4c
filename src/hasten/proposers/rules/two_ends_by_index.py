"""Comparing elements with their mirror images by index.

Finds:
    A loop or comprehension over the first half, or all, of a sequence that reads nothing but ``xs[i]`` and its
    counterpart from the end, ``xs[len(xs) - 1 - i]``, ``xs[-i - 1]`` or ``xs[~i]``.

Slow because:
    Each look-up makes an integer or several and searches the place; ``zip`` hands both elements over. The gain is a
    constant, 1.5 to 3.

Unsafe when:
    ``xs`` is no sequence, or changes in the loop.

Example:
    Before::

        for i in range(len(xs) // 2):
            if xs[i] != xs[-i - 1]:
                unequal += 1

    After::

        for x, opposite in zip(xs[:len(xs) // 2], xs[::-1]):
            if x != opposite:
                unequal += 1

Source:
    The Python documentation of the common sequence operations.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.loops import length_bound, range_bounds
from hasten.code.match import equal, match
from hasten.proposers.rules._by_index import IndexPass, index_passes, look_ups, stays
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules.index_loop_over_sequence import singular

#: The counterpart of an index, where it is written without the length and where with it.
_SHORT = ("-1 - @i", "-@i - 1", "-(@i + 1)", "-(1 + @i)", "~@i")
_LONG = ("$n - 1 - @i", "$n - @i - 1", "$n - (@i + 1)", "$n - (1 + @i)", "$n + ~@i")
#: Ends of a range that never lead past the middle by more than the middle element, and how long the part is.
_HALVES = ("$n // 2", "($n + 1) // 2", "int($n / 2)")
_Reads = list[tuple[ast.Subscript, bool]]


def find(code: FunctionCode) -> Iterator[Finding]:
    """Loops, then comprehensions."""
    for passed in index_passes(code):
        yield from _mirrored(code, passed)


def _mirrored(code: FunctionCode, passed: IndexPass) -> Iterator[Finding]:
    bounds = range_bounds(code, passed.source)
    if bounds is None or bounds[0] is not None or bounds[2] != 1:
        return
    statement = code.statement(passed.node)
    halves = [found["n"] for form in _HALVES if (found := match(form, bounds[1]))]
    if halves and isinstance(bounds[1], ast.Call) and not code.is_builtin("int"):
        return
    measured = [length_bound(code, length, statement) for length in halves or [bounds[1]]]
    bound = next((bound for bound in measured if bound is not None and bound[1] == 0), None)
    if bound is None or not stays(code, passed, bound[0]):
        return
    sequence = bound[0]
    reads = look_ups(passed, lambda name: _read(code, name, sequence, statement))
    if reads is not None and {opposite for _, opposite in reads} == {True, False}:
        text = f"both ends of {ast.unparse(sequence)} are looked up by index; zip hands them over together"
        ending = bounds[1] if halves else None
        yield Finding(passed.node, text, partial(_change, code, passed, sequence, ending, reads))


def _read(
    code: FunctionCode, name: ast.Name, sequence: ast.expr, statement: ast.stmt
) -> tuple[ast.Subscript, bool] | None:
    """The look-up around an index, and whether it counts from the end."""
    below: ast.AST = name
    for parent in code.ancestors(name):
        if isinstance(parent, ast.Subscript):
            break
        below = parent
    else:
        return None
    if parent.slice is not below or not isinstance(parent.ctx, ast.Load) or not equal(parent.value, sequence):
        return None
    if below is name:
        return parent, False
    if any((found := match(form, below)) and found.name("i") == name.id for form in _SHORT):
        return parent, True
    for form in _LONG:
        found = match(form, below)
        if found is None or found.name("i") != name.id:
            continue
        bound = length_bound(code, found["n"], statement)
        if bound is not None and bound[1] == 0 and equal(bound[0], sequence):
            return parent, True
    return None


def _change(
    code: FunctionCode,
    passed: IndexPass,
    sequence: ast.expr,
    ending: ast.expr | None,
    reads: _Reads,
    edits: Edits,
) -> None:
    word = singular(code, sequence)
    name, opposite = code.loop_name(word, passed.node), code.loop_name(f"opposite_{word}", passed.node)
    text = edits.text(sequence, need=16)
    front = f"{text}[:{edits.text(ending)}]" if ending is not None else text
    edits.replace_target(passed.target, f"{name}, {opposite}")
    edits.replace(passed.source, f"zip({front}, {text}[::-1])")
    for read, turned in reads:
        edits.replace(read, opposite if turned else name)
