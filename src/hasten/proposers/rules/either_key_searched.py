"""Searching a list for an element that agrees in one key or in another.

Finds:
    Inside a loop, a pass over a list that stays the same, or that the loop fills by ``append``, which does something
    only for elements with ``key(element) == wanted`` or ``other(element) == other_wanted``: ``if ... or ...``, or
    ``if ...: ... elif ...: ...``, also where the branches set a flag that is asked behind them.

Slow because:
    Every turn goes through the whole list: O(n * m). One dict per key gives the places of the elements that agree.

Unsafe when:
    The key of an element changes after it was put in, or a key cannot be hashed.

Example:
    Before::

        for user in users:
            for other in kept:
                if other.mail == user.mail or other.phone == user.phone:
                    break
            else:
                kept.append(user)

    After::

        kept_by_mail, kept_by_phone = {}, {}
        for user in users:
            # only those that may match, in the order of the list
            for place in sorted({*kept_by_mail.get(user.mail, ()), *kept_by_phone.get(user.phone, ())}):
                other = kept[place]
                if other.mail == user.mail or other.phone == user.phone:
                    break
            else:
                kept.append(user)
                kept_by_mail.setdefault(user.mail, []).append(len(kept) - 1)
                kept_by_phone.setdefault(user.phone, []).append(len(kept) - 1)

Source:
    An index per column, and the union of what they find, as databases do for ``OR``.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from hasten.code.edits import EditConflict, Edits
from hasten.code.function import FunctionCode
from hasten.code.loops import Repeat, has_own, outermost_invariant, repeats_around
from hasten.code.match import equal
from hasten.code.scopes import loaded, stored, target_names
from hasten.proposers.rules._equalities import Solved, formed, key_word, solved, wanted_text
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._growing import grown_list, named, of_element, stored_to

GROWTH = ("O(n^2)", "O(n)")


@dataclass(frozen=True)
class _Alternative:
    """One way for an element to match.

    Attributes:
        equation: Its key.
        truthy: Whether only keys that are true can match, since the condition asks for that too.
    """

    equation: Solved
    truthy: bool


@dataclass(frozen=True)
class _Search:
    """A pass over a list for elements that match in one way or another."""

    loop: ast.For
    name: str
    alternatives: tuple[_Alternative, ...]
    repeat: Repeat | None
    start: ast.Assign | None = None
    additions: tuple[ast.Call, ...] = ()


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per inner loop."""
    for loop in code.all(ast.For):
        search = _search(code, loop)
        if search is not None:
            keys = " or ".join(ast.unparse(part.equation.key) for part in search.alternatives)
            text = f"every turn goes through all of {search.name} for one key or another ({keys}); a dict per key knows"
            yield Finding(loop, text, partial(_change, code, search), GROWTH, ahead=True)


def _search(code: FunctionCode, loop: ast.For) -> _Search | None:
    if not isinstance(loop.iter, ast.Name) or not repeats_around(code, loop):
        return None
    tests = _tests(code, loop)
    names = set(target_names(loop.target))
    if not tests or names & stored(*loop.body) or not names:
        return None
    if not has_own(loop, ast.Break) and any(code.live_after(name, loop) for name in names):
        return None
    alternatives: list[_Alternative] = []
    for test in tests:
        found = _alternative(code, test, names, loop)
        if found is None:
            return None
        alternatives.append(found)
    name = loop.iter.id
    keys = [part.equation.key for part in alternatives]
    if any((loaded(key) - names) & code.local or stored_to(code, key) for key in keys):
        return None
    repeat = outermost_invariant(code, loop.iter, loop)
    if repeat is not None:
        return _Search(loop, name, tuple(alternatives), repeat)
    grown = grown_list(code, name) if name in code.local and name not in code.parameters else None
    if grown is None or not grown.holds_at(loop):
        return None
    return _Search(loop, name, tuple(alternatives), None, grown.start, grown.additions)


