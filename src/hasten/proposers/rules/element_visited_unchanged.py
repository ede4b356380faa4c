"""Working on an element again although nothing that it depends on has changed.

Finds:
    Rounds over all elements until nothing changes, in which a visit gathers a value from the tables, works on it by a
    function that knows nothing else, and sets the entries of the element where they are no longer the same.

Slow because:
    Every round does the work for all elements, though most of them gather what they gathered the last time. What was
    gathered says so before the work is done: O(rounds * n * m) becomes O(rounds * n + changes * m).

Unsafe when:
    Elements are changed by their functions behind the scenes.

Example:
    Before::

        while changed:
            changed = False
            for block in blocks:
                out = set().union(*(live[other] for other in block.after))
                new = passed_on(block, out)
                if new != live[block.name]:
                    live[block.name] = new
                    changed = True

    After::

        visited = {}
        while changed:
            changed = False
            for block in blocks:
                out = set().union(*(live[other] for other in block.after))
                # as at the last visit
                if visited.get(block.name) == (block, out):
                    continue
                visited[block.name] = block, out
                new = passed_on(block, out)
                ...

Source:
    Semi-naive evaluation; Bancilhon, Naive evaluation of recursively defined relations (1986).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.match import called_name, equal, match
from hasten.code.purity import words
from hasten.code.scopes import loaded, stored, stored_attributes, target_names
from hasten.code.source import descend
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules.rounds_in_one_direction import rounds_of

GROWTH = ("O(n^2)", "O(n)")
_MAKES_ANEW = words("set frozenset list dict tuple sum min max sorted len union intersection")


@dataclass(frozen=True)
class _Visit:
    """What is done with one element in a round.

    Attributes:
        rounds: The rounds.
        loop: The loop over the elements.
        key: Under which the entries of the element stand.
        gathered: The name of what the work is done on.
        work: The first statement of the work.
    """

    rounds: ast.While
    loop: ast.For
    key: ast.expr
    gathered: str
    work: ast.stmt


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per loop inside of rounds."""
    for rounds, loop, flag in rounds_of(code):
        visit = _visit(code, rounds, loop, flag)
        if visit is not None:
            text = (
                f"every round works on each element again; where `{visit.gathered}` is what it was at the last visit, "
                "nothing comes of it"
            )
            yield Finding(visit.work, text, partial(_change, code, visit), GROWTH)


def _visit(code: FunctionCode, rounds: ast.While, loop: ast.For, flag: str) -> _Visit | None:
    last = loop.body[-1]
    if any(isinstance(node, ast.Continue | ast.Break) for node in descend(*loop.body)):
        return None  # some visits are cut short already
    if not isinstance(last, ast.If) or last.orelse or not code.pure(last.test) or stored_attributes(*loop.body):
        return None
    key = _key(last, flag)
    own = set(target_names(loop.target))
    if key is None or not own & loaded(key) or loaded(key) & (code.local - own) or own & stored(*loop.body):
        return None
    tables = {target.value.id for target in _stores(last) if isinstance(target.value, ast.Name)}
    if not _set_there_only(code, loop, last, tables):
        return None
    for place in range(1, len(loop.body) - 1):
        gathering, work = loop.body[:place], loop.body[place:-1]
        names = {name for name in stored(*gathering) if name in loaded(*work)}
        if len(names) != 1 or not all(_works(code, statement) for statement in work):
            continue
        name = next(iter(names))
        if name in stored(*work) or not _made_anew(name, gathering):
            continue
        known = own | names | stored(*work)
        moving = stored(rounds) | tables
        alone = not (loaded(*work) - known) & moving and not tables & loaded(*work)
        if alone and _asks_for_own(last.test, key, tables, known, moving) and _costs(code, work):
            return _Visit(rounds, loop, key, name, loop.body[place])
    return None


def _stores(last: ast.If) -> list[ast.Subscript]:
    return [t for s in last.body if isinstance(s, ast.Assign) for t in s.targets if isinstance(t, ast.Subscript)]


def _key(last: ast.If, flag: str) -> ast.expr | None:
    """The one key under which the last statement sets entries, where it does nothing but that and set the flag."""
    for statement in last.body:
        if isinstance(statement, ast.AugAssign | ast.Assign) and stored(statement) == {flag}:
            continue
        entry = match("@t[$k] = @v", statement)
        if entry is None:
            return None
    stores = _stores(last)
    same = bool(stores) and all(equal(stores[0].slice, other.slice) for other in stores)
    return stores[0].slice if same else None


def _set_there_only(code: FunctionCode, loop: ast.For, last: ast.If, tables: set[str]) -> bool:
    """Whether nothing but the last statement changes the tables or their entries."""
    there = {store.value for store in _stores(last)}
    for table in tables:
        uses = code.uses(table, *loop.body)
        if uses.rebinds or uses.aliases or uses.escapes or any(change not in there for change in uses.changes):
            return False
    for node in descend(*loop.body):
        held = node.func.value if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) else None
        held = node.target if isinstance(node, ast.AugAssign) else held
        if isinstance(held, ast.Subscript) and tables & loaded(held) | tables & stored(held):
            return False
    return True


def _works(code: FunctionCode, statement: ast.stmt) -> bool:
    found = match("@x = $v", statement)
    return found is not None and code.pure(found["v"])


def _made_anew(name: str, gathering: Sequence[ast.stmt]) -> bool:
    """Whether what is gathered is a new object in every visit."""
    starts = [found for s in gathering if (found := match(f"{name} = $v", s)) is not None]
    return bool(starts) and all(_is_new(found["v"]) for found in starts)


def _is_new(value: ast.expr) -> bool:
    if isinstance(value, ast.IfExp):
        return _is_new(value.body) and _is_new(value.orelse)
    if isinstance(value, ast.Call):
        called = called_name(value)
        return called in _MAKES_ANEW
    return not isinstance(value, ast.Name | ast.Subscript | ast.Attribute | ast.NamedExpr | ast.BoolOp)


def _asks_for_own(test: ast.expr, key: ast.expr, tables: set[str], known: set[str], moving: set[str]) -> bool:
    """Whether the last test asks for the entries of this element only."""
    for node in ast.walk(test):
        if isinstance(node, ast.Subscript) and loaded(node.value) & tables and not equal(node.slice, key):
            return False
    spots = sum(isinstance(node, ast.Subscript) and bool(loaded(node.value) & tables) for node in ast.walk(test))
    names = sum(isinstance(node, ast.Name) and node.id in tables for node in ast.walk(test))
    return spots == names and not (loaded(test) - known - tables) & moving


def _costs(code: FunctionCode, work: Sequence[ast.stmt]) -> bool:
    """Whether the work goes through something."""
    for node in descend(*work):
        if isinstance(node, ast.comprehension):
            return True
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in code.module.functions:
            return True
    return False


def _change(code: FunctionCode, visit: _Visit, edits: Edits) -> None:
    visited = code.fresh("visited")
    key = edits.text(visit.key, need=0)
    state = ", ".join([*dict.fromkeys(target_names(visit.loop.target)), visit.gathered])
    edits.insert_before(visit.rounds, f"{visited} = {{}}")
    edits.insert_before(
        visit.work,
        f"# as at the last visit\nif {visited}.get({key}) == ({state}):\n    continue\n{visited}[{key}] = {state}",
    )
