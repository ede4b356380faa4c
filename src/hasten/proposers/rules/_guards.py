"""The conditions at the start of a loop's body that decide which elements the loop uses."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.scopes import COMPREHENSIONS, stored, target_names
from hasten.proposers.rules._conditions import parts_of


@dataclass(frozen=True)
class Condition:
    """One comparison that an element must pass.

    Attributes:
        test: The comparison as it stands.
        operator: The comparison that it must be to be an equality: ``NotEq`` where elements are skipped by it.
        owner: The ``if`` it stands in, or the test of a comprehension.
        parts: All alternatives or conjuncts of the owner's test.
    """

    test: ast.expr
    operator: type[ast.cmpop]
    owner: ast.If | ast.expr
    parts: tuple[ast.expr, ...]


@dataclass(frozen=True)
class Guards:
    """The start of a loop's body.

    Attributes:
        setups: Assignments of pure values to plain names in front of, or between, the conditions.
        conditions: All conditions, in order.
        rest: The statements behind; the body of a final ``if`` that holds all that is left.
    """

    setups: tuple[ast.stmt, ...]
    conditions: tuple[Condition, ...]
    rest: tuple[ast.stmt, ...]


@dataclass(frozen=True)
class Passing:
    """A pass over a collection whose elements must meet conditions, with names that mean nothing outside of it.

    Attributes:
        node: The loop, or the first part of a comprehension.
        conditions: What its elements must meet.
    """

    node: ast.For | ast.comprehension
    conditions: tuple[Condition, ...]

    @property
    def names(self) -> set[str]:
        """The names that belong to one element."""
        return set(target_names(self.node.target))


def passings(code: FunctionCode) -> Iterator[Passing]:
    """Loops that ask their conditions of the elements as they come, then comprehensions."""
    for loop in code.all(ast.For):
        start = guards(code, loop.body)
        names = set(target_names(loop.target))
        alone = not (names & stored(*loop.body) or loop.orelse or any(code.live_after(name, loop) for name in names))
        if start.conditions and not start.setups and alone:
            yield Passing(loop, start.conditions)
    for comprehension in code.comprehensions:
        generator = comprehension.generators[0]
        yield Passing(generator, tuple(of_comprehension(generator)))


def guards(code: FunctionCode, body: Sequence[ast.stmt]) -> Guards:
    """Split a loop's body into what decides about the element and what is done with it."""
    setups: list[ast.stmt] = []
    pending: list[ast.stmt] = []  # assignments that no condition has followed yet
    conditions: list[Condition] = []
    for place, statement in enumerate(body):
        if _is_setup(code, statement):
            pending.append(statement)
            continue
        if isinstance(statement, ast.If) and not statement.orelse and code.pure(statement.test):
            if len(statement.body) == 1 and isinstance(statement.body[0], ast.Continue):
                conditions += _of_skip(statement)
                setups, pending = [*setups, *pending], []
                continue
            if place == len(body) - 1:
                setups += pending
                conditions += _of_test(statement.test, statement)
                return Guards(tuple(setups), tuple(conditions), tuple(statement.body))
        return Guards(tuple(setups), tuple(conditions), (*pending, *body[place:]))
    return Guards(tuple(setups), tuple(conditions), tuple(pending))


def of_comprehension(generator: ast.comprehension) -> list[Condition]:
    """The conditions of one ``for`` part of a comprehension."""
    return [condition for test in generator.ifs for condition in _of_test(test, test)]


def _is_setup(code: FunctionCode, statement: ast.stmt) -> bool:
    if not (isinstance(statement, ast.Assign) and len(statement.targets) == 1 and code.pure(statement.value)):
        return False
    target = statement.targets[0]
    return isinstance(target, ast.Name) or (
        isinstance(target, ast.Tuple) and all(isinstance(item, ast.Name) for item in target.elts)
    )


def _of_skip(statement: ast.If) -> list[Condition]:
    """``if a != x or b != y: continue``, also said as ``if not (a == x and b == y)``."""
    test = statement.test
    parts = tuple(test.values) if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.Or) else (test,)
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        return _of_test(test.operand, statement)
    return [Condition(part, ast.NotEq, statement, parts) for part in parts]


def conjuncts(test: ast.expr) -> list[ast.expr]:
    """The parts of a condition that must all hold."""
    return parts_of(test, ast.And)


def _of_test(test: ast.expr, owner: ast.If | ast.expr) -> list[Condition]:
    parts = tuple(conjuncts(test))
    return [Condition(part, ast.Eq, owner, parts) for part in parts]


def drop(edits: Edits, conditions: Sequence[Condition]) -> None:
    """Take conditions of a loop's statements out, and statements that are left without one."""
    owners = list(dict.fromkeys(condition.owner for condition in conditions))
    for owner in owners:
        dropped = [condition for condition in conditions if condition.owner is owner]
        left = [part for part in dropped[0].parts if part not in [condition.test for condition in dropped]]
        skips = isinstance(owner, ast.If) and isinstance(owner.body[0], ast.Continue) and len(owner.body) == 1
        test = owner.test if isinstance(owner, ast.If) else owner
        if left:
            unless = skips and dropped[0].operator is ast.Eq  # not (a == x and b == y)
            word, need = (" or ", 4) if skips and not unless else (" and ", 5)
            need = need if len(left) > 1 or unless else 0
            text = word.join(edits.text(part, need=need) for part in left)
            edits.replace(test, (f"not ({text})" if len(left) > 1 else f"not {text}") if unless else text)
        elif skips:
            assert isinstance(owner, ast.If)
            edits.remove(owner)
        elif isinstance(owner, ast.If):
            edits.replace_statement(owner, edits.block(owner.body))


def go_through(
    code: FunctionCode, node: ast.For | ast.comprehension, source: str, met: Sequence[Condition], edits: Edits
) -> None:
    """Let a pass go through something else, whose elements meet some of its conditions."""
    tests = [condition.test for condition in met]
    if isinstance(node, ast.comprehension) and met:
        comprehension = code.parent(node)
        assert isinstance(comprehension, COMPREHENSIONS)
        if all(condition.owner in node.ifs and condition.owner in tests for condition in met):
            edits.replace(comprehension, edits.comprehension(comprehension, {node: source}, tests))
            return
    edits.replace(node.iter, source)
    drop(edits, met)
