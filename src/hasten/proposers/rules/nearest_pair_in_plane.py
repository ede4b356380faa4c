"""The pair of nearest points, sought over all pairs.

Finds:
    Two nested loops over pairs of positions of a sequence that compute a distance from the differences of two or more
    coordinates (``hypot``, the root of a sum of squares, the sum itself, a sum of ``abs``) and only keep the smallest,
    alone, with one pair that has it, or with all such pairs.

Slow because:
    There are O(n^2) pairs. Points that are further apart along one axis than the nearest pair so far cannot be nearer:
    sorted along that axis, those within reach lie together, and soon they are few.

Unsafe when:
    A coordinate is NaN or infinite, which no order and no difference places.

Example:
    Before::

        for i in range(len(points)):
            for j in range(i + 1, len(points)):
                gap = hypot(points[i][0] - points[j][0], points[i][1] - points[j][1])
                if gap < best:
                    best, pair = gap, (i, j)

    After::

        # only what is within reach along the longer axis can be as near as the nearest pair so far
        columns = [], []
        for j in range(len(points)):
            columns[0].append(points[j][0])
            columns[1].append(points[j][1])
        axis = max((0, 1), key=lambda place: max(columns[place]) - min(columns[place])) if columns[0] else 0
        order = sorted(range(len(columns[axis])), key=columns[axis].__getitem__)
        along = [columns[axis][place] for place in order]
        least = None
        for i in range(len(points)):
            near = range(i + 1, len(points))
            if least is not None:
                own = (points[i][0], points[i][1])[axis]
                reach = least * 1.000001 + abs(own) * 1e-12 + 1e-150  # wider by what rounding may hide
                within = order[bisect_left(along, own - reach):bisect_right(along, own + reach)]
                near = sorted(place for place in within if place > i)
            for j in near:
                gap = hypot(points[i][0] - points[j][0], points[i][1] - points[j][1])
                if least is None or gap < least:
                    least = gap
                if gap < best:
                    best, pair = gap, (i, j)

Source:
    Shamos and Hoey, Closest-point problems, FOCS 1975; the plane sweep.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from hasten.code.edits import Edits, indent_block
from hasten.code.function import FunctionCode
from hasten.code.loops import range_bounds
from hasten.code.match import match
from hasten.code.scopes import loaded, stored, target_names
from hasten.code.source import descend
from hasten.proposers.rules._distances import differences
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._pairs import keeps_smallest, pair_loops

GROWTH = ("O(n^2)", "O(n log n)")
_COMMENT = "# only what is within reach along the longer axis can be as near as the nearest pair so far"


@dataclass(frozen=True)
class _Pairs:
    """Two loops over pairs of points.

    Attributes:
        outer: The loop over the first of a pair.
        inner: The loop over the second.
        first: Name of the position of the first.
        sequence: The sequence, where the inner loop runs over its elements; else None.
        stop: The number of positions, as code.
        setups: What the inner loop sets from the second point alone.
        gap: Name of the distance.
        kept: The statement that keeps the smallest.
        axes: The coordinates: of the first, of the second.
        squared: Whether the distance is squared.
    """

    outer: ast.For
    inner: ast.For
    first: str
    sequence: ast.expr | None
    stop: str
    setups: tuple[ast.stmt, ...]
    gap: str
    kept: ast.stmt
    axes: tuple[tuple[ast.expr, ast.expr], ...]
    squared: bool


def find(code: FunctionCode) -> Iterator[Finding]:
    """Loops in loops."""
    for outer, inner, first in pair_loops(code):
        pairs = _pairs(code, outer, inner, first)
        if pairs is not None:
            text = "all pairs are compared for the smallest distance; near ones lie together along an axis"
            yield Finding(outer, text, partial(_change, code, pairs), GROWTH, ahead=True)


def _pairs(code: FunctionCode, outer: ast.For, inner: ast.For, first: str) -> _Pairs | None:
    walked = _walked(code, outer, inner, first)
    if walked is None or len(inner.body) < 2:
        return None
    sequence, stop = walked
    ours = set(target_names(outer.target)) | stored(*outer.body[:-1])
    theirs = set(target_names(inner.target))
    *before, measured, kept = inner.body
    found = match("@gap = $x", measured)
    if found is None or not keeps_smallest(code, kept, found.name("gap")):
        return None
    setups: list[ast.stmt] = []
    meaning: dict[str, ast.expr] = {}
    for statement in before:
        if not isinstance(statement, ast.Assign) or len(statement.targets) != 1 or not code.pure(statement.value):
            return None
        if not ours & loaded(statement.value):
            setups.append(statement)
            theirs |= stored(statement)
        elif isinstance(statement.targets[0], ast.Name):
            meaning[statement.targets[0].id] = statement.value
        else:
            return None
    if not code.pure(found["x"]) or any(code.live_after(n, outer) for n in {first, *theirs, *meaning}):
        return None
    bound = differences(code, found["x"], meaning)
    if bound is None or any(isinstance(n, ast.Break | ast.Return | ast.Continue) for n in descend(*outer.body)):
        return None
    axes = [_sides(difference, ours, theirs) for difference in bound[0]]
    if len(axes) < 2 or len(axes) > 3 or any(side is None for side in axes):
        return None
    names = {n.id for s in [*setups, measured] for n in ast.walk(s) if isinstance(n, ast.Name)}
    fixed = [n for s in [*setups, measured] for n in ast.walk(s) if isinstance(n, ast.Name) and n.id in names]
    outside = [n for n in fixed if n.id not in ours | theirs | set(meaning) | {found.name("gap")}]
    if not all(code.invariant(node, *outer.body) for node in outside if isinstance(node.ctx, ast.Load)):
        return None
    sides = tuple(side for side in axes if side is not None)
    return _Pairs(
        outer, inner, first, sequence, stop, tuple(setups), found.name("gap"), kept, sides, bound[1]
    )


def _walked(
    code: FunctionCode, outer: ast.For, inner: ast.For, first: str
) -> tuple[ast.expr | None, str] | None:
    """The sequence whose elements behind the first the inner loop walks, if it does, and the number of positions."""
    bounds = range_bounds(code, inner.iter)
    if bounds is not None and isinstance(inner.target, ast.Name):
        begins = match("@i + 1", bounds[0]) if bounds[0] is not None else None
        if begins is None or begins.name("i") != first or bounds[2] != 1 or inner.target.id in stored(*inner.body):
            return None
        return (None, ast.unparse(bounds[1])) if code.invariant(bounds[1], *outer.body) else None
    cut = match("$xs[@i + 1:]", inner.iter)
    if cut is None or cut.name("i") != first or not code.invariant(cut["xs"], *outer.body):
        return None
    return cut["xs"], f"len({ast.unparse(cut['xs'])})"


def _sides(difference: ast.BinOp, ours: set[str], theirs: set[str]) -> tuple[ast.expr, ast.expr] | None:
    """The coordinate of the first point and that of the second, whichever is taken from the other."""
    for mine, other in ((difference.left, difference.right), (difference.right, difference.left)):
        if loaded(mine) & ours and not loaded(mine) & theirs and loaded(other) & theirs and not loaded(other) & ours:
            return mine, other
    return None


def _change(code: FunctionCode, pairs: _Pairs, edits: Edits) -> None:
    words = ("columns", "axis", "order", "along", "least", "near", "own", "reach", "within", "place")
    columns, axis, order, along, least, near, own, reach, within, place = (code.fresh(word) for word in words)
    count = len(pairs.axes)
    target = edits.text(pairs.inner.target, need=0)
    head = f"for {target} in range({pairs.stop}):"
    if pairs.sequence is not None:
        head = f"for {target} in {edits.text(pairs.sequence, need=0)}:"
    own_setups = "".join(edits.block([setup], comments=False) + "\n" for setup in pairs.setups)
    puts = "\n".join(f"{columns}[{k}].append({edits.text(axis_[1])})" for k, axis_ in enumerate(pairs.axes))
    places = f"({', '.join(map(str, range(count)))})"
    spread = f"max({columns}[{place}]) - min({columns}[{place}])"
    edits.insert_before(
        pairs.outer,
        f"{_COMMENT}\n{columns} = {', '.join('[]' for _ in range(count))}\n{head}\n"
        f"{indent_block(own_setups + puts, '    ')}\n"
        f"{axis} = max({places}, key=lambda {place}: {spread}) if {columns}[0] else 0\n"
        f"{order} = sorted(range(len({columns}[{axis}])), key={columns}[{axis}].__getitem__)\n"
        f"{along} = [{columns}[{axis}][{place}] for {place} in {order}]\n{least} = None",
    )
    left, right = edits.need("bisect", "bisect_left"), edits.need("bisect", "bisect_right")
    mine = ", ".join(edits.text(axis_[0]) for axis_ in pairs.axes)
    far = f"{least} ** 0.5" if pairs.squared else least
    narrowed = (
        f"{near} = range({pairs.first} + 1, {pairs.stop})\nif {least} is not None:\n    {own} = ({mine})[{axis}]\n"
        f"    {reach} = {far} * 1.000001 + abs({own}) * 1e-12 + 1e-150  # wider by what rounding may hide\n"
        f"    {within} = {order}[{left}({along}, {own} - {reach}):{right}({along}, {own} + {reach})]\n"
        f"    {near} = sorted({place} for {place} in {within} if {place} > {pairs.first})"
    )
    edits.insert_before(pairs.inner, narrowed)
    edits.insert_before(
        pairs.kept, f"if {least} is None or {pairs.gap} < {least}:\n    {least} = {pairs.gap}"
    )
    if pairs.sequence is None:
        edits.replace(pairs.inner.iter, near)
    else:
        edits.replace_target(pairs.inner.target, place)
        edits.replace(pairs.inner.iter, near)
        edits.insert_before(pairs.inner.body[0], f"{target} = {edits.text(pairs.sequence)}[{place}]")
