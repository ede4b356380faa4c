"""Adding up terms over all positions anew, after one element or two have changed.

Finds:
    A loop that sets single cells of a list or table, or swaps two, and asks in the same turn for a total over all its
    positions: an energy, a cost, a count of conflicts. The total may be written out, be ``sum(... for i in range(n))``,
    or stand in a function of the module. A change that is undone is one more change.

Slow because:
    Every turn goes through all n positions, or all pairs of them. Only the terms that read a changed cell differ: a
    few where terms ask for neighbours, n where they ask for all pairs.

Unsafe when:
    The terms are floats, whose sums depend on the order, the same row stands in a table twice, or a cell is changed by
    somebody who holds its row under another name.

Example:
    Before::

        def rough(heights):
            total = 0
            for i in range(len(heights) - 1):
                total += abs(heights[i] - heights[i + 1])
            return total

        def levelled(heights, moves):
            heights = list(heights)
            for at, height in moves:
                before, old = rough(heights), heights[at]
                heights[at] = height
                if rough(heights) >= before:
                    heights[at] = old
            return heights

    After::

        def levelled(heights, moves):
            heights = list(heights)
            running_rough = rough(heights)
            for at, height in moves:
                before, old = running_rough, heights[at]
                running_rough -= _rough_near(at, heights)
                heights[at] = height
                running_rough += _rough_near(at, heights)
                if running_rough >= before:
                    running_rough -= _rough_near(at, heights)
                    heights[at] = old
                    running_rough += _rough_near(at, heights)
            return heights

        def _rough_near(at, heights):
            # the terms that read heights[at]
            if at < 0:
                at += len(heights)
            total = 0
            for i in {at, at - 1}:
                if 0 <= i < len(heights) - 1:
                    total += abs(heights[i] - heights[i + 1])
            return total

Source:
    Energy differences of single moves in Metropolis and others, Equation of state calculations by fast computing
    machines (1953); finite differencing (Paige and Koenig, TOPLAS 4, 1982).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from hasten.code.edits import EditConflict, Edits, indent_block
from hasten.code.function import FunctionCode, Loop
from hasten.code.linear import lowest, surely_at_least
from hasten.code.loops import range_bounds
from hasten.code.match import equal, match, with_values
from hasten.code.scopes import COMPREHENSIONS, fresh_name, loaded, stored, target_names
from hasten.code.source import descend
from hasten.code.types import only
from hasten.proposers.algorithms.outline import read_before_bound
from hasten.proposers.rules._added_helpers import helper
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._inlining import arguments_of
from hasten.proposers.rules._neighbour_totals import Cell, Total, block_total, sum_total, terms_text, touched

GROWTH = ("O(n^2)", "O(n)")
#: Elements that cannot change.
_FIXED = ("tuple", "str", "bytes")
#: Builtins that give the elements of what they are given.
_HANDS_ON = frozenset({"enumerate", "zip", "reversed", "iter", "list", "tuple", "sorted", "filter", "map"})
#: Where a value is looked at and not kept.
_LOOKS = (
    ast.Compare, ast.BinOp, ast.UnaryOp, ast.BoolOp, ast.If, ast.While, ast.IfExp, ast.FormattedValue, ast.Expr,
    ast.AugAssign, ast.Return, ast.Slice, ast.Subscript,
)  # fmt: skip


@dataclass(frozen=True)
class _Asked:
    """One place where a total is asked for.

    Attributes:
        first: The expression, or the first statement of a total that is written out.
        last: The last statement of one that is written out; None for an expression.
        total: What is added up.
        arguments: What each name of the total's function that it reads means here.
        called: The function it stands in, "" where it is written here.
    """

    first: ast.expr | ast.stmt
    last: ast.stmt | None
    total: Total
    arguments: Mapping[str, ast.expr]
    called: str = ""

    @property
    def key(self) -> str:
        """The same for totals that are the same whatever their own names."""
        if self.last is None:
            return ast.dump(self.first)
        names = {name: f"_{place}" for place, name in enumerate(self._bound())}
        renamed = [_Renamed(names).visit(ast.parse(ast.unparse(part))) for part in self.statements]
        return "".join(map(ast.dump, renamed))

    @property
    def statements(self) -> list[ast.stmt]:
        """The statements of a total that is written out."""
        assert self.last is not None and isinstance(self.first, ast.stmt)
        block, place = self.total.code.block(self.first)
        return block[place : block.index(self.last) + 1]

    def _bound(self) -> dict[str, None]:
        stores = (n for part in self.statements for n in ast.walk(part) if isinstance(n, ast.Name))
        return {node.id: None for node in stores if isinstance(node.ctx, ast.Store)}


class _Renamed(ast.NodeTransformer):
    def __init__(self, names: Mapping[str, str]) -> None:
        self.names = names

    def visit_Name(self, node: ast.Name) -> ast.Name:
        return ast.Name(self.names.get(node.id, node.id), node.ctx)


@dataclass(frozen=True)
class _Plan:
    """What is to be done.

    Attributes:
        loop: The loop in front of which the total is taken once.
        asked: The places inside of it.
        name: The list or table.
        changes: Statements that change it, with the indexes of each cell that they set.
        cell: A cell as the terms see it.
        below: Indexes that may count from the end.
    """

    loop: Loop
    asked: tuple[_Asked, ...]
    name: str
    changes: tuple[tuple[ast.stmt, tuple[tuple[ast.expr, ...], ...]], ...]
    cell: Cell
    below: tuple[int, ...]


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per total and collection."""
    groups: dict[str, list[_Asked]] = {}
    for asked in _asked(code):
        groups.setdefault(asked.key, []).append(asked)
    for same in groups.values():
        exact = same[0].total.exact()
        names = [value.id for value in same[0].arguments.values() if isinstance(value, ast.Name)]
        for name in names if exact is not None else []:
            plan = _plan(code, same, name) if names.count(name) == 1 else None
            if plan is not None:
                text = f"all terms are added up again although a few elements of `{name}` have changed"
                change = partial(_change, code, plan)
                yield Finding(plan.asked[0].first, text, change, GROWTH, ahead=True, integers=not exact)


