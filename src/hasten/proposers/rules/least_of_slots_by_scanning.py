"""The least loaded of many, found by going through all of them before each step.

Finds:
    In a loop, the first place of the smallest value of a list, or the record with the smallest key, where the loop then
    changes that one: the machine that is free first, the shelf with the least on it, the account with the lowest
    balance. By ``min`` with a key, by ``xs.index(min(xs))``, or by a loop that keeps the best.

Slow because:
    Every step goes through all k of them, O(n * k). A heap of values and places has the least at the front; a value
    that changed is put in again, and what is out of date is dropped when it comes up: O(log k) a step.

Unsafe when:
    Values have no total order (NaN), or are changed in another way than the loop shows.

Example:
    Before::

        for minutes in jobs:
            first = free.index(min(free))
            free[first] += minutes

    After::

        # a heap of (value, place); what has changed since is dropped when it comes up
        least = [(value, place) for place, value in enumerate(free)]
        heapify(least)
        for minutes in jobs:
            while least and least[0][0] != free[least[0][1]]:
                heappop(least)
            first = least[0][1] if least else free.index(min(free))
            free[first] += minutes
            heappush(least, (free[first], first))

Source:
    List scheduling; Graham, Bounds on multiprocessing timing anomalies (1969), with the heap of the documentation of
    ``heapq``, "Priority Queue Implementation Notes".
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.loops import Repeat, repeats_around
from hasten.code.match import equal, is_name, match, match_block, renamed
from hasten.code.scopes import loaded, parameters, stored
from hasten.code.source import descend
from hasten.proposers.rules._finding import Finding

GROWTH = ("O(n^2)", "O(n log n)")
_COMMENT = "# a heap of ({}); what has changed since is dropped when it comes up"


_KEPT = "if @v is None or @w < @v:"
#: Loops over a dict that keep the name of the least value, and perhaps that value.
_LOOPS_OVER_NAMES = (
    f"@b, @v = $c, None\nfor @k, @w in @xs.items():\n    {_KEPT}\n        @b, @v = @k, @w",
    f"@b, @v = $c, None\nfor @k, @w in @xs.items():\n    {_KEPT}\n        @b = @k\n        @v = @w",
    f"@b = $c\n@v = None\nfor @k, @w in @xs.items():\n    {_KEPT}\n        @b = @k\n        @v = @w",
    f"@v = None\n@b = $c\nfor @k, @w in @xs.items():\n    {_KEPT}\n        @b = @k\n        @v = @w",
    f"@b = $c\n@v = None\nfor @k, @w in @xs.items():\n    {_KEPT}\n        @b, @v = @k, @w",
    "@b = None\nfor @k in @xs:\n    if @b is None or @xs[@k] < @xs[@b]:\n        @b = @k",
    "@b = None\nfor @k, @w in @xs.items():\n    if @b is None or @w < @xs[@b]:\n        @b = @k",
)


@dataclass(frozen=True)
class _Search:
    """A search for the least.

    Attributes:
        statements: The search, from its first to its last statement.
        slots: Name of the list.
        best: Name of what is found: a place, or a record.
        key: Of records, the variable and the key; None for places and names.
        repeat: The loop around.
        updates: Statements that change a value.
        empty: Of a dict of values by name, what is found in an empty one; None for a list.
        value: Name that gets the least value as well; "" for none.
    """

    statements: tuple[ast.stmt, ...]
    slots: str
    best: str
    key: tuple[str, ast.expr] | None
    repeat: Repeat
    updates: tuple[ast.stmt, ...]
    empty: ast.expr | None = None
    value: str = ""


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per search."""
    for statement in code.all(ast.Assign):
        if code.in_nested_function(statement) or not code.loops_around(statement):
            continue
        search = _by_call(code, statement) or _by_loop(code, statement) or _by_name(code, statement)
        if search is not None:
            text = f"every step goes through all of {search.slots} for the least; a heap has it at the front"
            yield Finding(statement, text, partial(_change, code, search), GROWTH, ahead=True)


# -- reading -------------------------------------------------------------------------------------------------------


