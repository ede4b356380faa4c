"""The band that a number falls into, found by trying the bands from the first on.

Finds:
    In a loop, a pass over the places of a list that stays the same, which asks whether a number lies between one
    element and the next (``edges[i] <= x < edges[i + 1]``): by ``for`` or by ``while``, with ``break``, ``return`` or
    a flag.

Slow because:
    Every number tries half of the bands: O(n * m). If the edges rise, a bisection finds the only band that can hold it:
    O(n log m).

Unsafe when:
    The edges have no total order (NaN). Edges that do not rise are tried one by one as before.

Example:
    Before::

        for value in values:
            for i in range(len(edges) - 1):
                if edges[i] <= value < edges[i + 1]:
                    counts[i] += 1
                    break

    After::

        rising = all(low <= high for low, high in zip(edges, edges[1:]))
        for value in values:
            # where the edges rise, only one band can hold it
            first = bisect_right(edges, value) - 1 if rising else 0
            for i in range(max(first, 0), min(first + 1, len(edges) - 1) if rising else len(edges) - 1):
                if edges[i] <= value < edges[i + 1]:
                    counts[i] += 1
                    break

Source:
    The Python documentation of ``bisect``, "Examples": numeric table lookups.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.loops import outermost_invariant, range_bounds, repeats_around
from hasten.code.match import match
from hasten.code.scopes import loaded, stored
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._guards import conjuncts

GROWTH = ("O(n^2)", "O(n log n)")


@dataclass(frozen=True)
class _Scan:
    """A pass over bands.

    Attributes:
        loop: The loop.
        index: The name of the place.
        edges: The list.
        number: What is to be placed.
        search: The function of ``bisect`` that gives the number of edges in front.
        stop: The end of the places of a ``for``; None for ``while``.
        start: ``i = 0`` in front of a ``while``.
        front: The statement in front of which the edges are looked at.
    """

    loop: ast.For | ast.While
    index: str
    edges: ast.expr
    number: ast.expr
    search: str
    stop: ast.expr | None
    start: ast.stmt | None
    front: ast.stmt


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per inner loop."""
    for loop in code.loops:
        scan = _scan(code, loop) if repeats_around(code, loop) else None
        if scan is not None:
            text = (
                f"every turn tries the bands of {ast.unparse(scan.edges)} from the first on for "
                f"{ast.unparse(scan.number)}; a bisection finds the one that can hold it"
            )
            yield Finding(loop, text, partial(_change, code, scan), GROWTH)


def _scan(code: FunctionCode, loop: ast.For | ast.While) -> _Scan | None:
    if loop.orelse and isinstance(loop, ast.While):
        return None
    choice = next((s for s in loop.body if isinstance(s, ast.If)), None)
    if choice is None or choice.orelse:
        return None
    stop: ast.expr | None = None
    start: ast.stmt | None = None
    if isinstance(loop, ast.For):
        bounds = range_bounds(code, loop.iter)
        if bounds is None or bounds[0] is not None or bounds[2] != 1 or not isinstance(loop.target, ast.Name):
            return None
        index, stop = loop.target.id, bounds[1]
        if loop.body != [choice] or index in stored(*choice.body) or not code.pure(stop):
            return None
        if code.live_after(index, loop) and not any(isinstance(n, ast.Break) for n in ast.walk(choice)):
            return None
    else:
        steps = [found for s in loop.body if (found := match("@i += 1", s)) is not None]
        if len(steps) != 1 or len(loop.body) != 2 or steps[0].name("i") not in loaded(loop.test):
            return None
        index = steps[0].name("i")
        start = _start(code, loop, index)
        # What is skipped over must do nothing but count on.
        if start is None or not code.pure(loop.test) or not isinstance(loop.body[0], ast.If):
            return None
    placed = _placed(choice.test, index)
    if placed is None:
        return None
    edges, number, search = placed
    if not code.pure(choice.test) or index in loaded(number) or loaded(edges) & stored(loop):
        return None
    same = code.invariant(edges, *loop.body) and code.invariant(number, *loop.body)
    if not same and not _ends(choice):
        return None
    best = outermost_invariant(code, edges, loop, moving=[number])
    if best is None or best.statement is None:
        return None
    return _Scan(loop, index, edges, number, search, stop, start, best.statement)


