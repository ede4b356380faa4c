"""The first of those that are ready, found by asking all that wait whether everything they need is done.

Finds:
    A ``while`` that goes through all names that wait, in order, for the first of which every need is among the done,
    takes it out and adds it to the done: build orders, migrations, prerequisites. Whether the needs are asked by
    ``all``, by a flag or by a subset, and whether those that are ready are collected first.

Slow because:
    Every turn asks all that wait for all their needs: O(n^2) and more. Who is counted as waiting for so many is asked
    only when one of them is done, and a heap has the first of those that are ready: O(n log n).

Unsafe when:
    Needs change on the way, or names cannot be hashed or compared.

Example:
    Before::

        while waiting:
            for name in sorted(waiting):
                if all(need in done for need in waiting[name]):
                    break
            else:
                raise ValueError("a circle")
            done.append(name)
            del waiting[name]

    After::

        # a heap has the first of those that wait for nothing; who waits for more is asked when that is done
        names, missing, waited_for, ready = list(waiting), [], {}, []
        for number, name in enumerate(names):
            left = {need for need in waiting[name] if need not in done}
            missing.append(len(left))
            for need in left:
                waited_for.setdefault(need, []).append(number)
            if not left:
                heappush(ready, (name, number))
        while waiting:
            if ready:
                name = heappop(ready)[0]
            else:
                raise ValueError("a circle")
            done.append(name)
            for number in waited_for.pop(name, ()):
                missing[number] -= 1
                if not missing[number]:
                    heappush(ready, (names[number], number))
            del waiting[name]

Source:
    Kahn, Topological sorting of large networks, CACM 5 (1962).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from hasten.code.edits import Edits, indent_block
from hasten.code.function import FunctionCode
from hasten.code.match import Holes, match, match_block
from hasten.code.purity import is_fresh
from hasten.code.scopes import loaded, stored
from hasten.code.source import descend
from hasten.code.types import only
from hasten.proposers.rules._finding import Finding

GROWTH = ("O(n^2)", "O(n log n)")
_COMMENT = "# a heap has the first of those that wait for nothing; who waits for more is asked when that is done"


@dataclass(frozen=True)
class _Asked:
    """What decides whether a name is ready: every one of its needs is among the done.

    Attributes:
        name: The name that is asked for.
        need: The variable that stands for a need.
        needs: All needs of the name.
        done: Name of the collection of what is done.
        skips: Whether those that are done themselves are passed over.
    """

    name: str
    need: str
    needs: ast.expr
    done: str
    skips: bool


@dataclass(frozen=True)
class _Search:
    """A search in a loop.

    Attributes:
        loop: The loop.
        statements: The search, from its first to its last statement.
        waiting: The names that wait.
        ordered: Whether they are asked in sorted order.
        asked: What is asked.
        action: What is done with the first that is ready, or empty.
        otherwise: What is done where none is.
        taken: Of a search that collects: the list, and the expressions for its first.
        additions: Calls that add to the done.
    """

    loop: ast.While
    statements: tuple[ast.stmt, ...]
    waiting: ast.expr
    ordered: bool
    asked: _Asked
    action: tuple[ast.stmt, ...]
    otherwise: tuple[ast.stmt, ...]
    taken: tuple[str, tuple[ast.expr, ...]] | None
    additions: tuple[ast.Call, ...]


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per loop."""
    for loop in code.all(ast.While):
        if code.in_nested_function(loop):
            continue
        for place in range(len(loop.body)):
            search = _search(code, loop, place)
            if search is not None:
                text = "every turn asks all that wait whether they are ready; counted, each need is looked at once"
                yield Finding(search.statements[-1], text, partial(_change, code, search), GROWTH, ahead=True)
                break


# -- reading -------------------------------------------------------------------------------------------------------


def _search(code: FunctionCode, loop: ast.While, place: int) -> _Search | None:
    statement = loop.body[place]
    if isinstance(statement, ast.For) and isinstance(statement.target, ast.Name):
        before = loop.body[place - 1] if place else None
        found = _by_first(code, loop, statement) or _by_loop_that_collects(code, loop, before, statement)
    else:
        found = _by_comprehension(code, loop, statement)
    if found is None or not _keeps(code, found):
        return None
    return found


def _by_first(code: FunctionCode, loop: ast.While, scan: ast.For) -> _Search | None:
    """A search that ends with the first."""
    found = _asked_of(code, scan.target.id, scan.body)  # type: ignore[attr-defined]
    if found is None or not isinstance(found[1][-1], ast.Break):
        return None
    asked, action = found
    waiting, ordered = _order(code, scan.iter)
    if any(isinstance(node, ast.Break | ast.Continue) for node in descend(*action[:-1])):
        return None
    ends = bool(scan.orelse) and isinstance(scan.orelse[-1], ast.Break | ast.Return | ast.Raise)
    if code.live_after(asked.name, scan) and not ends:
        return None
    return _whole(code, _Search(loop, (scan,), waiting, ordered, asked, action[:-1], tuple(scan.orelse), None, ()))


