"""Walks that run to their end although an earlier walk came by the same place.

Finds:
    A ``while`` inside a loop in which one value alone says where the walk goes next and when it ends, and integers are
    added up on the way: the depth of every node by its parents, the steps of every start of a sequence, the root of
    every member, the latest version of every document.

Slow because:
    Walks that meet go on together. With n starts and paths of length k that is O(n * k); remembered for every place,
    each place is left once, O(n).

Unsafe when:
    Values on the way cannot be hashed, or are equal and yet not the same (1, 1.0 and True). The memory holds every
    place that was reached.

Example:
    Before::

        for name in names:
            depth = 0
            while name in boss:
                name = boss[name]
                depth += 1
            depths.append(depth)

    After::

        walked = {}
        for name in names:
            depth = 0
            path = []
            while name not in walked and name in boss:
                path.append((name, depth))
                name = boss[name]
                depth += 1
            # Where an earlier walk came by, the rest of the way is known.
            if name in walked:
                name, rest = walked[name]
                depth += rest
            for place, before in path:
                walked[place] = name, depth - before
            depths.append(depth)

Source:
    Memoised walks on functional graphs: path compression without ranks (Tarjan, Efficiency of a good but not linear
    set union algorithm, JACM 1975).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from hasten.code.edits import Edits, tuple_of
from hasten.code.function import FunctionCode
from hasten.code.loops import Repeat, has_own, repeats_around
from hasten.code.precedence import AND
from hasten.code.scopes import loaded, stored, stored_attributes, target_names
from hasten.code.source import descend
from hasten.code.types import may_be, only
from hasten.proposers.rules._finding import Finding

GROWTH = ("O(n^2)", "O(n)")
#: Names that together may say where a walk is.
_MOST_PLACES = 3
_STATEMENTS = (ast.Assign, ast.AugAssign, ast.If, ast.Break, ast.Continue, ast.Pass)


@dataclass(frozen=True)
class _Walk:
    """A walk that starts anew in each turn of a loop.

    Attributes:
        loop: The walk.
        places: Names that together say where it is.
        totals: Names of the numbers that are added up on the way.
        integers: Whether these are known to be integers.
        repeat: The outermost loop around it in which all else that it reads stays the same.
    """

    loop: ast.While
    places: tuple[str, ...]
    totals: tuple[str, ...]
    integers: bool
    repeat: Repeat


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per walk."""
    for loop in code.all(ast.While):
        if loop.orelse or code.in_nested_function(loop) or not _plain(code, loop):
            continue
        walk = _walk(code, loop)
        if walk is not None:
            text = f"from one value of {', '.join(walk.places)} on all walks go alike; remembered, each is left once"
            odd = any(code.hashable(code.type_of_name(name)) is None for name in walk.places)
            change = partial(_change, code, walk)
            yield Finding(loop, text, change, GROWTH, integers=not walk.integers, ahead=odd)


def _plain(code: FunctionCode, loop: ast.While) -> bool:
    """Whether the walk does nothing but compute: names alone are bound, and no call has an effect."""
    for statement in (node for node in descend(*loop.body) if isinstance(node, ast.stmt)):
        if not isinstance(statement, _STATEMENTS):
            return False
        if isinstance(statement, ast.Assign) and not all(_names_only(target) for target in statement.targets):
            return False
        if isinstance(statement, ast.AugAssign) and not isinstance(statement.target, ast.Name):
            return False
        values = [statement.value] if isinstance(statement, ast.Assign | ast.AugAssign) else []
        values += [statement.test] if isinstance(statement, ast.If) else []
        if not all(code.pure(value) for value in values):
            return False
    return code.pure(loop.test)


def _names_only(target: ast.expr) -> bool:
    if isinstance(target, ast.Tuple):
        return all(isinstance(part, ast.Name) for part in target.elts)
    return isinstance(target, ast.Name)


def _walk(code: FunctionCode, loop: ast.While) -> _Walk | None:
    bound, added = stored(*loop.body), _added(loop)
    read = loaded(loop.test) | _read_before_bound(loop.body, set())
    carried = sorted(name for name in bound if name in read or name in added or code.live_after(name, loop))
    totals = tuple(name for name in carried if name in added)
    places = tuple(name for name in carried if name not in added)
    if not 1 <= len(places) <= _MOST_PLACES or not set(places) <= read or not _goes_on_by_looking(loop, places):
        return None
    if any(code.hashable(code.type_of_name(name)) is False for name in places):
        return None
    kinds = [code.type_of_name(name) for name in totals] + [code.type_of(value) for value in _additions(loop, totals)]
    if not all(may_be(kind, "int") for kind in kinds):
        return None
    repeat = _around(code, loop)
    sure = all(only(kind, "int", "bool") for kind in kinds)
    return None if repeat is None else _Walk(loop, places, totals, sure, repeat)


