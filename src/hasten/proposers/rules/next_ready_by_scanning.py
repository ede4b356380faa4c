"""The next one in a queue, found by scanning all that wait.

Finds:
    A ``while`` over a list of waiting elements that filters those whose time has come (``row["at"] <= clock``), takes
    the smallest of them by a key of its own, and removes it from the list; what to do where none is ready may ask for
    the earliest time. Or the same without a filter, with elements added on the way.

Slow because:
    Every turn walks all waiting elements: O(n^2). In order of time, a pointer shows who comes next, and a heap gives
    the smallest of those that are ready in O(log n).

Unsafe when:
    What the key or the time reads changes on the way, or keys are in no order (NaN).

Example:
    Before::

        while queue:
            job = min(queue, key=lambda j: j["rank"])
            queue.remove(job)
            log.append(job["id"])

    After::

        # a heap of (key, number, element)
        waiting = [(j["rank"], number, j) for number, j in enumerate(queue)]
        heapify(waiting)
        while waiting:
            job = heappop(waiting)[-1]
            log.append(job["id"])

Source:
    Williams, Algorithm 232: heapsort, CACM 7 (1964); the Python documentation of ``heapq``.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.match import equal, match
from hasten.code.purity import is_fresh
from hasten.code.scopes import loaded, stored
from hasten.code.source import descend
from hasten.proposers.rules._finding import Finding

GROWTH = ("O(n^2)", "O(n log n)")
_COMMENT = "# a pointer shows who comes next in order of time; who is ready waits in a heap of (key, number, element)"


@dataclass(frozen=True)
class _Queue:
    """A loop that takes the smallest waiting element.

    Attributes:
        loop: The loop.
        queue: Name of the list.
        taking: ``taken = min(..., key=...)``.
        removing: ``queue.remove(taken)``.
        key: Parameter and body of the key.
        ready: The statement that filters, or None.
        time: Of the filter: the variable, what is compared of it, and the clock.
        earliest: Calls that ask for the earliest time of all waiting.
        added: Calls of ``append``, where there is no filter.
        left: Whether the list is read behind the loop.
    """

    loop: ast.While
    queue: str
    taking: ast.Assign
    removing: ast.stmt
    key: tuple[str, ast.expr]
    ready: ast.Assign | None
    time: tuple[str, ast.expr, ast.cmpop, ast.expr] | None
    earliest: tuple[ast.Call, ...]
    added: tuple[ast.Call, ...]
    left: bool


def find(code: FunctionCode) -> Iterator[Finding]:
    """``while`` loops over a list."""
    for loop in code.all(ast.While):
        queue = None if code.in_nested_function(loop) else _queue(code, loop)
        if queue is not None:
            text = f"every turn walks all of {queue.queue} for the next one; a heap has it at the front"
            yield Finding(loop, text, partial(_change if queue.ready else _change_plain, code, queue), GROWTH)


def _queue(code: FunctionCode, loop: ast.While) -> _Queue | None:
    if not isinstance(loop.test, ast.Name) or loop.orelse:
        return None
    name = loop.test.id
    if name not in code.local or name in code.parameters or name in stored(*loop.body):
        return None
    ready: ast.Assign | None = None
    time = None
    source = name
    filtered = match(f"@ready = [@j for @j in {name} if $time]", loop.body[0])
    if filtered is not None:
        assert isinstance(loop.body[0], ast.Assign)
        ready, source = loop.body[0], filtered.name("ready")
        time = _time(code, loop, filtered.name("j"), filtered["time"])
        if time is None:
            return None
    for place, statement in enumerate(loop.body):
        smallest = match(f"@job = min({source}, key=$k)", statement)
        if smallest is None or place + 1 >= len(loop.body):
            continue
        following = loop.body[place + 1]
        if match(f"{name}.remove({smallest.name('job')})", following) is None or not code.is_builtin("min"):
            return None
        key = smallest["k"]
        if not isinstance(key, ast.Lambda) or len(key.args.args) != 1:
            return None
        parameter = key.args.args[0].arg
        if not code.pure(key.body) or (loaded(key.body) - {parameter}) & stored(*loop.body):
            return None
        assert isinstance(statement, ast.Assign)
        found = _Queue(loop, name, statement, following, (parameter, key.body), ready, time, (), (), False)
        return _with_uses(code, found, source)
    return None


def _time(
    code: FunctionCode, loop: ast.While, variable: str, test: ast.expr
) -> tuple[str, ast.expr, ast.cmpop, ast.expr] | None:
    """The variable, its time, how it compares and the clock, of ``time <= clock``."""
    if not (isinstance(test, ast.Compare) and len(test.ops) == 1) or not code.pure(test):
        return None
    left, operator, right = test.left, test.ops[0], test.comparators[0]
    if isinstance(operator, ast.Gt | ast.GtE):
        left, right = right, left
        operator = ast.Lt() if isinstance(operator, ast.Gt) else ast.LtE()
    if not isinstance(operator, ast.Lt | ast.LtE) or variable in loaded(right) or variable not in loaded(left):
        return None
    return (variable, left, operator, right) if not loaded(left) & stored(*loop.body) - {variable} else None


def _with_uses(code: FunctionCode, queue: _Queue, source: str) -> _Queue | None:
    """The queue with the other places where its list is used; None where one of them is not understood."""
    name, loop = queue.queue, queue.loop
    rebinds = [getattr(code.parent(node), "value", None) for node in code.uses(name).rebinds]
    if any(not (isinstance(value, ast.expr) and is_fresh(value)) for value in rebinds):
        return None
    known = {id(n) for part in (loop.test, queue.taking, queue.removing, queue.ready) if part for n in ast.walk(part)}
    earliest: list[ast.Call] = []
    added: list[ast.Call] = []
    left = False
    for node in code.all(ast.Name):
        if node.id != name or id(node) in known or node.lineno < loop.lineno:
            continue
        if node.lineno > (loop.end_lineno or loop.lineno):
            left = True
            continue
        above = list(code.ancestors(node))
        call = next((part for part in above if isinstance(part, ast.Call)), None)
        if call is None:
            return None
        appended = match(f"{name}.append($x)", call)
        if appended is not None and queue.ready is None:
            added.append(call)
        elif queue.time is not None and _asks_earliest(call, name, queue.time):
            earliest.append(call)
        else:
            return None
    if left and queue.ready is None:
        return None
    if queue.ready is not None:
        # The filtered list itself may only be asked whether it is empty.
        for node in code.all(ast.Name):
            if node.id == source and id(node) not in known and not isinstance(code.parent(node), ast.UnaryOp | ast.If):
                return None
    return replace(queue, earliest=tuple(earliest), added=tuple(added), left=left)


def _asks_earliest(call: ast.Call, name: str, time: tuple[str, ast.expr, ast.cmpop, ast.expr]) -> bool:
    found = match(f"min($e for @j in {name})", call) or match(f"min([$e for @j in {name}])", call)
    if found is None:
        return False
    wanted = ast.parse(ast.unparse(time[1]), mode="eval").body
    for node in descend(wanted):
        if isinstance(node, ast.Name) and node.id == time[0]:
            node.id = found.name("j")
    return equal(wanted, found["e"])


def _entry(edits: Edits, queue: _Queue, number: str, element: str) -> str:
    parameter, key = queue.key
    names: dict[ast.expr, str] = {
        node: element for node in ast.walk(key) if isinstance(node, ast.Name) and node.id == parameter
    }
    return f"({edits.text(key, names)}, {number}, {element})"


def _change(code: FunctionCode, queue: _Queue, edits: Edits) -> None:
    assert queue.ready is not None and queue.time is not None
    heappop, heappush = edits.need("heapq", "heappop"), edits.need("heapq", "heappush")
    arrivals, arrived, number = code.fresh("arrivals"), code.fresh("arrived"), code.fresh("number")
    taken = code.fresh("taken")
    target, job = queue.ready.targets[0], queue.taking.targets[0]
    assert isinstance(target, ast.Name) and isinstance(job, ast.Name)
    ready = target.id
    variable, time, operator, clock = queue.time
    # A name that only comprehensions and lambdas bind is free in the function itself.
    element = variable if variable not in code.local else code.fresh(variable)

    def at(text: str) -> str:
        names: dict[ast.expr, str] = {
            node: text for node in ast.walk(time) if isinstance(node, ast.Name) and node.id == variable
        }
        return edits.text(time, names, need=8)

    entry, latest = code.fresh("entry"), code.fresh("latest")
    setup = (
        f"{_COMMENT}\n{arrivals} = sorted(enumerate({queue.queue}), key=lambda {entry}: {at(f'{entry}[1]')})\n"
        f"{arrived} = 0\n{ready} = []\n{taken} = set()\n{latest} = {edits.text(clock)}"
    )
    edits.insert_before(queue.loop, setup)
    edits.replace(queue.loop.test, f"len({taken}) < len({arrivals})")
    sign = "<=" if isinstance(operator, ast.LtE) else "<"
    first = at(f"{arrivals}[{arrived}][1]")
    now = edits.text(clock, need=8)
    lines = (
        f"if {now} < {latest}:\n    {arrived} = 0  # time went back: who is ready is found anew\n    {ready}.clear()\n"
        f"{latest} = {now}\n"
        f"while {arrived} < len({arrivals}) and ({arrivals}[{arrived}][0] in {taken} or {first} {sign} {now}):\n"
        f"    {number}, {element} = {arrivals}[{arrived}]\n"
        f"    if {number} not in {taken}:\n"
        f"        {heappush}({ready}, {_entry(edits, queue, number, element)})\n"
        f"    {arrived} += 1"
    )
    edits.replace_statement(queue.ready, lines)
    edits.replace_statements(
        queue.taking, queue.removing, f"_, {number}, {job.id} = {heappop}({ready})\n{taken}.add({number})"
    )
    for call in queue.earliest:
        edits.replace(call, first)
    if queue.left:
        name = queue.queue
        kept = f"[{element} for {number}, {element} in enumerate({name}) if {number} not in {taken}]"
        edits.insert_after(queue.loop, f"{name} = {kept}")


def _change_plain(code: FunctionCode, queue: _Queue, edits: Edits) -> None:
    heappop, heapify = edits.need("heapq", "heappop"), edits.need("heapq", "heapify")
    waiting, number = code.fresh("waiting"), code.fresh("number")
    job = queue.taking.targets[0]
    assert isinstance(job, ast.Name)
    parameter = queue.key[0]
    element = parameter if parameter not in code.local else code.fresh("each")
    setup = (
        f"# a heap of (key, number, element)\n"
        f"{waiting} = [{_entry(edits, queue, number, element)} for {number}, {element} in enumerate({queue.queue})]\n"
        f"{heapify}({waiting})"
    )
    if queue.added:
        heappush, latest = edits.need("heapq", "heappush"), code.fresh("latest")
        setup += f"\n{latest} = len({waiting})"
        for call in queue.added:
            statement = code.statement(call)
            added = code.fresh("added")
            text = (
                f"{added} = {edits.text(call.args[0])}\n{latest} += 1\n"
                f"{heappush}({waiting}, {_entry(edits, queue, latest, added)})"
            )
            edits.replace_statement(statement, text)
    edits.insert_before(queue.loop, setup)
    edits.replace(queue.loop.test, waiting)
    edits.replace_statements(queue.taking, queue.removing, f"{job.id} = {heappop}({waiting})[-1]")
