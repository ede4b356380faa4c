"""Totals over the positions of a list or table, and which of their terms read a given cell of it."""

from __future__ import annotations

import ast
import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field

from hasten.code.edits import Edits, indent_block
from hasten.code.function import FunctionCode
from hasten.code.loops import constant_int, range_bounds
from hasten.code.match import equal, match, with_values
from hasten.code.precedence import AND
from hasten.code.scopes import assigned, comprehension_names, loaded, stored, target_names
from hasten.code.source import descend
from hasten.code.types import includes, only
from hasten.proposers.algorithms.outline import read_before_bound


@dataclass(frozen=True)
class Position:
    """A name that goes over ``range(start, stop)``."""

    name: str
    start: ast.expr | None
    stop: ast.expr

    @property
    def test(self) -> str:
        """Whether a value is in the range, as code."""
        start = "0" if self.start is None else ast.unparse(self.start)
        return f"{start} <= {self.name} < {ast.unparse(self.stop)}"


@dataclass(frozen=True)
class Nest:
    """Loops over positions and what is done for each.

    Attributes:
        positions: What the loops go over, outermost first.
        body: Statements, of loops.
        tests: What a term must meet, of a generator.
        value: The term, of a generator.
    """

    positions: tuple[Position, ...]
    body: tuple[ast.stmt, ...] = ()
    tests: tuple[ast.expr, ...] = ()
    value: ast.expr | None = None

    @property
    def parts(self) -> list[ast.AST]:
        """What is evaluated for each position."""
        return [*self.body, *self.tests, *([] if self.value is None else [self.value])]

    @property
    def names(self) -> list[str]:
        """What the positions are called."""
        return [position.name for position in self.positions]


@dataclass(frozen=True)
class Total:
    """A sum of terms, each a question of some elements.

    Attributes:
        code: The function in which it is written.
        name: What it is called.
        nests: Its loops.
    """

    code: FunctionCode
    name: str
    nests: tuple[Nest, ...]

    @property
    def own(self) -> set[str]:
        """Names that mean something for one term only."""
        return {name for nest in self.nests for name in [*nest.names, *stored(*nest.body)]} - {self.name}

    @property
    def given(self) -> list[str]:
        """Names of the function that the total reads, in alphabetical order."""
        bounds = [e for nest in self.nests for p in nest.positions for e in (p.start, p.stop) if e is not None]
        parts = [part for nest in self.nests for part in nest.parts]
        inner = {name for part in parts for name in comprehension_names(part)}
        read = loaded(*bounds, *parts)
        return sorted((read - self.own - inner - {self.name}) & (self.code.local | self.code.around))

    def exact(self) -> bool | None:
        """Whether the order of the terms means nothing; None where it surely may mean something."""
        added = (node for nest in self.nests for node in descend(*nest.body) if isinstance(node, ast.AugAssign))
        terms = [node.value for node in added]
        terms += [nest.value for nest in self.nests if nest.value is not None]
        kinds = [self.code.type_of(term) for term in terms if not isinstance(term, ast.Compare)]
        if any(includes(kind, "float", "complex", "decimal", "list", "tuple", "str", "timedelta") for kind in kinds):
            return None
        return all(only(kind, "int", "bool") for kind in kinds)


def block_total(code: FunctionCode, start: ast.stmt) -> tuple[Total, ast.stmt] | None:
    """The total that begins with ``total = 0``, and its last statement."""
    found = match("@t = 0", start)
    if found is None or not isinstance(start, ast.Assign):
        return None
    nests: list[Nest] = []
    last: ast.stmt = start
    for statement in code.after(start):
        nest = _nest(code, statement, found.name("t")) if isinstance(statement, ast.For) else None
        if nest is None:
            break
        nests.append(nest)
        last = statement
    return (Total(code, found.name("t"), tuple(nests)), last) if nests else None


