"""Searching a list for an element that agrees in one key or in another.

Finds:
    Inside a loop, a pass over a list that stays the same, or that the loop fills by ``append``, which does something
    only for elements with ``key(element) == wanted`` or ``other(element) == other_wanted``: ``if ... or ...``, or
    ``if ...: ... elif ...: ...``, several ``if`` in a row, also where the branches set a flag that is asked behind
    them: the edges at a node, whichever end it is. The list may be walked
    with its places, and the element that was found may be changed: it is noted again under its new keys.

Slow because:
    Every turn goes through the whole list: O(n * m). One dict per key gives the places of the elements that agree.

Unsafe when:
    The key of an element changes through another name than the one it was found by, or a key cannot be hashed.

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
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from hasten.code.edits import EditConflict, Edits
from hasten.code.function import FunctionCode
from hasten.code.loops import Repeat, has_own, outermost_invariant, range_bounds, repeats_around
from hasten.code.match import equal, match
from hasten.code.scopes import loaded, stored, target_names
from hasten.proposers.rules._equalities import Solved, formed, key_word, solved, wanted_text
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._growing import grown_list, named, of_element, stored_to

GROWTH = ("O(n^2)", "O(n)")


@dataclass(frozen=True)
class Alternative:
    """One way for an element to match.

    Attributes:
        equation: Its key.
        asked: What the condition asks of the key besides, with ``{}`` for it; "" for nothing. Others cannot match.
    """

    equation: Solved
    asked: str


@dataclass(frozen=True)
class _Search:
    """A pass over a list for elements that match in one way or another.

    Attributes:
        loop: The pass.
        name: The list.
        element: What the pass calls an element; None where it goes by places alone.
        place: What it calls the place; "" for no name.
        alternatives: The ways to match.
        repeat: The loop in which the list stays the same, or None.
        start: Where the list starts empty, if it grows.
        additions: The calls of ``append`` that fill it.
        changes: Statements that may change an element, with the names of the element and of its place.
    """

    loop: ast.For
    name: str
    element: ast.expr | None
    place: str
    alternatives: tuple[Alternative, ...]
    repeat: Repeat | None
    start: ast.Assign | ast.AnnAssign | None = None
    additions: tuple[ast.Call, ...] = ()
    changes: tuple[tuple[ast.stmt, str, str], ...] = ()


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per inner loop."""
    for loop in code.all(ast.For):
        search = _search(code, loop)
        if search is not None:
            keys = " or ".join(ast.unparse(part.equation.key) for part in search.alternatives)
            text = f"every turn goes through all of {search.name} for one key or another ({keys}); a dict per key knows"
            yield Finding(loop, text, partial(_change, code, search), GROWTH, ahead=True)


def _search(code: FunctionCode, loop: ast.For) -> _Search | None:
    walked = _walked(code, loop)
    if walked is None or not repeats_around(code, loop):
        return None
    name, element, place = walked
    names = set(target_names(loop.target))
    alternatives = alternatives_of(code, loop)
    if not alternatives:
        return None
    keys = [part.equation.key for part in alternatives]
    own = names if element is not None else {*names, name}
    if any((loaded(key) - own) & code.local or (element is not None and place in loaded(key)) for key in keys):
        return None
    changes = _changes(code, loop, name, element, place, keys)
    if changes is None or (not changes and any(stored_to(code, key) for key in keys)):
        return None
    repeat = outermost_invariant(code, ast.Name(name, ast.Load()), loop)
    if repeat is not None:
        return _Search(loop, name, element, place, tuple(alternatives), repeat, changes=changes)
    grown = grown_list(code, name) if name in code.local and name not in code.parameters else None
    if grown is None or not grown.holds_at(loop):
        return None
    return _Search(loop, name, element, place, tuple(alternatives), None, grown.start, grown.additions, changes)


def alternatives_of(code: FunctionCode, loop: ast.For) -> list[Alternative]:
    """The ways for an element of a pass to match, one of which it must for the body to do something; or none."""
    tests = _tests(code, loop) or _several(code, loop)
    names = set(target_names(loop.target))
    if not tests or names & stored(*loop.body) or not names:
        return []
    if not has_own(loop, ast.Break) and any(code.live_after(name, loop) for name in names):
        return []
    alternatives: list[Alternative] = []
    for test in tests:
        found = _alternative(code, test, names, loop)
        if found is None:
            return []
        alternatives.append(found)
    return alternatives