def _asked(code: FunctionCode) -> Iterator[_Asked]:
    if not any(_cells(statement) for statement in [*code.all(ast.Assign), *code.all(ast.AugAssign)]):
        return
    for call in code.all(ast.Call):
        around = any(isinstance(parent, COMPREHENSIONS) for parent in code.ancestors(call))
        if not code.loops_around(call) or code.in_nested_function(call) or around:
            continue
        total = sum_total(code, call)
        if total is not None:
            yield _Asked(call, None, total, _plainly(total))
        elif isinstance(call.func, ast.Name) and call.func.id not in code.local:
            found = _called(code, call, call.func.id)
            if found is not None:
                yield found
    for start in code.all(ast.Assign):
        if code.loops_around(start) and not code.in_nested_function(start):
            block = block_total(code, start)
            if block is not None:
                yield _Asked(start, block[1], block[0], _plainly(block[0]))


def _plainly(total: Total) -> dict[str, ast.expr]:
    return {name: ast.Name(name, ast.Load()) for name in total.given}


def _called(code: FunctionCode, call: ast.Call, name: str) -> _Asked | None:
    """A call of a function that does nothing but add up."""
    node = code.module.functions.get(name)
    if not isinstance(node, ast.FunctionDef) or node.decorator_list or node is code.node:
        return None
    given = arguments_of(node, call, receiver=False)
    body = node.body[1:] if ast.get_docstring(node) is not None else node.body
    if given is None or not body or not isinstance(body[-1], ast.Return) or body[-1].value is None:
        return None
    callee = code.program.function(name)
    total: Total | None = None
    if len(body) == 1:
        total = sum_total(callee, body[-1].value)
    else:
        block = block_total(callee, body[0])
        if block is not None and block[1] is body[-2] and match("return @t", body[-1]) is not None:
            total = block[0] if ast.unparse(body[-1].value) == block[0].name else None
    if total is None or not set(total.given) <= set(given) or total.own & set(given):
        return None
    return _Asked(call, None, total, given, name)


# -- what changes ------------------------------------------------------------------------------------------------------


