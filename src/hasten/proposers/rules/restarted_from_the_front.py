"""A search begun at the front again after each change, though nothing in front of the change is another.

Finds:
    A loop that goes through a list by position for the first place where neighbours meet a condition, changes the list
    there (takes out, merges, replaces), at once or once the place is noted and the search is over, and starts again at
    the front, until there is no such place or for as long as it is to go on.

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
        low: The position it begins at.
        reach: How many places in front of a change, at most, there are conditions that look at it.
        ends: Where the search breaks off, after a change.
    """

    loop: ast.For | ast.While
    scan: ast.For
    listed: str
    index: str
    element: str
    low: int
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
    listed, index, element, low = walked
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
        if looked is None or not _pure(code, look) or min(looked) < -low:
            return None
        reach = max(reach, *looked)
    others = [statement for statement in loop.body if statement is not scan]
    around, inside = code.uses(listed, *others), code.uses(listed, *scan.body)
    if around.aliases or around.escapes or inside.aliases or inside.escapes:
        return None
    behind = bool(around.changes or around.rebinds)
    place = _noted(code, loop, scan, ends, index) if behind else index
    if not place or (behind and (inside.changes or inside.rebinds)):
        return None
    first = _first_changed(code, others if behind else scan.body, listed, place)
    return _Search(loop, scan, listed, index, element, low, reach - first, tuple(ends)) if first is not None else None


def _pure(code: FunctionCode, look: ast.expr) -> bool:
    """Whether a look changes nothing but the names that it sets on the way."""
    if not any(isinstance(node, ast.NamedExpr) for node in descend(look)):
        return code.pure(look)
    whole = [node for node in descend(look) if isinstance(node, ast.NamedExpr | ast.BoolOp | ast.Compare)]
    setting = {node for inner in descend(look) if isinstance(inner, ast.NamedExpr) for node in code.ancestors(inner)}
    parts = [node for node in descend(look) if isinstance(node, ast.expr) and node not in setting and node not in whole]
    return all(map(code.pure, parts)) and not any(isinstance(node, ast.Call) for node in setting & {*descend(look)})


def _noted(
    code: FunctionCode, loop: ast.For | ast.While, scan: ast.For, ends: Sequence[ast.Break], index: str
) -> str:
    """The name that is given the position where the search breaks off, and nothing else behind that; "" for none."""
    if len(ends) != 1:
        return ""
    for statement in code.block(ends[0])[0]:
        found = match(f"@at = {index}", statement)
        if found is not None:
            at, behind = found.name("at"), loop.body[loop.body.index(scan) + 1 :]
            names = [n for n in descend(*scan.body) if isinstance(n, ast.Name) and n.id == at]
            again = sum(not isinstance(n.ctx, ast.Load) for n in names) > 1
            return "" if again or at in stored(*behind) else at
    return ""


def _set_at_ends(code: FunctionCode, ends: Sequence[ast.Break]) -> set[str]:
    """Names that are set wherever the search breaks off."""
    return set.intersection(*(stored(*code.block(end)[0]) for end in ends))


def _is_set_before(code: FunctionCode, node: ast.AST, names: Sequence[ast.Name]) -> bool:
    """Whether a name that the search sets for itself is set before it is read, for the same element."""
    mine = [name for name in names if isinstance(node, ast.Name) and name.id == node.id]
    if not mine or not isinstance(node, ast.Name):
        return True
    above = list(code.ancestors(node))
    statement, place = code.statement(node), (node.lineno, node.col_offset)
    if any(code.statement(name) is statement and (name.lineno, name.col_offset) <= place for name in mine):
        return isinstance(statement, ast.If)  # within a condition, where it is set on the way
    set_before = (name for name in mine if (name.lineno, name.col_offset) < (node.lineno, node.col_offset))
    return any(code.parent(code.statement(name)) in above and code.statement(name) not in above for name in set_before)