def _walked(code: FunctionCode, loop: ast.For) -> tuple[str, ast.expr | None, str] | None:
    """The list, the target of its elements and the name of their places."""
    if isinstance(loop.iter, ast.Name):
        return loop.iter.id, loop.target, ""
    numbered = code.builtin_call(loop.iter, "enumerate", 1)
    if numbered and isinstance(numbered[0], ast.Name) and isinstance(loop.target, ast.Tuple):
        place, element = loop.target.elts[0], loop.target.elts[-1]
        return (numbered[0].id, element, place.id) if isinstance(place, ast.Name) else None
    bounds = range_bounds(code, loop.iter)
    if bounds is None or bounds[0] is not None or bounds[2] != 1 or not isinstance(loop.target, ast.Name):
        return None
    length = code.builtin_call(bounds[1], "len", 1)
    return (length[0].id, None, loop.target.id) if length and isinstance(length[0], ast.Name) else None


def _changes(
    code: FunctionCode, loop: ast.For, name: str, element: ast.expr | None, place: str, keys: Sequence[ast.expr]
) -> tuple[tuple[ast.stmt, str, str], ...] | None:
    """Statements that store to an element under a name, with a name of its place; None where that has none."""
    known: dict[str, tuple[ast.stmt, str]] = {}
    for assign in code.all(ast.Assign):
        found = match(f"@x = {name}[@p]", assign)
        if found is not None:
            known[found.name("x")] = assign, found.name("p")
    if isinstance(element, ast.Name) and place:
        known.setdefault(element.id, (loop.body[0], place))
    changes: list[tuple[ast.stmt, str, str]] = []
    stores: list[ast.Subscript | ast.Attribute] = [*code.all(ast.Subscript), *code.all(ast.Attribute)]
    for store in stores:
        if isinstance(store.ctx, ast.Load) or not isinstance(store.value, ast.Name):
            continue
        if store.value.id == name:
            return None
        if store.value.id not in known or not any(_may_change(store, key) for key in keys):
            continue
        first, at = known[store.value.id]
        block, _ = code.block(first)
        around = [s for s in (code.statement(store), *code.ancestors(store)) if isinstance(s, ast.stmt) and s in block]
        if not around or len(code.uses(store.value.id).rebinds) > 2:
            return None
        entry = around[0], store.value.id, at
        if entry not in changes:
            changes.append(entry)
    return tuple(changes)


def _may_change(store: ast.Subscript | ast.Attribute, key: ast.expr) -> bool:
    """Whether a store to an element may change a key of it: not where both name other fields."""
    fields = [node for node in ast.walk(key) if isinstance(node, ast.Subscript | ast.Attribute)]
    calls = [node for node in ast.walk(key) if isinstance(node, ast.Call)]
    handed = [call for call in calls if any(isinstance(argument, ast.Name) for argument in call.args)]
    if isinstance(store, ast.Attribute):
        return bool(handed) or any(isinstance(field, ast.Attribute) and field.attr == store.attr for field in fields)
    slices = [field.slice for field in fields if isinstance(field, ast.Subscript)]
    if handed or not isinstance(store.slice, ast.Constant):
        return True
    return any(not isinstance(cut, ast.Constant | ast.Name) or equal(cut, store.slice) for cut in slices)


def _tests(code: FunctionCode, loop: ast.For) -> list[ast.expr]:
    """The conditions of which one must hold for the body to do something; empty where that is not its form."""
    first = loop.body[0]
    if not isinstance(first, ast.If):
        return []
    tests = _chained(first)
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


def _several(code: FunctionCode, loop: ast.For) -> list[ast.expr]:
    """The conditions of several ``if`` in a row, names that are reset in front of them, and what is asked of these."""
    resets: set[str] = set()
    tests: list[ast.expr] = []
    for statement in loop.body:
        reset = match("@x = None", statement) or match("@x = False", statement)
        if reset is not None and not tests:
            resets.add(reset.name("x"))
            continue
        if not isinstance(statement, ast.If):
            return []
        parts = statement.test.values if isinstance(statement.test, ast.BoolOp) else [statement.test]
        joined = not isinstance(statement.test, ast.BoolOp) or isinstance(statement.test.op, ast.And)
        if joined and not statement.orelse and any(_is_set(part, resets) for part in parts):
            continue
        chain = _chained(statement)
        if not chain:
            return []
        tests += chain
    if any(not code.pure(test) for test in tests) or any(code.live_after(name, loop) for name in resets):
        return []
    return tests if len(tests) > 1 else []


def _is_set(test: ast.expr, resets: set[str]) -> bool:
    """Whether a test asks that one of these names has got a value."""
    found = match("@x is not None", test) or match("@x != None", test)
    name = found.name("x") if found is not None else test.id if isinstance(test, ast.Name) else ""
    return name in resets


def _chained(first: ast.If) -> list[ast.expr]:
    """The conditions of an ``if`` and all its ``elif``; none where there is an ``else``."""
    tests: list[ast.expr] = []
    chain: ast.stmt = first
    while isinstance(chain, ast.If):
        test = chain.test
        tests += test.values if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.Or) else [test]
        if not chain.orelse:
            return tests
        if len(chain.orelse) > 1:
            return []
        chain = chain.orelse[0]
    return []


