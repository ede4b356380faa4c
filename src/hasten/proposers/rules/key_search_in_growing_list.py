"""Searching a list that the loop fills for the element with a key.

Finds:
    A local list that starts empty and only grows by ``append``, and, in the loop that fills it, a search for its
    elements with a given key: ``for row in rows: if row["name"] == name: ...``, by index as well, or ``any(...)``.

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
from dataclasses import dataclass
from functools import partial

from hasten.code.edits import EditConflict, Edits
from hasten.code.function import FunctionCode
from hasten.code.loops import range_bounds, repeats_around
from hasten.code.match import equal, match
from hasten.code.naming import noun
from hasten.code.scopes import loaded, target_names
from hasten.proposers.rules._equalities import Solved, solved, wanted_text
from hasten.proposers.rules._finding import Finding

GROWTH = ("O(n^2)", "O(n)")


@dataclass(frozen=True)
class _Search:
    """One search of the growing list."""

    node: ast.For | ast.Call
    source: ast.expr
    target: ast.expr
    by_position: bool
    equation: Solved
    test: ast.If | None


def find(code: FunctionCode) -> Iterator[Finding]:
    """Searches of one list for one key make one finding."""
    for name in sorted(code.local - set(code.parameters)):
        grown = _grown(code, name)
        if grown is None:
            continue
        start, additions = grown
        groups: dict[tuple[str, bool], list[_Search]] = {}
        for search in _searches(code, name):
            key = ast.unparse(search.equation.key), search.by_position
            if repeats_around(code, search.node) and _stable(code, search):
                groups.setdefault(key, []).append(search)
        for searches in groups.values():
            text = (
                f"every turn walks {name} for one key, while the loop fills it; a dict beside it finds the key at once"
            )
            change = partial(_change, code, name, start, additions, searches)
            yield Finding(searches[0].node, text, change, GROWTH, ahead=True)


def _grown(code: FunctionCode, name: str) -> tuple[ast.Assign, list[ast.Call]] | None:
    """The empty start and the appends of a list that does nothing but grow; sorting it afterwards is fine."""
    uses = code.uses(name)
    if uses.aliases or len(uses.rebinds) != 1 or not uses.changes:
        return None
    start = code.parent(uses.rebinds[0])
    if not isinstance(start, ast.Assign) or match("@x = []", start) is None:
        return None
    additions: list[ast.Call] = []
    for change in uses.changes:
        attribute = code.parent(change)
        call = code.module.parents.get(attribute)
        if not (isinstance(attribute, ast.Attribute) and isinstance(call, ast.Call)):
            return None
        if attribute.attr in ("sort", "reverse") and not repeats_around(code, call):
            continue
        plain = attribute.attr == "append" and len(call.args) == 1 and isinstance(code.parent(call), ast.Expr)
        if not plain or code.in_nested_function(call):
            return None
        additions.append(call)
    return (start, additions) if additions else None


def _searches(code: FunctionCode, name: str) -> Iterator[_Search]:
    for loop in code.all(ast.For):
        by_position = _walks(code, loop.iter, name)
        if by_position is None or not loop.body or not isinstance(loop.body[0], ast.If) or loop.body[0].orelse:
            continue
        if len(loop.body) > 1 or any(code.live_after(bound, loop) for bound in target_names(loop.target)):
            continue
        test = loop.body[0]
        for equation in solved(code, test.test, set(target_names(loop.target))):
            if all(code.invariant(wanted, *_before_jump(test)) for wanted in equation.wanted):
                yield _Search(loop, loop.iter, loop.target, by_position, equation, test)
    for call in code.all(ast.Call):
        arguments = code.builtin_call(call, "any", 1)
        inner = arguments[0] if arguments else None
        if not isinstance(inner, ast.GeneratorExp | ast.ListComp) or len(inner.generators) != 1:
            continue
        generator = inner.generators[0]
        by_position = _walks(code, generator.iter, name)
        if by_position is None or generator.ifs:
            continue
        for equation in solved(code, inner.elt, set(target_names(generator.target))):
            yield _Search(call, generator.iter, generator.target, by_position, equation, None)


def _before_jump(test: ast.If) -> list[ast.stmt]:
    """The statements after which the search may go on: none, where the first hit ends it."""
    return [] if isinstance(test.body[-1], ast.Break | ast.Return | ast.Raise) else test.body


def _walks(code: FunctionCode, source: ast.expr, name: str) -> bool | None:
    """False when the list is walked by element, True when by position, None when it is not."""
    if isinstance(source, ast.Name) and source.id == name:
        return False
    bounds = range_bounds(code, source)
    if bounds is not None and bounds[0] is None and bounds[2] == 1:
        length = code.builtin_call(bounds[1], "len", 1)
        if length and isinstance(length[0], ast.Name) and length[0].id == name:
            return True
    return None


def _stable(code: FunctionCode, search: _Search) -> bool:
    """Whether nothing in the function stores to what the key is read from (a field, an item, an attribute)."""
    key = search.equation.key
    if loaded(key) - set(target_names(search.target)) - ({_base(search)} if search.by_position else set()):
        return False
    stores: list[ast.Subscript | ast.Attribute] = [*code.all(ast.Subscript), *code.all(ast.Attribute)]
    stores = [store for store in stores if not isinstance(store.ctx, ast.Load)]
    return not any(_same_place(place, store) for place in ast.walk(key) for store in stores)


def _same_place(read: ast.AST, store: ast.AST) -> bool:
    """Whether a store may change what is read: the same attribute, or the same constant index or key."""
    if isinstance(read, ast.Attribute) and isinstance(store, ast.Attribute):
        return read.attr == store.attr
    if isinstance(read, ast.Subscript) and isinstance(store, ast.Subscript):
        return isinstance(read.slice, ast.Constant) and equal(read.slice, store.slice)
    return False


def _base(search: _Search) -> str:
    """The list itself, which keys by position read."""
    length = search.source.args[-1] if isinstance(search.source, ast.Call) else search.source
    inner = length.args[0] if isinstance(length, ast.Call) else length
    return inner.id if isinstance(inner, ast.Name) else ""


def _change(
    code: FunctionCode,
    name: str,
    start: ast.Assign,
    additions: list[ast.Call],
    searches: list[_Search],
    edits: Edits,
) -> None:
    first = searches[0]
    word = noun(first.equation.key, "key")
    index = code.fresh(f"{name}_by_{'value' if word == name or word in target_names(first.target) else word}")
    edits.insert_after(start, f"{index} = {{}}")
    for addition in additions:
        statement = code.statement(addition)
        added = addition.args[0]
        text = edits.text(added)
        if not isinstance(added, ast.Name):
            text = code.fresh("added")
            edits.insert_before(statement, f"{text} = {edits.text(added, need=0)}")
            edits.replace(added, text)
        key = _key_of(first, text, name, edits)
        member = f"len({name}) - 1" if first.by_position else text
        edits.insert_after(statement, f"{index}.setdefault({key}, []).append({member})")
    for search in searches:
        wanted = wanted_text(search.equation, edits)
        if isinstance(search.node, ast.Call):
            edits.replace(search.node, f"{wanted} in {index}")
            continue
        edits.replace(search.source, f"{index}.get({wanted}, ())")
        if search.equation.exact and search.test is not None and isinstance(search.test.test, ast.Compare):
            edits.replace_statement(search.test, edits.block(search.test.body))


def _key_of(search: _Search, added: str, name: str, edits: Edits) -> str:
    """The key of the element just appended."""
    key = search.equation.key
    if search.by_position:
        assert isinstance(search.target, ast.Name)
        changes: dict[ast.expr, str] = {
            node: "-1" for node in ast.walk(key) if isinstance(node, ast.Name) and node.id == search.target.id
        }
        return edits.text(key, changes)
    if isinstance(search.target, ast.Name):
        places = {search.target.id: added}
    elif isinstance(search.target, ast.Tuple):
        places = {}
        for position, item in enumerate(search.target.elts):
            if not isinstance(item, ast.Name):
                raise EditConflict("a nested target")
            places[item.id] = f"{added}[{position}]"
    else:
        raise EditConflict("a target that is no name")
    return edits.text(
        key, {node: places[node.id] for node in ast.walk(key) if isinstance(node, ast.Name) and node.id in places}
    )