def _goes_on_by_looking(loop: ast.While, places: tuple[str, ...]) -> bool:
    """Whether the next place is looked up or chosen; one that is only counted up or halved meets no other walk."""
    counted = {name for node in loop.body if isinstance(node, ast.AugAssign) for name in target_names(node.target)}
    if counted & set(places):
        return False
    named = any(isinstance(node, ast.Assign) and stored(node) & set(places) for node in descend(*loop.body))
    if len(places) == 1 and not named and all(isinstance(step, ast.Constant) for step in _additions(loop, places)):
        return False
    chosen = (ast.Subscript, ast.Attribute, ast.Call, ast.If, ast.IfExp)
    return any(isinstance(node, chosen) and loaded(node) & set(places) for node in descend(*loop.body))


def _added(loop: ast.While) -> set[str]:
    """Names that are used in ``name += value`` alone."""
    names = [node.id for node in descend(loop) if isinstance(node, ast.Name)]
    return {name for name in stored(*loop.body) if names.count(name) == len(_additions(loop, (name,)))}


def _additions(loop: ast.While, names: Sequence[str]) -> list[ast.expr]:
    return [
        node.value for node in descend(*loop.body)
        if isinstance(node, ast.AugAssign) and isinstance(node.op, ast.Add | ast.Sub)
        and isinstance(node.target, ast.Name) and node.target.id in names
    ]  # fmt: skip


def _read_before_bound(body: list[ast.stmt], bound: set[str]) -> set[str]:
    """Names that a turn may read before it binds them; ``bound`` is extended by what it surely binds."""
    read: set[str] = set()
    for statement in body:
        if isinstance(statement, ast.If):
            read |= loaded(statement.test) - bound
            one, other = set(bound), set(bound)
            read |= _read_before_bound(statement.body, one) | _read_before_bound(statement.orelse, other)
            bound |= one & other
        elif isinstance(statement, ast.AugAssign):
            read |= (loaded(statement.value) | set(target_names(statement.target))) - bound
        elif isinstance(statement, ast.Assign):
            read |= loaded(statement.value) - bound
            bound |= stored(statement)
    return read


def _around(code: FunctionCode, loop: ast.While) -> Repeat | None:
    own, inside = stored(*loop.body), descend(loop.test, *loop.body)
    others = [
        node for node in inside
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id not in own
    ]  # fmt: skip
    attributes = {node.attr for node in inside if isinstance(node, ast.Attribute)}
    best: Repeat | None = None
    for repeat in repeats_around(code, loop):
        if attributes & stored_attributes(*repeat.region):
            break
        if not all(code.invariant(other, *repeat.region) for other in others):
            break
        best = repeat
    return best if best is not None and best.statement is not None else None


_COMMENT = "# Where an earlier walk came by, the rest of the way is known."


def _change(code: FunctionCode, walk: _Walk, edits: Edits) -> None:
    loop, totals = walk.loop, walk.totals
    assert walk.repeat.statement is not None
    memory, path, place = code.fresh("walked"), code.fresh("path"), code.fresh("place")
    one = len(totals) == 1
    befores = [code.fresh("before" if one else f"{name}_before") for name in totals]
    rests = [code.fresh("rest" if one else f"{name}_rest") for name in totals]
    here = _tuple(walk.places)
    edits.insert_before(walk.repeat.statement, f"{memory} = {{}}")
    edits.insert_before(loop, f"{path} = []")
    always = isinstance(loop.test, ast.Constant) and loop.test.value
    edits.replace(loop.test, f"{here} not in {memory}" + ("" if always else f" and {edits.text(loop.test, need=AND)}"))
    edits.insert_before(loop.body[0], f"{path}.append({_tuple((here, *totals))})")
    rest = [f"{', '.join([*walk.places, *rests])} = {memory}[{here}]"]
    rest += [f"{total} += {more}" for total, more in zip(totals, rests, strict=True)]
    if not always:
        rest = [f"if {here} in {memory}:", *(f"    {line}" for line in rest)]
    rest.insert(0, "# An earlier walk came by here: the rest of the way is known." if always else _COMMENT)
    if has_own(loop, ast.Break):
        # A walk that was broken off is at its end, even at a place from which another went on.
        rest = ["else:", *(f"    {line}" for line in rest)]
    left = [*walk.places, *(f"{total} - {before}" for total, before in zip(totals, befores, strict=True))]
    keep = [f"for {', '.join([place, *befores])} in {path}:", f"    {memory}[{place}] = {', '.join(left)}"]
    edits.insert_after(loop, "\n".join([*rest, *keep]))


def _tuple(parts: Sequence[str]) -> str:
    return tuple_of(parts)
