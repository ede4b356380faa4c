"""The next node to settle, found by scanning all that are open.

Finds:
    A ``while`` over a collection of open elements that takes the smallest of them by an entry of a dict or list which
    the loop lowers (``min(open_nodes, key=distance.get)``, with or without a filter for those that have an entry, and
    ties broken by the element itself or by place), and removes it.

Slow because:
    Every turn walks all open elements: O(n^2). A heap of entries gives the smallest in O(log n); an entry that is
    lowered is pushed again, and what became stale is dropped when it comes up.

Unsafe when:
    Entries are raised while they are open, or cannot be compared.

Example:
    Before::

        while unvisited:
            here = min(unvisited, key=lambda node: distance[node])
            unvisited.remove(here)
            for there, length in roads[here]:
                if distance[here] + length < distance[there]:
                    distance[there] = distance[here] + length

    After::

        # a heap of (entry, place, element); what was lowered since is stale and dropped
        place = {node: n for n, node in enumerate(unvisited)}
        waiting = [(distance[node], place[node], node) for node in unvisited]
        heapify(waiting)
        unvisited = set(unvisited)
        while unvisited:
            while waiting and (waiting[0][-1] not in unvisited or distance[waiting[0][-1]] != waiting[0][0]):
                heappop(waiting)
            here = heappop(waiting)[-1]
            unvisited.remove(here)
            for there, length in roads[here]:
                if distance[here] + length < distance[there]:
                    distance[there] = distance[here] + length
                    if there in unvisited:
                        heappush(waiting, (distance[there], place[there], there))

Source:
    Dijkstra, A note on two problems in connexion with graphs (1959), with a heap as in the documentation of ``heapq``.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from hasten.code.edits import Edits, indent_block
from hasten.code.function import FunctionCode
from hasten.code.match import match
from hasten.code.scopes import loaded, stored
from hasten.code.types import only
from hasten.proposers.rules._finding import Finding

GROWTH = ("O(n^2)", "O(n log n)")
_COMMENT = "# a heap of (entry, place, element); what was lowered since is stale and dropped"


@dataclass(frozen=True)
class _Search:
    """A loop that takes the smallest open element.

    Attributes:
        loop: The loop.
        first: The first statement of the taking; ``last`` is the last one.
        opened: Name of the collection.
        taken: Name that gets the element.
        entries: Name of the dict or list of entries.
        variable: Name of the element in ``test``.
        test: The filter, or None.
        missing: What runs where none passes the filter: statements that leave the loop.
        by_element: Whether ties are broken by the element rather than by place.
        lowered: Stores to an entry inside the loop.
    """

    loop: ast.While
    first: ast.stmt
    last: ast.stmt
    opened: str
    taken: str
    entries: str
    variable: str
    test: ast.expr | None
    missing: tuple[ast.stmt, ...]
    by_element: bool
    lowered: tuple[ast.Assign, ...]


def find(code: FunctionCode) -> Iterator[Finding]:
    """``while`` loops that begin with a minimum."""
    for loop in code.all(ast.While):
        search = None if code.in_nested_function(loop) else _search(code, loop)
        if search is not None:
            text = f"every turn walks all of {search.opened} for the smallest entry; a heap has it at the front"
            yield Finding(loop, text, partial(_change, code, search), GROWTH)


def _search(code: FunctionCode, loop: ast.While) -> _Search | None:
    if not isinstance(loop.test, ast.Name) or loop.orelse or len(loop.body) < 3:
        return None
    opened = loop.test.id
    if opened not in code.local or opened in code.parameters or opened in stored(*loop.body):
        return None
    place, source, variable = 0, opened, ""
    test: ast.expr | None = None
    missing: tuple[ast.stmt, ...] = ()
    filtered = match(f"@known = [@t for @t in {opened} if $c]", loop.body[0])
    if filtered is not None:
        source, variable, test = filtered.name("known"), filtered.name("t"), filtered["c"]
        place = 1
        empty = match(f"not {source}", loop.body[1].test) if isinstance(loop.body[1], ast.If) else None
        if empty is not None:
            guard = loop.body[1]
            assert isinstance(guard, ast.If)
            if guard.orelse or not isinstance(guard.body[-1], ast.Break | ast.Return | ast.Raise):
                return None
            missing, place = tuple(guard.body), 2
        if source in loaded(*loop.body[place + 1 :]) or code.live_after(source, loop):
            return None
    taking = loop.body[place]
    smallest = match(f"@here = min({source}, key=$k)", taking)
    if smallest is None or not code.is_builtin("min"):
        return None
    taken = smallest.name("here")
    removed = next(
        (
            statement
            for statement in loop.body[place + 1 :]
            if match(f"{opened}.remove({taken})", statement) or match(f"{opened}.discard({taken})", statement)
        ),
        None,
    )
    if removed is None or loop.body.index(removed) > place + 2:
        return None
    key = _key(smallest["k"])
    if key is None:
        return None
    entries, by_element = key
    if entries not in code.local or entries in stored(*loop.body) or not _asked_only(code, loop, opened, removed):
        return None
    lowered = _lowered(code, loop, entries)
    if lowered is None or (test is not None and loaded(test) - {variable, entries}):
        return None
    return _Search(
        loop, loop.body[0], taking, opened, taken, entries, variable, test, missing, by_element, tuple(lowered)
    )


def _key(key: ast.expr) -> tuple[str, bool] | None:
    """Name of the entries and whether ties go by the element; None for other keys."""
    bound = match("@d.get", key) or match("@d.__getitem__", key)
    if bound is not None:
        return bound.name("d"), False
    if not isinstance(key, ast.Lambda) or len(key.args.args) != 1:
        return None
    name = key.args.args[0].arg
    for pattern, by_element in ((f"@d[{name}]", False), (f"(@d[{name}], {name})", True)):
        found = match(pattern, key.body)
        if found is not None:
            return found.name("d"), by_element
    return None


def _asked_only(code: FunctionCode, loop: ast.While, opened: str, removed: ast.stmt) -> bool:
    """Whether the loop only asks for members of the collection but for the taking; it may not be read behind it."""
    inside = {id(node) for part in (loop.test, loop.body[0], removed) for node in ast.walk(part)}
    for node in code.all(ast.Name):
        if node.id != opened or node.lineno < loop.lineno or id(node) in inside:
            continue
        parent = code.parent(node)
        call = match(f"min({opened}, key=$k)", parent)
        if node.lineno > (loop.end_lineno or 0):
            return False
        if call is None and not (isinstance(parent, ast.Compare) and isinstance(parent.ops[0], ast.In | ast.NotIn)):
            return False
    return not code.uses(opened).escapes


def _lowered(code: FunctionCode, loop: ast.While, entries: str) -> list[ast.Assign] | None:
    """Stores to an entry in the loop, each a statement of its own; None where entries change otherwise."""
    found: list[ast.Assign] = []
    uses = code.uses(entries, *loop.body)
    if uses.escapes or uses.aliases:
        return None
    for node in uses.changes:
        statement = code.statement(node)
        if not isinstance(statement, ast.Assign) or match(f"{entries}[@x] = $v", statement) is None:
            return None
        found.append(statement)
    return found or None


def _for(node: ast.expr, variable: str, text: str) -> str:
    """The filter for another element."""
    renamed = copy.deepcopy(node)
    value = ast.parse(text, mode="eval").body

    class Rename(ast.NodeTransformer):
        def visit_Name(self, name: ast.Name) -> ast.expr:
            return value if name.id == variable else name

    return ast.unparse(Rename().visit(renamed))


def _change(code: FunctionCode, search: _Search, edits: Edits) -> None:
    heappop, heappush = edits.need("heapq", "heappop"), edits.need("heapq", "heappush")
    heapify = edits.need("heapq", "heapify")
    opened, entries = search.opened, search.entries
    waiting, place = code.fresh("waiting"), code.fresh("place")
    each, number = search.variable or code.fresh("each"), code.fresh("number")

    def entry(of: str) -> str:
        return f"({entries}[{of}], {of})" if search.by_element else f"({entries}[{of}], {place}[{of}], {of})"

    passes = f" if {ast.unparse(search.test)}" if search.test is not None else ""
    setup = f"{_COMMENT if not search.by_element else _COMMENT.replace('place, ', '')}\n"
    if not search.by_element:
        setup += f"{place} = {{{each}: {number} for {number}, {each} in enumerate({opened})}}\n"
    setup += f"{waiting} = [{entry(each)} for {each} in {opened}{passes}]\n{heapify}({waiting})"
    if not only(code.type_of_name(opened), "set") or code.type_of_name(opened).kind == "any":
        setup += f"\n{opened} = set({opened})"
    edits.insert_before(search.loop, setup)
    top = f"{waiting}[0][-1]"
    stale = f"{entries}[{top}] != {waiting}[0][0]"
    lines = [f"while {waiting} and ({top} not in {opened} or {stale}):\n    {heappop}({waiting})"]
    if search.missing:
        lines.append(f"if not {waiting}:\n{indent_block(edits.block(list(search.missing)), '    ')}")
    lines.append(f"{search.taken} = {heappop}({waiting})[-1]")
    edits.replace_statements(search.first, search.last, "\n".join(lines))
    for statement in search.lowered:
        subscript = statement.targets[0]
        assert isinstance(subscript, ast.Subscript) and isinstance(subscript.slice, ast.Name)
        of = subscript.slice.id
        also = ""
        if search.test is not None and not match(f"{entries}[{each}] is not None", search.test):
            also = f" and {_for(search.test, each, of)}"
        edits.insert_after(statement, f"if {of} in {opened}{also}:\n    {heappush}({waiting}, {entry(of)})")