def _plan(code: FunctionCode, same: Sequence[_Asked], name: str) -> _Plan | None:
    kind = code.type_of_name(name)
    parameter = next(key for key, value in same[0].arguments.items() if ast.unparse(value) == name)
    if not only(kind, "list", "any") or parameter not in same[0].total.given or code.uses(name).aliases:
        return None
    best: tuple[Loop, tuple[_Asked, ...]] | None = None
    for loop in code.loops_around(same[0].first):
        region = _region(loop)
        inside = tuple(asked for asked in same if any(asked.first is node for node in descend(*region)))
        if not _followed(code, loop, inside, name):
            break
        best = loop, inside
    if best is None:
        return None
    loop, inside = best
    changes = tuple(_changes(code, loop, name))
    depths = {len(cell) for _, cells in changes for cell in cells}
    if len(depths) != 1 or not all(_asked_in_turn(code, loop, statement, inside) for statement, _ in changes):
        return None
    depth = depths.pop()
    element = kind.element if depth == 1 else kind.element.element
    if depth > 2 or not _parts_are_safe(code, loop, name, depth):
        return None
    if not only(element, *_FIXED) and _asks_parts(same[0].total, parameter, depth):
        return None
    if any(asked.last is not None and _clobbers(code, loop, asked) for asked in inside):
        return None
    total = same[0].total
    taken = set(total.given) | total.own | {total.name} | set(same[0].arguments)
    at = tuple(_fresh_names(["at"] if depth == 1 else ["row", "column"], taken))
    cells = [cell for _, of in changes for cell in of]
    stops = tuple(_stop(code, same[0], [cell[place] for cell in cells]) for place in range(depth))
    below = [place for place in range(depth) if not all(surely_at_least(lowest(code, cell[place])) for cell in cells)]
    cell = Cell(parameter, at, stops)
    read = [nest for nest in total.nests if any(n.id == parameter for n in _names(nest.parts))]
    found = [touched(total, nest, cell) for nest in read]
    if not read or None in found:
        return None
    return _Plan(loop, inside, name, changes, cell, tuple(below))


def _names(parts: Sequence[ast.AST]) -> Iterator[ast.Name]:
    return (node for node in descend(*parts) if isinstance(node, ast.Name))


def _fresh_names(wanted: Sequence[str], taken: set[str]) -> Iterator[str]:
    for name in wanted:
        yield fresh_name(name, taken)


def _region(loop: Loop) -> list[ast.AST]:
    return [loop.test, *loop.body] if isinstance(loop, ast.While) else [loop.target, *loop.body]


def _followed(code: FunctionCode, loop: Loop, inside: Sequence[_Asked], name: str) -> bool:
    """Whether every change of the collection in the loop is plain, and nothing else that the total reads changes."""
    region = _region(loop)
    uses = code.uses(name, *region)
    if uses.rebinds or uses.aliases or uses.escapes:
        return False
    stored_to = [node for node in _names(region) if node.id == name and _is_set(code, node)]
    if not stored_to or not set(uses.changes) <= set(stored_to):
        return False
    if not all(_cells(code.statement(node), name) for node in stored_to):
        return False
    if any(isinstance(node, ast.Try | ast.With | ast.Yield | ast.YieldFrom | ast.Await) for node in descend(*region)):
        return False
    own = set().union(*(asked.total.own | {asked.total.name} for asked in inside if asked.last is not None))
    others = [v for asked in inside for v in asked.arguments.values() if ast.unparse(v) != name]
    return all(not loaded(value) & own and code.invariant(value, *region) for value in others)


def _is_set(code: FunctionCode, name: ast.Name) -> bool:
    """Whether a cell of what the name stands for is set or deleted."""
    spot = code.parent(name)
    while isinstance(code.parent(spot), ast.Subscript) and code.parent(spot).value is spot:  # type: ignore[attr-defined]
        spot = code.parent(spot)
    return isinstance(spot, ast.Subscript) and spot.slice is not name and not isinstance(spot.ctx, ast.Load)


def _changes(code: FunctionCode, loop: Loop, name: str) -> Iterator[tuple[ast.stmt, tuple[tuple[ast.expr, ...], ...]]]:
    for statement in descend(*loop.body):
        if isinstance(statement, ast.Assign | ast.AugAssign):
            cells = _cells(statement, name)
            if cells:
                yield statement, cells


def _cells(statement: ast.stmt, name: str = "") -> tuple[tuple[ast.expr, ...], ...]:
    """The indexes of each cell that a statement sets; none where it does anything else."""
    if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
        target = statement.targets[0]
        spots = target.elts if isinstance(target, ast.Tuple) else [target]
    elif isinstance(statement, ast.AugAssign):
        spots = [statement.target]
    else:
        return ()
    cells = []
    for spot in spots:
        indexes: list[ast.expr] = []
        while isinstance(spot, ast.Subscript):
            indexes.insert(0, spot.slice)
            spot = spot.value
        if not indexes or not isinstance(spot, ast.Name) or spot.id != (name or spot.id):
            return ()
        if not all(_plain(index) and spot.id not in loaded(index) for index in indexes):
            return ()
        cells.append(tuple(indexes))
    return tuple(cells)


