"""Adding up every stretch of a sequence, from each place on, to ask for its total.

Finds:
    For every place a loop from there on that adds something of each element to a total, which began anew
    (``total = 0``), and asks for the total.

Slow because:
    It is not by itself: each total takes one addition. Said as a difference of two running sums, other rules see what
    is asked for, such as all stretches with one total; that is done only where one of them finds a better way.

Unsafe when:
    Numbers are no integers: their sums are rounded in another order.

Example:
    Before::

        for i in range(len(steps)):
            total = 0
            for j in range(i, len(steps)):
                total += steps[j]
                if total == goal:
                    count += 1

    After::

        sums = list(accumulate((steps[j] for j in range(len(steps))), initial=0))
        for i in range(len(steps)):
            for j in range(i, len(steps)):
                if sums[j + 1] - sums[i] == goal:
                    count += 1

Source:
    Prefix sums; Blelloch, Prefix sums and their applications, 1990.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.loops import range_bounds
from hasten.code.match import equal, is_name, match
from hasten.code.scopes import loaded, stored
from hasten.code.types import only
from hasten.proposers.rules._finding import Finding

OPENING = True
_MOST = 3


@dataclass(frozen=True)
class _Stretches:
    """Two loops over the stretches of a sequence.

    Attributes:
        outer: The loop over where they begin.
        start: The statement that begins the total.
        added: The statement that adds to it.
        value: What is added.
        total: Its name.
        first: Name of the place where a stretch begins.
        last: Name of the last place of a stretch.
        stop: Where the places end.
        reads: Where the total is asked for.
    """

    outer: ast.For
    start: ast.stmt
    added: ast.stmt
    value: ast.expr
    total: str
    first: str
    last: str
    stop: ast.expr
    reads: tuple[ast.Name, ...]


def find(code: FunctionCode) -> Iterator[Finding]:
    """Loops in loops."""
    for inner in code.all(ast.For):
        outer = code.parent(inner)
        found = _stretches(code, outer, inner) if isinstance(outer, ast.For) else None
        if found is not None:
            text = f"{found.total} is the total of every stretch; differences of running sums say so"
            yield Finding(inner, text, partial(_change, code, found), integers=True, enabling=True, minor=True)


def _stretches(code: FunctionCode, outer: ast.For, inner: ast.For) -> _Stretches | None:
    bounds, whole = range_bounds(code, inner.iter), range_bounds(code, outer.iter)
    if bounds is None or whole is None or {bounds[2], whole[2]} != {1} or whole[0] is not None or bounds[0] is None:
        return None
    if not isinstance(outer.target, ast.Name) or not isinstance(inner.target, ast.Name) or inner.orelse:
        return None
    first, last = outer.target.id, inner.target.id
    around = [statement for statement in outer.body if statement is not inner]
    if not is_name(bounds[0], first) or not equal(bounds[1], whole[1]) or not code.invariant(whole[1], *outer.body):
        return None
    added = match("@t += $v", inner.body[0]) or match("@t = @t + $v", inner.body[0])
    if added is None or len(inner.body) < 2 or {first, last} & stored(*around, *inner.body):
        return None
    total, value = added.name("t"), added["v"]
    begins = [statement for statement in code.before(inner) if match(f"{total} = 0", statement) is not None]
    sets = [node for node in code.uses(total).rebinds if node in set(ast.walk(outer))]
    if len(begins) != 1 or len(sets) != 2 or code.live_after(total, inner) or code.live_after(last, inner):
        return None
    if first in loaded(value) or last not in loaded(value) or total in loaded(value) or not code.pure(value):
        return None
    fixed = [node for node in ast.walk(value) if isinstance(node, ast.Name) and node.id not in (first, last)]
    if not all(code.invariant(node, *outer.body) for node in fixed if node.id in code.local):
        return None
    if not only(code.type_of(value), "int", "bool", "any"):
        return None
    reads = [n for s in inner.body[1:] for n in ast.walk(s) if is_name(n, total)]
    names = tuple(node for node in reads if isinstance(node, ast.Name))
    if not 1 <= len(names) <= _MOST or any(code.in_nested_function(node) for node in names):
        return None
    return _Stretches(outer, begins[0], inner.body[0], value, total, first, last, whole[1], names)


def _change(code: FunctionCode, found: _Stretches, edits: Edits) -> None:
    sums = code.fresh("sums")
    accumulate = edits.need("itertools", "accumulate")
    places = f"range({edits.text(found.stop, need=0)})"
    each = f"({edits.text(found.value, need=0)} for {found.last} in {places})"
    edits.insert_before(found.outer, f"{sums} = list({accumulate}({each}, initial=0))")
    edits.remove(found.start)
    edits.remove(found.added)
    for read in found.reads:
        total = f"{sums}[{found.last} + 1] - {sums}[{found.first}]"
        alone = isinstance(code.parent(read), ast.Compare | ast.Call | ast.Assign)
        edits.replace(read, total if alone else f"({total})")
