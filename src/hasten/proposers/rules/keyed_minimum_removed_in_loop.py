"""Taking the element with the smallest key out of a list again and again.

Finds:
    A local list from which a loop takes ``min(xs, key=...)`` (or ``max``) and removes it, or which it sorts by a key to
    take the first element off, while it may add others.

Slow because:
    Each turn walks, or sorts, the whole list: O(n^2). A heap of keys and elements gives the next one in O(log n). The
    number of an element in the order of coming decides between equal keys, as ``min`` does.

Unsafe when:
    The key of an element changes while it waits, keys have no total order, or equal elements can be told apart.

Example:
    Before::

        while jobs:
            job = min(jobs, key=lambda job: job.due)
            jobs.remove(job)
            jobs.extend(run(job))

    After::

        came = count()
        jobs = [(job.due, next(came), job) for job in jobs]
        heapify(jobs)
        while jobs:
            job = heappop(jobs)[2]
            for added in run(job):
                heappush(jobs, (added.due, next(came), added))

Source:
    The Python documentation of ``heapq``, on priority queues.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial

from hasten.code.edits import EditConflict, Edits
from hasten.code.function import FunctionCode, Loop
from hasten.code.loops import constant_int
from hasten.code.purity import is_fresh
from hasten.code.scopes import loaded
from hasten.proposers.rules._finding import Finding

GROWTH = ("O(n^2)", "O(n log n)")


@dataclass
class _Queue:
    """A list used as a queue by key in one loop."""

    name: str
    loop: Loop
    key: ast.expr
    largest: bool
    takes: list[tuple[ast.Assign, ast.stmt]] = field(default_factory=list)
    pushes: list[ast.Call] = field(default_factory=list)


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per loop and list."""
    for loop in code.loops:
        for statement in loop.body:
            queue = _queue(code, loop, statement)
            if queue is not None:
                text = f"every turn goes through all of {queue.name} for its smallest key; a heap has it at the front"
                yield Finding(statement, text, partial(_change, code, queue), GROWTH, ahead=True)


def _queue(code: FunctionCode, loop: Loop, statement: ast.stmt) -> _Queue | None:
    behind = code.after(statement)[:1]
    taken = _by_minimum(code, statement, behind) or _by_sort(code, statement, behind)
    if taken is None:
        return None
    name, key, largest, first, second = taken
    queue = _Queue(name, loop, key, largest, [(first, second)])
    if name not in code.local or name in code.parameters or not _own(code, name, loop) or not _steady(code, key, loop):
        return None
    inside = set(ast.walk(loop))
    done = {*ast.walk(first), *ast.walk(second), *ast.walk(statement)}
    uses = code.uses(name)
    if uses.aliases:
        return None
    for node in [*uses.changes, *uses.reads, *uses.rebinds, *uses.escapes, *uses.returns]:
        if node in done or (node not in inside and getattr(node, "lineno", 0) < loop.lineno):
            continue
        if not (node in inside and _harmless(code, queue, node)) and not _measured(code, node):
            return None
    return queue


_Taken = tuple[str, ast.expr, bool, ast.Assign, ast.stmt]


def _by_minimum(code: FunctionCode, statement: ast.stmt, behind: list[ast.stmt]) -> _Taken | None:
    """``x = min(xs, key=...)`` and ``xs.remove(x)``."""
    if not isinstance(statement, ast.Assign) or len(statement.targets) != 1 or not behind:
        return None
    call, target = statement.value, statement.targets[0]
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name) or not isinstance(target, ast.Name):
        return None
    if call.func.id not in ("min", "max") or not code.is_builtin(call.func.id) or len(call.args) != 1:
        return None
    key = _key(call)
    walked, removed = call.args[0], behind[0].value if isinstance(behind[0], ast.Expr) else None
    method = code.method_call(removed, "remove", 1) if removed is not None else None
    if key is None or method is None or not isinstance(walked, ast.Name):
        return None
    same = isinstance(method[0], ast.Name) and method[0].id == walked.id
    if same and isinstance(method[1][0], ast.Name) and method[1][0].id == target.id:
        return walked.id, key, call.func.id == "max", statement, behind[0]
    return None


def _by_sort(code: FunctionCode, statement: ast.stmt, behind: list[ast.stmt]) -> _Taken | None:
    """``xs.sort(key=...)`` and ``x = xs.pop(0)``."""
    call = statement.value if isinstance(statement, ast.Expr) else None
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute) or call.func.attr != "sort":
        return None
    key, listed = _key(call), call.func.value
    if (
        key is None
        or call.args
        or not behind
        or not isinstance(behind[0], ast.Assign)
        or not isinstance(listed, ast.Name)
    ):
        return None
    method = code.method_call(behind[0].value, "pop", 1)
    if method is None or not isinstance(method[0], ast.Name) or method[0].id != listed.id:
        return None
    if constant_int(method[1][0]) != 0:
        return None
    return listed.id, key, False, behind[0], statement


