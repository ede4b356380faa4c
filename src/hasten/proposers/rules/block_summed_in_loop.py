"""Adding up a block of a table again and again.

Finds:
    Inside a loop or comprehension in which the table stays the same, two nested loops, or a ``sum`` with two parts,
    that add up the cells of a block: ``for y in range(a, b): for x in range(c, d): total += table[y][x]``. They may go
    through slices of the table and of its rows, count the cells that meet a condition, or ask whether any or all do.

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
from functools import partial

from hasten.code.edits import EditConflict, Edits
from hasten.code.function import FunctionCode
from hasten.code.linear import guarded, linear, lowest, surely_at_least
from hasten.code.loops import Repeat, constant_int, repeats_around
from hasten.code.match import equal, match, renamed
from hasten.code.purity import MUTATING_METHODS
from hasten.code.scopes import loaded
from hasten.code.source import descend
from hasten.code.types import only
from hasten.proposers.rules._added_helpers import helper
from hasten.proposers.rules._blocks import CELL, Block, Side, Tally, blocks
from hasten.proposers.rules._finding import Finding

GROWTH = ("O(n^4)", "O(n^2)")
_COMMENT = "# the sums of all cells above and to the left"
_COUNTS = "# how many cells above and to the left are `{}`"
_HELPER = '''
def {name}(corner, top, bottom, left, right):
    """The sum of a block of cells, from the sums of all cells above and to the left."""
    if top >= bottom or left >= right:
        return 0
    above, whole = corner[top], corner[bottom]
    return whole[right] - above[right] - whole[left] + above[left]
'''


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per block."""
    for block in blocks(code):
        repeat = _outermost(code, block) if _summable(code, block) else None
        if repeat is not None:
            done = "added up" if any(tally.plain for tally in block.tallies) else "gone through"
            text = f"a block of {ast.unparse(block.table)} is {done} cell by cell; four sums from the corner give it"
            adds = any(not _is_count(tally) for tally in block.tallies)
            yield Finding(block.node, text, partial(_change, code, block, repeat), GROWTH, integers=adds, ahead=True)


def _is_count(tally: Tally) -> bool:
    """Whether a cell counts for 1 or for nothing."""
    value = tally.value
    if isinstance(value, ast.IfExp):
        return constant_int(value.body) == 1 and constant_int(value.orelse) == 0
    return isinstance(value, ast.Compare | ast.BoolOp) or (
        isinstance(value, ast.UnaryOp) and isinstance(value.op, ast.Not)
    )


def _summable(code: FunctionCode, block: Block) -> bool:
    """Whether the cells may be integers, and no slice may count from the end."""
    for side in (block.rows, block.columns):
        start = side.start
        if side.cut and start is not None and not isinstance(start, ast.Name | ast.Attribute | ast.Subscript):
            known = surely_at_least(linear(code, start), 0, guarded(code, block.node))
            if not known and not (isinstance(start, ast.Call) and code.builtin_call(start, "max") is not None):
                return False
    kind = code.type_of(block.table)
    if not only(kind, "list", "tuple", "any"):
        return False
    cells = kind.element.element
    return all(_is_count(tally) for tally in block.tallies) or only(cells, "int", "bool", "any")


def _outermost(code: FunctionCode, block: Block) -> Repeat | None:
    """The outermost loop in which the table stays the same while the bounds move."""
    best: Repeat | None = None
    moving = False
    others = {name for tally in block.tallies for name in loaded(tally.value) - {CELL}}
    for repeat in repeats_around(code, block.node):
        kept = [block.table, *(ast.Name(name, ast.Load()) for name in others)]
        if not all(code.invariant(part, *repeat.region) for part in kept) or _stores_into(block.table, repeat):
            break
        moving = moving or not all(code.invariant(bound, *repeat.region) for bound in block.bounds)
        best = repeat
    return best if best is not None and best.statement is not None and moving else None


def _change(code: FunctionCode, block: Block, repeat: Repeat, edits: Edits) -> None:
    assert repeat.statement is not None
    table = edits.text(block.table)
    lines: list[str] = []
    corners: dict[str, str] = {}
    taken: list[str] = []
    for tally in block.tallies:
        said = ast.unparse(renamed(tally.value, {CELL: "cell"}))
        if said in corners:
            continue
        corner = corners[said] = code.fresh("corner", *taken)
        taken.append(corner)
        edits.insert_before(repeat.statement, _corner_lines(code, tally, corner, table, edits))
    for tally in block.tallies:
        corner = corners[ast.unparse(renamed(tally.value, {CELL: "cell"}))]
        value, test = _sum(code, block, corner, table, edits)
        if isinstance(block.node, ast.Call):
            _replace_call(code, block.node, tally, value, test, edits)
            return
        if tally.sets is not None:
            lines += _set(tally, f"{test} and {value}" if test else value, edits)
            continue
        line = f"{tally.name} {'+=' if tally.sign > 0 else '-='} {value if tally.sign > 0 else f'({value})'}"
        lines.append(f"if {test}:\n    {line}" if test else line)
    assert isinstance(block.node, ast.For)
    edits.replace_statement(block.node, "\n".join(lines))


