"""The body of a loop that does nothing but add to counters, as one condition per addition."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass

from hasten.code.comparisons import MIRRORED, NEGATED
from hasten.code.function import FunctionCode
from hasten.code.scopes import stored

_COMPARED = (ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.Eq, ast.NotEq)
_SYMBOLS = {ast.Lt: "<", ast.LtE: "<=", ast.Eq: "==", ast.NotEq: "!="}


@dataclass(frozen=True)
class Atom:
    """One comparison ``left operator right`` with ``<``, ``<=``, ``==`` or ``!=``; or any other test in ``other``.

    Attributes:
        left: The smaller side.
        operator: How they compare.
        right: The greater side.
        other: A test that is no such comparison.
        holds: Whether ``other`` must be true.
    """

    left: ast.expr | None = None
    operator: type[ast.cmpop] = ast.Lt
    right: ast.expr | None = None
    other: ast.expr | None = None
    holds: bool = True

    @property
    def parts(self) -> list[ast.expr]:
        """The expressions in it."""
        return [part for part in (self.left, self.right, self.other) if part is not None]

    @property
    def text(self) -> str:
        """The test as code."""
        if self.other is not None:
            return ast.unparse(self.other) if self.holds else f"not ({ast.unparse(self.other)})"
        assert self.left is not None and self.right is not None
        return f"{ast.unparse(self.left)} {_SYMBOLS[self.operator]} {ast.unparse(self.right)}"

    def negated(self) -> Atom:
        """The test that holds where this one does not."""
        if self.other is not None:
            return Atom(other=self.other, holds=not self.holds)
        assert self.left is not None and self.right is not None
        return _atom(self.left, NEGATED[self.operator], self.right)


@dataclass(frozen=True)
class Leaf:
    """One addition.

    Attributes:
        counter: The name that is added to.
        weight: What is added.
        atoms: The tests that must all hold.
        sign: 1, or -1 where the addition takes back what another one counts too much.
    """

    counter: str
    weight: ast.expr
    atoms: tuple[Atom, ...]
    sign: int = 1


class NoLeaves(Exception):
    """The body does something else, or asks in another form."""


@dataclass(frozen=True)
class Leaves:
    """All additions of a body, and the assignments in front of them, those chosen by a condition included."""

    leaves: tuple[Leaf, ...]
    setups: tuple[ast.stmt, ...]


#: Tests that hold together, and sets of tests that do not all hold.
_Path = tuple[tuple[Atom, ...], tuple[tuple[Atom, ...], ...]]


def leaves(code: FunctionCode, body: Sequence[ast.stmt]) -> Leaves | None:
    """Read a loop's body as additions, or None."""
    setups: list[ast.stmt] = []
    found: list[tuple[_Path, ast.AugAssign]] = []
    try:
        _walk(code, body, ((), ()), setups, found)
        additions = [leaf for path, step in found for leaf in _additions(path, step)]
    except NoLeaves:
        return None
    counters = {leaf.counter for leaf in additions}
    if not additions or counters & stored(*setups):
        return None
    return Leaves(tuple(additions), tuple(setups))


def of_tests(tests: Sequence[ast.expr], counter: str, weight: ast.expr) -> Leaf | None:
    """The single addition that a comprehension with these tests makes."""
    try:
        return Leaf(counter, weight, tuple(atom for test in tests for atom in _atoms(test)))
    except NoLeaves:
        return None


def _walk(
    code: FunctionCode,
    body: Sequence[ast.stmt],
    path: _Path,
    setups: list[ast.stmt],
    found: list[tuple[_Path, ast.AugAssign]],
) -> None:
    for statement in body:
        if isinstance(statement, ast.Assign) and not found and not path[0]:
            # Behind a guard it is made for more elements than before.
            if len(statement.targets) != 1 or not code.pure(statement.value):
                raise NoLeaves
            setups.append(statement)
        elif not found and not path[0] and isinstance(statement, ast.If) and _is_choice(code, statement):
            setups.append(statement)
        elif isinstance(statement, ast.AugAssign) and isinstance(statement.op, ast.Add):
            found.append((path, statement))
        elif isinstance(statement, ast.If) and code.pure(statement.test):
            holds, fails = _atoms(statement.test), _refused(statement.test)
            if len(statement.body) == 1 and isinstance(statement.body[0], ast.Continue):
                if statement.orelse:
                    raise NoLeaves
                path = (path[0], (*path[1], *fails))
                continue
            _walk(code, statement.body, ((*path[0], *holds), path[1]), setups, found)
            _walk(code, statement.orelse, (path[0], (*path[1], *fails)), setups, found)
        elif not isinstance(statement, ast.Pass):
            raise NoLeaves


