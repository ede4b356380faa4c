"""Rectangles of a table that are raised or marked cell by cell.

Finds:
    Inside a loop, two loops over positions that do nothing but ``grid[y][x] += by`` (or ``-=``), or set the cells to
    one constant, where the function made the table itself, full of zeros or of another constant, and the outer loop
    does not look at it. Positions may be asked whether they lie between two bounds (``if not 0 <= y < n: continue``).

Slow because:
    Every cell of every rectangle is visited: O(n * w * h). A change noted at the four corners of each rectangle, and
    added up along the rows and down the columns once at the end, takes O(n + W * H).

Unsafe when:
    Floats, whose sums depend on the order. Rectangles that reach over an end of the table are gone through as before.

Example:
    Before::

        for x0, y0, x1, y1, weight in stamps:
            for y in range(y0, y1):
                for x in range(x0, x1):
                    heat[y][x] += weight

    After::

        heat_rises = _no_rises(heat)
        for x0, y0, x1, y1, weight in stamps:
            if 0 <= y0 <= y1 < len(heat_rises) and 0 <= x0 <= x1 < len(heat_rises[0]):
                heat_rises[y0][x0] += weight
                heat_rises[y0][x1] -= weight
                heat_rises[y1][x0] -= weight
                heat_rises[y1][x1] += weight
            else:
                for y in range(y0, y1):
                    for x in range(x0, x1):
                        heat[y][x] += weight
        _raise_areas(heat, heat_rises)

Source:
    Crow, Summed-area tables for texture mapping, SIGGRAPH 1984, the other way round (a two-dimensional difference
    array).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from hasten.code.edits import EditConflict, Edits, indent_block
from hasten.code.function import FunctionCode
from hasten.code.loops import Repeat, constant_int, counted, repeats_around
from hasten.code.match import match
from hasten.code.scopes import loaded, stored
from hasten.code.source import descend
from hasten.code.types import only
from hasten.proposers.rules._added_helpers import helper
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._within_bounds import Between, inside_bounds

GROWTH = ("O(n^3)", "O(n^2)")
_EMPTY = '''
def {name}(grid):
    """A table of zeros, one row and one column larger than the grid."""
    width = len(grid[0]) if grid else 0
    return [[0] * (width + 1) for _ in range(len(grid) + 1)]
'''
_RAISE = '''
def {name}(grid, rises):
    """Raise every cell by what was noted at the corners of the areas that it lies in."""
    above = [0] * len(rises[0])
    for row, rise in zip(grid, rises):
        above = [a + b for a, b in zip(above, rise)]
        row[:] = map({add}, row, {accumulate}(above))
'''
_MARK = '''
def {name}(grid, rises, mark):
    """Set every cell that lies in one of the areas whose corners were noted."""
    above = [0] * len(rises[0])
    for row, rise in zip(grid, rises):
        above = [a + b for a, b in zip(above, rise)]
        row[:] = [mark if inside else cell for cell, inside in zip(row, {accumulate}(above))]
'''


@dataclass(frozen=True)
class _Area:
    """Two loops over a part of a table.

    Attributes:
        loop: The outer one of the two.
        grid: The table.
        rows: Where the rows begin (None: 0) and end.
        columns: Where the columns begin and end.
        by: What is added to each cell; None where they are set.
        sign: 1, or -1 where it is taken away.
        mark: The constant that they are set to; None where something is added.
        within: Between which bounds the rows, then the columns, must lie besides; None for no bounds.
    """

    loop: ast.For
    grid: str
    rows: tuple[ast.expr | None, ast.expr]
    columns: tuple[ast.expr | None, ast.expr]
    by: ast.expr | None
    sign: int
    mark: ast.Constant | None
    within: tuple[Between | None, Between | None]

    @property
    def bounds(self) -> list[ast.expr]:
        """All bounds that are not 0."""
        asked = [bound for pair in self.within if pair is not None for bound in pair]
        return [bound for bound in (*self.rows, *self.columns, *asked) if bound is not None]


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding for each table and loop."""
    for loop in code.all(ast.For):
        area = _area(code, loop)
        repeat = _outermost(code, area) if area is not None else None
        if area is None or repeat is None or _is_left(code, area):
            continue
        done = "raised" if area.mark is None else "marked"
        text = f"an area of {area.grid} is {done} cell by cell; notes at its four corners, added up once, do the same"
        yield Finding(
            loop, text, partial(_change, code, area, repeat), GROWTH, ahead=True, integers=area.mark is None
        )  # fmt: skip