def _nest(code: FunctionCode, loop: ast.For, total: str) -> Nest | None:
    positions: list[Position] = []
    body: Sequence[ast.stmt] = [loop]
    while len(body) == 1 and isinstance(body[0], ast.For) and not body[0].orelse:
        bounds = range_bounds(code, body[0].iter)
        if bounds is None or bounds[2] != 1 or not isinstance(body[0].target, ast.Name):
            break
        positions.append(Position(body[0].target.id, bounds[0], bounds[1]))
        body = body[0].body
    names = {position.name for position in positions}
    if len(names) < max(1, len(positions)) or _hides(names, *body):
        return None
    if not all(_adds(code, statement, total) for statement in body):
        return None
    own = stored(*body)
    if total not in own or own & names or total in loaded(*body) or read_before_bound(body) & (own - {total}):
        return None
    return Nest(tuple(positions), body=tuple(body))


def _adds(code: FunctionCode, statement: ast.stmt, total: str) -> bool:
    """Whether a statement does nothing but add to the total, and name what it needs for that."""
    if isinstance(statement, ast.AugAssign):
        right = isinstance(statement.target, ast.Name) and statement.target.id == total
        return right and isinstance(statement.op, ast.Add | ast.Sub) and code.pure(statement.value)
    if isinstance(statement, ast.Assign):
        names = [*target_names(*statement.targets)]
        plain = all(isinstance(target, ast.Name | ast.Tuple) for target in statement.targets)
        return plain and total not in names and code.pure(statement.value) and not _stores_within(statement)
    if isinstance(statement, ast.If):
        return code.pure(statement.test) and all(_adds(code, s, total) for s in [*statement.body, *statement.orelse])
    if isinstance(statement, ast.For):
        plain = code.pure(statement.iter) and not statement.orelse and not _stores_within(statement.target)
        return plain and all(_adds(code, inner, total) for inner in statement.body)
    return isinstance(statement, ast.Continue | ast.Pass)


def _hides(names: set[str], *parts: ast.AST) -> bool:
    """Whether a name of a position may mean something else in some part."""
    if any(isinstance(node, ast.Lambda | ast.NamedExpr) for node in descend(*parts)):
        return True
    return any(names & comprehension_names(part) for part in parts)


def _stores_within(node: ast.AST) -> bool:
    return any(isinstance(n, ast.Subscript | ast.Attribute) and not isinstance(n.ctx, ast.Load) for n in descend(node))


def sum_total(code: FunctionCode, call: ast.expr) -> Total | None:
    """The total of ``sum(... for i in range(n) ...)``."""
    given = code.builtin_call(call, "sum", 1)
    if not given or not isinstance(given[0], ast.GeneratorExp | ast.ListComp) or not code.pure(given[0]):
        return None
    positions: list[Position] = []
    for generator in given[0].generators:
        bounds = range_bounds(code, generator.iter)
        if bounds is None or bounds[2] != 1 or not isinstance(generator.target, ast.Name) or generator.is_async:
            return None
        positions.append(Position(generator.target.id, bounds[0], bounds[1]))
    names = {position.name for position in positions}
    if len(names) < len(positions) or _hides(names, given[0].elt, *(t for g in given[0].generators for t in g.ifs)):
        return None
    tests = tuple(test for generator in given[0].generators for test in generator.ifs)
    nest = Nest(tuple(positions), tests=tests, value=given[0].elt)
    used = loaded(given[0]) | {position.name for position in positions}
    return Total(code, "total" if "total" not in used else code.fresh("total"), (nest,))


# -- which terms read a cell -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Cell:
    """How helpers speak of one cell.

    Attributes:
        collection: The list or table.
        at: Names of its indexes.
        stops: For each index where it is known to be in ``range(stop)``: that stop.
    """

    collection: str
    at: tuple[str, ...]
    stops: tuple[ast.expr | None, ...]

    def length(self, place: int) -> str:
        """The length of what the index of a place is taken of."""
        return f"len({self.collection}{''.join(f'[{name}]' for name in self.at[:place])})"


@dataclass
class _Solved:
    """Positions that follow from the indexes of a cell."""

    values: dict[str, str] = field(default_factory=dict)
    unsure: set[str] = field(default_factory=set)


