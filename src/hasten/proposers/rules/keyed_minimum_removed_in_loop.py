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

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode, Loop
from hasten.code.loops import constant_int
from hasten.code.match import equal, renamed
from hasten.code.precedence import UNARY, fitted
from hasten.code.purity import is_fresh
from hasten.code.source import descend
from hasten.proposers.rules._extremes import Asked, Taken, asked, key_of, put, taken
from hasten.proposers.rules._finding import Finding

GROWTH = ("O(n^2)", "O(n log n)")


@dataclass
class _Queue:
    """A list used as a queue by key from one statement on.

    Attributes:
        name: The list.
        start: The statement from which on it is a heap, in the block that makes the list.
        key: By what elements are compared, as ``(variable, key)``; a function to call has "" for the variable.
        largest: Whether the largest key goes first.
        takes: What takes an element out.
        pushes: What adds one.
    """

    name: str
    start: ast.stmt
    key: tuple[str, ast.expr]
    largest: bool
    takes: list[Taken]
    pushes: list[ast.Call] = field(default_factory=list)


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per list."""
    by_name: dict[str, list[Taken]] = {}
    for loop in code.loops:
        for statement in _statements(loop):
            taken_out = _taken(code, statement)
            known = [other.asked.statement for others in by_name.values() for other in others]
            if taken_out is not None and taken_out.asked.statement not in known:
                by_name.setdefault(taken_out.asked.slots, []).append(taken_out)
    for name, takes in by_name.items():
        queue = _queue(code, name, takes)
        if queue is not None:
            text = f"every turn goes through all of {queue.name} for its smallest key; a heap has it at the front"
            yield Finding(takes[0].asked.statement, text, partial(_change, code, queue), GROWTH, ahead=True)


def _statements(loop: Loop) -> list[ast.stmt]:
    return [node for node in descend(*loop.body) if isinstance(node, ast.stmt)]


def _taken(code: FunctionCode, statement: ast.stmt) -> Taken | None:
    """An element that is looked for by a key and taken out."""
    search = asked(code, statement)
    if search is not None:
        return taken(code, search) if search.key is not None else None
    return _by_sort(code, statement, code.after(statement)[:1])


def _queue(code: FunctionCode, name: str, takes: list[Taken]) -> _Queue | None:
    searches = [found.asked for found in takes]
    first = searches[0]
    start = _start(code, name, first.statement)
    if start is None or first.key is None:
        return None
    if not _steady(code, first.key, start) or any(not _same_order(first, other) for other in searches[1:]):
        return None
    queue = _Queue(name, start, first.key, first.largest, takes)
    done = {node for found in takes for node in found.known}
    uses = code.uses(name)
    if uses.aliases:
        return None
    for node in [*uses.changes, *uses.reads, *uses.escapes, *uses.returns]:
        if node in done or getattr(node, "lineno", 0) < start.lineno:
            continue
        if not _harmless(code, queue, node) and not _measured(code, node):
            return None
    return queue


def _same_order(first: Asked, other: Asked) -> bool:
    """Whether two searches go by the same key, whatever they call an element."""
    if first.key is None or other.key is None or first.largest != other.largest:
        return False
    (own, key), (others, its) = first.key, other.key
    return bool(own) == bool(others) and equal(renamed(its, {others: own}) if own else its, key)


def _start(code: FunctionCode, name: str, statement: ast.stmt) -> ast.stmt | None:
    """The statement around a take in the block in which the list is made, once; it must be a loop, or hold one."""
    rebinds = code.uses(name).rebinds
    made = code.statement(rebinds[0]) if len(rebinds) == 1 else None
    value = getattr(made, "value", None)
    if made is None or not isinstance(made, ast.Assign | ast.AnnAssign) or not isinstance(value, ast.expr):
        return None
    behind = code.after(made)
    around = [*code.ancestors(statement)]
    start = next((node for node in behind if node in around), None)
    if start is None or not is_fresh(value):
        return None
    loops = code.loops_around(statement)
    return start if any(start in (loop, *code.ancestors(loop)) for loop in loops) else None


def _by_sort(code: FunctionCode, statement: ast.stmt, behind: list[ast.stmt]) -> Taken | None:
    """``xs.sort(key=...)`` and ``x = xs.pop(0)``."""
    call = statement.value if isinstance(statement, ast.Expr) else None
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute) or call.func.attr != "sort":
        return None
    key, listed = key_of(call), call.func.value
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
    known = frozenset([*descend(statement), *descend(behind[0])])
    search = Asked(behind[0], listed.id, False, key)
    return Taken(search, behind[0].value, (statement,), known, behind[0])


def _steady(code: FunctionCode, key: tuple[str, ast.expr], start: ast.stmt) -> bool:
    """Whether the key of an element stays what it is from a statement on, as far as names show."""
    own, body = key
    region = (start, *code.after(start))
    inner = [node for node in descend(body) if isinstance(node, ast.Name) and node.id != own and node.id in code.local]
    return code.pure(body) and all(code.invariant(node, *region) for node in inner)


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
    name = queue.name
    heapify, heappop = edits.need("heapq", "heapify"), edits.need("heapq", "heappop")
    came = code.fresh("came")
    own = queue.key[0] or code.fresh("element")
    if own in code.local or own == name:
        own = code.fresh("element")
    edits.insert_before(
        queue.start,
        f"{came} = {edits.need('itertools', 'count')}()  # the first to come goes first among equal keys\n"
        f"{name} = [({_key_text(queue, own, edits)}, next({came}), {own}) for {own} in {name}]\n"
        f"{heapify}({name})",
    )
    for found in queue.takes:
        put(found, f"{heappop}({name})", edits, part="[2]", look=f"{name}[0][2]")
    for push in queue.pushes:
        statement = code.statement(push)
        added = push.args[0]
        text = edits.text(added)
        lines = []
        if not isinstance(added, ast.Name):
            text = code.fresh("added")
            lines.append(f"{text} = {edits.text(added, need=0)}")
        heappush = edits.need("heapq", "heappush")
        lines.append(f"{heappush}({name}, ({_key_text(queue, text, edits)}, next({came}), {text}))")
        edits.replace_statement(statement, "\n".join(lines))


def _key_text(queue: _Queue, element: str, edits: Edits) -> str:
    """The key of an element; of the greatest one the negative, which is right for numbers."""
    own, key = queue.key
    if own:
        text = fitted(ast.unparse(renamed(key, {own: element})), UNARY if queue.largest else 1)
    else:
        text = f"{edits.text(key, need=16)}({element})"
    return f"-{text}" if queue.largest else text
