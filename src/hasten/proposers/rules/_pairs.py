"""Two loops over all pairs, or all stretches, of a sequence, and what keeps the smallest of what they compute."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from hasten.code.function import FunctionCode
from hasten.code.loops import range_bounds
from hasten.code.match import equal, is_name, match
from hasten.code.scopes import stored


def pair_loops(code: FunctionCode) -> Iterator[tuple[ast.For, ast.For, str]]:
    """Loops that end in a loop, and the name of the position that the outer one counts."""
    for inner in code.all(ast.For):
        outer = code.parent(inner)
        if isinstance(outer, ast.For) and inner is outer.body[-1] and not (inner.orelse or outer.orelse):
            first = _position(code, outer)
            if first:
                yield outer, inner, first


@dataclass(frozen=True)
class StretchLoops:
    """Two loops over all stretches of a sequence: ``for i in range(n): ... for j in range(i, n): ...``.

    Attributes:
        outer: The loop over where they begin.
        inner: The loop over where they end.
        first: Name of the place where a stretch begins.
        last: Name of its last place.
        stop: Where the places end.
    """

    outer: ast.For
    inner: ast.For
    first: str
    last: str
    stop: ast.expr


def stretch_loops(code: FunctionCode) -> Iterator[StretchLoops]:
    """Loops over stretches whose places are set by nothing else, and asked for behind the loops by nobody."""
    for inner in code.all(ast.For):
        outer = code.parent(inner)
        if not isinstance(outer, ast.For) or inner.orelse:
            continue
        bounds, whole = range_bounds(code, inner.iter), range_bounds(code, outer.iter)
        if bounds is None or whole is None or {bounds[2], whole[2]} != {1} or whole[0] is not None or bounds[0] is None:
            continue
        if not isinstance(outer.target, ast.Name) or not isinstance(inner.target, ast.Name):
            continue
        first, last = outer.target.id, inner.target.id
        around = [statement for statement in outer.body if statement is not inner]
        if not is_name(bounds[0], first) or not equal(bounds[1], whole[1]) or code.live_after(last, inner):
            continue
        if not {first, last} & stored(*around, *inner.body):
            yield StretchLoops(outer, inner, first, last, whole[1])


def _position(code: FunctionCode, outer: ast.For) -> str:
    """The position of ``for i in range(...)`` or ``for i, x in enumerate(...)`` that the body leaves alone, or ""."""
    target = outer.target
    if isinstance(target, ast.Tuple):
        counted = len(target.elts) == 2 and code.builtin_call(outer.iter, "enumerate", 1) is not None
        first = target.elts[0] if counted else None
    else:
        first = target if code.builtin_call(outer.iter, "range", 1) is not None else None
    return first.id if isinstance(first, ast.Name) and first.id not in stored(*outer.body) else ""


def keeps_smallest(code: FunctionCode, kept: ast.stmt, gap: str) -> bool:
    """Whether the statement keeps the smallest, so that pairs further apart leave nothing behind."""
    folded = match("@b = min(@b, @g)", kept) or match("@b = min(@g, @b)", kept)
    if folded is not None and code.is_builtin("min"):
        return gap in (folded.name("b"), folded.name("g"))
    if not isinstance(kept, ast.If):
        return False
    either = match("@b is None or $c", kept.test)
    test = either["c"] if either is not None else kept.test
    smaller = match("@g < @b", test) or match("@b > @g", test) or match("@g <= @b", test) or match("@b >= @g", test)
    if smaller is None or smaller.name("g") != gap or (either is not None and either.name("b") != smaller.name("b")):
        return False
    best = smaller.name("b")
    if not all(isinstance(statement, ast.Assign) for statement in kept.body) or best not in stored(*kept.body):
        return False
    reset = stored(*kept.body)
    if not kept.orelse:
        return True
    again = kept.orelse[0]
    if len(kept.orelse) != 1 or not isinstance(again, ast.If) or again.orelse:
        return False
    tie = match("@g == @b", again.test)
    if tie is None or {tie.name("g"), tie.name("b")} != {gap, best}:
        return False
    return all(_changed(statement) in reset for statement in again.body)


def _changed(statement: ast.stmt) -> str:
    """The name that a statement adds to: ``n += 1`` or ``xs.append(...)``; "" where it is something else."""
    if isinstance(statement, ast.AugAssign) and isinstance(statement.target, ast.Name):
        return statement.target.id
    added = match("@xs.append($x)", statement)
    return added.name("xs") if added is not None else ""