def _by_loop_that_collects(
    code: FunctionCode, loop: ast.While, before: ast.stmt | None, scan: ast.For
) -> _Search | None:
    """``ready = []`` and a loop that appends to it."""
    start = match("@r = []", before) if before is not None else None
    found = _asked_of(code, scan.target.id, scan.body)  # type: ignore[attr-defined]
    if start is None or found is None or scan.orelse or code.live_after(found[0].name, scan):
        return None
    asked, action = found
    if len(action) != 1 or match(f"{start.name('r')}.append({asked.name})", action[0]) is None:
        return None
    assert before is not None
    waiting, ordered = _order(code, scan.iter)
    return _collected(code, loop, (before, scan), start.name("r"), waiting, ordered, asked)


def _by_comprehension(code: FunctionCode, loop: ast.While, statement: ast.stmt) -> _Search | None:
    made = match("@r = [@x for @x in $w if $t]", statement)
    sort = match("@r = sorted($g)", statement)
    if sort is not None:
        made = match("[@x for @x in $w if $t]", sort["g"]) or match("(@x for @x in $w if $t)", sort["g"])
    if made is None:
        return None
    listed = (sort or made).name("r")
    test = made["t"]
    parts = test.values if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And) else [test]
    asked = _of_tests(code, made.name("x"), parts)
    if asked is None:
        return None
    waiting, ordered = _order(code, made["w"])
    return _collected(code, loop, (statement,), listed, waiting, ordered or sort is not None, asked)


def _collected(
    code: FunctionCode,
    loop: ast.While,
    statements: tuple[ast.stmt, ...],
    listed: str,
    waiting: ast.expr,
    ordered: bool,
    asked: _Asked,
) -> _Search | None:
    """The search, where of what it collects only the first is taken, once in each turn."""
    inside = {node for statement in statements for node in descend(statement)}
    taken: list[tuple[ast.expr, bool]] = []
    for node in code.all(ast.Name):
        if node.id != listed or node in inside:
            continue
        first = _first(code, node, listed)
        if first is not None:
            taken.append(first)
        elif not isinstance(code.parent(node), ast.If | ast.UnaryOp | ast.While) or node.lineno < loop.lineno:
            return None
    if len(taken) != 1 or len({least for _, least in taken}) != 1:
        return None
    if code.statement(taken[0][0]) not in loop.body:
        return None
    expressions = tuple(expression for expression, _ in taken)
    search = _Search(loop, statements, waiting, ordered or taken[0][1], asked, (), (), (listed, expressions), ())
    return _whole(code, search)


def _first(code: FunctionCode, node: ast.Name, listed: str) -> tuple[ast.expr, bool] | None:
    """The expression for the first or the least of what was collected, and whether it is the least."""
    for above in code.ancestors(node):
        if isinstance(above, ast.stmt):
            return None
        if isinstance(above, ast.expr):
            if match(f"{listed}[0]", above):
                return above, False
            if match(f"sorted({listed})[0]", above) or match(f"min({listed})", above):
                return above, True
    return None


def _order(code: FunctionCode, source: ast.expr) -> tuple[ast.expr, bool]:
    arguments = code.builtin_call(source, "sorted", 1)
    if arguments:
        return arguments[0], True
    arguments = code.builtin_call(source, "list", 1)
    return (arguments[0] if arguments else source), False


def _asked_of(code: FunctionCode, name: str, body: Sequence[ast.stmt]) -> tuple[_Asked, tuple[ast.stmt, ...]] | None:
    """What a loop's body asks, and what it does with one that is ready."""
    skips = ""
    rest = list(body)
    skip = match(f"if {name} in @d:\n    continue", rest[0])
    if skip is not None and len(rest) > 1:
        skips, rest = skip.name("d"), rest[1:]
    asked: _Asked | None = None
    action: list[ast.stmt] = []
    flag = match_block(
        "@ok = True\nfor @n in $needs:\n    if @n not in @d:\n        @ok = False\n        break\n$$rest", rest
    )
    if flag is not None and len(rest) == 3:
        done = match(f"if {flag.name('ok')}:\n    $$rest", rest[2])
        if done is not None and flag.name("ok") not in loaded(*done.block("rest")):
            asked, action = _Asked(name, flag.name("n"), flag["needs"], flag.name("d"), False), done.block("rest")
    elif isinstance(rest[0], ast.If) and not rest[0].orelse:
        test = rest[0].test
        if len(rest) == 1:
            parts = test.values if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And) else [test]
            asked, action = _of_tests(code, name, parts), rest[0].body
        elif isinstance(rest[0].body[0], ast.Continue):
            late = match("any(@n not in @d for @n in $needs)", test)
            if late is not None:
                asked = _Asked(name, late.name("n"), late["needs"], late.name("d"), False)
            elif isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
                asked = _of_tests(code, name, [test.operand])
            action = rest[1:]
    if asked is None or not action or (skips and skips != asked.done):
        return None
    return _Asked(asked.name, asked.need, asked.needs, asked.done, asked.skips or bool(skips)), tuple(action)