def _area(code: FunctionCode, loop: ast.For) -> _Area | None:
    rows = _range(code, loop)
    within: dict[str, Between] = {}
    outer = inside_bounds(loop.body, within)
    alias = None
    if len(outer) == 2:
        alias = match("@row = @grid[@y]", outer[0])
        if alias is None or code.live_after(alias.name("row"), loop):
            return None
        outer = outer[1:]
    inner = outer[0]
    if rows is None or not isinstance(inner, ast.For) or len(outer) != 1:
        return None
    columns, body = _range(code, inner), inside_bounds(inner.body, within)
    if columns is None or len(body) != 1:
        return None
    step = body[0]
    names = [loop.target.id, inner.target.id]  # type: ignore[attr-defined]
    cell = "@row[@x]" if alias is not None else "@grid[@y][@x]"
    patterns = {f"{cell} += $v": 1, f"{cell} = {cell} + $v": 1, f"{cell} -= $v": -1, f"{cell} = $v": 0}
    matches = [(holes, sign) for pattern, sign in patterns.items() if (holes := match(pattern, step)) is not None]
    if not matches:
        return None
    found, sign = matches[0]
    if alias is not None:
        if alias.name("row") != found.name("row") or [alias.name("y"), found.name("x")] != names:
            return None
        grid = alias.name("grid")
    else:
        grid = found.name("grid")
        asked = [found.name("y"), found.name("x")]
        if asked == names[::-1]:
            rows, columns, names = columns, rows, asked
        elif asked != names:
            return None
    value = found["v"]
    if within.keys() - set(names):
        return None
    area = _Area(
        loop, grid, rows, columns, value if sign else None, sign,
        value if not sign and isinstance(value, ast.Constant) else None, (within.get(names[0]), within.get(names[1])),
    )  # fmt: skip
    if (not sign and area.mark is None) or len({*names, grid}) < 3:
        return None
    asked_first = loaded(*area.bounds, value)
    if asked_first & {*names, grid} or not all(code.pure(part) for part in (*area.bounds, value)):
        return None
    return area if sign == 0 or only(code.type_of(value), "int", "bool", "any") else None


def _range(code: FunctionCode, loop: ast.For) -> tuple[ast.expr | None, ast.expr] | None:
    """Where the positions of a loop begin and end."""
    steps = counted(code, loop)
    if steps is None or steps.step != 1 or code.live_after(steps.index, loop):
        return None
    return steps.start, steps.stop


def _outermost(code: FunctionCode, area: _Area) -> Repeat | None:
    """The outermost loop that has no other use for the table, where the table is one that can be written at its end."""
    made = _made(code, area)
    if made is None or any(code.in_nested_function(n) for n in code.all(ast.Name) if n.id == area.grid):
        return None
    inside = {n for n in descend(area.loop) if isinstance(n, ast.Name) and n.id == area.grid}
    best: Repeat | None = None
    for repeat in repeats_around(code, area.loop):
        whole = descend(repeat.node)
        if made in whole or any(isinstance(n, ast.Name) and n.id == area.grid and n not in inside for n in whole):
            break
        if not isinstance(repeat.node, ast.For | ast.While) or repeat.node.orelse:
            break
        if any(isinstance(n, ast.Yield | ast.YieldFrom | ast.Await) for n in whole):
            break  # elsewhere the table would be seen half-done
        best = repeat
    if best is None or _moves_not(area, best) or _leaves_tried(code, best.node):
        return None
    return best


def _is_left(code: FunctionCode, area: _Area) -> bool:
    """Whether it is the old way behind a test that this rule has made."""
    above = (parent.test for parent in code.ancestors(area.loop) if isinstance(parent, ast.If))
    return any(f"{area.grid}_rises" in loaded(test) for test in above)


def _moves_not(area: _Area, repeat: Repeat) -> bool:
    return not loaded(*area.bounds) & stored(*repeat.region)


def _leaves_tried(code: FunctionCode, node: ast.AST) -> bool:
    """Whether what is raised in the loop may be caught, so that the table could be looked at afterwards."""
    return any(isinstance(parent, ast.Try) for parent in code.ancestors(node))


