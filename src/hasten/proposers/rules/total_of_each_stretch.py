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
from hasten.code.match import is_name, match
from hasten.code.scopes import loaded
from hasten.code.types import only
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._pairs import StretchLoops, stretch_loops

OPENING = True
_MOST = 3


@dataclass(frozen=True)
class _Stretches:
    """Two loops over the stretches of a sequence.

    Attributes:
        loops: The loops.
        start: The statement that begins the total.
        added: The statement that adds to it.
        value: What is added.
        total: Its name.
        reads: Where the total is asked for.
    """

    loops: StretchLoops
    start: ast.stmt
    added: ast.stmt
    value: ast.expr
    total: str
    reads: tuple[ast.Name, ...]


def find(code: FunctionCode) -> Iterator[Finding]:
    """Loops in loops."""
    for loops in stretch_loops(code):
        found = _stretches(code, loops)
        if found is not None:
            text = f"{found.total} is the total of every stretch; differences of running sums say so"
            yield Finding(loops.inner, text, partial(_change, code, found), integers=True, enabling=True, minor=True)


def _stretches(code: FunctionCode, loops: StretchLoops) -> _Stretches | None:
    outer, inner, first, last = loops.outer, loops.inner, loops.first, loops.last
    added = match("@t += $v", inner.body[0]) or match("@t = @t + $v", inner.body[0])
    if added is None or len(inner.body) < 2 or not code.invariant(loops.stop, *outer.body):
        return None
    total, value = added.name("t"), added["v"]
    begins = [statement for statement in code.before(inner) if match(f"{total} = 0", statement) is not None]
    sets = [node for node in code.uses(total).rebinds if node in set(ast.walk(outer))]
    if len(begins) != 1 or len(sets) != 2 or code.live_after(total, inner):
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
    return _Stretches(loops, begins[0], inner.body[0], value, total, names)


def _change(code: FunctionCode, found: _Stretches, edits: Edits) -> None:
    loops, sums = found.loops, code.fresh("sums")
    accumulate = edits.need("itertools", "accumulate")
    places = f"range({edits.text(loops.stop, need=0)})"
    each = f"({edits.text(found.value, need=0)} for {loops.last} in {places})"
    edits.insert_before(loops.outer, f"{sums} = list({accumulate}({each}, initial=0))")
    edits.remove(found.start)
    edits.remove(found.added)
    for read in found.reads:
        total = f"{sums}[{loops.last} + 1] - {sums}[{loops.first}]"
        alone = isinstance(code.parent(read), ast.Compare | ast.Call | ast.Assign)
        edits.replace(read, total if alone else f"({total})")