def _is_choice(code: FunctionCode, statement: ast.If) -> bool:
    """Whether a condition does nothing but choose what the same names stand for."""
    if not code.pure(statement.test) or not statement.orelse:
        return False
    for part in (*statement.body, *statement.orelse):
        plain = isinstance(part, ast.Assign) and all(isinstance(target, ast.Name) for target in part.targets)
        nested = isinstance(part, ast.If) and _is_choice(code, part)
        if not nested and not (plain and isinstance(part, ast.Assign) and code.pure(part.value)):
            return False
    return stored(*statement.body) == stored(*statement.orelse)


def _refused(test: ast.expr) -> list[tuple[Atom, ...]]:
    """Sets of tests that must not all hold where ``test`` is false."""
    parts = test.values if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.Or) else [test]
    return [tuple(_atoms(part)) for part in parts]


def _atoms(test: ast.expr) -> list[Atom]:
    if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And):
        return [atom for part in test.values for atom in _atoms(part)]
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        inner = _atoms(test.operand)
        if len(inner) == 1:
            return [inner[0].negated()]
        return [Atom(other=test)]
    if isinstance(test, ast.Compare) and len(test.ops) == 1:
        within = _within(test)
        if within:
            return within
    if isinstance(test, ast.Compare) and all(type(operator) in _COMPARED for operator in test.ops):
        sides = [test.left, *test.comparators]
        return [_atom(a, type(o), b) for a, o, b in zip(sides, test.ops, sides[1:], strict=False)]
    return [Atom(other=test)]


def _within(test: ast.Compare) -> list[Atom]:
    """``abs(a - b) <= r`` as two comparisons; none for others."""
    left, operator, right = test.left, type(test.ops[0]), test.comparators[0]
    if operator in (ast.Gt, ast.GtE):
        left, operator, right = right, MIRRORED[operator], left
    if operator not in (ast.Lt, ast.LtE) or not (isinstance(left, ast.Call) and isinstance(left.func, ast.Name)):
        return []
    if left.func.id != "abs" or len(left.args) != 1 or left.keywords or not isinstance(left.args[0], ast.BinOp):
        return []
    inner = left.args[0]
    if not isinstance(inner.op, ast.Sub):
        return []
    opposite = ast.BinOp(inner.right, ast.Sub(), inner.left)
    return [_atom(inner, operator, right), _atom(opposite, operator, right)]


def _atom(left: ast.expr, operator: type[ast.cmpop], right: ast.expr) -> Atom:
    if operator in (ast.Gt, ast.GtE):
        return Atom(right, MIRRORED[operator], left)
    return Atom(left, operator, right)


def _additions(path: _Path, step: ast.AugAssign) -> list[Leaf]:
    """The addition under its path; a refused conjunction is counted and taken back."""
    if not isinstance(step.target, ast.Name):
        raise NoLeaves
    found = [Leaf(step.target.id, step.value, path[0])]
    for refused in path[1]:
        opposite = {atom.negated().text for atom in refused}
        if len(refused) == 1:
            found = [_with(leaf, [refused[0].negated()]) for leaf in found]
        elif all(opposite & {atom.text for atom in leaf.atoms} for leaf in found):
            continue  # one of them is known to fail
        else:
            found += [_with(Leaf(leaf.counter, leaf.weight, leaf.atoms, -leaf.sign), refused) for leaf in found]
    if len(found) > 4:
        raise NoLeaves
    return found


def _with(leaf: Leaf, more: Sequence[Atom]) -> Leaf:
    known = {atom.text for atom in leaf.atoms}
    return Leaf(leaf.counter, leaf.weight, (*leaf.atoms, *(atom for atom in more if atom.text not in known)), leaf.sign)