def _by_call(code: FunctionCode, statement: ast.Assign) -> _Search | None:
    for pattern in ("@b = @xs.index(min(@xs))", "@b = min(range(len(@xs)), key=lambda @i: @xs[@i])",
                    "@b = min(range(len(@xs)), key=@xs.__getitem__)"):  # fmt: skip
        found = match(pattern, statement)
        if found is not None:
            return _whole(code, (statement,), found.name("xs"), found.name("b"), None)
    found = match("@b = min(range($n), key=lambda @i: @xs[@i])", statement) or match(
        "@b = min(range($n), key=@xs.__getitem__)", statement
    )
    if found is not None and _is_length(code, found.name("xs"), found["n"]):
        return _whole(code, (statement,), found.name("xs"), found.name("b"), None)
    for pattern in (
        "@v, @b = min((@x, @i) for @i, @x in enumerate(@xs))",
        "@v, @b = min([(@x, @i) for @i, @x in enumerate(@xs)])",
        "@v, @b = min(zip(@xs, range(len(@xs))))",
        "@b, @v = min(enumerate(@xs), key=lambda @p: @p[1])",
    ):
        found = match(pattern, statement)
        if found is not None and found.name("v") not in (found.name("xs"), found.name("b")):
            search = _whole(code, (statement,), found.name("xs"), found.name("b"), None)
            return replace(search, value=found.name("v")) if search is not None else None
    found = match("@b = min(@xs, key=lambda @m: $k)", statement)
    if found is not None and isinstance(statement.value, ast.Call):
        function = statement.value.keywords[0].value
        assert isinstance(function, ast.Lambda)
        key = (function.args.args[0].arg, function.body)
        return _whole(code, (statement,), found.name("xs"), found.name("b"), key)
    return None


def _by_loop(code: FunctionCode, statement: ast.Assign) -> _Search | None:
    """A loop that keeps the first of the least, behind the assignment of a start."""
    following = code.after(statement)[:1]
    if not following or not isinstance(following[0], ast.For):
        return None
    block, statements = [statement, following[0]], (statement, following[0])
    for pattern in (
        "@b = 0\nfor @w in range(1, $n):\n    if @xs[@w] < @xs[@b]:\n        @b = @w",
        "@b = 0\nfor @w in range($n):\n    if @xs[@w] < @xs[@b]:\n        @b = @w",
        "@b = None\nfor @w in range($n):\n    if @b is None or @xs[@w] < @xs[@b]:\n        @b = @w",
    ):
        found = match_block(pattern, block)
        if found is not None and not code.live_after(found.name("w"), following[0]):
            xs = found.name("xs")
            fits = match(f"len({xs})", found["n"]) is not None or _is_length(code, xs, found["n"])
            return _whole(code, statements, xs, found.name("b"), None) if fits else None
    for pattern in (
        "@b = None\nfor @m in @xs:\n    if @b is None or $k < $l:\n        @b = @m",
        "@b = @xs[0]\nfor @m in @xs:\n    if $k < $l:\n        @b = @m",
        "@b = @xs[0]\nfor @m in @xs[1:]:\n    if $k < $l:\n        @b = @m",
    ):
        found = match_block(pattern, block)
        if found is None or code.live_after(found.name("m"), following[0]):
            continue
        member, best = found.name("m"), found.name("b")
        if equal(renamed(found["k"], {member: best}), found["l"]) and member in loaded(found["k"]):
            return _whole(code, statements, found.name("xs"), best, (member, found["k"]))
    return None


