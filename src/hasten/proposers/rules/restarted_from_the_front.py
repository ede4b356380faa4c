"""A search begun at the front again after each change, though nothing in front of the change is another.

Finds:
    A loop that goes through a list by position for the first place where neighbours meet a condition, changes the list
    there (takes out, merges, replaces), and starts again at the front until there is no such place.

Slow because:
    With n changes each search walks all that was found in order before: O(n^2). Conditions that look at a place and k
    places behind it can only have changed from k places in front of the change on.

Unsafe when:
    A change reaches places in front of the one that was found.

Example:
    Before::

        again = True
        while again:
            again = False
            for i in range(len(units) - 1):
                if units[i] == -units[i + 1]:
                    del units[i:i + 2]
                    again = True
                    break

    After::

        again = True
        start = 0
        while again:
            again = False
            for i in range(start, len(units) - 1):
                if units[i] == -units[i + 1]:
                    del units[i:i + 2]
                    start = max(i - 1, 0)  # nothing in front of it has changed
                    again = True
                    break

Source:
    Rewriting with a stack in place of repeated passes; Book and Otto, String-Rewriting Systems (1993), 2.2.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.loops import constant_int, range_bounds
from hasten.code.match import match
from hasten.code.scopes import loaded, stored
from hasten.code.source import descend
from hasten.proposers.rules._finding import Finding

GROWTH = ("O(n^2)", "O(n)")


@dataclass(frozen=True)
class _Search:
    """A search that is begun again.

    Attributes:
        loop: The loop around it.
        flag: The statement in front of the loop.
        scan: The search.
        index: The position.
        reach: How many places behind the position its conditions look at.
        ends: The statements that set the flag where something was changed.
    """

    loop: ast.While
    flag: ast.stmt
    scan: ast.For
    index: str
    reach: int
    ends: tuple[ast.stmt, ...]


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per loop."""
    for loop in code.all(ast.While):
        search = None if code.in_nested_function(loop) else _search(code, loop)
        if search is not None:
            text = "after each change the search walks again what it found in order; it can go on where it was"
            yield Finding(search.scan, text, partial(_change, code, search), GROWTH)


def _search(code: FunctionCode, loop: ast.While) -> _Search | None:
    before = code.before(loop)[-1:]
    if not isinstance(loop.test, ast.Name) or loop.orelse or len(loop.body) != 2 or not before:
        return None
    flag, scan = loop.test.id, loop.body[1]
    if match(f"{flag} = True", before[0]) is None or match(f"{flag} = False", loop.body[0]) is None:
        return None
    if not isinstance(scan, ast.For) or scan.orelse or not isinstance(scan.target, ast.Name):
        return None
    bounds = range_bounds(code, scan.iter)
    if bounds is None or bounds[0] is not None or bounds[2] != 1 or code.live_after(scan.target.id, loop):
        return None
    index = scan.target.id
    measured = list(loaded(bounds[1]) & code.local)
    reach = 0
    ends: list[ast.stmt] = []
    for branch in scan.body:
        found = _branch(code, branch, flag)
        if found is None or index in stored(branch):
            return None
        test, end = found
        looked = _looks(code, test, measured[0] if len(measured) == 1 else "", index)
        if looked is None or not code.pure(test):
            return None
        reach = max(reach, looked)
        ends.append(end)
    if len(measured) != 1 or not ends or not _changes_here(code, scan, measured[0], index):
        return None
    return _Search(loop, before[0], scan, index, reach, tuple(ends))


def _branch(code: FunctionCode, branch: ast.stmt, flag: str) -> tuple[ast.expr, ast.stmt] | None:
    """The condition of an ``if`` that changes the list and breaks off, and the statement in it that sets the flag."""
    if not isinstance(branch, ast.If) or branch.orelse or not isinstance(branch.body[-1], ast.Break):
        return None
    sets = [statement for statement in branch.body if match(f"{flag} = True", statement) is not None]
    inside = [node for node in descend(*branch.body[:-1]) if isinstance(node, ast.Break | ast.Continue | ast.Return)]
    return (branch.test, sets[0]) if len(sets) == 1 and not inside else None


def _looks(code: FunctionCode, test: ast.expr, listed: str, index: str) -> int | None:
    """How far behind the position a condition looks; None where it looks at anything else that may change."""
    reach = 0
    inside: set[ast.AST] = set()
    for node in descend(test):
        if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and node.value.id == listed:
            place = _offset(node.slice, index)
            if place is None:
                return None
            reach = max(reach, place)
            inside |= set(descend(node))
        elif isinstance(node, ast.Compare) and match(f"{index} + $k < len({listed})", node):
            inside |= set(descend(node))
    for node in descend(test):
        if not isinstance(node, ast.Name) or node in inside or node.id not in code.local:
            continue
        # The position itself would be another after a change; other values must stay.
        bound = len(code.uses(node.id).rebinds) > (node.id not in code.parameters)
        if node.id in (index, listed) or bound:
            return None
    return reach


def _offset(place: ast.expr, index: str) -> int | None:
    if isinstance(place, ast.Name) and place.id == index:
        return 0
    found = match(f"{index} + $k", place)
    number = constant_int(found["k"]) if found is not None else None
    return number if number is not None and number >= 0 else None


def _changes_here(code: FunctionCode, scan: ast.For, listed: str, index: str) -> bool:
    """Whether the list is only changed from the position on."""
    uses = code.uses(listed, *scan.body)
    if uses.aliases or uses.escapes or not (uses.changes or uses.rebinds):
        return False
    for node in uses.changes:
        parent = code.parent(node)
        if isinstance(parent, ast.Subscript) and not isinstance(parent.ctx, ast.Load):
            if not _from_here(parent.slice, index):
                return False
        elif not _popped(code, parent, index):
            return False
    return all(_kept_front(code.parent(node), listed, index) for node in uses.rebinds)


def _from_here(place: ast.expr, index: str) -> bool:
    if isinstance(place, ast.Slice):
        return place.lower is not None and place.step is None and _offset(place.lower, index) is not None
    return _offset(place, index) is not None


def _popped(code: FunctionCode, attribute: ast.AST, index: str) -> bool:
    call = code.module.parents.get(attribute)
    if not isinstance(attribute, ast.Attribute) or not isinstance(call, ast.Call) or not call.args:
        return False
    return attribute.attr in ("pop", "insert") and _offset(call.args[0], index) is not None


def _kept_front(statement: ast.AST, listed: str, index: str) -> bool:
    """``xs = xs[:i] + ...``."""
    if not isinstance(statement, ast.Assign) or len(statement.targets) != 1:
        return False
    value = statement.value
    while isinstance(value, ast.BinOp) and isinstance(value.op, ast.Add):
        value = value.left
    return match(f"{listed}[:{index}]", value) is not None


def _change(code: FunctionCode, search: _Search, edits: Edits) -> None:
    start = code.fresh("start")
    edits.insert_after(search.flag, f"{start} = 0")
    call = search.scan.iter
    assert isinstance(call, ast.Call)
    edits.replace(call, f"range({start}, {edits.text(call.args[-1])})")
    back = f"max({search.index} - {search.reach}, 0)" if search.reach else search.index
    for end in search.ends:
        edits.insert_before(end, f"{start} = {back}  # nothing in front of it has changed")
