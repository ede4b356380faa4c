"""A list that is sorted after every addition so that its first element can be taken off.

Finds:
    A local list that starts empty, with one element or sorted, whose additions are each followed by a sort
    (``xs = sorted(xs + [x])``, ``xs.append(x)`` then ``xs.sort()``, ``insort``), and from which a loop takes the first
    element, ``xs.pop(0)`` or ``first, *xs = xs``; nothing else looks at more than its length and its front.

Slow because:
    Every addition walks the list and every step at its front moves or copies the rest: O(n^2). A heap does both in
    O(log n).

Unsafe when:
    Equal elements can be told apart, or the elements have no total order.

Example:
    Before::

        events = sorted(events)
        while events:
            (time, every), *events = events
            if time < end:
                events = sorted(events + [(time + every, every)])

    After::

        events = sorted(events)
        while events:
            time, every = heappop(events)
            if time < end:
                heappush(events, (time + every, every))

Source:
    The Python documentation of ``heapq``: a sorted list is a heap.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.loops import constant_int, repeats_around
from hasten.code.match import called_name, is_name, match, match_block
from hasten.code.scopes import stored
from hasten.code.source import descend
from hasten.proposers.rules._extremes import in_one_order
from hasten.proposers.rules._finding import Finding

GROWTH = ("O(n^2)", "O(n log n)")


@dataclass
class _Queue:
    """What is done with a list in order.

    Attributes:
        name: The list.
        pushes: Additions as ``(first statement, last statement, element)``.
        pops: Calls and statements that take elements off the front, with what gets them, one after the other, where
            it is a statement; nothing for one that drops the first.
        known: Everything that was understood.
    """

    name: str
    pushes: list[tuple[ast.stmt, ast.stmt, ast.expr]] = field(default_factory=list)
    pops: list[tuple[ast.AST, tuple[ast.expr, ...]]] = field(default_factory=list)
    known: set[ast.AST] = field(default_factory=set)


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per list."""
    if not any(called_name(call) in ("sorted", "sort", "insort") for call in code.all(ast.Call)):
        return
    for name in sorted(code.local - set(code.parameters)):
        queue = _queue(code, name)
        if queue is not None:
            text = f"{name} is put in order again for every new element, to have the first at its front, as a heap has"
            yield Finding(queue.pushes[0][0], text, partial(_change, queue), GROWTH)


def _queue(code: FunctionCode, name: str) -> _Queue | None:
    queue = _Queue(name)
    starts = 0
    for statement in descend(code.node):
        if not isinstance(statement, ast.Expr | ast.Assign | ast.AnnAssign | ast.Delete):
            continue
        if not (_push(code, queue, statement) or _pop_statement(code, queue, statement)):
            starts += _start(code, queue, statement)
    for node in code.all(ast.Name):
        if node.id == name and node not in queue.known and not _looks_at_front(code, queue, node):
            return None
    pushes = [statement for statement, _, _ in queue.pushes]
    pops = [node for node, _ in queue.pops]
    if not starts or any(code.in_nested_function(node) for node in [*pushes, *pops]):
        return None
    if not all(any(repeats_around(code, node) for node in part) for part in (pushes, pops)):
        return None
    return queue if in_one_order(code, code.type_of_name(name).element) else None


def _push(code: FunctionCode, queue: _Queue, statement: ast.stmt) -> bool:
    name, behind = queue.name, code.after(statement)[:1] if isinstance(statement, ast.Expr) else []
    last = statement
    found = match(f"{name} = sorted({name} + [$x])", statement) or match(f"{name} = sorted([*{name}, $x])", statement)
    found = found or match(f"insort({name}, $x)", statement) or match(f"bisect.insort({name}, $x)", statement)
    if found is None and behind:
        for sort in (f"{name}.sort()", f"{name} = sorted({name})"):
            found = found or match_block(f"{name}.append($x)\n{sort}", [statement, behind[0]])
        last = behind[0]
    if found is None or not code.is_builtin("sorted"):
        return False
    if any(is_name(node, name) for node in descend(found["x"])):
        return False
    queue.pushes.append((statement, last, found["x"]))
    queue.known.update([*descend(statement), *descend(last)])
    return True