def _plain(node: ast.expr) -> bool:
    """Whether an index costs next to nothing, and means the same before and after the change."""
    if isinstance(node, ast.BinOp):
        return _plain(node.left) and _plain(node.right)
    if isinstance(node, ast.UnaryOp):
        return _plain(node.operand)
    if isinstance(node, ast.Subscript):
        return _plain(node.value) and _plain(node.slice)
    return isinstance(node, ast.Name) or (isinstance(node, ast.Constant) and type(node.value) is int)


def _asked_in_turn(code: FunctionCode, loop: Loop, statement: ast.stmt, inside: Sequence[_Asked]) -> bool:
    """Whether the total is asked for as often as the statement runs, as far as loops show."""
    around = code.loops_around(statement)[0]
    return any(around in code.loops_around(asked.first) for asked in inside)


def _asks_parts(total: Total, parameter: str, depth: int) -> bool:
    """Whether a term asks for a part of an element, which may change without the element."""
    for node in _names([part for nest in total.nests for part in nest.parts]):
        here: ast.AST = node
        taken, parent = 0, total.code.parent(here)
        while isinstance(parent, ast.Subscript | ast.Attribute) and parent.value is here:
            here, taken, parent = parent, taken + 1, total.code.parent(parent)
        if node.id == parameter and taken > depth:
            return True
    return False


def _parts_are_safe(code: FunctionCode, loop: Loop, name: str, depth: int) -> bool:
    """Whether each row of a table stands in it once, and nobody changes one in the loop under another name."""
    region = _region(loop)
    inside = set(descend(*region))
    for node in _names(code.node.body):
        if node.id != name:
            continue
        here: ast.expr = node
        taken, parent = 0, code.parent(here)
        while isinstance(parent, ast.Subscript) and parent.value is here:
            here, taken, parent = parent, taken + 1, code.parent(parent)
        if isinstance(parent, ast.Assign) and here in parent.targets and taken == 0 and _repeated(parent.value):
            return False
        if taken >= depth or not isinstance(getattr(here, "ctx", None), ast.Load):
            continue
        while isinstance(parent, ast.Call) and isinstance(parent.func, ast.Name) and parent.func.id in _HANDS_ON:
            here, parent = parent, code.parent(parent)
        if isinstance(parent, ast.Tuple) and isinstance(code.parent(parent), ast.Assign):
            here, parent = parent, code.parent(parent)
        held: list[str] = []
        if isinstance(parent, ast.For | ast.comprehension) and parent.iter is here:
            held = target_names(parent.target)
        elif isinstance(parent, ast.Assign) and taken:
            held = [bound for target in parent.targets for bound in target_names(target)]
        elif isinstance(parent, ast.Attribute):
            call = code.parent(parent)
            if node in inside and not (isinstance(call, ast.Call) and code.pure(call)):
                return False
        elif taken and node in inside and not _is_looked_at(code, parent):
            return False
        for part in held:
            uses = code.uses(part, *region)
            if uses.changes or uses.aliases or uses.escapes:
                return False
    return True


def _is_looked_at(code: FunctionCode, parent: ast.AST) -> bool:
    return isinstance(parent, _LOOKS) or (isinstance(parent, ast.Call) and code.pure(parent))


def _repeated(value: ast.expr) -> bool:
    """Whether a table is made of one row: ``[row] * m``."""
    if isinstance(value, ast.BinOp) and isinstance(value.op, ast.Mult):
        shown = [side for side in (value.left, value.right) if isinstance(side, ast.List)]
        return not shown or not all(isinstance(element, ast.Constant) for element in shown[0].elts)
    if not isinstance(value, ast.ListComp) or not isinstance(value.elt, ast.Name):
        return False
    return value.elt.id not in {name for generator in value.generators for name in target_names(generator.target)}


def _clobbers(code: FunctionCode, loop: Loop, asked: _Asked) -> bool:
    """Whether somebody reads a name of a total that is written out, or of the same in front of the loop."""
    assert asked.last is not None
    own = asked.total.own
    if any(code.live_after(name, asked.last) for name in own):
        return True
    front = {asked.total.name, *own}
    return bool(read_before_bound([loop]) & own) or any(code.live_after(name, loop) for name in front)


