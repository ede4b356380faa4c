"""The first free number looked for from the start, for every name again.

Finds:
    In a loop, a ``while`` that counts up until what it makes of a name and the number is not taken yet
    (``while f"{base}-{number}" in taken: number += 1``), where what is taken only grows: slugs, file names, user
    names, codes.

Slow because:
    The n-th name of a kind asks n numbers, O(n^2) for all of them. Numbers that were taken stay so: counting goes on
    where it ended for the same name, O(n).

Unsafe when:
    Something is taken back elsewhere.

Example:
    Before::

        for title in titles:
            number = 2
            while f"{title}-{number}" in taken:
                number += 1
            taken.add(f"{title}-{number}")

    After::

        # where to go on counting
        numbers = {}
        for title in titles:
            number = numbers.get(title, 2)
            while f"{title}-{number}" in taken:
                number += 1
            numbers[title] = number
            taken.add(f"{title}-{number}")

Source:
    Finger search: where the last search ended (Guibas, McCreight, Plass and Roberts, A new representation for linear
    lists, STOC 1977), for a set that only grows.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from hasten.code.edits import Edits, tuple_of
from hasten.code.function import FunctionCode
from hasten.code.loops import Repeat, constant_int, repeats_around
from hasten.code.match import is_name, match, root_name
from hasten.code.purity import words
from hasten.code.scopes import loaded, stored
from hasten.code.source import descend
from hasten.proposers.rules._finding import Finding

GROWTH = ("O(n^2)", "O(n)")

_GROWING = words("add append update extend setdefault")


@dataclass(frozen=True)
class _Count:
    """A search for a free number.

    Attributes:
        loop: The loop that counts.
        number: What it counts with.
        start: The statement that sets it.
        first: The number that it is set to.
        keys: What the number is free for.
        behind: Whether the number has been counted on once more than what was found free.
        repeat: The outermost loop around in which nothing is taken back.
    """

    loop: ast.While
    number: str
    start: ast.Assign
    first: int
    keys: tuple[ast.expr, ...]
    behind: bool
    repeat: Repeat


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per search."""
    for loop in code.all(ast.While):
        count = _count(code, loop) if not loop.orelse and not code.in_nested_function(loop) else None
        if count is not None:
            said = f"{count.number} starts at {count.first} for every name, though what was taken stays taken"
            yield Finding(loop, said, partial(_change, code, count), GROWTH, ahead=True)


def _count(code: FunctionCode, loop: ast.While) -> _Count | None:
    found = _parts(loop)
    if found is None:
        return None
    number, made, asked, taken, behind = found
    start = next((s for s in reversed(code.before(loop)) if number in stored(s)), None)
    first = constant_int(start.value) if isinstance(start, ast.Assign) and len(start.targets) == 1 else None
    if first is None or not isinstance(start, ast.Assign) or not is_name(start.targets[0], number):
        return None
    names = loaded(made)
    if number not in names or not code.pure(made) or stored(*loop.body) & (names - {number}) or taken in names:
        return None
    best: Repeat | None = None
    for repeat in repeats_around(code, loop):
        if not isinstance(repeat.node, ast.For | ast.While) or not _only_grows(code, taken, repeat):
            break
        best = repeat
    if best is None or best.statement is None:
        return None
    keys = tuple(_keys(code, made, number, best))
    if not keys or (isinstance(asked, ast.Name) and asked.id in names):
        return None
    return _Count(loop, number, start, first, keys, behind, best)


def _parts(loop: ast.While) -> tuple[str, ast.expr, ast.expr, str, bool] | None:
    """What is counted, what is made of the number, what is asked for, and of what; whether it counts once more."""
    steps = [(s, _counted(s)) for s in loop.body]
    counts = [(s, name) for s, name in steps if name]
    others = [s for s, name in steps if not name]
    if len(counts) != 1:
        return None
    number = counts[0][1]
    test, ends = loop.test, False
    if isinstance(test, ast.Constant) and test.value and loop.body[-1] is counts[0][0] and others:
        # ``while True: candidate = ...; if candidate not in taken: break; number += 1``
        last = others.pop()
        if not isinstance(last, ast.If) or last.orelse or not isinstance(last.body[0], ast.Break):
            return None
        test, ends = last.test, True
    if not isinstance(test, ast.Compare) or len(test.ops) != 1 or not isinstance(test.comparators[0], ast.Name):
        return None
    if not isinstance(test.ops[0], ast.NotIn if ends else ast.In) or len(others) > 1:
        return None
    taken = test.comparators[0].id
    if not others:
        return number, test.left, test.left, taken, False
    made = others[0]
    if not isinstance(made, ast.Assign) or len(made.targets) != 1 or not isinstance(test.left, ast.Name):
        return None
    return (number, made.value, test.left, taken, not ends) if is_name(made.targets[0], test.left.id) else None


def _counted(statement: ast.stmt) -> str:
    """The name in ``number += 1``."""
    found = match("@number += 1", statement)
    return found.name("number") if found is not None else ""


def _only_grows(code: FunctionCode, taken: str, repeat: Repeat) -> bool:
    uses = code.uses(taken, *repeat.region)
    if uses.rebinds or uses.aliases or uses.escapes or taken not in code.local | set(code.parameters):
        return False
    for node in uses.changes:
        above = code.parent(node)
        if isinstance(above, ast.Attribute) and above.attr in _GROWING:
            continue
        if not (isinstance(above, ast.Subscript) and isinstance(above.ctx, ast.Store)):
            return False
    return True


def _keys(code: FunctionCode, made: ast.expr, number: str, repeat: Repeat) -> Iterator[ast.expr]:
    """What changes from name to name: names, and what is asked of them."""
    seen: set[str] = set()
    inside: set[ast.AST] = set()
    for node in descend(made):
        if node in inside or not isinstance(node, ast.Name | ast.Attribute | ast.Subscript):
            continue
        root = root_name(node)
        if root in ("", number) or number in loaded(node):
            continue
        if root not in code.local or (isinstance(node, ast.Attribute) and isinstance(code.parent(node), ast.Call)):
            continue
        inside.update(descend(node))
        if not code.invariant(node, *repeat.region) and ast.unparse(node) not in seen:
            seen.add(ast.unparse(node))
            yield node


def _change(code: FunctionCode, count: _Count, edits: Edits) -> None:
    assert count.repeat.statement is not None
    known = code.fresh(f"{count.number}s" if len(count.number) > 1 else "numbers")
    key = _key(count.keys, edits)
    edits.insert_before(count.repeat.statement, f"# where to go on counting\n{known} = {{}}")
    edits.remove(count.start)
    edits.insert_before(count.loop, f"{count.number} = {known}.get({key}, {count.first})")
    ended = f"max({count.first}, {count.number} - 1)" if count.behind else count.number
    edits.insert_after(count.loop, f"{known}[{key}] = {ended}")


def _key(keys: Sequence[ast.expr], edits: Edits) -> str:
    texts = [edits.text(key, need=0 if len(keys) == 1 else 1) for key in keys]
    return tuple_of(texts)
