"""What a loop runs over, and what repeats a piece of code."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from hasten.code.match import equal, match
from hasten.code.scopes import COMPREHENSIONS, stored, walk_scope
from hasten.code.source import children, descend

if TYPE_CHECKING:
    from hasten.code.function import FunctionCode

Comprehension = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp


@dataclass(frozen=True)
class Repeat:
    """A construct that runs a piece of code again and again.

    Attributes:
        node: The loop or comprehension.
        statement: The statement to put code in front of that shall run once before it; None where there is none
            (a comprehension in the condition of a ``while``, or inside of another comprehension).
        region: What is evaluated repeatedly; what is evaluated once (a loop's iterable) is left out.
    """

    node: ast.For | ast.While | Comprehension | ast.Lambda
    statement: ast.stmt | None
    region: tuple[ast.AST, ...]


def repeats_around(code: FunctionCode, node: ast.AST) -> list[Repeat]:
    """Loops and comprehensions that evaluate ``node`` repeatedly, innermost first; functions and lambdas end the list.

    A ``key=`` lambda does not end it: it runs once per element, inside the call, so that it counts as a loop.
    """
    found: list[Repeat] = []
    child = node
    for parent in code.ancestors(node):
        if isinstance(parent, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            break
        if isinstance(parent, ast.Lambda):
            if not _is_key(code, parent):
                break
            found.append(Repeat(parent, _front(code, parent), (parent.args, parent.body)))
        if isinstance(parent, ast.For):
            if child in parent.body:
                found.append(Repeat(parent, parent, (parent.target, *parent.body)))
        elif isinstance(parent, ast.While):
            if child in parent.body or child is parent.test:
                found.append(Repeat(parent, parent, (parent.test, *parent.body)))
        elif isinstance(parent, COMPREHENSIONS):
            first = parent.generators[0]
            if child is not first or not _within(first.iter, node):
                parts = [part for part in children(parent) if part is not first]
                region = (*parts, first.target, *first.ifs)
                found.append(Repeat(parent, _front(code, parent), region))
        child = parent
    for place, (inner, outer) in enumerate(pairwise(found)):
        if isinstance(inner.node, ast.expr) and isinstance(outer.node, ast.expr):
            # In front of the statement is in front of the outer one as well.
            found[place] = replace(inner, statement=None)
    return found


def bound_in(repeat: Repeat) -> set[str]:
    """Names that a repeat binds anywhere, in comprehensions inside it too."""
    return {
        node.id
        for node in descend(*repeat.region)
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)
    }


def _is_key(code: FunctionCode, node: ast.Lambda) -> bool:
    """Whether the lambda is the ``key=`` of a builtin or of ``sort``, which calls it for every element."""
    keyword = code.parent(node)
    if not isinstance(keyword, ast.keyword) or keyword.arg != "key":
        return False
    call = code.parent(keyword)
    if not isinstance(call, ast.Call):
        return False
    if isinstance(call.func, ast.Attribute):
        return call.func.attr == "sort"
    return isinstance(call.func, ast.Name) and call.func.id in ("sorted", "min", "max", "nsmallest", "nlargest")


def _front(code: FunctionCode, node: ast.expr) -> ast.stmt | None:
    """The statement in whose front code runs just before ``node``; the head of the chain for an ``elif``."""
    statement = code.statement(node)
    if isinstance(statement, ast.While):
        return None
    while code.text.is_elif(statement):
        above = code.parent(statement)
        assert isinstance(above, ast.If)
        statement = above
    return statement


def _within(outer: ast.AST, node: ast.AST) -> bool:
    return any(inner is node for inner in descend(outer))


def outermost_invariant(
    code: FunctionCode,
    expression: ast.expr,
    node: ast.AST | None = None,
    *,
    fixed: Sequence[ast.expr] = (),
    moving: Sequence[ast.expr] | None = None,
) -> Repeat | None:
    """The outermost repeat around ``node`` in which ``expression`` stays the same, all repeats inside it included.

    Args:
        node: Where it is asked; by default the expression itself.
        fixed: What else must stay the same there.
        moving: Where given, at least one of them must change in one of the repeats.
    """
    best: Repeat | None = None
    moves = moving is None
    for repeat in repeats_around(code, node if node is not None else expression):
        if not all(code.invariant(part, *repeat.region) for part in (expression, *fixed)):
            break
        moves = moves or not all(code.invariant(part, *repeat.region) for part in moving or ())
        best = repeat
    return best if best is not None and best.statement is not None and moves else None


@dataclass(frozen=True)
class Counted:
    """A loop over an index: ``for i in range(...)``, or ``while i < n`` that ends with ``i += 1``.

    Attributes:
        loop: The loop.
        index: Name of the index.
        start: First value, None for 0.
        stop: The value it stays below.
        step: Constant step, not 0.
        body: Statements of the body without the increment.
        setup: ``i = start`` in front of a ``while``, else None.
        increment: ``i += 1`` of a ``while``, else None.
    """

    loop: ast.For | ast.While
    index: str
    start: ast.expr | None
    stop: ast.expr
    step: int
    body: tuple[ast.stmt, ...]
    setup: ast.stmt | None = None
    increment: ast.stmt | None = None


def counted(code: FunctionCode, loop: ast.For | ast.While) -> Counted | None:
    """The loop as a loop over an index that its body leaves alone, or None."""
    if loop.orelse:
        return None
    if isinstance(loop, ast.For):
        return _counted_for(code, loop)
    return _counted_while(code, loop)


def _counted_for(code: FunctionCode, loop: ast.For) -> Counted | None:
    if not isinstance(loop.target, ast.Name):
        return None
    bounds = range_bounds(code, loop.iter)
    if bounds is None or loop.target.id in stored(*loop.body):
        return None
    start, stop, step = bounds
    return Counted(loop, loop.target.id, start, stop, step, tuple(loop.body))


def range_bounds(code: FunctionCode, node: ast.expr) -> tuple[ast.expr | None, ast.expr, int] | None:
    """Start (None for 0), stop and constant step of a call of ``range``, or None."""
    arguments = code.builtin_call(node, "range")
    if not arguments:
        return None
    if len(arguments) == 1:
        return None, arguments[0], 1
    start: ast.expr | None = arguments[0]
    if isinstance(start, ast.Constant) and start.value == 0:
        start = None
    if len(arguments) == 2:
        return start, arguments[1], 1
    step = constant_int(arguments[2])
    return (start, arguments[1], step) if step else None


def counted_from(code: FunctionCode, loop: ast.For, index: str) -> int | None:
    """The place, 0 or more, from which a loop counts places by a name, one by one; None where it does not."""
    if code.builtin_call(loop.iter, "enumerate", 1):
        first = loop.target.elts[0] if isinstance(loop.target, ast.Tuple) else None
        return 0 if isinstance(first, ast.Name) and first.id == index else None
    bounds = range_bounds(code, loop.iter)
    if bounds is None or bounds[2] != 1 or not isinstance(loop.target, ast.Name) or loop.target.id != index:
        return None
    start = constant_int(bounds[0]) if bounds[0] is not None else 0
    return start if start is not None and start >= 0 else None


def constant_int(node: ast.expr) -> int | None:
    """The value of an integer literal, signed ones included."""
    if isinstance(node, ast.Constant) and type(node.value) is int:
        return node.value
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        inner = constant_int(node.operand)
        return None if inner is None else -inner
    return None


def _counted_while(code: FunctionCode, loop: ast.While) -> Counted | None:
    found = match("@i < $n", loop.test)
    if found is None or not loop.body or has_own(loop, ast.Continue):
        return None
    index, last = found.name("i"), loop.body[-1]
    step = match("@i += $k", last) or match("@i = @i + $k", last)
    if step is None or step.name("i") != index or constant_int(step["k"]) != 1:
        return None
    if index in stored(*loop.body[:-1]):
        return None
    setup: ast.stmt | None = None
    start: ast.expr | None = None
    for statement in reversed(code.before(loop)):
        begins = match("@i = $start", statement)
        if begins is not None and begins.name("i") == index:
            setup, start = statement, begins["start"]
            break
        if index in stored(statement):
            return None
    if setup is None:
        return None
    if isinstance(start, ast.Constant) and start.value == 0:
        start = None
    return Counted(loop, index, start, found["n"], 1, tuple(loop.body[:-1]), setup, last)


def has_own(loop: ast.For | ast.While, *kinds: type[ast.AST]) -> bool:
    """Whether the loop holds one of the kinds; ``break`` and ``continue`` count only when they are the loop's own."""
    jumps = tuple(kind for kind in kinds if kind in (ast.Break, ast.Continue))
    others = tuple(kind for kind in kinds if kind not in (ast.Break, ast.Continue))
    if others and any(isinstance(node, others) for node in walk_scope(*loop.body)):
        return True
    return jumps_out(loop.body, jumps)


def jumps_out(body: Sequence[ast.stmt], kinds: tuple[type[ast.AST], ...] = (ast.Break, ast.Continue)) -> bool:
    """Whether statements hold a ``break`` or ``continue`` of the loop that they stand in."""
    stack: list[ast.AST] = list(body)
    while stack:
        node = stack.pop()
        if isinstance(node, kinds):
            return True
        if isinstance(node, ast.For | ast.While):
            stack += node.orelse
        elif not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
            stack += children(node)
    return False


def leaves_early(loop: ast.For | ast.While) -> bool:
    """Whether the loop may end before its iterable: break, return, raise or yield."""
    return has_own(loop, ast.Break, ast.Return, ast.Raise, ast.Yield, ast.YieldFrom)


def indexed_sequence(code: FunctionCode, loop: Counted) -> ast.expr | None:
    """``xs`` when the loop runs from 0 below ``len(xs)`` in steps of 1."""
    if loop.start is not None or loop.step != 1:
        return None
    bound = length_bound(code, loop.stop, loop.loop)
    return bound[0] if bound is not None and bound[1] == 0 else None


def length_bound(code: FunctionCode, node: ast.expr, statement: ast.stmt) -> tuple[ast.expr, int] | None:
    """``xs`` and ``k`` of ``len(xs) - k``, also where a name holds the length since before the statement.

    Args:
        code: The function.
        node: The bound.
        statement: Where it is asked.
    """
    arguments = code.builtin_call(node, "len", 1)
    if arguments:
        return arguments[0], 0
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Sub):
        less, inner = constant_int(node.right), length_bound(code, node.left, statement)
        return (inner[0], inner[1] + less) if less is not None and inner is not None else None
    if isinstance(node, ast.Name):
        held = _held_length(code, node.id, statement)
        return (held, 0) if held is not None else None
    return None


def _held_length(code: FunctionCode, name: str, statement: ast.stmt) -> ast.Name | None:
    """The sequence of which a name holds the length for good, set in front of the statement or of what holds it."""
    if name in code.parameters or len(code.uses(name).rebinds) != 1 or code.uses(name).aliases:
        return None
    around = [statement, *(parent for parent in code.ancestors(statement) if isinstance(parent, ast.stmt))]
    for assign in (other for part in around for other in code.before(part)):
        holes = match("@n = len(@xs)", assign)
        if holes is None or holes.name("n") != name or not code.is_builtin("len"):
            continue
        sequence = holes["xs"]
        assert isinstance(sequence, ast.Name)
        uses = code.uses(sequence.id)
        bound = len(uses.rebinds) == (sequence.id not in code.parameters)
        if sequence.id in code.local and bound and not (uses.changes or uses.aliases or uses.escapes):
            return sequence
    return None


def same(first: ast.expr | None, second: ast.expr | None) -> bool:
    """Whether two expressions, either of which may be missing, are the same code."""
    if first is None or second is None:
        return first is second
    return equal(first, second)