def _made(code: FunctionCode, area: _Area) -> ast.Assign | None:
    """The statement that makes the table, full of one constant, the only one that sets the name."""
    sets = [n for n in code.all(ast.Name) if n.id == area.grid and not isinstance(n.ctx, ast.Load)]
    if len(sets) != 1 or area.grid not in code.local:
        return None
    statement = code.parent(sets[0])
    if not isinstance(statement, ast.Assign) or len(statement.targets) != 1:
        return None
    if match("[]", statement.value) is not None:
        return _made_row_by_row(code, area, statement)
    found = match("[[$zero] * $w for @i in range($h)]", statement.value)
    found = found or match("[[$zero for @j in range($w)] for @i in range($h)]", statement.value)
    if found is None or not code.is_builtin("range") or not isinstance(found["zero"], ast.Constant):
        return None
    return statement if area.mark is not None or type(found["zero"].value) is int else None


def _made_row_by_row(code: FunctionCode, area: _Area, statement: ast.Assign) -> ast.Assign | None:
    """``grid = []`` and behind it ``for y in range(height): grid.append([0] * width)``."""
    behind = code.after(statement)
    form = f"for @i in range($h):\n    {area.grid}.append([$zero] * $w)"
    found = match(form, behind[0]) if behind else None
    if found is None or not code.is_builtin("range") or not isinstance(found["zero"], ast.Constant):
        return None
    return statement if area.mark is not None or type(found["zero"].value) is int else None


def _change(code: FunctionCode, area: _Area, repeat: Repeat, edits: Edits) -> None:
    assert repeat.statement is not None
    empty = helper(code, "_no_rises", _EMPTY.strip("\n"), edits)
    accumulate = edits.need("itertools", "accumulate")
    rises = code.fresh(f"{area.grid}_rises")
    edits.insert_before(repeat.statement, f"{rises} = {empty}({area.grid})")
    lines: list[str] = []

    def named(node: ast.expr | None, wanted: str, bound: ast.expr | None = None) -> str:
        """What to call a bound, which is kept within another one."""
        text = edits.text(node) if node is not None else "0"
        if bound is not None and not (node is None and constant_int(bound) == 0):
            text = f"{'min' if wanted in ('bottom', 'right') else 'max'}({text}, {edits.text(bound)})"
        elif node is None or isinstance(node, ast.Name | ast.Constant):
            return text
        name = code.fresh(wanted)
        lines.append(f"{name} = {text}")
        return name

    (high, low), (near, far) = (pair or (None, None) for pair in area.within)
    if (high or near) and not (code.is_builtin("min") and code.is_builtin("max")):
        raise EditConflict("min or max means something else here")
    top, bottom = named(area.rows[0], "top", high), named(area.rows[1], "bottom", low)
    left, right = named(area.columns[0], "left", near), named(area.columns[1], "right", far)
    inside = f"0 <= {top} <= {bottom} < len({rises})".replace("0 <= 0 <=", "0 <=")
    inside += f" and 0 <= {left} <= {right} < len({rises}[0])".replace("0 <= 0 <=", "0 <=")
    before, lines = lines, []
    by = named(area.by, "by") if area.by is not None else "1"
    plus, minus = ("+=", "-=") if area.sign >= 0 else ("-=", "+=")
    corners = ((top, left, plus), (top, right, minus), (bottom, left, minus), (bottom, right, plus))
    lines += [f"{rises}[{y}][{x}] {step} {by}" for y, x, step in corners]
    new = indent_block("\n".join(lines), "    ")
    old = indent_block(edits.block([area.loop], comments=False), "    ")
    edits.replace_statement(area.loop, "\n".join([*before, f"if {inside}:\n{new}\nelse:\n{old}"]))
    if area.mark is None:
        add = edits.need("operator", "add")
        text = _RAISE.strip("\n").replace("{add}", add).replace("{accumulate}", accumulate)
        done = helper(code, "_raise_areas", text, edits)
        edits.insert_after(repeat.statement, f"{done}({area.grid}, {rises})")
        return
    done = helper(code, "_mark_areas", _MARK.strip("\n").replace("{accumulate}", accumulate), edits)
    edits.insert_after(repeat.statement, f"{done}({area.grid}, {rises}, {edits.text(area.mark)})")