def _key(call: ast.Call) -> ast.expr | None:
    """The ``key=`` where it is the only keyword."""
    if len(call.keywords) != 1 or call.keywords[0].arg != "key":
        return None
    return call.keywords[0].value


def _steady(code: FunctionCode, key: ast.expr, loop: Loop) -> bool:
    """Whether the key of an element stays what it is while the loop runs, as far as names show."""
    body = key.body if isinstance(key, ast.Lambda) else key
    own = {arg.arg for arg in key.args.args} if isinstance(key, ast.Lambda) else set()
    if isinstance(key, ast.Lambda) and len(own) != 1:
        return False
    outer = [node for node in ast.walk(body) if isinstance(node, ast.Name) and node.id not in own]
    region = (loop.test, *loop.body) if isinstance(loop, ast.While) else (loop.target, *loop.body)
    inner = [node for node in outer if node.id in code.local]
    return code.pure(body) and all(code.invariant(node, *region) for node in inner)


def _own(code: FunctionCode, name: str, loop: Loop) -> bool:
    """Whether the list was made by the function in front of the loop."""
    inside = set(ast.walk(loop))
    values = [getattr(code.parent(target), "value", None) for target in code.uses(name).rebinds]
    return all(target not in inside for target in code.uses(name).rebinds) and all(
        isinstance(value, ast.expr) and is_fresh(value) for value in values
    )


def _harmless(code: FunctionCode, queue: _Queue, node: ast.AST) -> bool:
    """Whether the list is appended to; the call is noted."""
    parent = code.parent(node)
    call = code.parent(parent) if isinstance(parent, ast.Attribute) and parent.attr == "append" else None
    if not isinstance(call, ast.Call) or len(call.args) != 1 or not isinstance(code.parent(call), ast.Expr):
        return False
    queue.pushes.append(call)
    return True


def _measured(code: FunctionCode, node: ast.AST) -> bool:
    """Whether only the length or the truth of the list is asked."""
    parent = code.parent(node)
    if isinstance(parent, ast.Call):
        return isinstance(parent.func, ast.Name) and parent.func.id == "len"
    return isinstance(parent, ast.While | ast.If | ast.IfExp | ast.UnaryOp | ast.BoolOp)


def _change(code: FunctionCode, queue: _Queue, edits: Edits) -> None:
    name, loop = queue.name, queue.loop
    heapify, heappop = edits.need("heapq", "heapify"), edits.need("heapq", "heappop")
    came = code.fresh("came")
    own = queue.key.args.args[0].arg if isinstance(queue.key, ast.Lambda) else code.fresh("element")
    if own in loaded(*loop.body) & code.local and not isinstance(queue.key, ast.Lambda):
        raise EditConflict("no name for an element")
    edits.insert_before(
        loop,
        f"{came} = {edits.need('itertools', 'count')}()  # the first to come goes first among equal keys\n"
        f"{name} = [({_key_text(queue, own, own, edits)}, next({came}), {own}) for {own} in {name}]\n"
        f"{heapify}({name})",
    )
    for taken, removed in queue.takes:
        edits.replace(taken.value, f"{heappop}({name})[2]")
        edits.remove(removed)
    for push in queue.pushes:
        statement = code.statement(push)
        added = push.args[0]
        text = edits.text(added)
        lines = []
        if not isinstance(added, ast.Name):
            text = code.fresh("added")
            lines.append(f"{text} = {edits.text(added, need=0)}")
        heappush = edits.need("heapq", "heappush")
        lines.append(f"{heappush}({name}, ({_key_text(queue, own, text, edits)}, next({came}), {text}))")
        edits.replace_statement(statement, "\n".join(lines))


def _key_text(queue: _Queue, own: str, element: str, edits: Edits) -> str:
    """The key of an element; of the greatest one the negative, which is right for numbers."""
    key = queue.key
    if isinstance(key, ast.Lambda):
        names: dict[ast.expr, str] = {
            node: element for node in ast.walk(key.body) if isinstance(node, ast.Name) and node.id == own
        }
        text = edits.text(key.body, names if element != own else {}, need=13 if queue.largest else 1)
    else:
        text = f"{edits.text(key, need=16)}({element})"
    return f"-{text}" if queue.largest else text
