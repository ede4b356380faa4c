"""Elements whose time is over, passed over again in every turn.

Finds:
    Inside a loop, a pass over a list that only grows, or over ``xs[:i + 1]``, which uses only elements that a clock has
    not overtaken: ``session.end > now``, ``t > now - span``, ``day - sale["day"] < 30``.

Slow because:
    Every turn visits all that came before, O(n^2), though what is over stays over while the clock goes on. What is left
    after each turn is all that the next one need look at.

Unsafe when:
    Elements cannot be compared, or their times change on the way. Where the clock goes back, all are looked at again.

Example:
    Before::

        for start, end in calls:
            busy = sum(1 for other_end in ends if other_end > start)
            peak = max(peak, busy)
            ends.append(end)

    After::

        ends_left, ends_seen, latest = [], 0, None
        for start, end in calls:
            if latest is None or not latest <= start:
                ends_left, ends_seen = [], 0  # the clock went back
            latest = start
            ends_left += ends[ends_seen:]
            ends_seen = len(ends)
            # what is over stays over
            ends_left = [other_end for other_end in ends_left if other_end > start]
            busy = sum(1 for other_end in ends_left)
            peak = max(peak, busy)
            ends.append(end)

Source:
    The active list of a sweep; Shamos and Hoey, Geometric intersection problems, FOCS 1976.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.loops import counted, repeats_around
from hasten.code.match import match
from hasten.code.naming import noun
from hasten.code.scopes import loaded, stored
from hasten.code.source import descend
from hasten.code.types import only
from hasten.proposers.rules._addends import addends
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._growing import grown_list, stored_to
from hasten.proposers.rules._guards import Condition, Passing, go_through, passings

GROWTH = ("O(n^2)", "O(n log n)")
_ATOMS = (ast.Name, ast.Attribute, ast.Subscript)


@dataclass(frozen=True)
class _Pass:
    """A pass that uses what is not over.

    Attributes:
        node: The loop, or the part of a comprehension.
        whole: The list.
        stop: Text of where the walked part ends.
        condition: What says that an element is not over.
        clock: What it is compared with.
        outer: The loop around.
    """

    node: ast.For | ast.comprehension
    whole: ast.expr
    stop: str
    condition: Condition
    clock: ast.expr
    outer: ast.For | ast.While


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per pass."""
    for passing in passings(code):
        found = _pass(code, passing)
        if found is not None:
            text = f"`{ast.unparse(found.condition.test)}` is over for good once it is; only what is left need be asked"
            yield Finding(found.condition.test, text, partial(_change, code, found), GROWTH, ahead=True)


def _pass(code: FunctionCode, passing: Passing) -> _Pass | None:
    node, source = passing.node, passing.node.iter
    loops = [
        repeat.node for repeat in repeats_around(code, source)
        if isinstance(repeat.node, ast.For | ast.While) and repeat.node is not node
    ]  # fmt: skip
    if not passing.names or not loops or code.in_nested_function(source):
        return None
    walked = _walked(code, source, loops)
    if walked is None:
        return None
    whole, stop, outer = walked
    for condition in passing.conditions:
        clock = _clock(code, condition, passing.names, outer)
        if clock is not None and not stored_to(code, condition.test):
            return _Pass(node, whole, stop, condition, clock, outer)
    return None


def _walked(
    code: FunctionCode, source: ast.expr, loops: Sequence[ast.For | ast.While]
) -> tuple[ast.expr, str, ast.For | ast.While] | None:
    """The list, where the walked part of it ends, and the loop in which that end only moves on."""
    if isinstance(source, ast.Name) and source.id in code.local and source.id not in code.parameters:
        grown = grown_list(code, source.id)
        inside = grown is not None and any(addition in set(descend(loops[-1])) for addition in grown.additions)
        if grown is None or not inside or not grown.holds_at(source) or grown.start in set(descend(loops[-1])):
            return None
        return source, f"len({source.id})", loops[-1]
    found = match("$xs[:@i + 1]", source) or match("$xs[:@i]", source)
    if found is None or not isinstance(loops[0], ast.For):
        return None
    outer, whole = loops[0], found["xs"]
    index = found.name("i")
    numbered = code.builtin_call(outer.iter, "enumerate", 1)
    if numbered is not None and isinstance(outer.target, ast.Tuple):
        first, walked = outer.target.elts[0], numbered[0]
        forward = isinstance(first, ast.Name) and first.id == index and ast.dump(walked) == ast.dump(whole)
    else:
        loop = counted(code, outer)
        forward = loop is not None and loop.index == index and loop.step > 0
    if not forward or index in stored(*outer.body) or not code.invariant(whole, outer.target, *outer.body):
        return None
    assert isinstance(source, ast.Subscript) and isinstance(source.slice, ast.Slice)
    return whole, ast.unparse(source.slice.upper or ast.Constant(0)), outer