def _alternative(code: FunctionCode, test: ast.expr, names: set[str], loop: ast.For) -> Alternative | None:
    parts = test.values if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And) else [test]
    for part in parts:
        for equation in solved(code, part, names, unhashable=True):
            wanted = equation.wanted
            if len(wanted) != 1 or loaded(*wanted) & stored(*loop.body):
                continue
            asked = [_asked(other, equation) for other in parts if other is not part]
            return Alternative(equation, next((form for form in asked if form), ""))
    return None


def _asked(test: ast.expr, equation: Solved) -> str:
    """What a condition asks of the key, or of the value that it must equal: to be true, or not to be a constant."""
    for value in (equation.key, *equation.wanted):
        if equal(test, value):
            return "{}"
        other = match("$x != $c", test) or match("$x is not $c", test)
        constant = other is not None and isinstance(other["c"], ast.Constant) and equal(other["x"], value)
        if other is not None and constant and isinstance(test, ast.Compare):
            word = "!=" if isinstance(test.ops[0], ast.NotEq) else "is not"
            return f"{{}} {word} {ast.unparse(other['c'])}"
    return ""


def _change(code: FunctionCode, search: _Search, edits: Edits) -> None:
    indices = _indices(code, search)
    loop, name, element = search.loop, search.name, search.element
    if isinstance(element, ast.Tuple | ast.List) and not all(isinstance(e, ast.Name) for e in element.elts):
        raise EditConflict("a nested target")
    place = search.place or code.fresh("place")
    starts = f"{', '.join(indices)} = {', '.join(['{}'] * len(indices))}"
    if search.repeat is not None:
        assert search.repeat.statement is not None
        puts = noted(search.alternatives, indices, place, lambda key: edits.text(key))
        head = f"for {place}, {edits.text(element)} in enumerate({name}):" if element is not None else ""
        head = head or f"for {place} in range(len({name})):"
        edits.insert_before(search.repeat.statement, f"{starts}\n{head}\n" + _indented(puts))
    else:
        assert search.start is not None
        edits.insert_after(search.start, starts)
        for addition in search.additions:
            added = named(code, addition, edits)
            last = f"len({name}) - 1"
            puts = noted(search.alternatives, indices, last, partial(_said_of, search, other=added, edits=edits))
            edits.insert_after(code.statement(addition), "\n".join(puts))
    for statement, changed, at in search.changes:
        puts = noted(search.alternatives, indices, at, partial(_said_of, search, other=changed, edits=edits))
        edits.insert_after(statement, "\n".join(puts))
    places = [
        f"*{index}.get({wanted_text(part.equation, edits)}, ())"
        for index, part in zip(indices, search.alternatives, strict=True)
    ]
    edits.replace(loop.iter, f"sorted({{{', '.join(places)}}})")
    edits.replace_target(loop.target, place)
    edits.insert_before(loop, "# only those that may match, in the order of the list")
    if element is not None:
        edits.insert_before(loop.body[0], f"{edits.text(element, need=0)} = {name}[{place}]")


def _said_of(search: _Search, key: ast.expr, other: str, edits: Edits) -> str:
    """A key of an element that has another name."""
    if search.element is not None:
        return of_element(key, search.element, other, edits)
    places: dict[ast.expr, str] = {
        node: other
        for node in ast.walk(key)
        if isinstance(node, ast.Subscript) and match(f"{search.name}[{search.place}]", node)
    }
    return edits.text(key, places)


def _indices(code: FunctionCode, search: _Search) -> list[str]:
    names: list[str] = []
    for part in search.alternatives:
        word = word_of(part, search.name, search.loop)
        names.append(code.fresh(f"{search.name}_by_{word}", *names))
    return names


def word_of(part: Alternative, name: str, loop: ast.For) -> str:
    """What to call the key of one way to match."""
    word = key_word([part.equation], name, set(target_names(loop.target)))
    if word == "key" and isinstance(part.equation.key, ast.Call) and isinstance(part.equation.key.func, ast.Name):
        return part.equation.key.func.id.strip("_")
    return word


def noted(
    alternatives: Sequence[Alternative], indices: Sequence[str], place: str, text_of: Callable[[ast.expr], str]
) -> list[str]:
    """Statements that note the place of one element under its keys."""
    lines: list[str] = []
    for index, part in zip(indices, alternatives, strict=True):
        key = formed(part.equation, text_of(part.equation.key))
        put = f"{index}.setdefault({key}, []).append({place})"
        lines += [f"if {part.asked.replace('{}', key)}:", f"    {put}"] if part.asked else [put]
    return lines


def _indented(lines: Sequence[str]) -> str:
    return "\n".join("    " + line for line in lines)