def _tests(code: FunctionCode, loop: ast.For) -> list[ast.expr]:
    """The conditions of which one must hold for the body to do something; empty where that is not its form."""
    first = loop.body[0]
    if not isinstance(first, ast.If):
        return []
    tests: list[ast.expr] = []
    chain: ast.stmt = first
    while isinstance(chain, ast.If):
        test = chain.test
        tests += test.values if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.Or) else [test]
        if not chain.orelse:
            break
        if len(chain.orelse) > 1 or not isinstance(chain.orelse[0], ast.If):
            return []
        chain = chain.orelse[0]
    if any(not code.pure(test) for test in tests):
        return []
    rest = loop.body[1:]
    if not rest:
        return tests if len(tests) > 1 else []
    # ``if ...: found = True`` first, ``if found: ...; break`` behind it.
    last = rest[0]
    if len(rest) > 1 or not isinstance(last, ast.If) or not isinstance(last.test, ast.Name) or last.orelse:
        return []
    ends = isinstance(last.body[-1], ast.Break | ast.Return | ast.Raise)
    return tests if ends and last.test.id in stored(first) else []


def _alternative(code: FunctionCode, test: ast.expr, names: set[str], loop: ast.For) -> _Alternative | None:
    parts = test.values if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And) else [test]
    for part in parts:
        for equation in solved(code, part, names, unhashable=True):
            wanted = equation.wanted
            if len(wanted) != 1 or loaded(*wanted) & stored(*loop.body):
                continue
            truthy = any(equal(other, wanted[0]) or equal(other, equation.key) for other in parts if other is not part)
            return _Alternative(equation, truthy)
    return None


def _change(code: FunctionCode, search: _Search, edits: Edits) -> None:
    indices = _indices(code, search)
    loop, name = search.loop, search.name
    if isinstance(loop.target, ast.Tuple | ast.List) and not all(isinstance(e, ast.Name) for e in loop.target.elts):
        raise EditConflict("a nested target")
    place = code.fresh("place")
    starts = f"{', '.join(indices)} = {', '.join(['{}'] * len(indices))}"
    if search.repeat is not None:
        assert search.repeat.statement is not None
        puts = _puts(search, indices, edits, place, lambda key: edits.text(key))
        text = f"{starts}\nfor {place}, {edits.text(loop.target)} in enumerate({name}):\n" + _indented(puts)
        edits.insert_before(search.repeat.statement, text)
    else:
        assert search.start is not None
        edits.insert_after(search.start, starts)
        for addition in search.additions:
            added = named(code, addition, edits)
            puts = _puts(
                search, indices, edits, f"len({name}) - 1", lambda key, a=added: of_element(key, loop.target, a, edits)
            )
            edits.insert_after(code.statement(addition), "\n".join(puts))
    places = [
        f"*{index}.get({wanted_text(part.equation, edits)}, ())"
        for index, part in zip(indices, search.alternatives, strict=True)
    ]
    edits.replace(loop.iter, f"sorted({{{', '.join(places)}}})")
    edits.replace_target(loop.target, place)
    edits.insert_before(loop, "# only those that may match, in the order of the list")
    edits.insert_before(loop.body[0], f"{edits.text(loop.target, need=0)} = {name}[{place}]")


def _indices(code: FunctionCode, search: _Search) -> list[str]:
    names: list[str] = []
    own = set(target_names(search.loop.target))
    for part in search.alternatives:
        word = key_word([part.equation], search.name, own)
        if word == "key" and isinstance(part.equation.key, ast.Call) and isinstance(part.equation.key.func, ast.Name):
            word = part.equation.key.func.id.strip("_")
        names.append(code.fresh(f"{search.name}_by_{word}", *names))
    return names


def _puts(search: _Search, indices: Sequence[str], edits: Edits, place: str, text_of) -> list[str]:  # type: ignore[no-untyped-def]
    """Statements that note the place of one element under its keys."""
    lines: list[str] = []
    for index, part in zip(indices, search.alternatives, strict=True):
        key = formed(part.equation, text_of(part.equation.key))
        put = f"{index}.setdefault({key}, []).append({place})"
        lines += [f"if {key}:", f"    {put}"] if part.truthy else [put]
    return lines


def _indented(lines: Sequence[str]) -> str:
    return "\n".join("    " + line for line in lines)
