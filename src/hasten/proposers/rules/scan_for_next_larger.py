"""From every position a walk to the next element that is larger.

Finds:
    In a loop over the positions of a sequence that stays the same, a walk forwards (or backwards) from the position to
    the first element that compares larger, or smaller, than the one there: a ``for`` over ``range`` that breaks, or a
    ``while``. Elements may be compared by a field.

Slow because:
    Where the values fall for long, every walk is long: O(n^2). One pass with a stack of the positions that still wait
    for a larger element finds all of them: every position enters and leaves it once.

Unsafe when:
    The elements have no total order (NaN).

Example:
    Before::

        for i in range(len(prices)):
            j = i + 1
            while j < len(prices) and prices[j] <= prices[i]:
                j += 1
            waits.append(j - i)

    After::

        # waiting holds the positions that have not met their next one yet
        following = [len(prices)] * len(prices)
        waiting = []
        for j in range(len(prices)):
            while waiting and prices[j] > prices[waiting[-1]]:
                following[waiting.pop()] = j
            waiting.append(j)
        for i in range(len(prices)):
            j = following[i]
            waits.append(j - i)

Source:
    The textbook problem of the stock span; Knuth, The Art of Computer Programming, volume 1, section 2.2.1.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from hasten.code.comparisons import MIRRORED, NEGATED
from hasten.code.edits import Edits, indent_block
from hasten.code.function import FunctionCode
from hasten.code.loops import range_bounds
from hasten.code.match import equal, match, renamed
from hasten.code.scopes import loaded, stored
from hasten.code.source import descend
from hasten.proposers.rules._finding import Finding

GROWTH = ("O(n^2)", "O(n)")
_COMMENT = "# waiting holds the positions that have not met their next one yet"
_COMMENT_BACK = "# waiting holds the positions that may be the last one for a later position"
_SIGNS: dict[type[ast.cmpop], str] = {ast.Gt: ">", ast.Lt: "<", ast.GtE: ">=", ast.LtE: "<="}


@dataclass(frozen=True)
class _Walk:
    """A walk from a position to the first one that compares.

    Attributes:
        loop: The walk.
        setup: ``j = i + 1`` in front of a ``while``.
        outer: The loop over positions.
        start: Name of the position that it starts from, ``i``.
        place: Name of the position that walks, ``j``.
        key: What is compared of the element at ``place``.
        operator: How it compares with the same of the element at ``start``, where the walk ends.
        size: The length of the sequence.
        hit: Statements that run where there is one, without the ``break``.
        backwards: Whether it walks to the front.
    """

    loop: ast.For | ast.While
    setup: ast.stmt | None
    outer: ast.For
    start: str
    place: str
    key: ast.expr
    operator: type[ast.cmpop]
    size: ast.expr
    hit: tuple[ast.stmt, ...]
    backwards: bool


def find(code: FunctionCode) -> Iterator[Finding]:
    """Walks by ``for`` and by ``while``."""
    for loop in code.loops:
        outer = next((around for around in code.loops_around(loop) if isinstance(around, ast.For)), None)
        if outer is None or code.in_nested_function(loop):
            continue
        walk = _by_for(code, loop, outer) if isinstance(loop, ast.For) else _by_while(code, loop, outer)
        if walk is not None:
            text = "from every position a walk to the next one that compares; one pass with a stack finds them all"
            yield Finding(loop, text, partial(_change, code, walk), GROWTH)


def _by_for(code: FunctionCode, loop: ast.For, outer: ast.For) -> _Walk | None:
    arguments = code.builtin_call(loop.iter, "range")
    if arguments is None or not isinstance(loop.target, ast.Name) or len(loop.body) != 1:
        return None
    test = loop.body[0]
    if not isinstance(test, ast.If) or test.orelse or not isinstance(test.body[-1], ast.Break):
        return None
    place = loop.target.id
    bounds = range_bounds(code, loop.iter)
    if bounds is None or bounds[0] is None or code.live_after(place, loop) or place in stored(*test.body):
        return None
    forwards = match("@i + 1", bounds[0]) if bounds[2] == 1 else None
    back = match("@i - 1", bounds[0]) if bounds[2] == -1 and match("-1", bounds[1]) is not None else None
    where = forwards or back
    if where is None:
        return None
    size = bounds[1] if forwards is not None else _size_of(code, outer)
    hit = tuple(test.body[:-1])
    if size is None or any(isinstance(node, ast.Break | ast.Continue) for node in descend(*hit)):
        return None
    return _walk(code, loop, None, outer, where.name("i"), place, test.test, False, size, hit, back is not None)


def _by_while(code: FunctionCode, loop: ast.While, outer: ast.For) -> _Walk | None:
    if loop.orelse or not loop.body:
        return None
    step = match("@j += 1", loop.body[-1]) or match("@j -= 1", loop.body[-1])
    if step is None:
        return None
    place, back = step.name("j"), match("@j -= 1", loop.body[-1]) is not None
    tests = loop.test.values if isinstance(loop.test, ast.BoolOp) and isinstance(loop.test.op, ast.And) else [loop.test]
    size = _size_of(code, outer)
    bound = match("@j >= 0", tests[0]) if back else match("@j < $n", tests[0])
    if bound is None or bound.name("j") != place:
        return None
    if not back:
        size = bound["n"]
    before = code.before(loop)
    setup = next((s for s in reversed(before) if place in stored(s)), None)
    begins = match("@j = @i - 1" if back else "@j = @i + 1", setup) if setup is not None else None
    if begins is None or begins.name("j") != place or size is None:
        return None
    start = begins.name("i")
    if any(start in stored(s) for s in before[before.index(setup) :]):  # type: ignore[arg-type]
        return None
    if len(tests) == 2 and len(loop.body) == 1:
        return _walk(code, loop, setup, outer, start, place, tests[1], True, size, (), back)
    if len(tests) == 1 and len(loop.body) == 2 and isinstance(loop.body[0], ast.If) and not loop.body[0].orelse:
        test = loop.body[0]
        hit = tuple(test.body[:-1])
        plain = not any(isinstance(node, ast.Break | ast.Continue) for node in descend(*hit))
        if isinstance(test.body[-1], ast.Break) and plain and place not in stored(*hit):
            return _walk(code, loop, setup, outer, start, place, test.test, False, size, hit, back)
    return None


def _walk(
    code: FunctionCode,
    loop: ast.For | ast.While,
    setup: ast.stmt | None,
    outer: ast.For,
    start: str,
    place: str,
    test: ast.expr,
    goes_on: bool,
    size: ast.expr,
    hit: tuple[ast.stmt, ...],
    backwards: bool,
) -> _Walk | None:
    """The walk, where the test compares the same of two elements.

    Args:
        goes_on: Whether the walk goes on, rather than ends, where the test holds.
    """
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        test, goes_on = test.operand, not goes_on
    if not (isinstance(test, ast.Compare) and len(test.ops) == 1 and type(test.ops[0]) in _SIGNS):
        return None
    operator = type(test.ops[0])
    left, right = test.left, test.comparators[0]
    if place not in loaded(left):
        left, right, operator = right, left, MIRRORED[operator]
    if goes_on:
        operator = NEGATED[operator]
    wanted = _expanded(code, right, outer, start)
    mine = renamed(left, {place: start})
    if place in loaded(right) or not equal(wanted, mine) or start not in loaded(wanted):
        return None
    if not _runs_over_positions(code, outer, start):
        return None
    region = (outer.target, *outer.body)
    others = [node for node in ast.walk(left) if isinstance(node, ast.Name) and node.id != place]
    if not code.pure(left) or not all(code.invariant(node, *region) for node in [*others, size]):
        return None
    return _Walk(loop, setup, outer, start, place, left, operator, size, hit, backwards)


def _runs_over_positions(code: FunctionCode, outer: ast.For, start: str) -> bool:
    if isinstance(outer.target, ast.Name):
        return outer.target.id == start and code.builtin_call(outer.iter, "range") is not None
    enumerated = code.builtin_call(outer.iter, "enumerate", 1)
    first = outer.target.elts[0] if isinstance(outer.target, ast.Tuple) else None
    return enumerated is not None and isinstance(first, ast.Name) and first.id == start


def _size_of(code: FunctionCode, outer: ast.For) -> ast.expr | None:
    """The length of what the loop runs over."""
    bounds = range_bounds(code, outer.iter)
    if bounds is not None:
        return bounds[1] if bounds[2] == 1 else None
    enumerated = code.builtin_call(outer.iter, "enumerate", 1)
    return ast.parse(f"len({ast.unparse(enumerated[0])})", mode="eval").body if enumerated else None


def _expanded(code: FunctionCode, node: ast.expr, outer: ast.For, start: str) -> ast.expr:
    """The expression with names of the turn spelled out: the element of ``enumerate``, and locals bound before."""
    known: dict[str, ast.expr] = {}
    enumerated = code.builtin_call(outer.iter, "enumerate", 1)
    if enumerated and isinstance(outer.target, ast.Tuple):
        element = ast.Subscript(enumerated[0], ast.Name(start, ast.Load()), ast.Load())
        _unpacked(outer.target.elts[1], element, known)
    for statement in outer.body:
        if isinstance(statement, ast.For | ast.While | ast.If):
            break
        if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
            _unpacked(statement.targets[0], statement.value, known)

    class Expand(ast.NodeTransformer):
        def visit_Name(self, name: ast.Name) -> ast.expr:
            if name.id in known and name.id != start:
                value = known.pop(name.id)
                return self.visit(copy.deepcopy(value))  # type: ignore[no-any-return]
            return name

    return Expand().visit(copy.deepcopy(node))  # type: ignore[no-any-return]


def _unpacked(target: ast.expr, value: ast.expr, known: dict[str, ast.expr]) -> None:
    if isinstance(target, ast.Name):
        known[target.id] = value
    elif isinstance(target, ast.Tuple) and not any(isinstance(part, ast.Starred) for part in target.elts):
        for place, part in enumerate(target.elts):
            if isinstance(value, ast.Tuple) and len(value.elts) == len(target.elts):
                _unpacked(part, value.elts[place], known)
            else:
                _unpacked(part, ast.Subscript(value, ast.Constant(place), ast.Load()), known)


def _change(code: FunctionCode, walk: _Walk, edits: Edits) -> None:
    waiting = code.fresh("waiting")
    found = code.fresh("preceding" if walk.backwards else "following")
    # The length may be made up from the loop's sequence, so it has no place in the text.
    size, place = ast.unparse(walk.size), walk.place
    factor = size if isinstance(walk.size, ast.Name | ast.Call) else f"({size})"
    top: dict[ast.expr, str] = {
        node: f"{waiting}[-1]" for node in ast.walk(walk.key) if isinstance(node, ast.Name) and node.id == place
    }
    here, other = edits.text(walk.key, need=8), edits.text(walk.key, top, need=8)
    if walk.backwards:
        sign = _SIGNS[NEGATED[walk.operator]]
        table = (
            f"{_COMMENT_BACK}\n{found} = []\n{waiting} = []\nfor {place} in range({size}):\n"
            f"    while {waiting} and {other} {sign} {here}:\n        {waiting}.pop()\n"
            f"    {found}.append({waiting}[-1] if {waiting} else -1)\n    {waiting}.append({place})"
        )
    else:
        sign = _SIGNS[walk.operator]
        table = (
            f"{_COMMENT}\n{found} = [{size}] * {factor}\n{waiting} = []\n"
            f"for {place} in range({size}):\n"
            f"    while {waiting} and {here} {sign} {other}:\n        {found}[{waiting}.pop()] = {place}\n"
            f"    {waiting}.append({place})"
        )
    edits.insert_before(walk.outer, table)
    text = f"{place} = {found}[{walk.start}]"
    met = f"{place} >= 0" if walk.backwards else f"{place} < {factor}"
    orelse = edits.block(walk.loop.orelse) if walk.loop.orelse else ""
    if walk.hit:
        text += f"\nif {met}:\n{indent_block(edits.block(list(walk.hit)), '    ')}"
        text += f"\nelse:\n{indent_block(orelse, '    ')}" if orelse else ""
    elif orelse:
        text += f"\nif not {met}:\n{indent_block(orelse, '    ')}"
    if walk.setup is not None:
        edits.remove(walk.setup)
    edits.replace_statement(walk.loop, text)
