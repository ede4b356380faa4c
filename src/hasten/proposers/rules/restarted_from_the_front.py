"""A search begun at the front again after each change, though nothing in front of the change is another.

Finds:
    A loop that goes through a list by position for the first place where neighbours meet a condition, changes the list
    there (takes out, merges, replaces), and starts again at the front, until there is no such place or for as long as
    it is to go on.

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
                    again = True
                    start = max(i - 1, 0)  # nothing in front of it has changed
                    break

Source:
    Rewriting with a stack in place of repeated passes; Book and Otto, String-Rewriting Systems (1993), 2.2.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
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
        scan: The search.
        listed: The list.
        index: The position.
        element: What the element there is called; "" where it has no name.
        reach: How many places behind the position its conditions look at.
        ends: Where the search breaks off, after a change.
    """

    loop: ast.For | ast.While
    scan: ast.For
    listed: str
    index: str
    element: str
    reach: int
    ends: tuple[ast.Break, ...]


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per search."""
    loops: list[ast.While | ast.For] = [*code.all(ast.While), *code.all(ast.For)]
    for loop in loops:
        scans = [statement for statement in loop.body if isinstance(statement, ast.For)]
        search = _search(code, loop, scans[0]) if len(scans) == 1 and not code.in_nested_function(loop) else None
        if search is not None:
            text = "after each change the search walks again what it found in order; it can go on where it was"
            yield Finding(search.scan, text, partial(_change, code, search), GROWTH)


def _search(code: FunctionCode, loop: ast.For | ast.While, scan: ast.For) -> _Search | None:
    walked = _walked(code, scan)
    if walked is None:
        return None
    listed, index, element = walked
    if listed not in code.local | set(code.parameters) or any(code.live_after(n, loop) for n in (index, element) if n):
        return None
    ends: list[ast.Break] = []
    looks: list[ast.expr] = []
    names: list[ast.Name] = []
    if not _only_looks(scan.body, ends, looks, names) or not ends or index in stored(*scan.body):
        return None
    own = {name.id for name in names}
    if {listed, element} & own or any(code.live_after(name, scan) for name in own - _set_at_ends(code, ends)):
        return None
    if not all(_is_set_before(code, node, names) for look in looks for node in descend(look)):
        return None
    reach = 0
    for look in looks:
        looked = _looks(code, look, listed, index, {element} | own, loop)
        if looked is None or not code.pure(look):
            return None
        reach = max(reach, looked)
    others = [statement for statement in loop.body if statement is not scan]
    around = code.uses(listed, *others)
    if around.aliases or around.escapes or around.changes or around.rebinds:
        return None
    here = _changes_here(code, scan, listed, index)
    return _Search(loop, scan, listed, index, element, reach, tuple(ends)) if here else None


def _set_at_ends(code: FunctionCode, ends: Sequence[ast.Break]) -> set[str]:
    """Names that are set wherever the search breaks off."""
    return set.intersection(*(stored(*code.block(end)[0]) for end in ends))


def _is_set_before(code: FunctionCode, node: ast.AST, names: Sequence[ast.Name]) -> bool:
    """Whether a name that the search sets for itself is set before it is read, for the same element."""
    mine = [name for name in names if isinstance(node, ast.Name) and name.id == node.id]
    if not mine or not isinstance(node, ast.Name):
        return True
    above = list(code.ancestors(node))
    set_before = (name for name in mine if (name.lineno, name.col_offset) < (node.lineno, node.col_offset))
    return any(code.parent(code.statement(name)) in above and code.statement(name) not in above for name in set_before)


def _walked(code: FunctionCode, scan: ast.For) -> tuple[str, str, str] | None:
    """The list, the position and the element of a loop over all positions of a list from its front."""
    numbered = match("enumerate(@xs)", scan.iter)
    if numbered is not None and code.is_builtin("enumerate"):
        target = scan.target
        names = target.elts if isinstance(target, ast.Tuple) else []
        if len(names) == 2 and isinstance(names[0], ast.Name) and isinstance(names[1], ast.Name):
            return numbered.name("xs"), names[0].id, names[1].id
        return None
    bounds = range_bounds(code, scan.iter)
    if bounds is None or bounds[0] is not None or bounds[2] != 1 or not isinstance(scan.target, ast.Name):
        return None
    measured = list(loaded(bounds[1]) & code.local)
    return (measured[0], scan.target.id, "") if len(measured) == 1 else None


def _only_looks(
    body: Sequence[ast.stmt], ends: list[ast.Break], looks: list[ast.expr], names: list[ast.Name]
) -> bool:
    """Whether a search has no effect where it does not break off; notes where it does, what it reads, and sets."""
    for statement in body:
        if isinstance(statement, ast.Assign) and all(isinstance(t, ast.Name | ast.Tuple) for t in statement.targets):
            looks.append(statement.value)
            targets = [n for target in statement.targets for n in descend(target) if not isinstance(n, ast.Tuple)]
            if not all(isinstance(n, ast.Name) for n in targets):
                return False
            names += [n for n in targets if isinstance(n, ast.Name)]
        elif isinstance(statement, ast.If):
            looks.append(statement.test)
            for block in (statement.body, statement.orelse):
                if block and isinstance(block[-1], ast.Break):
                    if any(isinstance(n, _JUMPS) for n in descend(*block[:-1])):
                        return False
                    ends.append(block[-1])
                elif not _only_looks(block, ends, looks, names):
                    return False
        elif not isinstance(statement, ast.Pass | ast.Continue):
            return False
    return True


_JUMPS = (ast.Break, ast.Continue, ast.Return, ast.Yield, ast.YieldFrom, ast.Await)


def _looks(
    code: FunctionCode, test: ast.expr, listed: str, index: str, here: set[str], loop: ast.For | ast.While
) -> int | None:
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
            number = _offset(node.left, index)
            if number is None:
                return None
            reach = max(reach, number)
            inside |= set(descend(node))
    changed = stored(loop)
    for node in descend(test):
        if not isinstance(node, ast.Name) or node in inside or node.id in here:
            continue
        # The position itself would be another after a change; other values must stay.
        if node.id in (index, listed) or node.id in changed:
            return None
        if node.id in code.local and not code.invariant(node, loop):
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
    edits.insert_before(search.loop, f"{start} = 0")
    call = search.scan.iter
    assert isinstance(call, ast.Call)
    if search.element:
        edits.replace_target(search.scan.target, search.index)
        edits.replace(call, f"range({start}, len({search.listed}))")
        edits.insert_before(search.scan.body[0], f"{search.element} = {search.listed}[{search.index}]")
    else:
        edits.replace(call, f"range({start}, {edits.text(call.args[-1])})")
    back = f"max({search.index} - {search.reach}, 0)" if search.reach else search.index
    for end in search.ends:
        edits.insert_before(end, f"{start} = {back}  # nothing in front of it has changed")