def _clock(code: FunctionCode, condition: Condition, names: set[str], outer: ast.For | ast.While) -> ast.expr | None:
    """What moves on in a comparison that stays false when it does; None for other conditions."""
    test = condition.test
    if not isinstance(test, ast.Compare) or len(test.ops) != 1:
        return None
    if not isinstance(test.ops[0], ast.Lt | ast.LtE | ast.Gt | ast.GtE):
        return None
    sides = (test.left, test.comparators[0])
    if isinstance(test.ops[0], ast.Gt | ast.GtE) is not _skips(condition):
        sides = (sides[1], sides[0])
    if not code.pure(test) or not names & loaded(test):
        return None
    region = (outer.target, *outer.body) if isinstance(outer, ast.For) else (outer.test, *outer.body)
    moving: list[tuple[ast.expr, int]] = []
    for side, sign in zip(sides, (1, -1), strict=True):
        found = _moving(code, side, sign, names, region)
        if found is None:
            return None
        moving += found
    # ``clock < time`` is over for good once the clock has come so far.
    if len(moving) != 1 or moving[0][1] != 1 or only(code.type_of(moving[0][0]), "str", "bytes", "list", "set"):
        return None
    return moving[0][0]


def _skips(condition: Condition) -> bool:
    """Whether elements of which the comparison holds are passed over."""
    return condition.operator is ast.NotEq


def _moving(
    code: FunctionCode, side: ast.expr, sign: int, names: set[str], region: Sequence[ast.AST]
) -> list[tuple[ast.expr, int]] | None:
    """The parts of a sum that change from turn to turn, with their signs; None where it is no plain sum."""
    moving: list[tuple[ast.expr, int]] = []
    for term, times in addends(side, sign):
        others = [node for node in descend(term) if isinstance(node, ast.Name) and node.id not in names]
        fixed = all(node.id not in code.local or code.invariant(node, *region) for node in others)
        if fixed:
            continue  # an element's own time, or what stays the same
        if names & loaded(term) or not isinstance(term, _ATOMS):
            return None
        moving.append((term, times))
    return moving


def _change(code: FunctionCode, found: _Pass, edits: Edits) -> None:
    word = noun(found.whole)
    left, seen, latest = code.fresh(f"{word}_left"), code.fresh(f"{word}_seen"), code.fresh("latest")
    clock, whole = edits.text(found.clock, need=7), edits.text(found.whole, need=16)
    target = edits.text(found.node.target, need=0)
    element = edits.text(found.node.target)
    part = f"{whole}[{seen}:]" if found.stop.startswith("len(") else f"{whole}[{seen}:{found.stop}]"
    edits.insert_before(found.outer, f"{left}, {seen}, {latest} = [], 0, None")
    statement = found.node if isinstance(found.node, ast.For) else code.statement(found.node.iter)
    while code.text.is_elif(statement):
        above = code.parent(statement)
        assert isinstance(above, ast.stmt)
        statement = above
    test = edits.text(found.condition.test, need=6)
    if _skips(found.condition):
        test = f"not {test}"
    lines = [
        f"if {latest} is None or not {latest} <= {clock}:",
        f"    {left}, {seen} = [], 0  # the clock went back",
        f"{latest} = {clock}",
        f"{left} += {part}",
        f"{seen} = {found.stop}",
        "# what is over stays over",
        f"{left} = [{element} for {target} in {left} if {test}]",
    ]
    edits.insert_before(statement, "\n".join(lines))
    go_through(code, found.node, left, [found.condition], edits)