def _walked(code: FunctionCode, scan: ast.For) -> tuple[str, str, str, int] | None:
    """The list, the position, the element and the first position of a loop over the positions of a list."""
    numbered = match("enumerate(@xs)", scan.iter)
    if numbered is not None and code.is_builtin("enumerate"):
        target = scan.target
        names = target.elts if isinstance(target, ast.Tuple) else []
        if len(names) == 2 and isinstance(names[0], ast.Name) and isinstance(names[1], ast.Name):
            return numbered.name("xs"), names[0].id, names[1].id, 0
        return None
    bounds = range_bounds(code, scan.iter)
    if bounds is None or bounds[2] != 1 or not isinstance(scan.target, ast.Name):
        return None
    low = constant_int(bounds[0]) if bounds[0] is not None else 0
    measured = list(loaded(bounds[1]) & code.local)
    return (measured[0], scan.target.id, "", low) if len(measured) == 1 and low is not None and low >= 0 else None


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
            inner = [n for n in descend(statement.test) if isinstance(n, ast.NamedExpr)]
            if inner and any(isinstance(n, ast.Or | ast.IfExp) for n in descend(statement.test)):
                return False
            names += [n.target for n in inner]
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
) -> tuple[int, ...] | None:
    """How far from the position a condition looks; None where it looks at anything else that may change."""
    reach = [0]
    inside: set[ast.AST] = set()
    for node in descend(test):
        if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and node.value.id == listed:
            place = _offset(node.slice, index)
            if place is None:
                return None
            reach.append(place)
            inside |= set(descend(node))
        elif isinstance(node, ast.Compare) and match(f"{index} + $k < len({listed})", node):
            number = _offset(node.left, index)
            if number is None:
                return None
            reach.append(number)
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
    return tuple(reach)


def _offset(place: ast.expr, index: str) -> int | None:
    if isinstance(place, ast.Name) and place.id == index:
        return 0
    for pattern, sign in ((f"{index} + $k", 1), (f"{index} - $k", -1)):
        found = match(pattern, place)
        number = constant_int(found["k"]) if found is not None else None
        if number is not None and number >= 0:
            return sign * number
    return None


def _first_changed(code: FunctionCode, body: Sequence[ast.stmt], listed: str, index: str) -> int | None:
    """How far from the position the first change of the list is; None where that is not known, or nothing changes."""
    uses = code.uses(listed, *body)
    if not (uses.changes or uses.rebinds):
        return None
    places: list[int | None] = []
    for node in uses.changes:
        parent = code.parent(node)
        if isinstance(parent, ast.Subscript) and not isinstance(parent.ctx, ast.Load):
            places.append(_from_here(parent.slice, index))
        else:
            places.append(_popped(code, parent, index))
    places += [_kept_front(code.parent(node), listed, index) for node in uses.rebinds]
    known = [place for place in places if place is not None]
    return min(0, *known) if len(known) == len(places) else None


def _from_here(place: ast.expr, index: str) -> int | None:
    if isinstance(place, ast.Slice):
        return _offset(place.lower, index) if place.lower is not None and place.step is None else None
    return _offset(place, index)


def _popped(code: FunctionCode, attribute: ast.AST, index: str) -> int | None:
    call = code.module.parents.get(attribute)
    if not isinstance(attribute, ast.Attribute) or not isinstance(call, ast.Call) or not call.args:
        return None
    return _offset(call.args[0], index) if attribute.attr in ("pop", "insert") else None


def _kept_front(statement: ast.AST, listed: str, index: str) -> int | None:
    """``xs = xs[:i] + ...``."""
    if not isinstance(statement, ast.Assign) or len(statement.targets) != 1:
        return None
    value = statement.value
    while isinstance(value, ast.BinOp) and isinstance(value.op, ast.Add):
        value = value.left
    found = match(f"{listed}[:$end]", value)
    return _offset(found["end"], index) if found is not None else None


def _change(code: FunctionCode, search: _Search, edits: Edits) -> None:
    start = code.fresh("start")
    edits.insert_before(search.loop, f"{start} = {search.low}")
    call = search.scan.iter
    assert isinstance(call, ast.Call)
    if search.element:
        edits.replace_target(search.scan.target, search.index)
        edits.replace(call, f"range({start}, len({search.listed}))")
        edits.insert_before(search.scan.body[0], f"{search.element} = {search.listed}[{search.index}]")
    else:
        edits.replace(call, f"range({start}, {edits.text(call.args[-1])})")
    back = f"max({search.index} - {search.reach}, {search.low})" if search.reach else search.index
    for end in search.ends:
        edits.insert_before(end, f"{start} = {back}  # nothing in front of it has changed")