def _of_tests(code: FunctionCode, name: str, parts: Sequence[ast.expr]) -> _Asked | None:
    """``name not in done and all(need in done for need in needs)``, the first part perhaps missing."""
    found = match("all(@n in @d for @n in $needs)", parts[-1]) or match("all([@n in @d for @n in $needs])", parts[-1])
    need = found.name("n") if found is not None else "need"
    found = found or _subset(code, parts[-1])
    if found is None or len(parts) > 2:
        return None
    skips = len(parts) == 2
    if skips and match(f"{name} not in {found.name('d')}", parts[0]) is None:
        return None
    return _Asked(name, need, found["needs"], found.name("d"), skips)


def _subset(code: FunctionCode, test: ast.expr) -> Holes | None:
    for pattern in ("set($needs) <= @d", "set($needs) <= set(@d)", "set($needs).issubset(@d)", "$needs.issubset(@d)"):
        found = match(pattern, test)
        if found is not None:
            return found
    found = match("$needs <= @d", test)
    return found if found is not None and only(code.type_of(found["needs"]), "set", "frozenset") else None


def _whole(code: FunctionCode, search: _Search) -> _Search | None:
    """The search with what adds to the done; None where the done change otherwise."""
    asked, loop = search.asked, search.loop
    if asked.done not in code.local or asked.name in (asked.done, asked.need):
        return None
    uses = code.uses(asked.done, loop)
    if uses.rebinds or uses.aliases or uses.escapes:
        return None
    additions = []
    for change in uses.changes:
        attribute = code.parent(change)
        call = code.module.parents.get(attribute)
        if not isinstance(call, ast.Call) or not (match("@d.append($x)", call) or match("@d.add($x)", call)):
            return None
        if not isinstance(code.parent(call), ast.Expr):
            return None
        additions.append(call)
    if not additions:
        return None
    return replace(search, additions=tuple(additions))


def _keeps(code: FunctionCode, search: _Search) -> bool:
    """Whether each name is taken once, and its needs stay what they are."""
    asked, loop = search.asked, search.loop
    waiting = search.waiting.id if isinstance(search.waiting, ast.Name) else ""
    if not waiting or not code.pure(asked.needs) or asked.done in loaded(asked.needs):
        return False
    own = {asked.name, asked.need}
    if any(not code.invariant(node, *loop.body) for node in _outer_names(asked.needs, {*own, waiting})):
        return False
    removals = [statement for statement in _top(search) if _takes_out(statement, waiting)]
    uses = code.uses(waiting, loop)
    removed = {node for statement in removals for node in descend(statement)}
    if any(node not in removed for node in [*uses.changes, *uses.rebinds]) or uses.aliases or uses.escapes:
        return False
    if any(_is_changed(code, node, {waiting, *loaded(asked.needs)}) for node in descend(*loop.body)):
        return False
    if asked.skips:
        return not removals and any(code.statement(call) in _top(search) for call in search.additions)
    return len(removals) == 1


