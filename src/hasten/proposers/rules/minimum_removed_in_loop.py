"""Taking the smallest element out of a list again and again.

Finds:
    A local list from which a loop takes its minimum or maximum and removes it, ``m = min(xs)`` then ``xs.remove(m)``,
    or ``xs.sort()`` followed by ``xs.pop(0)``; and a loop that does nothing but remove so many of the smallest or
    largest, ``xs.remove(min(xs))``.

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

from hasten.code.edits import Edits, indent_block
from hasten.code.function import FunctionCode, Loop
from hasten.code.loops import constant_int
from hasten.code.match import match
from hasten.code.purity import is_fresh
from hasten.code.scopes import loaded, stored
from hasten.code.types import only
from hasten.proposers.rules._extremes import Taken, asked, in_one_order, put, taken, taken_at_once
from hasten.proposers.rules._finding import Finding

GROWTH = ("O(n^2)", "O(n log n)")


@dataclass
class _Queue:
    """A list used as a priority queue in one loop, with what to replace."""

    name: str
    loop: Loop
    pops: list[ast.expr] = field(default_factory=list)
    sorts: list[ast.stmt] = field(default_factory=list)
    takes: list[Taken] = field(default_factory=list)
    asked: list[tuple[ast.Call, ast.stmt]] = field(default_factory=list)
    largest: set[bool] = field(default_factory=set)
    pushes: list[tuple[ast.Call, ast.expr]] = field(default_factory=list)


#: How a loop drops one element, and whether it is the largest.
_DROPS = tuple(
    (form.format(extreme), extreme == "max")
    for extreme in ("min", "max")
    for form in ("@xs.remove({}(@xs))", "del @xs[@xs.index({}(@xs))]", "@xs.pop(@xs.index({}(@xs)))")
)
#: Builtins that give the same for a list in another order, as long as equal elements keep theirs.
_ORDERLESS = frozenset({"len", "min", "max", "sorted", "bool"})


@dataclass(frozen=True)
class _Dropping:
    """A loop that only removes the smallest, or the largest, elements of a list.

    Attributes:
        loop: The loop.
        name: The list.
        count: How many, as code; text of its own in ``until`` where the loop ends at a length.
        until: The length at which the loop ends, or None.
        largest: Whether the largest go.
    """

    loop: Loop
    name: str
    count: ast.expr | None
    until: ast.expr | None
    largest: bool


def find(code: FunctionCode) -> Iterator[Finding]:
    """Loops that only remove, then one finding per list and loop."""
    for loop in code.loops:
        dropping = _dropping(code, loop)
        if dropping is not None:
            text = f"every turn goes through all of {dropping.name} to drop one; after one sort they go together"
            yield Finding(loop, text, partial(_drop, dropping, False), GROWTH)
            yield Finding(loop, text, partial(_drop, dropping, True), GROWTH, guarded=True)
    for loop in code.loops:
        for name in sorted(code.local):
            queue = _queue(code, loop, name)
            if queue is not None:
                text = f"every turn goes through all of {name} for its smallest element; a heap has it at the front"
                yield Finding(loop, text, partial(_change, queue), GROWTH)


def _dropping(code: FunctionCode, loop: Loop) -> _Dropping | None:
    if len(loop.body) != 1 or loop.orelse or code.in_nested_function(loop):
        return None
    found = next(((m.name("xs"), largest) for form, largest in _DROPS if (m := match(form, loop.body[0]))), None)
    if found is None or not (code.is_builtin("min") and code.is_builtin("max")):
        return None
    name, largest = found
    count = until = None
    if isinstance(loop, ast.For):
        ranged = code.builtin_call(loop.iter, "range", 1)
        if not ranged or not isinstance(loop.target, ast.Name) or code.live_after(loop.target.id, loop):
            return None
        count = ranged[0]
    else:
        longer = match("len(@xs) > $n", loop.test) or match("$n < len(@xs)", loop.test)
        if longer is None or longer.name("xs") != name or name in loaded(longer["n"]):
            return None
        until = longer["n"]
    bound = count if count is not None else until
    if bound is None or not code.pure(bound) or not _private(code, name, loop, orderless=True):
        return None
    made = [statement for statement in code.before(loop) if name in stored(statement)]
    return _Dropping(loop, name, count, until, largest) if made or not code.loops_around(loop) else None


def _drop(dropping: _Dropping, checked: bool, edits: Edits) -> None:
    name, limit = dropping.name, dropping.count if dropping.count is not None else dropping.until
    assert limit is not None
    sort = f"{name}.sort({'reverse=True' if dropping.largest else ''})"
    if dropping.count is not None:
        whole, text = isinstance(limit, ast.Constant), edits.text(limit)
        cut = f"del {name}[:{text if whole else f'max({text}, 0)'}]"
        test = f"{text} <= len({name})"
    else:
        cut = f"del {name}[:max(len({name}) - {edits.text(limit, need=12)}, 0)]"
        test = f"{edits.text(limit)} >= 0"
    if not checked:
        edits.replace_statement(dropping.loop, f"{sort}\n{cut}")
        return
    # Where it would run out of elements, the loop says so.
    loop = indent_block(edits.block([dropping.loop]), "    ")
    edits.replace_statement(dropping.loop, f"if {test}:\n    {sort}\n    {cut}\nelse:\n{loop}")


def _queue(code: FunctionCode, loop: Loop, name: str) -> _Queue | None:
    region: tuple[ast.AST, ...] = (loop.test, *loop.body) if isinstance(loop, ast.While) else tuple(loop.body)
    uses = code.uses(name, *region)
    if not uses.changes or uses.aliases or uses.escapes or uses.returns:
        return None
    if not in_one_order(code, code.type_of_name(name).element):
        return None
    if code.type_of_name(name).kind not in ("list", "any") or not _private(code, name, loop):
        return None
    queue = _Queue(name, loop)
    handled: set[ast.AST] = set()
    for statement in _statements(code, region):
        _take(code, queue, statement, handled)
    if not (queue.takes or queue.asked) and not (queue.sorts and queue.pops):
        return None
    if (queue.takes or queue.asked) and (
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
    search = asked(code, statement)
    if search is not None and search.slots == name:
        found = taken(code, search) if search.key is None else None
        if found is not None:
            queue.takes.append(found)
            queue.largest.add(search.largest)
            handled.update(found.known)
        return
    if _take_asked_twice(code, queue, statement, handled):
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
        at_once = taken_at_once(code, call)
        if at_once is not None and at_once.asked.slots == name:
            queue.takes.append(at_once)
            queue.largest.add(at_once.asked.largest)
            handled.update(at_once.known)
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


def _take_asked_twice(code: FunctionCode, queue: _Queue, statement: ast.stmt, handled: set[ast.AST]) -> bool:
    """``out.append(min(xs))`` with ``xs.remove(min(xs))`` right behind it."""
    behind = code.after(statement)[:1]
    if isinstance(statement, ast.If | ast.For | ast.While | ast.With | ast.Try) or not behind:
        return False
    if not (code.is_builtin("min") and code.is_builtin("max")):
        return False
    for extreme in ("min", "max"):
        again = match(f"@xs.remove({extreme}(@xs))", behind[0])
        if again is None or again.name("xs") != queue.name:
            continue
        calls = [n for n in ast.walk(statement) if isinstance(n, ast.Call) and match(f"{extreme}({queue.name})", n)]
        names = [n for n in ast.walk(statement) if isinstance(n, ast.Name) and n.id == queue.name]
        if len(calls) == len(names) == 1:
            queue.asked.append((calls[0], behind[0]))
            queue.largest.add(extreme == "max")
            handled.update([*ast.walk(statement), *ast.walk(behind[0])])
            return True
    return False


def _private(code: FunctionCode, name: str, loop: Loop, *, orderless: bool = False) -> bool:
    """Whether the list is the function's own and nothing behind the loop reads it but for its length.

    With ``orderless`` it may be read in ways for which its order does not matter.
    """
    if name in code.arguments:
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
    if orderless:
        return not uses.aliases and all(_harmless(code, node) or _orderless(code, node) for node in later)
    return not uses.aliases and all(_harmless(code, node) or _only_one_left(code, node) for node in later)


def _orderless(code: FunctionCode, node: ast.AST) -> bool:
    """Whether the list is read here in a way for which its order does not matter."""
    parent = code.parent(node)
    if isinstance(parent, ast.Compare):
        return len(parent.ops) == 1 and isinstance(parent.ops[0], ast.In | ast.NotIn)
    if not (isinstance(parent, ast.Call) and isinstance(parent.func, ast.Name) and code.is_builtin(parent.func.id)):
        return False
    if parent.func.id == "sum":
        assert isinstance(node, ast.Name)
        return len(parent.args) == 1 and only(code.type_of_name(node.id).element, "int", "bool")
    return parent.func.id in _ORDERLESS and not any(keyword.arg == "key" for keyword in parent.keywords)


def _only_one_left(code: FunctionCode, node: ast.AST) -> bool:
    """``xs[0]`` behind the loop: of a heap, too, it is the smallest."""
    parent = code.parent(node)
    return isinstance(parent, ast.Subscript) and constant_int(parent.slice) == 0


def _harmless(code: FunctionCode, node: ast.AST) -> bool:
    """Whether only the length or the truth of the list is asked."""
    parent = code.parent(node)
    if isinstance(parent, ast.Call):
        return isinstance(parent.func, ast.Name) and parent.func.id == "len"
    if isinstance(parent, ast.IfExp):
        return parent.test is node
    return isinstance(parent, ast.While | ast.If | ast.UnaryOp | ast.BoolOp)


def _change(queue: _Queue, edits: Edits) -> None:
    if (queue.takes or queue.asked) and not queue.pushes:
        edits.insert_before(queue.loop, f"{queue.name}.sort({'' if queue.largest == {True} else 'reverse=True'})")
        for found in queue.takes:
            put(found, f"{queue.name}.pop()", edits)
        for call, second in queue.asked:
            edits.replace(call, f"{queue.name}.pop()")
            edits.remove(second)
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
    for found in queue.takes:
        put(found, f"{heappop}({queue.name})", edits)
    for call, second in queue.asked:
        edits.replace(call, f"{heappop}({queue.name})")
        edits.remove(second)
