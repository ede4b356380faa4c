"""Taking the smallest element out of a list again and again.

Finds:
    A local list from which a loop takes its minimum or maximum and removes it, ``m = min(xs)`` then ``xs.remove(m)``,
    or ``xs.sort()`` followed by ``xs.pop(0)``.

Slow because:
    Each turn walks, or sorts, the whole list: O(n^2). A heap gives the smallest element in O(log n); where nothing is
    added, one sort in front of the loop puts all of them in order.

Unsafe when:
    Equal elements can be told apart, the elements have no total order, or the order of the list is read elsewhere.

Example:
    Before::

        while len(parts) > 1:
            parts.sort()
            parts.append(parts.pop(0) + parts.pop(0))

    After::

        heapify(parts)
        while len(parts) > 1:
            heappush(parts, heappop(parts) + heappop(parts))

Source:
    Williams, Algorithm 232: heapsort, CACM 7 (1964); the Python documentation of ``heapq``.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode, Loop
from hasten.code.loops import constant_int
from hasten.code.match import match
from hasten.code.purity import is_fresh
from hasten.code.types import interchangeable, totally_ordered
from hasten.proposers.rules._finding import Finding

GROWTH = ("O(n^2)", "O(n log n)")


@dataclass
class _Queue:
    """A list used as a priority queue in one loop, with what to replace."""

    name: str
    loop: Loop
    pops: list[ast.expr] = field(default_factory=list)
    sorts: list[ast.stmt] = field(default_factory=list)
    takes: list[tuple[ast.stmt, ast.stmt, str]] = field(default_factory=list)
    largest: set[bool] = field(default_factory=set)
    pushes: list[tuple[ast.Call, ast.expr]] = field(default_factory=list)


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per list and loop."""
    for loop in code.loops:
        for name in sorted(code.local):
            queue = _queue(code, loop, name)
            if queue is not None:
                text = f"every turn goes through all of {name} for its smallest element; a heap has it at the front"
                yield Finding(loop, text, partial(_change, queue), GROWTH)


def _queue(code: FunctionCode, loop: Loop, name: str) -> _Queue | None:
    region: tuple[ast.AST, ...] = (loop.test, *loop.body) if isinstance(loop, ast.While) else tuple(loop.body)
    uses = code.uses(name, *region)
    if not uses.changes or uses.aliases or uses.escapes or uses.returns:
        return None
    element = code.type_of_name(name).element
    if element.kind != "any" and not (totally_ordered(element) and interchangeable(element)):
        return None
    if code.type_of_name(name).kind not in ("list", "any") or not _private(code, name, loop):
        return None
    queue = _Queue(name, loop)
    handled: set[ast.AST] = set()
    for statement in _statements(code, region):
        _take(code, queue, statement, handled)
    if not queue.takes and not (queue.sorts and queue.pops):
        return None
    if queue.takes and (
        queue.pops or queue.sorts or len(queue.largest) > 1 or (queue.pushes and queue.largest == {True})
    ):
        return None
    for node in [*uses.changes, *uses.reads, *uses.rebinds]:
        if node not in handled and not _harmless(code, node):
            return None
    return queue


def _statements(code: FunctionCode, region: tuple[ast.AST, ...]) -> list[ast.stmt]:
    return [node for part in region for node in ast.walk(part) if isinstance(node, ast.stmt)]


def _take(code: FunctionCode, queue: _Queue, statement: ast.stmt, handled: set[ast.AST]) -> None:
    """Recognise one statement, and note the names in it as understood."""
    name = queue.name
    largest = match("@m = max(@xs)", statement)
    smallest = match("@m = min(@xs)", statement) or largest
    if smallest is not None and smallest.name("xs") == name and code.is_builtin("min") and code.is_builtin("max"):
        behind = code.after(statement)[:1]
        removed = match("@xs.remove(@m)", behind[0]) if behind else None
        if removed is not None and removed.name("xs") == name and removed.name("m") == smallest.name("m"):
            queue.takes.append((statement, behind[0], smallest.name("m")))
            queue.largest.add(largest is not None)
            handled.update([*ast.walk(statement), *ast.walk(behind[0])])
        return
    sort = match("@xs.sort()", statement) or match("@xs = sorted(@xs)", statement)
    if sort is not None and sort.name("xs") == name:
        queue.sorts.append(statement)
        handled.update(ast.walk(statement))
    # A compound statement's parts come up on their own.
    if isinstance(statement, ast.If | ast.For | ast.While | ast.With | ast.Try):
        return
    for call in ast.walk(statement):
        if not isinstance(call, ast.Call):
            continue
        popped = match("@xs.pop(0)", call)
        if popped is not None and popped.name("xs") == name:
            queue.pops.append(call)
            handled.update(ast.walk(call))
        pushed = match("@xs.append($x)", call)
        if pushed is not None and pushed.name("xs") == name:
            queue.pushes.append((call, pushed["x"]))
            assert isinstance(call.func, ast.Attribute)
            handled.add(call.func.value)


def _private(code: FunctionCode, name: str, loop: Loop) -> bool:
    """Whether the list is the function's own and nothing behind the loop reads it but for its length."""
    if name in code.parameters:
        return False
    uses = code.uses(name)
    inside = set(ast.walk(loop))
    for target in uses.rebinds:
        statement = code.parent(target)
        value = getattr(statement, "value", None)
        if target not in inside and not (isinstance(value, ast.expr) and is_fresh(value)):
            return False
    behind = [node for node in [*uses.reads, *uses.returns, *uses.escapes] if node not in inside]
    later = [node for node in behind if node.lineno > (loop.end_lineno or loop.lineno)]
    return not uses.aliases and all(_harmless(code, node) or _only_one_left(code, node) for node in later)


def _only_one_left(code: FunctionCode, node: ast.AST) -> bool:
    """``xs[0]`` behind the loop: of a heap, too, it is the smallest."""
    parent = code.parent(node)
    return isinstance(parent, ast.Subscript) and constant_int(parent.slice) == 0


def _harmless(code: FunctionCode, node: ast.AST) -> bool:
    """Whether only the length or the truth of the list is asked."""
    parent = code.parent(node)
    if isinstance(parent, ast.Call):
        return isinstance(parent.func, ast.Name) and parent.func.id == "len"
    return isinstance(parent, ast.While | ast.If | ast.UnaryOp | ast.BoolOp)


def _change(queue: _Queue, edits: Edits) -> None:
    if queue.takes and not queue.pushes:
        edits.insert_before(queue.loop, f"{queue.name}.sort({'' if queue.largest == {True} else 'reverse=True'})")
        for first, second, name in queue.takes:
            edits.replace_statements(first, second, f"{name} = {queue.name}.pop()")
        return
    heapify, heappop = edits.need("heapq", "heapify"), edits.need("heapq", "heappop")
    heappush = edits.need("heapq", "heappush") if queue.pushes else ""
    edits.insert_before(queue.loop, f"{heapify}({queue.name})")
    for statement in queue.sorts:
        edits.remove(statement)
    done = dict.fromkeys(queue.pops, f"{heappop}({queue.name})")
    outer = [call for call, _ in queue.pushes]
    for call, value in queue.pushes:
        inside = {pop: text for pop, text in done.items() if any(node is pop for node in ast.walk(value))}
        edits.replace(call, f"{heappush}({queue.name}, {edits.text(value, inside)})")
    for pop, text in done.items():
        if not any(node is pop for call in outer for node in ast.walk(call)):
            edits.replace(pop, text)
    for first, second, name in queue.takes:
        edits.replace_statements(first, second, f"{name} = {heappop}({queue.name})")
