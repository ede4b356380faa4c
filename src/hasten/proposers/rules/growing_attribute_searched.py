"""A method that searches what its object holds for the elements with one key.

Finds:
    In a method, a pass over a list of its object that uses only the elements where ``key(element) == wanted``: a search
    by name or number, a filter, a sum (``next(c for c in self.customers if c.id == id)``), called in loops; also one
    for elements that agree in one key or another. The list only ever grows by ``append`` and ``extend``; or every
    statement that changes it, or the dict that is gone through, is known. Nobody changes the keys of its elements.

Slow because:
    Every call walks the whole list: O(n). A dict from key to elements, kept in the object, takes in what has come since
    the last call and finds the elements at once. What changes otherwise is counted, and the dict is made anew after a
    change.

Unsafe when:
    A key cannot be hashed, or code outside of the module changes the list or its elements.

Example:
    Before::

        def customer(self, number):
            for customer in self.customers:
                if customer.number == number:
                    return customer
            return None

    After::

        def customer(self, number):
            for customer in self.customers[self._customers_indexed:]:
                self._customers_by_number.setdefault(customer.number, []).append(customer)
            self._customers_indexed = len(self.customers)
            for customer in self._customers_by_number.get(number, ()):
                return customer
            return None

Source:
    The hash join of relational databases; an index that is maintained as rows come in.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from functools import partial

from hasten.code.edits import EditConflict, Edits
from hasten.code.function import FunctionCode
from hasten.code.match import is_name
from hasten.code.naming import noun
from hasten.code.scopes import loaded, target_names
from hasten.code.source import descend
from hasten.proposers.rules._equalities import key_word, wanted_text
from hasten.proposers.rules._filters import Equality, Filter, filters, index_text, use_index
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._objects import (
    Reads,
    State,
    asked_often,
    count_changes,
    give,
    memory_place,
    remembering_class,
    state_of,
)
from hasten.proposers.rules.either_key_searched import Alternative, alternatives_of, noted, word_of

GROWTH = ("O(n)", "O(1)")


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per pass in a method."""
    owner, _, method = code.name.rpartition(".")
    node = remembering_class(code)
    start = memory_place(code, node, owner) if node is not None else None
    if start is None or not asked_often(code, method):
        return
    for passed in filters(code):
        equalities = tuple(e for e in [*passed.equalities, *passed.holdings] if not passed.reads(e))
        made_from = [*(e.solved.key for e in equalities), *passed.needed(equalities)]
        state = _state(code, passed.source, made_from) if equalities else None
        if state is None:
            continue
        test = " and ".join(equality.text for equality in equalities)
        if _grows_alone(passed.source, state):
            change = partial(_change, code, passed, equalities, start)
        elif (state.changes or not state.parts) and not loaded(passed.source) - {code.parameters[0]}:
            change = partial(_change_counted, code, passed, equalities, start, state)
        else:
            continue
        yield Finding(passed.node, _said(passed.source, test), change, GROWTH, ahead=True)
    for loop in code.all(ast.For):
        ways = alternatives_of(code, loop) if isinstance(loop.iter, ast.Attribute) else []
        keys = [way.equation.key for way in ways]
        if not keys or any((loaded(key) - set(target_names(loop.target))) & code.local for key in keys):
            continue
        state = _state(code, loop.iter, keys)
        if state is not None and _grows_alone(loop.iter, state):
            said = _said(loop.iter, " or ".join(ast.unparse(key) for key in keys))
            yield Finding(loop, said, partial(_change_either, code, loop, ways, start), GROWTH, ahead=True)


def _said(source: ast.expr, test: str) -> str:
    return f"every call goes through all of {ast.unparse(source)} for those with `{test}`; a dict has them at once"


def _held(code: FunctionCode, source: ast.expr) -> ast.Attribute | None:
    """The attribute of the object that a pass goes through, itself or by its items, keys or values."""
    if isinstance(source, ast.Call) and not source.args and not source.keywords:
        called = source.func
        if not isinstance(called, ast.Attribute) or called.attr not in ("items", "keys", "values"):
            return None
        source = called.value
    mine = isinstance(source, ast.Attribute) and is_name(source.value, code.parameters[0])
    return source if mine and not code.in_nested_function(source) else None  # type: ignore[return-value]


def _state(code: FunctionCode, source: ast.expr, keys: Sequence[ast.AST]) -> State | None:
    """What tells whether a dict by some keys of what a pass goes through still holds; None where nothing does."""
    held = _held(code, source)
    if held is None:
        return None
    reads = Reads(own={held.attr: None})
    for key in keys:
        for inner in descend(key):
            if isinstance(inner, ast.Attribute):
                reads.fields.add(inner.attr)
            elif isinstance(inner, ast.Subscript):
                reads.keys.append(inner.slice)
    return state_of(code, code.name.rpartition(".")[0], reads)


