"""The beginning of a sequence sorted anew for every length.

Finds:
    A loop over positions that sorts the part up to the position on every turn, ``ordered = sorted(xs[:i + 1])``, and
    only reads the result.

Slow because:
    Every turn sorts all that was sorted before: O(n^2 log n). The one element that is new is put into its place.

Unsafe when:
    The elements have no total order, as with NaN.

Example:
    Before::

        for i in range(len(xs)):
            ordered = sorted(xs[:i + 1])
            medians.append(ordered[i // 2])

    After::

        ordered = []
        for i in range(len(xs)):
            insort(ordered, xs[i])
            medians.append(ordered[i // 2])

Source:
    The Python documentation of ``bisect``; insertion into a sorted list.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.linear import linear, plus, scaled, surely_at_least
from hasten.code.loops import constant_int, range_bounds
from hasten.code.match import match
from hasten.code.scopes import stored
from hasten.proposers.rules._finding import Finding

GROWTH = ("O(n^2)", "O(n log n)")


def find(code: FunctionCode) -> Iterator[Finding]:
    """Assignments of a sorted beginning at the top of a loop's body."""
    for loop in code.all(ast.For):
        bounds = range_bounds(code, loop.iter)
        if bounds is None or bounds[2] != 1 or not isinstance(loop.target, ast.Name):
            continue
        place = loop.target.id
        if place in stored(*loop.body) or loop.orelse or code.in_nested_function(loop):
            continue
        for number, statement in enumerate(loop.body):
            if any(isinstance(n, ast.Continue) for s in loop.body[:number] for n in ast.walk(s)):
                break
            if _sorted_beginning(code, loop, statement, bounds[0], bounds[1]):
                text = "the beginning is sorted anew for every length; only its last element is new"
                yield Finding(statement, text, partial(_change, loop, statement), GROWTH, ahead=True)


def _parts(statement: ast.stmt) -> tuple[str, ast.expr, str, int] | None:
    """The name, the sequence, the position and how many elements beyond the position are in the part."""
    for pattern, more in (("@o = sorted($xs[:@i + 1])", 1), ("@o = sorted($xs[:@i])", 0)):
        found = match(pattern, statement)
        if found is not None:
            return found.name("o"), found["xs"], found.name("i"), more
    return None


def _sorted_beginning(
    code: FunctionCode, loop: ast.For, statement: ast.stmt, start: ast.expr | None, stop: ast.expr
) -> bool:
    parts = _parts(statement)
    if parts is None or not code.is_builtin("sorted"):
        return False
    name, sequence, place, more = parts
    assert isinstance(loop.target, ast.Name)
    begins = 0 if start is None else constant_int(start)
    if place != loop.target.id or begins != 1 - more or not code.invariant(sequence, *loop.body):
        return False
    uses = code.uses(name, *loop.body)
    if not uses.only_looked_at or len(uses.rebinds) != 1:
        return False
    # Not even one turn may reach beyond the end, where a slice would be cut.
    length = linear(code, ast.parse(f"len({ast.unparse(sequence)})", mode="eval").body)
    inside = surely_at_least(plus(plus(length, {"": 1 - more}), scaled(linear(code, stop), -1)))
    return inside and not code.live_after(name, loop)


def _change(loop: ast.For, statement: ast.stmt, edits: Edits) -> None:
    parts = _parts(statement)
    assert parts is not None
    name, sequence, place, more = parts
    insort = edits.need("bisect", "insort")
    edits.insert_before(loop, f"{name} = []")
    index = place if more else f"{place} - 1"
    edits.replace_statement(statement, f"{insort}({name}, {edits.text(sequence)}[{index}])")