def _set(tally: Tally, asked: str, edits: Edits) -> list[str]:
    """The statements that set a name if any cell counts."""
    assert tally.sets is not None
    one, other = edits.text(tally.sets), edits.text(tally.otherwise) if tally.otherwise is not None else ""
    if (one, other) == ("False", "True"):
        return [f"{tally.name} = not ({asked})"]
    return [f"if {asked}:\n    {tally.name} = {one}", *([f"else:\n    {tally.name} = {other}"] if other else [])]


def _replace_call(code: FunctionCode, call: ast.Call, tally: Tally, value: str, test: str, edits: Edits) -> None:
    if any(isinstance(parent, ast.Lambda) for parent in code.ancestors(call)):
        raise EditConflict("the block is asked for in a function")
    whole = f"{value} if {test} else 0" if test else value
    if tally.asks != "sum":
        asked = whole if value.endswith(")") and not test else f"({whole})"
        whole = f"{asked} {'>' if tally.asks == 'any' else '=='} 0"
    edits.replace(call, whole)


def _corner_lines(code: FunctionCode, tally: Tally, corner: str, table: str, edits: Edits) -> str:
    """The statements that make the table of sums."""
    row, cell, above, own = (code.fresh(name) for name in ("row", "cell", "above", "own"))
    accumulate = edits.need("itertools", "accumulate")
    said = ast.unparse(renamed(tally.value, {CELL: cell}))
    counted = row if tally.plain else f"[{said} for {cell} in {row}]"
    sums = f"[{above} + {own} for {above}, {own} in zip({corner}[-1], {accumulate}({counted}, initial=0))]"
    comment = _COUNTS.format(said) if _is_count(tally) and isinstance(tally.value, ast.Compare) else _COMMENT
    return (
        f"{comment}\n{corner} = [[0] * (max(map(len, {table}), default=0) + 1)]\n"
        f"for {row} in {table}:\n    {corner}.append({sums})"
    )


def _sum(code: FunctionCode, block: Block, corner: str, table: str, edits: Edits) -> tuple[str, str]:
    """The sum of a block, and what must hold for it not to be empty, "" where that is known."""
    rows, columns = block.rows, block.columns
    if all(_is_simple(side) for side in (rows, columns)):
        (top, bottom), (left, right) = (
            ("0" if side.start is None else edits.text(side.start, need=8), edits.text(side.stop, need=8))  # type: ignore[arg-type]
            for side in (rows, columns)
        )
        cells = [f"{corner}[{y}][{x}]" for y in (bottom, top) for x in (right, left)]
        tests = []
        for side in (rows, columns):
            assert side.stop is not None
            # Where an end cannot lie before its beginning, an empty block adds up to 0 by itself.
            length = side.stop if side.start is None else ast.BinOp(side.stop, ast.Sub(), side.start)
            known = guarded(code, block.node)
            if not any(surely_at_least(least(code, length), 0, known) for least in (linear, lowest)):
                forms = match("$a + $n", side.stop), match("$n + $a", side.stop)
                begin = side.start or ast.Constant(0)
                longer = next((form for form in forms if form and equal(form["a"], begin)), None)
                if longer is not None:
                    tests.append(f"{edits.text(longer['n'], need=8)} > 0")
                else:
                    tests.append(f"{edits.text(begin, need=8)} < {edits.text(side.stop, need=8)}")
        return f"{cells[0]} - {cells[2]} - {cells[1]} + {cells[3]}", " and ".join(dict.fromkeys(tests))
    made = helper(code, "_block_sum", _HELPER.strip("\n"), edits)
    first = ", ".join(_ends(rows, f"len({table})", edits))
    second = ", ".join(_ends(columns, f"len({corner}[0]) - 1", edits))
    return f"{made}({corner}, {first}, {second})", ""


def _is_simple(side: Side) -> bool:
    plain = not side.cut and side.shift is None and side.within is None
    return plain and not any(isinstance(node, ast.Call) for part in side.bounds for node in ast.walk(part))


def _ends(side: Side, whole: str, edits: Edits) -> tuple[str, str]:
    """Where the places of a side begin and end, as code."""
    start, stop = _shifted(side, side.start, edits), whole
    if side.stop is not None:
        stop = _shifted(side, side.stop, edits)
        stop = f"min({stop}, {whole})" if side.cut else stop
    if side.within is not None:
        low, high = side.within
        start = f"max({start}, {edits.text(low)})"
        stop = f"min({stop}, {edits.text(high)})"
    return start, stop


def _shifted(side: Side, bound: ast.expr | None, edits: Edits) -> str:
    if side.shift is None:
        return "0" if bound is None else edits.text(bound)
    if side.negative:
        away = edits.text(side.shift, need=13)
        return f"-{away}" if bound is None else f"{edits.text(bound, need=12)} - {away}"
    shift = edits.text(side.shift, need=12)
    if bound is None or constant_int(bound) == 0:
        return shift
    if isinstance(bound, ast.UnaryOp) and isinstance(bound.op, ast.USub):
        return f"{shift} - {edits.text(bound.operand, need=13)}"
    return f"{shift} + {edits.text(bound, need=13)}"


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