def _pop_statement(code: FunctionCode, queue: _Queue, statement: ast.stmt) -> bool:
    """``first, *xs = xs``, ``del xs[0]`` or ``xs = xs[1:]``."""
    name = queue.name
    if match(f"del {name}[0]", statement) or match(f"{name} = {name}[1:]", statement):
        queue.pops.append((statement, ()))
    else:
        target = statement.targets[0] if isinstance(statement, ast.Assign) and len(statement.targets) == 1 else None
        if not (isinstance(target, ast.Tuple | ast.List) and len(target.elts) > 1 and is_name(statement.value, name)):  # type: ignore[attr-defined]
            return False
        *first, rest = target.elts
        if not (isinstance(rest, ast.Starred) and is_name(rest.value, name)) or name in stored(*first):
            return False
        queue.pops.append((statement, tuple(first)))
    queue.known.update(descend(statement))
    return True


def _start(code: FunctionCode, queue: _Queue, statement: ast.stmt) -> bool:
    """Whether a statement makes the list, in order."""
    if not isinstance(statement, ast.Assign | ast.AnnAssign) or statement.value is None:
        return False
    target = statement.target if isinstance(statement, ast.AnnAssign) else statement.targets[0]
    if not is_name(target, queue.name) or (isinstance(statement, ast.Assign) and len(statement.targets) > 1):
        return False
    value = statement.value
    short = isinstance(value, ast.List) and len(value.elts) <= 1
    in_order = code.builtin_call(value, "sorted", 1) is not None or code.builtin_call(value, "list", 0) is not None
    if not (short or in_order) or any(is_name(node, queue.name) for node in descend(value)):
        return False
    queue.known.add(target)
    return True


def _looks_at_front(code: FunctionCode, queue: _Queue, node: ast.Name) -> bool:
    """Whether the list is only measured, or its first element read or taken off; what takes it off is noted."""
    parent = code.parent(node)
    if isinstance(parent, ast.Attribute) and parent.attr == "pop":
        call = code.parent(parent)
        if isinstance(call, ast.Call) and len(call.args) == 1 and constant_int(call.args[0]) == 0:
            queue.pops.append((call, ()))
            return True
        return False
    if isinstance(parent, ast.Subscript):
        return isinstance(parent.ctx, ast.Load) and constant_int(parent.slice) == 0
    if isinstance(parent, ast.Call):
        return code.builtin_call(parent, "len", 1) is not None
    if isinstance(parent, ast.IfExp):
        return parent.test is node
    return isinstance(parent, ast.While | ast.If | ast.UnaryOp)


def _change(queue: _Queue, edits: Edits) -> None:
    name, heappop, heappush = queue.name, edits.need("heapq", "heappop"), edits.need("heapq", "heappush")
    for first, last, element in queue.pushes:
        text = f"{heappush}({name}, {edits.text(element)})"
        if first is last:
            edits.replace_statement(first, text)
        else:
            edits.replace_statements(first, last, text)
    for node, targets in queue.pops:
        if isinstance(node, ast.stmt):
            lines = [f"{_given(target, edits)}{heappop}({name})" for target in targets or (None,)]
            edits.replace_statement(node, "\n".join(lines))
        elif isinstance(node, ast.expr):
            edits.replace(node, f"{heappop}({name})")


def _given(target: ast.expr | None, edits: Edits) -> str:
    """The names that get an element, without the parentheses that they had among others."""
    if target is None:
        return ""
    if isinstance(target, ast.Tuple) and len(target.elts) > 1:
        return ", ".join(edits.text(part) for part in target.elts) + " = "
    return edits.text(target, need=0) + " = "