def _by_name(code: FunctionCode, statement: ast.Assign) -> _Search | None:
    """The name of the least value of a dict."""
    for pattern in (
        "@b = min(@xs, key=@xs.get)",
        "@b = min(@xs, key=@xs.__getitem__)",
        "@b = min(@xs, key=lambda @k: @xs[@k])",
        "@b = min(@xs.items(), key=lambda @p: @p[1])[0]",
        "@b = min(@xs.keys(), key=lambda @k: @xs[@k])",
    ):
        found = match(pattern, statement)
        if found is not None:
            return _whole(code, (statement,), found.name("xs"), found.name("b"), None, statement.value)
    following = code.after(statement)[:2]
    for pattern in _LOOPS_OVER_NAMES:
        block = [statement, *following][: pattern.count("\n", 0, pattern.index("for")) + 1]
        found = match_block(pattern, block)
        if found is None or not isinstance(block[-1], ast.For):
            continue
        # Only the name of the least may be asked for behind the loop.
        others = {node.id for node in descend(*block) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
        if any(code.live_after(name, block[-1]) for name in others - {found.name("b")}):
            return None
        empty = found["c"] if "$c" in pattern else statement.value
        return _whole(code, tuple(block), found.name("xs"), found.name("b"), None, empty)
    return None


def _is_length(code: FunctionCode, slots: str, number: ast.expr) -> bool:
    """Whether a list was made with so many elements: ``[0] * k``, or a comprehension over ``range(k)``."""
    bound = code.uses(slots).rebinds
    value = getattr(code.parent(bound[0]), "value", None) if len(bound) == 1 and slots not in code.parameters else None
    if value is None:
        return False
    made = match("[$c] * $n", value) or match("[$c for @i in range($n)]", value)
    steady = all(len(code.uses(n).rebinds) <= (n not in code.parameters) for n in loaded(number) & code.local)
    return steady and made is not None and equal(made["n"], number)


def _whole(
    code: FunctionCode,
    statements: tuple[ast.stmt, ...],
    slots: str,
    best: str,
    key: tuple[str, ast.expr] | None,
    empty: ast.expr | None = None,
) -> _Search | None:
    """The search with the loop around it and all that changes a value in that loop."""
    if slots not in code.local or not code.is_builtin("min") or best == slots:
        return None
    inside = set(descend(*statements))
    found: _Search | None = None
    for repeat in repeats_around(code, statements[0]):
        if repeat.statement is None or not isinstance(repeat.node, ast.For | ast.While):
            break
        updates = _updates(code, slots, best, key, repeat, inside)
        if updates is None or (empty is not None and not all(_keeps_names(update, best) for update in updates)):
            break
        if updates:
            found = _Search(statements, slots, best, key, repeat, tuple(updates), empty)
    return found


def _keeps_names(update: ast.stmt, best: str) -> bool:
    """Whether a statement sets the value of a name that the dict holds: ``d[k] += v``, or that of the least."""
    if isinstance(update, ast.AugAssign):
        return True
    cell = update.targets[0] if isinstance(update, ast.Assign) else None
    return isinstance(cell, ast.Subscript) and isinstance(cell.slice, ast.Name) and cell.slice.id == best


def _updates(
    code: FunctionCode, slots: str, best: str, key: tuple[str, ast.expr] | None, repeat: Repeat, inside: set[ast.AST]
) -> list[ast.stmt] | None:
    """The statements that change a value; None where one may change in another way."""
    uses = code.uses(slots, *repeat.region)
    if uses.rebinds or any(node not in inside for node in [*uses.escapes, *uses.returns]):
        return None
    updates: list[ast.stmt] = []
    if key is None:
        if any(node not in inside for node in uses.aliases):
            return None
        for change in uses.changes:
            cell, statement = code.parent(change), code.statement(change)
            if not isinstance(cell, ast.Subscript) or isinstance(cell.slice, ast.Slice) or not _sets(statement, cell):
                return None
            if not code.pure(cell.slice) or loaded(cell.slice) & stored(statement):
                return None
            updates.append(statement)
        return updates
    member, value = key
    if uses.changes or not code.pure(value) or (loaded(value) - {member}) & stored(*repeat.region):
        return None
    for node in descend(*repeat.region):
        if isinstance(node, ast.Call) and not code.pure(node) and _hands_on(node, best):
            statement = code.statement(node)
            if not _changes_itself(code, node, statement) or len(code.uses(best, *repeat.region).rebinds) > 2:
                return None
            updates.append(statement)
        if isinstance(node, ast.Subscript | ast.Attribute) and not isinstance(node.ctx, ast.Load):
            if not _in_key(value, node):
                continue
            statement = code.statement(node)
            alone = isinstance(node.value, ast.Name) and node.value.id == best
            if not alone or not _sets(statement, node) or len(code.uses(best, *repeat.region).rebinds) > 2:
                return None
            updates.append(statement)
    return updates


def _changes_itself(code: FunctionCode, call: ast.Call, statement: ast.stmt) -> bool:
    """Whether a statement is, or gets the result of, a method of the module that changes its receiver and no more."""
    if getattr(statement, "value", None) is not call or not isinstance(statement, ast.Expr | ast.Assign):
        return False
    if not isinstance(call.func, ast.Attribute) or not isinstance(call.func.value, ast.Name):
        return False
    method = code.module.functions.get(code.purity.only_method(call.func.attr))
    if method is None or method.decorator_list or not parameters(method) or not all(map(code.pure, call.args)):
        return False
    receiver = parameters(method)[0].arg
    for node in descend(*method.body):
        if isinstance(node, ast.Call) and not code.pure(node):
            return False
        if isinstance(node, ast.Attribute | ast.Subscript) and not isinstance(node.ctx, ast.Load):
            cell = node.value if isinstance(node, ast.Subscript) else node
            if not isinstance(cell, ast.Attribute) or not is_name(cell.value, receiver):
                return False
        if isinstance(node, ast.Name) and node.id == receiver and not isinstance(node.ctx, ast.Load):
            return False
    return True


def _hands_on(call: ast.Call, best: str) -> bool:
    """Whether a call is a method of a record, or is given one."""
    given = [*call.args, *(keyword.value for keyword in call.keywords)]
    given += [call.func.value] if isinstance(call.func, ast.Attribute) else []
    return any(isinstance(value, ast.Name) and value.id == best for value in given)


def _sets(statement: ast.stmt, cell: ast.expr) -> bool:
    if isinstance(statement, ast.AugAssign):
        return statement.target is cell
    return isinstance(statement, ast.Assign) and statement.targets == [cell]


def _in_key(key: ast.expr, store: ast.Subscript | ast.Attribute) -> bool:
    """Whether a store may change what a key reads: the same attribute or field, or a field that is not known."""
    for read in descend(key):
        if isinstance(store, ast.Attribute) and isinstance(read, ast.Attribute) and read.attr == store.attr:
            return True
        if isinstance(store, ast.Subscript) and isinstance(read, ast.Subscript):
            known = isinstance(store.slice, ast.Constant) and isinstance(read.slice, ast.Constant)
            if equal(read.slice, store.slice) or (not known and not isinstance(store.value, ast.Subscript)):
                return True
    return False


# -- writing -------------------------------------------------------------------------------------------------------


def _change(code: FunctionCode, search: _Search, edits: Edits) -> None:
    assert search.repeat.statement is not None
    push, pop, heapify = (edits.need("heapq", name) for name in ("heappush", "heappop", "heapify"))
    least, place, slots, best = code.fresh("least"), code.fresh("place"), search.slots, search.best
    first, last = search.statements[0], search.statements[-1]
    assert isinstance(first, ast.Assign)
    # Of no slots there is no least: that gives, or raises, what it did.
    empty = edits.text(first.value if search.empty is None else search.empty)
    places = code.fresh("places")
    if search.empty is not None:
        name, value = code.fresh("name"), code.fresh("value")
        front = (
            f"{_COMMENT.format('value, place, name')}\n"
            f"{places} = {{{name}: {place} for {place}, {name} in enumerate({slots})}}\n"
            f"{least} = [({value}, {places}[{name}], {name}) for {name}, {value} in {slots}.items()]\n"
            f"{heapify}({least})"
        )
        found = (
            f"while {least} and {least}[0][0] != {slots}[{least}[0][2]]:\n    {pop}({least})\n"
            f"{best} = {least}[0][2] if {least} else {empty}"
        )
    elif search.key is None:
        value = code.fresh("value")
        front = (
            f"{_COMMENT.format('value, place')}\n"
            f"{least} = [({value}, {place}) for {place}, {value} in enumerate({slots})]\n{heapify}({least})"
        )
        found = (
            f"while {least} and {least}[0][0] != {slots}[{least}[0][1]]:\n    {pop}({least})\n"
            f"{f'{search.value}, {best}' if search.value else best} = "
            f"{f'{least}[0]' if search.value else f'{least}[0][1]'} if {least} else {empty}"
        )
    else:
        member = search.key[0] if search.key[0] not in code.local else code.fresh("each")
        front = (
            f"{_COMMENT.format('key, place, record')}\n"
            f"{least} = [({_key(search, member, edits)}, {place}, {member}) "
            f"for {place}, {member} in enumerate({slots})]\n{heapify}({least})"
        )
        found = (
            f"while {least} and {least}[0][0] != {_key(search, f'{least}[0][2]', edits)}:\n    {pop}({least})\n"
            f"_, {place}, {best} = {least}[0] if {least} else (0, 0, {empty})"
        )
    edits.insert_before(search.repeat.statement, front)
    edits.replace_statements(first, last, found)
    for update in search.updates:
        if search.key is None:
            cell = update.target if isinstance(update, ast.AugAssign) else update.targets[0]  # type: ignore[attr-defined]
            assert isinstance(cell, ast.Subscript)
            index = edits.text(cell.slice, need=0)
            index = index if search.empty is None else f"{places}[{index}], {index}"
            edits.insert_after(update, f"{push}({least}, ({edits.text(cell)}, {index}))")
        else:
            edits.insert_after(update, f"{push}({least}, ({_key(search, best, edits)}, {place}, {best}))")


def _key(search: _Search, record: str, edits: Edits) -> str:
    """The key of a record."""
    assert search.key is not None
    variable, key = search.key
    names: dict[ast.expr, str] = {
        node: record for node in descend(key) if isinstance(node, ast.Name) and node.id == variable
    }
    return edits.text(key, names, need=8)