def touched(total: Total, nest: Nest, cell: Cell) -> tuple[list[str], set[str]] | None:
    """Sets of the positions whose terms may read the cell, as code, and names that may lie outside of their ranges.

    None where a term may read the cell from any position.
    """
    fixed: dict[str, None] = {}
    others: dict[str, None] = {}
    unsure: set[str] = set()
    read = [node for part in nest.parts for node in descend(part) if _is(node, cell.collection)]
    for node in read:
        indexes = _indexes(total.code, node)
        if indexes is None:
            continue
        for values in _constants_around(total.code, nest, node):
            solved = _solved(nest, cell, indexes, values)
            if not solved.values:
                return None
            unsure |= solved.unsure
            text, is_fixed = _set_of(nest, solved)
            (fixed if is_fixed else others)[text] = None
    # A term that is read from any position in the range may be so for every element.
    for position in nest.positions:
        for bound in (position.start, position.stop):
            if bound is not None and any(
                _is(node, cell.collection) and _indexes(total.code, node) is not None for node in descend(bound)
            ):
                return None
    sets = ["{" + ", ".join(fixed) + "}"] if fixed else []
    return ([*sets, *others], unsure) if read and (sets or others) else None


def _is(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


def _indexes(code: FunctionCode, name: ast.AST) -> list[ast.expr] | None:
    """What the collection is asked for; None where it is only asked for a length."""
    found: list[ast.expr] = []
    node = name
    while isinstance(parent := code.parent(node), ast.Subscript) and parent.value is node:
        found.append(parent.slice)
        node = parent
    return None if code.builtin_call(parent, "len", 1) else found


def _constants_around(code: FunctionCode, nest: Nest, node: ast.AST) -> list[dict[str, ast.expr]]:
    """What names stand for where a term is evaluated: one dict for each turn of loops over fixed values."""
    loops: list[list[dict[str, ast.expr]]] = []
    for parent in code.ancestors(node):
        if isinstance(parent, ast.For):
            if set(target_names(parent.target)) & set(nest.names):
                break
            turns = _turns(parent)
            if turns is not None:
                loops.append(turns)
    named: dict[str, ast.expr] = {}
    names = [inner for inner in descend(*nest.body) if isinstance(inner, ast.Name)]
    stores = [inner.id for inner in names if isinstance(inner.ctx, ast.Store)]
    for part in descend(*nest.body):
        if isinstance(part, ast.Assign) and len(part.targets) == 1:
            pairs = assigned(part.targets[0], part.value)
            named |= {t.id: v for t, v in pairs if isinstance(t, ast.Name) and stores.count(t.id) == 1}
    # A name that is bound in several places stands for no position.
    unclear = {name: ast.Constant(None) for name in stores if stores.count(name) > 1}
    made = []
    for turn in itertools.product(*loops):
        values = dict(named)
        for bound in turn:
            values |= bound
        made.append({**values, **unclear})
    return made


def _turns(loop: ast.For) -> list[dict[str, ast.expr]] | None:
    """The values of the target in each turn of a loop over a display of integers, or of tuples of such."""
    if not isinstance(loop.iter, ast.Tuple | ast.List) or len(loop.iter.elts) > 12:
        return None
    turns = []
    for element in loop.iter.elts:
        if isinstance(loop.target, ast.Name):
            turns.append({loop.target.id: element})
        elif isinstance(loop.target, ast.Tuple) and isinstance(element, ast.Tuple | ast.List):
            if len(loop.target.elts) != len(element.elts):
                return None
            pairs = zip(loop.target.elts, element.elts, strict=True)
            turns.append({target.id: value for target, value in pairs if isinstance(target, ast.Name)})
        else:
            return None
    return turns


def _solved(nest: Nest, cell: Cell, indexes: list[ast.expr], values: dict[str, ast.expr]) -> _Solved:
    solved = _Solved()
    for place, index in enumerate(indexes[: len(cell.at)]):
        said: ast.expr = index
        for _ in range(4):
            said = with_values(said, values)
        wraps = isinstance(said, ast.BinOp) and isinstance(said.op, ast.Mod)
        meant, modulus = (said.left, said.right) if wraps else (said, None)  # type: ignore[attr-defined]
        found = _offset(meant)
        position = next((p for p in nest.positions if found is not None and p.name == found[0]), None)
        if found is None or position is None or position.name in solved.values:
            continue
        value = _position(nest, position, found[1], modulus, cell, place)
        if value is not None:
            solved.values[position.name] = value[0]
            if not value[1]:
                solved.unsure.add(position.name)
    return solved


def _position(
    nest: Nest, position: Position, offset: int, modulus: ast.expr | None, cell: Cell, place: int
) -> tuple[str, bool] | None:
    """The position from which a place that lies so far from it is read, and whether it is surely in its range."""
    at = cell.at[place]
    moved = at if offset == 0 else f"{at} {'-' if offset > 0 else '+'} {abs(offset)}"
    least = _least(nest, position.start)
    if least is None:
        return None
    if modulus is not None:
        if position.start is not None or not equal(modulus, position.stop):
            return None
        return (f"({moved}) % {_factor(modulus)}", True) if offset else (at, False)
    stop = cell.stops[place]
    if offset == 0:
        # Behind the last element the term raises what the change would raise.
        whole = ast.unparse(position.stop) == cell.length(place)
        return at, position.start is None and (whole or (stop is not None and equal(stop, position.stop)))
    # Left of the first element comes the last.
    return (moved if least + offset >= 0 else f"({moved}) % {cell.length(place)}"), False


def _factor(node: ast.expr) -> str:
    text = ast.unparse(node)
    return text if isinstance(node, ast.Name | ast.Constant | ast.Call | ast.Attribute | ast.Subscript) else f"({text})"


def _least(nest: Nest, start: ast.expr | None) -> int | None:
    """What a start surely is at least, where that is not below 0."""
    if start is None:
        return 0
    number = constant_int(start)
    if number is not None:
        return number if number >= 0 else None
    found = _offset(start)
    around = next((p for p in nest.positions if found is not None and p.name == found[0]), None)
    if found is None or around is None or around.start is start:
        return None
    least = _least(nest, around.start)
    return least + found[1] if least is not None and least + found[1] >= 0 else None


def _offset(node: ast.expr) -> tuple[str, int] | None:
    """``i`` and ``k`` of ``i + k``; "" for the name of a constant."""
    number = constant_int(node)
    if number is not None:
        return "", number
    if isinstance(node, ast.Name):
        return node.id, 0
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub):
        left, right = _offset(node.left), _offset(node.right)
        if left is None or right is None or (left[0] and right[0]):
            return None
        if isinstance(node.op, ast.Sub):
            return None if right[0] else (left[0], left[1] - right[1])
        return left[0] or right[0], left[1] + right[1]
    return None