def _ends(choice: ast.If) -> bool:
    """Whether the first hit leaves the loop."""
    return isinstance(choice.body[-1], ast.Break | ast.Return | ast.Raise)


def _start(code: FunctionCode, loop: ast.While, index: str) -> ast.stmt | None:
    """``i = 0`` in front of the loop, with nothing between that reads it."""
    for statement in reversed(code.before(loop)):
        if match(f"{index} = 0", statement):
            return statement
        if index in loaded(statement) | stored(statement):
            return None
    return None


def _placed(test: ast.expr, index: str) -> tuple[ast.expr, ast.expr, str] | None:
    """The edges, the number and the bisection, of a test that has both bounds among its conditions."""
    lower: dict[str, tuple[ast.expr, ast.expr, bool]] = {}
    upper: dict[str, bool] = {}
    for part in conjuncts(test):
        for left, operator, right in _pairs(part):
            for small, strict, large in _ordered(left, operator, right):
                low = match(f"$e[{index}]", small)
                if low is not None:
                    lower[f"{ast.unparse(low['e'])}|{ast.unparse(large)}"] = low["e"], large, strict
                high = match(f"$e[{index} + 1]", large) or match(f"$e[1 + {index}]", large)
                if high is not None:
                    upper[f"{ast.unparse(high['e'])}|{ast.unparse(small)}"] = strict
    for key, (edges, number, strict) in lower.items():
        if key in upper and upper[key] is not strict:
            return edges, number, "bisect_left" if strict else "bisect_right"
    return None


def _pairs(part: ast.expr) -> list[tuple[ast.expr, ast.cmpop, ast.expr]]:
    if not isinstance(part, ast.Compare):
        return []
    sides = [part.left, *part.comparators]
    return list(zip(sides, part.ops, sides[1:], strict=False))


def _ordered(left: ast.expr, operator: ast.cmpop, right: ast.expr) -> list[tuple[ast.expr, bool, ast.expr]]:
    """The smaller side, whether it must be strictly smaller, and the larger side."""
    if isinstance(operator, ast.Lt | ast.LtE):
        return [(left, isinstance(operator, ast.Lt), right)]
    if isinstance(operator, ast.Gt | ast.GtE):
        return [(right, isinstance(operator, ast.Gt), left)]
    return []


def _change(code: FunctionCode, scan: _Scan, edits: Edits) -> None:
    bisect = edits.need("bisect", scan.search)
    edges, number = edits.text(scan.edges, need=0), edits.text(scan.number, need=0)
    rising, first = code.fresh("rising"), code.fresh("first")
    low, high = (code.fresh(word) if word in code.local else word for word in ("low", "high"))
    at = edits.text(scan.edges)
    edits.insert_before(
        scan.front, f"{rising} = all({low} <= {high} for {low}, {high} in zip({edges}, {at}[1:]))"
    )
    said = "# where the edges rise, only one band can hold it"
    place = f"{bisect}({edges}, {number}) - 1"
    if isinstance(scan.loop, ast.While):
        assert isinstance(scan.start, ast.Assign)
        edits.replace(scan.start.value, f"max({place}, 0) if {rising} else 0")
        edits.insert_before(scan.start, said)
        return
    assert scan.stop is not None and isinstance(scan.loop.iter, ast.Call)
    stop = edits.text(scan.stop, need=0)
    edits.insert_before(scan.loop, f"{said}\n{first} = {place} if {rising} else 0")
    one = f"min({first} + 1, {stop}) if {rising} else {stop}"
    edits.replace(scan.loop.iter, f"range(max({first}, 0), {one})")