def _stop(code: FunctionCode, asked: _Asked, indexes: Sequence[ast.expr]) -> ast.expr | None:
    """The stop of a range, as the total says it, in which all these indexes are."""
    stops: list[ast.expr] = []
    for index in indexes:
        loops = [loop for loop in code.loops_around(index) if isinstance(loop, ast.For)]
        around = next((loop for loop in loops if ast.unparse(loop.target) == ast.unparse(index)), None)
        bounds = range_bounds(code, around.iter) if around is not None else None
        if around is None or bounds is None or bounds[0] is not None or bounds[2] != 1:
            return None
        if stored(*around.body) & loaded(index):
            return None
        stops.append(bounds[1])
    for position in (position for nest in asked.total.nests for position in nest.positions):
        here = with_values(position.stop, asked.arguments)
        if all(equal(here, stop) for stop in stops):
            return position.stop
    return None


# -- the change --------------------------------------------------------------------------------------------------------


def _change(code: FunctionCode, plan: _Plan, edits: Edits) -> None:
    first = plan.asked[0]
    word = first.called or first.total.name
    running = code.fresh(f"running_{word.lstrip('_')}")
    several = any(len(cells) > 1 for _, cells in plan.changes)
    near = helper(code, f"_{word.lstrip('_')}_near", _near_text(plan, several, edits), edits)
    if first.last is None:
        assert isinstance(first.first, ast.expr)
        edits.insert_before(plan.loop, f"{running} = {edits.text(first.first)}")
    else:
        named = [n for part in first.statements for n in ast.walk(part) if isinstance(n, ast.Name)]
        renamed: dict[ast.AST, str] = {node: running for node in named if node.id == first.total.name}
        edits.insert_before(plan.loop, edits.block(first.statements, renamed, comments=False))
    for asked in plan.asked:
        if asked.last is None:
            assert isinstance(asked.first, ast.expr)
            edits.replace(asked.first, running)
        else:
            edits.replace_statements(asked.statements[0], asked.last, f"{asked.total.name} = {running}")
    given = [ast.unparse(value) for name, value in first.arguments.items() if name in first.total.given]
    for statement, cells in plan.changes:
        if code.text.is_elif(statement):
            raise EditConflict("no place for a further line")
        spots = [", ".join(ast.unparse(index) for index in cell) for cell in cells]
        at = ", ".join(spots)
        if several:
            spots = [f"({spot})" if "," in spot else spot for spot in spots]
            at = f"({', '.join(spots)}{',' * (len(spots) == 1)})"
        call = f"{near}({', '.join([at, *given])})"
        edits.insert_before(statement, f"{running} -= {call}")
        edits.insert_after(statement, f"{running} += {call}")


def _near_text(plan: _Plan, several: bool, edits: Edits) -> str:
    total, cell = plan.asked[0].total, plan.cell
    names = [name for name in plan.asked[0].arguments if name in total.given]
    spot = f"{cell.collection}{''.join(f'[{name}]' for name in cell.at)}"
    head, lines, read = ", ".join(cell.at), [], f"that read {spot}"
    body = [
        f"if {cell.at[place]} < 0:\n    {cell.at[place]} += {cell.length(place)}" for place in plan.below
    ]  # fmt: skip
    taken = {*names, *total.own, total.name, *cell.at}
    if several:
        head, read = fresh_name("cells", taken), f"of {cell.collection} that read one of some cells"
        taken.add(head)
    lines.append(f"{total.name} = 0")
    for nest in total.nests:
        if not any(node.id == cell.collection for node in _names(nest.parts)):
            continue
        found = touched(total, nest, cell)
        assert found is not None
        sets, unsure = found
        source = " | ".join(sets)
        if several:
            # A term that reads two of the cells counts once.
            gathered = fresh_name("touched", taken)
            lines += [f"{gathered} = set()", f"for {', '.join(cell.at)} in {head}:"]
            lines += [indent_block("\n".join([*body, f"{gathered} |= {source}"]), "    ")]
            source = gathered
        lines.append(terms_text(total, nest, source, unsure, edits))
    if not several:
        lines = [*body, *lines]
    block = indent_block("\n".join([*lines, f"return {total.name}"]), "    ")
    doc = f'    """What the terms {read} add to the total."""'
    text = f"def NAME({', '.join([head, *names])}):\n{doc}\n{block}\n"
    return text.replace("{", "{{").replace("}", "}}").replace("NAME", "{name}", 1)
