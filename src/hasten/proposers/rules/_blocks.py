"""Blocks of a table that are gone through cell by cell, however they are spelled."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from hasten.code.function import FunctionCode
from hasten.code.loops import constant_int, has_own, range_bounds
from hasten.code.match import equal, is_name, match, with_names
from hasten.code.scopes import assigned, loaded, stored, walk_all
from hasten.proposers.rules._conditions import as_condition, joined, opposite
from hasten.proposers.rules._within_bounds import Between, bounds_asked, inside_bounds


@dataclass(frozen=True)
class Side:
    """The rows of a block, or its columns.

    Attributes:
        start: Where it begins; None: at 0.
        stop: The place behind its end; None: the end of the table.
        shift: What is added to the places that are counted; None for nothing.
        negative: Whether the shift is taken away instead.
        cut: Whether it is a slice, which ends where the table does.
        within: Between which bounds its places must lie besides.
    """

    start: ast.expr | None
    stop: ast.expr | None
    shift: ast.expr | None = None
    negative: bool = False
    cut: bool = False
    within: Between | None = None

    @property
    def bounds(self) -> list[ast.expr]:
        """All that its places depend on."""
        parts = (self.start, self.stop, self.shift, *(self.within or ()))
        return [part for part in parts if part is not None]


@dataclass(frozen=True)
class Tally:
    """What is made of the cells of a block.

    Attributes:
        value: What a cell counts for; the cell is called ``CELL``.
        name: The name that a loop adds to or sets, "" for an expression.
        sign: 1, or -1 where a loop takes it away.
        sets: What the name is set to if any cell counts; None where the cells are added up.
        otherwise: What it is set to if none does; None for nothing.
        asks: ``sum``, ``any`` or ``none``: what is asked of the cells.
    """

    value: ast.expr
    name: str = ""
    sign: int = 1
    sets: ast.expr | None = None
    otherwise: ast.expr | None = None
    asks: str = "sum"

    @property
    def plain(self) -> bool:
        """Whether a cell counts for what it is."""
        return is_name(self.value, CELL)


@dataclass(frozen=True)
class Block:
    """A block of a table.

    Attributes:
        node: The outer loop, or the call that is given the cells.
        table: The table.
        rows: Its rows.
        columns: Its columns.
        tallies: What is made of it.
    """

    node: ast.For | ast.Call
    table: ast.expr
    rows: Side
    columns: Side
    tallies: tuple[Tally, ...]

    @property
    def bounds(self) -> list[ast.expr]:
        """All that its places depend on."""
        return [*self.rows.bounds, *self.columns.bounds]


#: What a cell is called in the value of a tally; no name of a program.
CELL = "<cell>"


@dataclass
class _Pass:
    """Two passes inside of each other, while they are read.

    Attributes:
        row: The place of the row, or the row itself.
        column: The place of the column, or the cell itself; "" where a slice is taken as a whole.
        rows: The places of the rows.
        columns: The places of the columns.
        table: The table, as far as it is known.
        walks_rows: Whether ``row`` is the row itself.
        walks_cells: Whether ``column`` is the cell itself.
        within: Bounds that places must lie between, by their names.
        meanings: What names stand for that every turn sets.
        alias: A name of the row besides.
    """

    row: str
    rows: Side
    walks_rows: bool
    table: ast.expr | None = None
    column: str = ""
    columns: Side = field(default_factory=lambda: Side(None, None))
    walks_cells: bool = False
    within: dict[str, Between] = field(default_factory=dict)
    meanings: dict[str, ast.expr] = field(default_factory=dict)
    alias: str = ""


def blocks(code: FunctionCode) -> Iterator[Block]:
    """Loops, then calls of ``sum``, ``len``, ``all`` and ``any``."""
    for loop in code.all(ast.For):
        block = _of_loops(code, loop)
        if block is not None and _usable(code, block):
            yield block
    for call in code.all(ast.Call):
        block = _of_call(code, call)
        if block is not None and _usable(code, block):
            yield block


def _usable(code: FunctionCode, block: Block) -> bool:
    return all(code.pure(part) for part in (block.table, *block.bounds))


def _of_loops(code: FunctionCode, loop: ast.For) -> Block | None:
    seen = _rows(code, loop.target, loop.iter)
    if seen is None or code.live_after(seen.row, loop):
        return None
    body = _after_meanings(code, loop, inside_bounds(loop.body, seen.within), seen)
    if not body or len(body) > 2:
        return None
    inner = body[0]
    flag, ends, otherwise = "", None, None
    if loop.orelse:
        # ``for ...: (for ...: ... break; else: continue); break``, and behind it what holds if there was no break.
        goes_on = isinstance(inner, ast.For) and [type(node) for node in inner.orelse] == [ast.Continue]
        other = match("@flag = $value", loop.orelse[0])
        if not goes_on or len(body) < 2 or not isinstance(body[1], ast.Break) or len(loop.orelse) > 1 or other is None:
            return None
        flag, otherwise = other.name("flag"), other["value"]
        if not isinstance(otherwise, ast.Constant):
            return None
    elif len(body) == 2:
        stop, stop_unless = match("if @flag:\n    break", body[1]), match("if not @flag:\n    break", body[1])
        found = stop or stop_unless
        if found is None:
            return None
        flag, ends = found.name("flag"), stop is not None
    if isinstance(inner, ast.For):
        if (inner.orelse and otherwise is None) or not _columns(code, inner.target, inner.iter, seen):
            return None
        if code.live_after(seen.column, loop):
            return None
        steps = _after_meanings(code, inner, inside_bounds(inner.body, seen.within), seen)
        # Bounds may be asked of names that were set in front of the test.
        steps = inside_bounds(steps, seen.within) if steps else steps
    else:
        steps = [inner]
    if not steps or {seen.row, seen.column} & stored(*steps):
        return None
    tallies = [_tally(code, step, seen, whole=not isinstance(inner, ast.For)) for step in steps]
    known = [tally for tally in tallies if tally is not None]
    if len(known) != len(tallies):
        return None
    names = [tally.name for tally in known]
    if len(set(names)) != len(names) or (flag and (names != [flag] or known[0].sets is None)):
        return None
    if any(has_own(one, ast.Break) and known[0].sets is None for one in (loop, inner) if isinstance(one, ast.For)):
        return None
    sets = known[0].sets
    if ends is not None and not (isinstance(sets, ast.Constant) and bool(sets.value) is ends):
        return None  # it would end where nothing was found
    if otherwise is not None:
        if not has_own(inner, ast.Break):  # type: ignore[arg-type]
            return None
        known = [replace(known[0], otherwise=otherwise)]
    block = _block(loop, seen, known)
    if block is None:
        return None
    asked = loaded(block.table, *block.bounds, *(tally.value for tally in known))
    return None if asked & {*names, seen.row, seen.column, *seen.meanings} else block


def _after_meanings(code: FunctionCode, loop: ast.For, body: list[ast.stmt], seen: _Pass) -> list[ast.stmt]:
    """A body without the names in front that it sets for itself; nothing where they cannot be left out."""
    rest = list(body)
    while len(rest) > 1 and isinstance(rest[0], ast.Assign) and len(rest[0].targets) == 1:
        target, value = rest[0].targets[0], rest[0].value
        for name, meaning in assigned(target, value):
            if not isinstance(name, ast.Name) or not code.pure(meaning) or code.live_after(name.id, loop):
                return []
            if name.id in seen.meanings or name.id in stored(*rest[1:]):
                return []
            row = match("$t[@y]", meaning) if not seen.walks_rows else None
            if row is not None and row.name("y") == seen.row:
                seen.alias, seen.table = name.id, row["t"]
                continue
            seen.meanings[name.id] = meaning
        rest = rest[1:]
    return rest


def _rows(code: FunctionCode, target: ast.expr, source: ast.expr) -> _Pass | None:
    """The outer pass: over places, over a slice of a table, or over all of it."""
    if not isinstance(target, ast.Name):
        return None
    bounds = range_bounds(code, source)
    if bounds is not None:
        return _Pass(target.id, Side(bounds[0], bounds[1]), walks_rows=False) if bounds[2] == 1 else None
    side, table = _slice(source)
    return _Pass(target.id, side, True, table) if isinstance(table, ast.Name | ast.Attribute) else None


def _slice(source: ast.expr) -> tuple[Side, ast.expr]:
    """The part of a sequence that is walked, and the sequence."""
    if isinstance(source, ast.Subscript) and isinstance(source.slice, ast.Slice) and source.slice.step is None:
        return Side(source.slice.lower, source.slice.upper, cut=True), source.value
    return Side(None, None, cut=True), source


def _columns(code: FunctionCode, target: ast.expr, source: ast.expr, seen: _Pass) -> bool:
    """Read the inner pass: over places, or over the cells of a slice of the row."""
    if not isinstance(target, ast.Name) or target.id == seen.row:
        return False
    seen.column = target.id
    bounds = range_bounds(code, source)
    if bounds is not None:
        seen.columns = Side(bounds[0], bounds[1])
        return bounds[2] == 1
    seen.columns, row = _slice(source)
    seen.walks_cells = True
    return _is_row(row, seen)


def _is_row(node: ast.expr, seen: _Pass) -> bool:
    """Whether an expression is the row; the first one says which table it is."""
    if isinstance(node, ast.Name):
        return node.id == (seen.row if seen.walks_rows else seen.alias)
    if seen.walks_rows or not isinstance(node, ast.Subscript) or isinstance(node.slice, ast.Slice):
        return False
    side = _side(node.slice, seen.row, seen.rows, seen)
    if side is None or (seen.table is not None and not (equal(seen.table, node.value) and side == seen.rows)):
        return False
    seen.table, seen.rows = node.value, side
    return True


def _side(index: ast.expr, counted: str, side: Side, seen: _Pass) -> Side | None:
    """Where places lie that are counted by a name and shifted."""
    limit = seen.within.get(index.id) if isinstance(index, ast.Name) else None
    if isinstance(index, ast.Name) and index.id in seen.meanings:
        index = seen.meanings[index.id]
    found = match("@i", index)
    if found is not None and found.name("i") == counted:
        shift, negative = None, False
    else:
        ahead = match("$s + @i", index) or match("@i + $s", index)
        back = match("@i - $s", index)
        found = ahead or back
        if found is None or found.name("i") != counted:
            return None
        shift, negative = found["s"], back is not None
    limit = limit or (seen.within.get(counted) if shift is None else None)
    return Side(side.start, side.stop, shift, negative, side.cut, limit)


def _tally(code: FunctionCode, step: ast.stmt, seen: _Pass, *, whole: bool) -> Tally | None:
    """What one statement makes of the cells."""
    flag = match("if $test:\n    @flag = $value", step) or match("if $test:\n    @flag = $value\n    break", step)
    if flag is not None and isinstance(flag["value"], ast.Constant) and not whole:
        value = _value(code, flag["test"], seen)
        return Tally(_truth(value), flag.name("flag"), sets=flag["value"]) if value is not None else None
    test = None
    if isinstance(step, ast.If) and not step.orelse and len(step.body) == 1:
        test, step = step.test, step.body[0]
    for pattern, sign in (("@t += $v", 1), ("@t = @t + $v", 1), ("@t -= $v", -1)):
        added = match(pattern, step)
        if added is None:
            continue
        if whole:
            value = _of_slice(code, added["v"], seen) if test is None else None
        else:
            value = _value(code, _counted(added["v"], [test] if test is not None else []), seen)
        return Tally(value, added.name("t"), sign) if value is not None else None
    return None


def _counted(value: ast.expr, tests: Sequence[ast.expr]) -> ast.expr:
    """What a cell counts for that must pass tests."""
    if not tests:
        return value
    test = joined(ast.And, tests)
    if constant_int(value) == 1:
        return _truth(test)
    return ast.IfExp(test, value, ast.Constant(0))


def _truth(test: ast.expr) -> ast.expr:
    """A test that gives a truth value, which counts as 0 or 1."""
    if isinstance(test, ast.Compare) or match("not $x", test) is not None:
        return test
    if isinstance(test, ast.BoolOp) and as_condition(test, truth=False) is not None:
        return test
    return ast.IfExp(test, ast.Constant(1), ast.Constant(0))


def _of_slice(code: FunctionCode, node: ast.expr, seen: _Pass) -> ast.expr | None:
    """What ``sum(row[a:b])`` or ``row[a:b].count(v)`` makes of a cell."""
    summed = code.builtin_call(node, "sum", 1)
    counted = code.method_call(node, "count", 1)
    part = summed[0] if summed else node.func.value if counted and isinstance(node, ast.Call) else None  # type: ignore[attr-defined]
    if part is None:
        return None
    seen.columns, row = _slice(part)
    if not _is_row(row, seen):
        return None
    cell = ast.Name(CELL, ast.Load())
    return cell if summed else ast.Compare(cell, [ast.Eq()], [node.args[0]])  # type: ignore[attr-defined]


def _value(code: FunctionCode, node: ast.expr, seen: _Pass) -> ast.expr | None:
    """An expression of the cell alone, with the cell called by its name here."""
    own = {seen.row, seen.column, seen.alias, *seen.meanings}
    cells: set[ast.AST] = set()
    columns: Side | None = None
    for part in walk_all(node):
        if not isinstance(part, ast.expr):
            continue
        if seen.walks_cells:
            if is_name(part, seen.column):
                cells.add(part)
            continue
        if not isinstance(part, ast.Subscript) or isinstance(part.slice, ast.Slice) or not _is_row(part.value, seen):
            continue
        side = _side(part.slice, seen.column, seen.columns, seen)
        if side is None or (columns is not None and side != columns):
            return None
        columns = side
        cells.add(part)
    if not cells:
        return None
    if columns is not None:
        seen.columns = columns
    replaced = with_names(node, dict.fromkeys(cells, CELL).get)
    others = loaded(replaced) - {CELL}
    return replaced if not others & own and code.pure(node) else None


def _of_call(code: FunctionCode, call: ast.Call) -> Block | None:
    for name, asks in (("sum", "sum"), ("len", "sum"), ("all", "none"), ("any", "any")):
        arguments = code.builtin_call(call, name, 1)
        if arguments and isinstance(arguments[0], ast.GeneratorExp | ast.ListComp):
            return _of_comprehension(code, call, arguments[0], name, asks)
    return None


def _of_comprehension(
    code: FunctionCode, call: ast.Call, made: ast.GeneratorExp | ast.ListComp, name: str, asks: str
) -> Block | None:
    parts = list(made.generators)
    element = made.elt
    inner = code.builtin_call(element, "sum", 1) if name == "sum" else None
    if len(parts) == 1 and inner and isinstance(inner[0], ast.GeneratorExp | ast.ListComp) and not parts[0].ifs:
        # The sum of the sums of rows.
        parts += inner[0].generators
        element = inner[0].elt
    if any(part.is_async for part in parts) or len(parts) > 2:
        return None
    seen = _rows(code, parts[0].target, parts[0].iter)
    if seen is None:
        return None
    tests = [test for part in parts for test in part.ifs]
    for test in list(tests):
        limits = bounds_asked(test)
        if limits is not None and not limits.keys() & seen.within.keys() and limits.keys() <= _names_of(parts):
            seen.within.update(limits)
            tests.remove(test)
    if parts[0].ifs and any(test in parts[0].ifs for test in tests):
        return None
    value: ast.expr | None
    if len(parts) == 1:
        value = _of_slice(code, element, seen) if name == "sum" and not tests else None
    else:
        if not _columns(code, parts[1].target, parts[1].iter, seen):
            return None
        if name == "len":
            element = ast.Constant(1)
            if not tests or isinstance(made, ast.GeneratorExp):
                return None
        elif name == "all":
            element = _turned(element)
        value = _value(code, _counted(element, tests) if asks == "sum" else _asked(element, tests), seen)
    return _block(call, seen, [Tally(value, asks=asks)]) if value is not None else None


def _names_of(parts: Sequence[ast.comprehension]) -> set[str]:
    return {part.target.id for part in parts if isinstance(part.target, ast.Name)}


def _turned(test: ast.expr) -> ast.expr:
    """The opposite of a test, also for what is neither less nor greater."""
    inner = match("not $x", test)
    if inner is not None:
        return inner["x"]
    exact = isinstance(test, ast.Compare) and isinstance(test.ops[0], ast.Eq | ast.NotEq | ast.In | ast.NotIn)
    return opposite(test) if exact else ast.UnaryOp(ast.Not(), test)


def _asked(test: ast.expr, tests: Sequence[ast.expr]) -> ast.expr:
    return _truth(joined(ast.And, [*tests, test]))


def _block(node: ast.For | ast.Call, seen: _Pass, tallies: Sequence[Tally]) -> Block | None:
    """What was read, where all bounds were asked of places of the block."""
    if seen.table is None:
        return None
    rows, columns = (_limited(side, name, seen) for side, name in ((seen.rows, seen.row), (seen.columns, seen.column)))
    used = [side.within for side in (rows, columns) if side.within is not None]
    if len(used) != len(seen.within):
        return None
    names = {seen.row, seen.column, seen.alias, *seen.meanings} - {""}
    if any(loaded(part) & names for part in (seen.table, *rows.bounds, *columns.bounds)):
        return None
    return Block(node, seen.table, rows, columns, tuple(tallies))


def _limited(side: Side, name: str, seen: _Pass) -> Side:
    """A side with the bounds that its own name is asked for."""
    if side.within is not None or side.shift is not None or name not in seen.within:
        return side
    return Side(side.start, side.stop, side.shift, side.negative, side.cut, seen.within[name])

