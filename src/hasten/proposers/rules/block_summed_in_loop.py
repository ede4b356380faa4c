"""Adding up a block of a table again and again.

Finds:
    Inside a loop or comprehension in which the table stays the same, two nested loops, or a ``sum`` with two parts,
    that add up the cells of a block: ``for y in range(a, b): for x in range(c, d): total += table[y][x]``.

Slow because:
    Every block is gone through cell by cell. The sums of all blocks that begin at the corner are made in one pass over
    the table; the sum of any block is then made of four of them.

Unsafe when:
    The cells are floats (the rounding differs), or a block reaches before the beginning, which counts from the end.

Example:
    Before::

        for top, left, bottom, right in queries:
            total = 0
            for y in range(top, bottom):
                for x in range(left, right):
                    total += table[y][x]
            out.append(total)

    After::

        # the sums of all cells above and to the left
        corner = [[0] * (max(map(len, table), default=0) + 1)]
        for row in table:
            corner.append([above + own for above, own in zip(corner[-1], accumulate(row, initial=0))])
        for top, left, bottom, right in queries:
            total = 0
            if top < bottom and left < right:
                total += corner[bottom][right] - corner[top][right] - corner[bottom][left] + corner[top][left]
            out.append(total)

Source:
    Summed-area tables: Crow, SIGGRAPH 1984.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from hasten.code.edits import EditConflict, Edits
from hasten.code.function import FunctionCode
from hasten.code.linear import guarded, linear, plus, scaled, surely_at_least
from hasten.code.loops import Repeat, range_bounds, repeats_around
from hasten.code.match import match
from hasten.code.purity import MUTATING_METHODS
from hasten.code.scopes import loaded
from hasten.code.source import descend
from hasten.code.types import only
from hasten.proposers.rules._finding import Finding

GROWTH = ("O(n^3)", "O(n^2)")
_COMMENT = "# the sums of all cells above and to the left"


@dataclass(frozen=True)
class _Block:
    """A block of a table that is added up.

    Attributes:
        node: The outer loop, or the call of ``sum``.
        table: The table.
        rows: Where the rows begin (None: 0) and end.
        columns: Where the columns begin and end.
        total: The name that a loop adds to, "" for an expression.
    """

    node: ast.For | ast.Call
    table: ast.expr
    rows: tuple[ast.expr | None, ast.expr]
    columns: tuple[ast.expr | None, ast.expr]
    total: str

    @property
    def bounds(self) -> list[ast.expr]:
        """All bounds that are not 0."""
        return [bound for bound in (*self.rows, *self.columns) if bound is not None]


def find(code: FunctionCode) -> Iterator[Finding]:
    """Loops, then calls of ``sum``."""
    blocks = [_of_loops(code, loop) for loop in code.all(ast.For)]
    blocks += [_of_sum(code, call) for call in code.all(ast.Call)]
    for block in blocks:
        repeat = _outermost(code, block) if block is not None else None
        if block is not None and repeat is not None:
            text = f"a block of {ast.unparse(block.table)} is added up cell by cell; four sums from the corner give it"
            yield Finding(block.node, text, partial(_change, code, block, repeat), GROWTH, integers=True, ahead=True)


def _of_loops(code: FunctionCode, loop: ast.For) -> _Block | None:
    if loop.orelse or len(loop.body) != 1:
        return None
    inner = loop.body[0]
    summed = match("@total += sum($t[@y][$c:$d])", inner) or match("@total += sum($t[@y][:$d])", inner)
    rows = _range(code, loop.iter, loop.target)
    if rows is None or not isinstance(loop.target, ast.Name):
        return None
    if summed is not None and summed.name("y") == loop.target.id and code.is_builtin("sum"):
        call = inner.value.args[0].slice  # type: ignore[attr-defined]
        block = _Block(loop, summed["t"], rows, (call.lower, summed["d"]), summed.name("total"))
        return _usable(code, block, {loop.target.id})
    if not isinstance(inner, ast.For) or inner.orelse or len(inner.body) != 1:
        return None
    columns = _range(code, inner.iter, inner.target)
    added = match("@total += $t[@y][@x]", inner.body[0]) or match("@total = @total + $t[@y][@x]", inner.body[0])
    if columns is None or added is None or not isinstance(inner.target, ast.Name):
        return None
    names = {loop.target.id, inner.target.id}
    if [added.name("y"), added.name("x")] != [loop.target.id, inner.target.id] or len(names) < 2:
        return None
    if code.live_after(loop.target.id, loop) or code.live_after(inner.target.id, loop):
        return None
    return _usable(code, _Block(loop, added["t"], rows, columns, added.name("total")), names)


def _of_sum(code: FunctionCode, call: ast.Call) -> _Block | None:
    arguments = code.builtin_call(call, "sum", 1)
    if not arguments or not isinstance(arguments[0], ast.GeneratorExp | ast.ListComp):
        return None
    made = arguments[0]
    if any(part.ifs or part.is_async or not isinstance(part.target, ast.Name) for part in made.generators):
        return None
    names = [part.target.id for part in made.generators if isinstance(part.target, ast.Name)]
    ranges = [_range(code, part.iter, part.target) for part in made.generators]
    if len(names) == 2 and ranges[0] is not None and ranges[1] is not None:
        cell = match("$t[@y][@x]", made.elt)
        if cell is not None and [cell.name("y"), cell.name("x")] == names:
            return _usable(code, _Block(call, cell["t"], ranges[0], ranges[1], ""), set(names))
    if len(names) == 1 and ranges[0] is not None:
        summed = match("sum($t[@y][$c:$d])", made.elt) or match("sum($t[@y][:$d])", made.elt)
        if summed is not None and summed.name("y") == names[0]:
            cut = made.elt.args[0].slice  # type: ignore[attr-defined]
            return _usable(code, _Block(call, summed["t"], ranges[0], (cut.lower, summed["d"]), ""), set(names))
    return None


def _range(code: FunctionCode, source: ast.expr, target: ast.expr) -> tuple[ast.expr | None, ast.expr] | None:
    bounds = range_bounds(code, source)
    if bounds is None or bounds[2] != 1 or not isinstance(target, ast.Name):
        return None
    return bounds[0], bounds[1]


def _usable(code: FunctionCode, block: _Block, names: set[str]) -> _Block | None:
    """The block, where its bounds and its table do not depend on its own loops, and its cells may be integers."""
    parts = [block.table, *block.bounds]
    if any(names & loaded(part) or not code.pure(part) for part in parts):
        return None
    if block.total and any(block.total in loaded(part) for part in parts):
        return None
    kind = code.type_of(block.table)
    cells = kind.element.element
    return block if only(kind, "list", "tuple", "any") and only(cells, "int", "bool", "any") else None


def _outermost(code: FunctionCode, block: _Block) -> Repeat | None:
    """The outermost loop in which the table stays the same while the bounds move."""
    best: Repeat | None = None
    moving = False
    for repeat in repeats_around(code, block.node):
        if not code.invariant(block.table, *repeat.region) or _stores_into(block.table, repeat):
            break
        moving = moving or not all(code.invariant(bound, *repeat.region) for bound in block.bounds)
        best = repeat
    return best if best is not None and best.statement is not None and moving else None


def _change(code: FunctionCode, block: _Block, repeat: Repeat, edits: Edits) -> None:
    assert repeat.statement is not None
    corner, row = code.fresh("corner"), code.fresh("row")
    above, own = code.fresh("above"), code.fresh("own")
    table = edits.text(block.table)
    accumulate = edits.need("itertools", "accumulate")
    sums = f"[{above} + {own} for {above}, {own} in zip({corner}[-1], {accumulate}({row}, initial=0))]"
    edits.insert_before(
        repeat.statement,
        f"{_COMMENT}\n{corner} = [[0] * (max(map(len, {table}), default=0) + 1)]\n"
        f"for {row} in {table}:\n    {corner}.append({sums})",
    )
    (top, bottom), (left, right) = (
        ("0" if start is None else edits.text(start, need=8), edits.text(stop, need=8))
        for start, stop in (block.rows, block.columns)
    )
    cells = [f"{corner}[{y}][{x}]" for y in (bottom, top) for x in (right, left)]
    value = f"{cells[0]} - {cells[2]} - {cells[1]} + {cells[3]}"
    tests = []
    for start, stop in (block.rows, block.columns):
        # Where an end cannot lie before its beginning, an empty block adds up to 0 by itself.
        gap = plus(linear(code, stop), scaled(linear(code, start), -1) if start is not None else {})
        if not surely_at_least(gap, 0, guarded(code, block.node)):
            tests.append(f"{'0' if start is None else edits.text(start, need=8)} < {edits.text(stop, need=8)}")
    test = " and ".join(dict.fromkeys(tests))
    if isinstance(block.node, ast.For):
        line = f"{block.total} += {value}"
        edits.replace_statement(block.node, f"if {test}:\n    {line}" if test else line)
        return
    if any(isinstance(parent, ast.Lambda) for parent in code.ancestors(block.node)):
        raise EditConflict("the block is asked for in a function")
    edits.replace(block.node, f"{value} if {test} else 0" if test else value)


def _stores_into(table: ast.expr, repeat: Repeat) -> bool:
    """Whether something is put into a part of the table while the loop runs."""
    names = loaded(table)
    for node in descend(*repeat.region):
        inner: ast.AST | None = None
        if isinstance(node, ast.Subscript | ast.Attribute) and not isinstance(node.ctx, ast.Load):
            inner = node.value
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in MUTATING_METHODS:
            inner = node.func.value
        while isinstance(inner, ast.Subscript | ast.Attribute):
            inner = inner.value
        if isinstance(inner, ast.Name) and inner.id in names:
            return True
    return False
