"""The smallest difference between two elements, sought over all pairs.

Finds:
    Two nested loops over pairs of positions of a sequence that keep the smallest absolute difference of a field, alone,
    with one pair that has it, or with all pairs; pairs with elements that a condition on one of them rules out are
    skipped.

Slow because:
    There are O(n^2) pairs, but in order of the field the closest lie side by side. Which difference is the smallest is
    known after one sort; then only the pairs that have it are visited, in the order of before.

Unsafe when:
    The numbers are floats, where neighbours in order are the closest as well but NaN is in no order.

Example:
    Before::

        for i in range(len(items)):
            for j in range(i + 1, len(items)):
                gap = abs(items[i] - items[j])
                if smallest is None or gap < smallest:
                    smallest, pair = gap, (i, j)

    After::

        # the closest elements are neighbours in order; only pairs as close as they are visited
        places = {}
        for j in range(len(items)):
            places.setdefault(items[j], []).append(j)
        order = sorted(places)
        least_gap = 0
        if len(order) == sum(map(len, places.values())):
            least_gap = min((after - before for before, after in zip(order, order[1:])), default=0)
        for i in range(len(items)):
            near = {*places.get(items[i] - least_gap, ()), *places.get(items[i] + least_gap, ())}
            for j in sorted(near):
                if j <= i:
                    continue
                gap = abs(items[i] - items[j])
                if smallest is None or gap < smallest:
                    smallest, pair = gap, (i, j)

Source:
    Shamos and Hoey, Closest-point problems, FOCS 1975 (the case of one dimension).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from hasten.code.edits import Edits, indent_block
from hasten.code.function import FunctionCode
from hasten.code.loops import range_bounds
from hasten.code.match import equal, match, renamed
from hasten.code.scopes import loaded, stored, target_names
from hasten.code.source import descend
from hasten.code.types import only
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._pairs import keeps_smallest, pair_loops

GROWTH = ("O(n^2)", "O(n log n)")
_COMMENT = "# the closest elements are neighbours in order; only pairs as close as they are visited"


@dataclass(frozen=True)
class _Pairs:
    """Two loops over pairs.

    Attributes:
        outer: The loop over the first of a pair.
        inner: The loop over the second.
        first: Name of the position of the first.
        second: Name of the position of the second; "" where the inner loop runs over elements.
        element: Name or names of the second element, where the inner loop runs over elements.
        sequence: The sequence, where the inner loop runs over elements.
        stop: The number of positions.
        mine: The key of the first.
        other: The key of the second.
        skipped: Conditions on the second that rule it out.
    """

    outer: ast.For
    inner: ast.For
    first: str
    second: str
    element: ast.expr | None
    sequence: ast.expr | None
    stop: ast.expr | None
    mine: ast.expr
    other: ast.expr
    skipped: tuple[ast.expr, ...]


def find(code: FunctionCode) -> Iterator[Finding]:
    """Loops in loops."""
    for outer, inner, first in pair_loops(code):
        pairs = _pairs(code, outer, inner, first)
        if pairs is not None:
            text = "all pairs are compared for the smallest difference; in order the closest are neighbours"
            yield Finding(outer, text, partial(_change, code, pairs), GROWTH, integers=True, ahead=True)


def _pairs(code: FunctionCode, outer: ast.For, inner: ast.For, first: str) -> _Pairs | None:
    second, element, sequence, stop = "", None, None, None
    bounds = range_bounds(code, inner.iter)
    begin: ast.expr | None
    if bounds is not None and bounds[2] == 1 and isinstance(inner.target, ast.Name):
        second, (begin, stop, _) = inner.target.id, bounds
        theirs = {second}
    else:
        cut = match("$xs[$i:]", inner.iter)
        if cut is None:
            return None
        element, sequence, begin = inner.target, cut["xs"], cut["i"]
        theirs = set(target_names(element))
    begins = match("@i + 1", begin) if begin is not None else None
    if begins is None or begins.name("i") != first or not theirs:
        return None
    if any(code.live_after(name, outer) for name in {first, *theirs}) or theirs & stored(*inner.body):
        return None
    ours = set(target_names(outer.target)) | stored(*outer.body[:-1])
    found = _gap(code, inner, ours, theirs)
    if found is None:
        return None
    mine, other, place = found
    if not _alike(code, outer, mine, other, first, second, element):
        return None
    skipped = _skipped(code, outer, inner.body[:place], ours, theirs)
    if skipped is None:
        return None
    fixed = [n for n in ast.walk(other) if isinstance(n, ast.Name) and n.id not in theirs]
    fixed += [n for test in skipped for n in ast.walk(test) if isinstance(n, ast.Name) and n.id not in theirs]
    whole = [part for part in (sequence, stop) if part is not None]
    if not all(code.invariant(node, *outer.body) for node in [*fixed, *whole]):
        return None
    return _Pairs(outer, inner, first, second, element, sequence, stop, mine, other, tuple(skipped))


def _gap(code: FunctionCode, inner: ast.For, ours: set[str], theirs: set[str]) -> tuple[ast.expr, ast.expr, int] | None:
    """The two keys of the difference that is kept, and the place in the body where that begins."""
    for place, statement in enumerate(inner.body):
        found = match("@gap = abs($a - $b)", statement)
        if found is None:
            continue
        gap, left, right = found.name("gap"), found["a"], found["b"]
        if theirs & loaded(left):
            left, right = right, left
        if theirs & loaded(left) or ours & loaded(right) or not theirs & loaded(right) or not ours & loaded(left):
            return None
        kept = inner.body[place + 1 :]
        if len(kept) != 1 or not keeps_smallest(code, kept[0], gap) or code.live_after(gap, inner):
            return None
        return left, right, place
    return None


def _alike(
    code: FunctionCode,
    outer: ast.For,
    mine: ast.expr,
    other: ast.expr,
    first: str,
    second: str,
    element: ast.expr | None,
) -> bool:
    """Whether both keys are the same of two elements."""
    if not code.pure(mine) or not code.pure(other):
        return False
    if not only(code.type_of(other), "int", "float", "any"):
        return False
    enumerated = code.builtin_call(outer.iter, "enumerate", 1)
    if second:
        return equal(renamed(mine, {first: second}), other)
    if element is None or enumerated is None or not isinstance(outer.target, ast.Tuple):
        return False
    ours, theirs = target_names(outer.target.elts[1]), target_names(element)
    if len(ours) != len(theirs):
        return False
    return equal(renamed(mine, dict(zip(ours, theirs, strict=True))), other)


def _skipped(
    code: FunctionCode, outer: ast.For, before: list[ast.stmt], ours: set[str], theirs: set[str]
) -> list[ast.expr] | None:
    """Conditions on the second element alone that rule a pair out; None where a pair may be ruled out otherwise."""
    found: list[ast.expr] = []
    for statement in before:
        if not (isinstance(statement, ast.If) and not statement.orelse and len(statement.body) == 1):
            return None
        if not isinstance(statement.body[0], ast.Continue):
            return None
        test = statement.test
        parts = test.values if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.Or) else [test]
        for part in parts:
            if not code.pure(part) or (loaded(part) & ours and loaded(part) & theirs):
                return None
            if loaded(part) & theirs:
                found.append(part)
    if any(isinstance(n, ast.Break | ast.Return) for n in descend(*outer.body)):
        return None
    return found


def _change(code: FunctionCode, pairs: _Pairs, edits: Edits) -> None:
    places, order, closest = code.fresh("places"), code.fresh("order"), code.fresh("least_gap")
    position = pairs.second or code.fresh("place")
    if pairs.stop is not None:
        head = f"for {position} in range({edits.text(pairs.stop)}):"
    else:
        assert pairs.element is not None and pairs.sequence is not None
        target = edits.text(pairs.element)
        head = f"for {position}, {target} in enumerate({edits.text(pairs.sequence)}):"
    skip = "".join(f"    if {edits.text(test)}:\n        continue\n" for test in pairs.skipped)
    before, after = code.fresh("before"), code.fresh("after")
    setup = (
        f"{_COMMENT}\n{places} = {{}}\n{head}\n{skip}"
        f"    {places}.setdefault({edits.text(pairs.other)}, []).append({position})\n"
        f"{order} = sorted({places})\n{closest} = 0\n"
        f"if len({order}) == sum(map(len, {places}.values())):\n"
        f"    {closest} = min(({after} - {before} for {before}, {after} in zip({order}, {order}[1:])), default=0)"
    )
    edits.insert_before(pairs.outer, setup)
    mine = edits.text(pairs.mine, need=11)
    body = edits.block(pairs.inner.body)
    lead = f"if {position} <= {pairs.first}:\n    continue\n"
    if pairs.element is not None and pairs.sequence is not None:
        lead += f"{edits.text(pairs.element, need=0)} = {edits.text(pairs.sequence)}[{position}]\n"
    near = code.fresh("near")
    both = f"{{*{places}.get({mine} - {closest}, ()), *{places}.get({mine} + {closest}, ())}}"
    loop = f"for {position} in sorted({near}):\n{indent_block(lead + body, '    ')}"
    edits.replace_statement(pairs.inner, f"{near} = {both}\n{loop}")