def _set_of(nest: Nest, solved: _Solved) -> tuple[str, bool]:
    """One position, or the set of all that have the solved names in common."""
    said = [solved.values.get(name, name) for name in nest.names]
    one = f"({', '.join(said)})" if len(said) > 1 else said[0]
    free = [position for position in nest.positions if position.name not in solved.values]
    if not free:
        return one, True
    known = {name: ast.parse(text, mode="eval").body for name, text in solved.values.items()}
    loops = []
    for position in free:
        bounds = [e for e in (position.start, position.stop) if e is not None]
        given = ", ".join(ast.unparse(with_values(bound, known)) for bound in bounds)
        loops.append(f"for {position.name} in range({given})")
    return "{" + one + " " + " ".join(loops) + "}", False


def terms_text(total: Total, nest: Nest, source: str, unsure: set[str], edits: Edits) -> str:
    """The loop over the positions of ``source`` that adds their terms to the total."""
    if nest.body:
        body = edits.block(nest.body)
    else:
        assert nest.value is not None
        body = f"{total.name} += {edits.text(nest.value)}"
        if nest.tests:
            joined = " and ".join(edits.text(test, need=AND if nest.tests[1:] else 1) for test in nest.tests)
            body = f"if {joined}:\n{indent_block(body, '    ')}"
    tests = [position.test for position in nest.positions if position.name in unsure]
    if tests:
        body = f"if {' and '.join(tests)}:\n{indent_block(body, '    ')}"
    return f"for {', '.join(nest.names)} in {source}:\n{indent_block(body, '    ')}"