def _is_changed(code: FunctionCode, node: ast.AST, names: set[str]) -> bool:
    """Whether a part of what one of the names holds has a method called that changes it."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and not code.pure(node)):
        return False
    part = node.func.value
    inside = isinstance(part, ast.Subscript | ast.Attribute)
    while isinstance(part, ast.Subscript | ast.Attribute):
        part = part.value
    return inside and isinstance(part, ast.Name) and part.id in names


def _outer_names(node: ast.expr, own: set[str]) -> list[ast.Name]:
    return [part for part in descend(node) if isinstance(part, ast.Name) and part.id not in own]


def _top(search: _Search) -> list[ast.stmt]:
    """Statements that every turn with a hit comes to, unless it ends the loop."""
    return [*search.loop.body, *search.action]


def _takes_out(statement: ast.stmt, waiting: str) -> bool:
    patterns = (
        f"{waiting}.remove(@x)", f"{waiting}.discard(@x)", f"del {waiting}[@x]",
        f"{waiting}.pop(@x)", f"$v = {waiting}.pop(@x)",
        f"{waiting} = {{@k: @v for @k, @v in {waiting}.items() if @k != @x}}",
        f"{waiting} = [@k for @k in {waiting} if @k != @x]", f"{waiting} = [@k for @k in {waiting} if not @k == @x]",
    )  # fmt: skip
    return any(match(pattern, statement) is not None for pattern in patterns)


# -- writing -------------------------------------------------------------------------------------------------------


def _change(code: FunctionCode, search: _Search, edits: Edits) -> None:
    asked, loop = search.asked, search.loop
    push, pop = edits.need("heapq", "heappush"), edits.need("heapq", "heappop")
    names, missing = code.fresh("names"), code.fresh("missing")
    waited_for, number, left = code.fresh("waited_for"), code.fresh("number"), code.fresh("left")
    ready = search.taken[0] if search.taken is not None else code.fresh("ready")
    need = asked.need if asked.need not in code.local or asked.need in stored(loop) else code.fresh(asked.need)
    waiting = edits.text(search.waiting)
    needs = edits.text(asked.needs, need=3)
    entry = f"({asked.name}, {number})" if search.ordered else number
    later = f"({names}[{number}], {number})" if search.ordered else number
    first = f"{pop}({ready})[0]" if search.ordered else f"{names}[{pop}({ready})]"
    listed = f"list(dict.fromkeys({waiting}))" if asked.skips else f"list({waiting})"
    lines = [
        _COMMENT,
        f"{names}, {missing}, {waited_for}, {ready} = {listed}, [], {{}}, []",
        f"for {number}, {asked.name} in enumerate({names}):",
        f"    {left} = {{{need} for {need} in {needs} if {need} not in {asked.done}}}",
        f"    {missing}.append(len({left}))",
        f"    for {need} in {left}:",
        f"        {waited_for}.setdefault({need}, []).append({number})",
        f"    if not {left}{f' and {asked.name} not in {asked.done}' if asked.skips else ''}:",
        f"        {push}({ready}, {entry})",
    ]
    edits.insert_before(loop, "\n".join(lines))
    freed = (
        f"for {number} in {waited_for}.pop({{}}, ()):\n    {missing}[{number}] -= 1\n    if not {missing}[{number}]:\n"
        f"        {push}({ready}, {later})"
    )
    inside = set(descend(*search.statements))
    moved: dict[ast.AST, str] = {}
    for call in search.additions:
        statement = code.statement(call)
        text = _added(code, search, call, first, edits)
        if statement in inside:
            moved[statement] = f"{text}\n{_filled(freed, text)}\n"
        else:
            edits.replace_statement(statement, f"{text}\n{_filled(freed, text)}")
    if search.taken is not None:
        for expression in search.taken[1]:
            if not any(expression in set(descend(call)) for call in search.additions):
                edits.replace(expression, first)
        for statement in search.statements:
            edits.remove(statement)
        return
    for statement in _top(search):
        dropped = _rebuilt(code, search, statement)
        if dropped and statement in inside:
            moved[statement] = f"{dropped}\n"
        elif dropped:
            edits.replace_statement(statement, dropped)
    action = edits.block(search.action, moved) if search.action else ""
    hit = indent_block(f"{asked.name} = {first}\n{action}".rstrip("\n"), "    ")
    text = f"if {ready}:\n{hit}"
    if search.otherwise:
        text += "\nelse:\n" + indent_block(edits.block(search.otherwise), "    ")
    edits.replace_statement(search.statements[0], text)


def _rebuilt(code: FunctionCode, search: _Search, statement: ast.stmt) -> str:
    """The removal of a name from a dict of the function's own that is built anew without it; "" for others."""
    assert isinstance(search.waiting, ast.Name)
    waiting = search.waiting.id
    found = match(f"{waiting} = {{@k: @v for @k, @v in {waiting}.items() if @k != @x}}", statement)
    values = [getattr(code.parent(target), "value", None) for target in code.uses(waiting).rebinds]
    own = waiting not in code.parameters and all(isinstance(v, ast.expr) and is_fresh(v) for v in values)
    return f"del {waiting}[{found.name('x')}]" if found is not None and own else ""


def _added(code: FunctionCode, search: _Search, call: ast.Call, first: str, edits: Edits) -> str:
    """The call of ``append`` with a name for what is added, which is given in front where it has none."""
    added = call.args[0]
    if isinstance(added, ast.Name):
        return edits.text(call)
    taken = dict.fromkeys(search.taken[1] if search.taken is not None else (), first)
    name = code.fresh("chosen")
    inside = {node: text for node, text in taken.items() if node in set(descend(added))}
    return f"{name} = {edits.text(added, inside, need=0)}\n{edits.text(call.func)}({name})"


def _filled(freed: str, added: str) -> str:
    """The lines that follow an addition, for what was added."""
    return freed.replace("{}", added[added.rindex("(") + 1 : -1])
