"""Passes over a collection in a loop, with the comparisons that an element must meet to count."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from hasten.code.comparisons import MIRRORED, NEGATED
from hasten.code.function import FunctionCode
from hasten.code.loops import Repeat, outermost_invariant
from hasten.code.match import equal, match, with_values
from hasten.code.scopes import COMPREHENSIONS, loaded, stored, target_names
from hasten.code.types import includes, may_be
from hasten.proposers.rules._growing import set_elsewhere, stored_to
from hasten.proposers.rules._guards import Condition, conjuncts, guards, of_comprehension


@dataclass(frozen=True)
class Asking:
    """A pass over a collection whose elements count where they meet conditions.

    Attributes:
        node: The loop, or the part of a comprehension.
        place: Where its collection is read.
        conditions: What an element must meet.
        values: What names are set to for each element, in terms of the element.
        region: What runs between two elements that are asked.
    """

    node: ast.For | ast.comprehension
    place: ast.AST
    conditions: Sequence[Condition]
    values: Mapping[str, ast.expr]
    region: Sequence[ast.AST]

    @property
    def own(self) -> set[str]:
        """The names that belong to one element."""
        return set(target_names(self.node.target)) | set(self.values)


def askings(code: FunctionCode) -> Iterator[Asking]:
    """Loops, then comprehensions, over what may be gone through again and by place."""
    for asking in [*_of_loops(code), *_of_comprehensions(code)]:
        source = asking.node.iter
        if code.in_nested_function(source) or not _can_be_made_again(asking.node.target):
            continue
        if asking.own & loaded(source) or not code.pure(source):
            continue
        listed = _has_places(code, source)
        if not listed and includes(code.type_of(source), "iterator", "set", "frozenset", "dict", "str"):
            continue
        if isinstance(source, ast.List | ast.Tuple | ast.Constant):
            continue
        if all(code.pure(condition.test) for condition in asking.conditions):
            yield asking


def _has_places(code: FunctionCode, source: ast.expr) -> bool:
    """Whether a list of what is gone through has places for it: a view of a dict, or a sequence that is numbered."""
    counted = code.builtin_call(source, "enumerate", 1) or code.builtin_call(source, "enumerate", 2)
    if counted:
        return not includes(code.type_of(counted[0]), "iterator", "set", "frozenset", "dict", "str")
    return match("$d.items()", source) is not None or match("$d.values()", source) is not None


def _of_loops(code: FunctionCode) -> Iterator[Asking]:
    for loop in code.all(ast.For):
        start = guards(code, loop.body)
        if not start.conditions:
            continue
        own = set(target_names(loop.target)) | stored(*start.setups)
        values = _values(start.setups)
        if values is None or not _last_does_not_matter(code, loop, own, start.rest):
            continue
        region = [loop.target] if _ends(start.rest) else loop.body
        yield Asking(loop, loop, start.conditions, values, region)


def _of_comprehensions(code: FunctionCode) -> Iterator[Asking]:
    for made in code.comprehensions:
        for generator in made.generators:
            conditions = of_comprehension(generator)
            alone = isinstance(made, ast.GeneratorExp | ast.ListComp) and len(made.generators) == 1
            call = code.parent(made)
            if alone and any(code.builtin_call(call, name, 1) for name in ("any", "sum")):
                # What is not so adds nothing.
                assert isinstance(made, ast.GeneratorExp | ast.ListComp)
                parts = tuple(conjuncts(made.elt))
                if all(isinstance(part, ast.Compare) for part in parts):
                    conditions += [Condition(part, ast.Eq, made.elt, parts) for part in parts]
            if conditions and not generator.is_async:
                yield Asking(generator, generator.iter, conditions, {}, [generator.target])


def _values(setups: Sequence[ast.stmt]) -> dict[str, ast.expr] | None:
    """What names are set to for each element, in terms of the element."""
    found: dict[str, ast.expr] = {}
    for statement in setups:
        assert isinstance(statement, ast.Assign)
        target, value = statement.targets[0], with_values(statement.value, found)
        names, parts = [target], [value]
        if isinstance(target, ast.Tuple):
            names = target.elts
            parts = [ast.Subscript(value, ast.Constant(place), ast.Load()) for place in range(len(names))]
            if isinstance(value, ast.Tuple) and len(value.elts) == len(names):
                parts = value.elts
        for name, part in zip(names, parts, strict=True):
            if not isinstance(name, ast.Name) or name.id in found:
                return None
            found[name.id] = part
    return found


def _ends(rest: Sequence[ast.stmt]) -> bool:
    """Whether the first hit surely leaves the loop."""
    again = any(isinstance(node, ast.Continue) for statement in rest for node in ast.walk(statement))
    return bool(rest) and isinstance(rest[-1], ast.Break | ast.Return | ast.Raise) and not again


def _last_does_not_matter(code: FunctionCode, loop: ast.For, own: set[str], rest: Sequence[ast.stmt]) -> bool:
    """Whether nobody asks behind the loop what the last element was, where it is not a hit."""
    if own & loaded(*loop.orelse):
        return False
    live = {name for name in own if code.live_after(name, loop)}
    if not live:
        return True
    if not loop.orelse or not _ends(rest):
        return False
    leaves = isinstance(loop.orelse[-1], ast.Return | ast.Raise | ast.Continue | ast.Break)
    plain = [statement for statement in loop.orelse if isinstance(statement, ast.Assign)]
    return leaves or live <= stored(*plain)


def stays(code: FunctionCode, value: ast.expr, region: Sequence[ast.AST]) -> bool:
    """Whether a value is the same for all elements; one that has an order is not changed by who keeps it."""
    if isinstance(value, ast.Name):
        return value.id not in stored(*region) and not code.uses(value.id, *region).changes
    return code.invariant(value, *region)


def _can_be_made_again(target: ast.expr) -> bool:
    if isinstance(target, ast.Tuple):
        return all(map(_can_be_made_again, target.elts))
    return isinstance(target, ast.Name)


def facts(code: FunctionCode, condition: Condition) -> Iterator[tuple[ast.expr, ast.expr]]:
    """What is not larger than what, for an element that meets the condition."""
    if condition.operator is ast.NotEq:
        test = _without_none(condition.test, ast.And, "$h is not None")
        if isinstance(test, ast.Compare) and len(test.ops) == 1 and type(test.ops[0]) in NEGATED:
            # NaN is not skipped by a comparison.
            sides = test.left, test.comparators[0]
            if not any(code.type_of(side).kind != "any" and may_be(code.type_of(side), "float") for side in sides):
                yield from ordered(test.left, NEGATED[type(test.ops[0])], test.comparators[0])
        return
    for part in conjuncts(condition.test):
        test = _without_none(part, ast.Or, "$h is None")
        if not isinstance(test, ast.Compare):
            continue
        sides_in_order = [test.left, *test.comparators]
        for left, operator, right in zip(sides_in_order, test.ops, sides_in_order[1:], strict=False):
            yield from ordered(left, type(operator), right)
            between = code.builtin_call(right, "range", 2) if isinstance(operator, ast.In) else None
            if between:
                yield between[0], left
                yield left, between[1]


def _without_none(test: ast.expr, word: type[ast.boolop], empty: str) -> ast.expr:
    """The comparison behind a question whether its upper end is there at all."""
    if isinstance(test, ast.BoolOp) and isinstance(test.op, word) and len(test.values) == 2:
        asked, compared = match(empty, test.values[0]), test.values[1]
        if asked is not None and isinstance(compared, ast.Compare) and len(compared.ops) == 1:
            less = isinstance(compared.ops[0], ast.Lt | ast.LtE) is (word is ast.Or)
            end = compared.comparators[0] if less else compared.left
            return compared if equal(end, asked["h"]) else test
    return test


def ordered(left: ast.expr, operator: type[ast.cmpop], right: ast.expr) -> Iterator[tuple[ast.expr, ast.expr]]:
    if operator in (ast.Gt, ast.GtE):
        left, operator, right = right, MIRRORED[operator], left
    if operator in (ast.Lt, ast.LtE):
        yield left, right


def repeat_of_bounds(
    code: FunctionCode, asking: Asking, whole: ast.expr, keys: Sequence[ast.expr], moving: Sequence[ast.expr]
) -> Repeat | None:
    """The outermost loop in which a collection and its elements' keys stay, while what they are compared with moves.

    None: there is no such loop, or one that has no statement in front of it, or who else changes the keys is not known.
    """
    if any(stored_to(code, key) or set_elsewhere(code, key) for key in keys):
        return None
    names = [node for key in keys for node in ast.walk(key) if isinstance(node, ast.Name)]
    fixed = [name for name in names if name.id not in asking.own]
    if not all(code.invariant(name, *asking.region) for name in fixed):
        return None
    repeat = outermost_invariant(code, whole, asking.place, fixed=fixed, moving=moving)
    if repeat is None or any(isinstance(p, (*COMPREHENSIONS, ast.Lambda)) for p in code.ancestors(repeat.node)):
        return None
    return repeat
