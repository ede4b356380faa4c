"""Searching a list that the loop fills for the element with a key.

Finds:
    A local list that starts empty and only grows by ``append``, and, in the loop that fills it, a search for its
    elements with a given key: ``for row in rows: if row["name"] == name: ...``, by index as well, ``any(...)``, or
    ``name in [row["name"] for row in rows]``.
    The key may be computed (``sorted(group[0]) == sorted(word)``), and the condition stand among others; several
    equalities make one key.

Slow because:
    Every turn walks all that was collected so far: O(n^2). A dict from key to elements grows beside the list.

Unsafe when:
    The key of an element changes after it was appended, or a key cannot be hashed.

Example:
    Before::

        for sale in sales:
            for row in rows:
                if row["shop"] == sale.shop:
                    row["cents"] += sale.cents
                    break
            else:
                rows.append({"shop": sale.shop, "cents": sale.cents})

    After::

        rows_by_shop = {}
        for sale in sales:
            for row in rows_by_shop.get(sale.shop, ()):
                row["cents"] += sale.cents
                break
            else:
                added = {"shop": sale.shop, "cents": sale.cents}
                rows.append(added)
                rows_by_shop.setdefault(added["shop"], []).append(added)

Source:
    Incremental view maintenance of databases: an index is kept as rows are added.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from hasten.code.edits import Edits, tuple_of
from hasten.code.function import FunctionCode
from hasten.code.loops import range_bounds
from hasten.code.scopes import target_names
from hasten.proposers.rules._equalities import Solved, formed, key_word, said_of_element, solved, wanted_key
from hasten.proposers.rules._filters import Equality, Filter, filters, use_index
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._growing import (
    Grown,
    grown_list,
    named,
    of_element,
    read_from_element,
    rests_on,
    stored_to,
)
from hasten.proposers.rules._guards import Condition, conjuncts
from hasten.proposers.rules._nested import runs_again

GROWTH = ("O(n^2)", "O(n)")


@dataclass(frozen=True)
class _Search:
    """One search of the growing list.

    Attributes:
        node: The loop, the call of ``any``, or the test for membership.
        source: What it walks.
        target: The target it binds.
        by_position: Whether it walks the positions, not the elements.
        equations: The key, one part for each equality.
        passed: The loop with its conditions; None for ``any``.
    """

    node: ast.For | ast.comprehension | ast.Call | ast.Compare
    source: ast.expr
    target: ast.expr
    by_position: bool
    equations: tuple[Solved, ...]
    passed: Filter | None

    @property
    def element(self) -> ast.expr:
        """The target without the position that ``enumerate`` gives."""
        numbered = isinstance(self.source, ast.Call) and not self.by_position
        return self.target.elts[1] if numbered and isinstance(self.target, ast.Tuple) else self.target


def find(code: FunctionCode) -> Iterator[Finding]:
    """Searches of one list for one key make one finding."""
    for name in sorted(code.local - set(code.parameters)):
        grown = grown_list(code, name)
        if grown is None:
            continue
        groups: dict[tuple[str, bool], list[_Search]] = {}
        for search in _searches(code, name):
            key = said_of_element(search.equations, search.target), search.by_position
            if search.equations and runs_again(code, search.source) and grown.holds_at(search.source):
                groups.setdefault(key, []).append(search)
        for searches in groups.values():
            text = (
                f"every turn walks {name} for one key, while the loop fills it; a dict beside it finds the key at once"
            )
            change = partial(_change, code, name, grown, searches)
            yield Finding(searches[0].source, text, change, GROWTH, ahead=True)


def _searches(code: FunctionCode, name: str) -> Iterator[_Search]:
    for passed in filters(code):
        by_position = _walks(code, passed.source, name)
        if by_position is None:
            continue
        search = _Search(passed.node, passed.source, passed.target, by_position, (), passed)
        kept = tuple(e for e in passed.equalities if not passed.needed([e]) and _stable(code, search, e.solved))
        equations = tuple(equality.solved for equality in kept)
        yield replace(search, equations=equations, passed=replace(passed, equalities=kept))
    yield from _among(code, name)
    for call in code.all(ast.Call):
        arguments = code.builtin_call(call, "any", 1)
        inner = arguments[0] if arguments else None
        if not isinstance(inner, ast.GeneratorExp | ast.ListComp) or len(inner.generators) != 1:
            continue
        generator = inner.generators[0]
        by_position = _walks(code, generator.iter, name)
        if by_position is None or generator.ifs:
            continue
        yield from _asked(code, inner, generator, by_position, call)


def _among(code: FunctionCode, name: str) -> Iterator[_Search]:
    """``wanted in [row["name"] for row in rows]``."""
    for test in code.all(ast.Compare):
        if len(test.ops) != 1 or not isinstance(test.ops[0], ast.In | ast.NotIn):
            continue
        inner = test.comparators[0]
        if not isinstance(inner, ast.GeneratorExp | ast.ListComp | ast.SetComp) or len(inner.generators) != 1:
            continue
        generator = inner.generators[0]
        by_position = _walks(code, generator.iter, name)
        if by_position is None or generator.ifs:
            continue
        search = _Search(test, generator.iter, generator.target, by_position, (), None)
        equality = ast.Compare(inner.elt, [ast.Eq()], [test.left])
        for equation in solved(code, equality, set(target_names(generator.target)), unhashable=True):
            if equation.key is inner.elt and _stable(code, search, equation):
                yield replace(search, equations=(equation,))
            break


def _asked(
    code: FunctionCode,
    inner: ast.GeneratorExp | ast.ListComp,
    generator: ast.comprehension,
    by_position: bool,
    call: ast.Call,
) -> Iterator[_Search]:
    """``any(key == wanted for ...)``; further conditions that are joined by ``and`` are asked of the few that match."""
    names = set(target_names(generator.target))
    search = _Search(call, generator.iter, generator.target, by_position, (), None)
    parts = conjuncts(inner.elt)
    equalities: list[Equality] = []
    for part in parts:
        for equation in solved(code, part, names, unhashable=True):
            if _stable(code, search, equation):
                equalities.append(Equality(Condition(part, ast.Eq, inner.elt, tuple(parts)), equation))
                break
    equations = tuple(equality.solved for equality in equalities)
    if len(equalities) == len(parts):
        yield replace(search, equations=equations)
    elif equalities:
        passed = Filter(generator, generator.target, generator.iter, (), tuple(equalities))
        yield replace(search, node=generator, equations=equations, passed=passed)


def _walks(code: FunctionCode, source: ast.expr, name: str) -> bool | None:
    """False when the list is walked by element, True when by position, None when it is not."""
    numbered = code.builtin_call(source, "enumerate", 1)
    walked = numbered[0] if numbered else source
    if isinstance(walked, ast.Name) and walked.id == name:
        return False
    bounds = range_bounds(code, source)
    if bounds is not None and bounds[0] is None and bounds[2] == 1:
        length = code.builtin_call(bounds[1], "len", 1)
        if length and isinstance(length[0], ast.Name) and length[0].id == name:
            return True
    return None


def _stable(code: FunctionCode, search: _Search, equation: Solved) -> bool:
    """Whether nothing in the function stores to what the key is read from (a field, an item, an attribute)."""
    own = set(target_names(search.element)) | ({_base(search)} if search.by_position else set())
    # ``for name, count in rows`` reads ``row[0]``, to which somebody may store.
    return rests_on(code, equation.key, own) and not stored_to(code, read_from_element(equation.key, search.element))


def _base(search: _Search) -> str:
    """The list itself, which keys by position read."""
    length = search.source.args[-1] if isinstance(search.source, ast.Call) else search.source
    inner = length.args[0] if isinstance(length, ast.Call) else length
    return inner.id if isinstance(inner, ast.Name) else ""


def _change(
    code: FunctionCode,
    name: str,
    grown: Grown,
    searches: list[_Search],
    edits: Edits,
) -> None:
    first = searches[0]
    own = set(target_names(first.target))
    plain = len(first.equations) == 1 and isinstance(first.equations[0].key, ast.Name)
    plain = plain and isinstance(first.element, ast.Name)
    word = "value" if plain else key_word(first.equations, name, own)
    index = code.fresh(f"{name}_by_{word}")
    edits.insert_after(grown.start, f"{index} = {{}}")
    for addition in grown.additions:
        statement = code.statement(addition)
        text = named(code, addition, edits)
        keys = [formed(equation, _key_of(first, equation.key, text, name, edits)) for equation in first.equations]
        key = tuple_of(keys)
        member = f"len({name}) - 1" if first.by_position else text
        if first.element is not first.target:
            member = f"(len({name}) - 1, {text})"
        edits.insert_after(statement, f"{index}.setdefault({key}, []).append({member})")
    for search in searches:
        wanted = wanted_key(search.equations, edits)
        if isinstance(search.node, ast.Call):
            edits.replace(search.node, f"{wanted} in {index}")
            continue
        if isinstance(search.node, ast.Compare):
            edits.replace(search.node.comparators[0], index)
            if search.equations[0].form != "{}":
                edits.replace(search.node.left, wanted)
            continue
        assert search.passed is not None
        use_index(code, search.passed, search.passed.equalities, index, edits)


def _key_of(search: _Search, key: ast.expr, added: str, name: str, edits: Edits) -> str:
    """A part of the key of the element just appended."""
    if search.by_position:
        assert isinstance(search.target, ast.Name)
        changes: dict[ast.expr, str] = {
            node: "-1" for node in ast.walk(key) if isinstance(node, ast.Name) and node.id == search.target.id
        }
        return edits.text(key, changes)
    return of_element(key, search.element, added, edits)