def _grows_alone(source: ast.expr, state: State) -> bool:
    """Whether a pass goes through a list that grows and changes in no other way."""
    grows = isinstance(source, ast.Attribute) and state.parts == (f"len({{}}.{source.attr})",)
    return grows and not state.changes


def _give_new(code: FunctionCode, start: ast.stmt, attributes: dict[str, str], edits: Edits) -> None:
    """Give the object what it keeps, under names that nothing else has."""
    if any(name in code.module.source for name in attributes):
        raise EditConflict("the names for the dicts are taken")
    give(code, start, attributes, edits)


def _change(
    code: FunctionCode, passed: Filter, equalities: tuple[Equality, ...], start: ast.stmt, edits: Edits
) -> None:
    source = passed.source
    assert isinstance(source, ast.Attribute)
    own, name = code.parameters[0], source.attr.lstrip("_")
    by = key_word([equality.solved for equality in equalities], noun(source), set(passed.names))
    index, seen = f"_{name}_by_{by}", f"_{name}_by_{by}_seen"
    _give_new(code, start, {index: "{}", seen: "0"}, edits)
    held = f"{own}.{source.attr}"
    text = index_text(passed, equalities, f"{own}.{index}", f"{held}[{own}.{seen}:]", edits)
    text = text.partition("\n")[2]  # the dict is there already
    edits.insert_before(code.statement(passed.node), f"{text}\n{own}.{seen} = len({held})")
    use_index(code, passed, equalities, f"{own}.{index}", edits)


def _change_counted(
    code: FunctionCode,
    passed: Filter,
    equalities: tuple[Equality, ...],
    start: ast.stmt,
    state: State,
    edits: Edits,
) -> None:
    held = _held(code, passed.source)
    assert held is not None
    own = code.parameters[0]
    by = key_word([equality.solved for equality in equalities], noun(held), set(passed.names))
    index, groups = f"_{held.attr.lstrip('_')}_by_{by}", code.fresh(f"by_{by}")
    count_changes(code, start, state, edits)
    _give_new(code, start, {index: "None, {}" if state.parts else "None"}, edits)
    text = index_text(passed, equalities, groups, edits.text(passed.source), edits)
    lines = "\n".join(f"    {line}" for line in text.split("\n"))
    use_index(code, passed, equalities, groups, edits)
    if not state.parts:
        known = f"{own}.{index}"
        edits.insert_before(
            code.statement(passed.node), f"if {known} is None:\n{lines}\n    {known} = {groups}\n{groups} = {known}"
        )
        return
    now = state.now(own)
    now = f"({now})" if len(state.parts) > 1 else now
    edits.insert_before(
        code.statement(passed.node),
        f"if {own}.{index}[0] != {now}:\n{lines}\n    {own}.{index} = {now}, {groups}\n{groups} = {own}.{index}[1]",
    )


def _change_either(
    code: FunctionCode, loop: ast.For, ways: Sequence[Alternative], start: ast.stmt, edits: Edits
) -> None:
    source = loop.iter
    assert isinstance(source, ast.Attribute)
    if isinstance(loop.target, ast.Tuple | ast.List) and not all(isinstance(e, ast.Name) for e in loop.target.elts):
        raise EditConflict("a nested target")
    own, name = code.parameters[0], source.attr.lstrip("_")
    words = [word_of(way, source.attr, loop) for way in ways]
    if len(set(words)) < len(words):
        raise EditConflict("two dicts of one name")
    indices, seen = [f"_{name}_by_{word}" for word in words], f"_{name}_by_{'_'.join(words)}_seen"
    _give_new(code, start, dict.fromkeys(indices, "{}") | {seen: "0"}, edits)
    held, place = f"{own}.{source.attr}", code.fresh("place")
    dicts = [f"{own}.{index}" for index in indices]
    element = edits.text(loop.target, need=0)
    puts = "\n".join("    " + line for line in noted(ways, dicts, place, lambda key: edits.text(key)))
    head = f"for {place} in range({own}.{seen}, len({held})):\n    {element} = {held}[{place}]"
    edits.insert_before(
        loop, f"{head}\n{puts}\n{own}.{seen} = len({held})\n# only those that may match, in the order of the list"
    )
    places = [f"*{one}.get({wanted_text(way.equation, edits)}, ())" for one, way in zip(dicts, ways, strict=True)]
    edits.replace(source, f"sorted({{{', '.join(places)}}})")
    edits.replace_target(loop.target, place)
    edits.insert_before(loop.body[0], f"{element} = {held}[{place}]")
