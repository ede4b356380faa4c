"""Comparing each pair of elements twice, once in each order.

Finds:
    Two loops over the places of a sequence that leave out equal places (``if i != j``) and keep the smallest, or the
    largest, of a value that is the same for ``i, j`` and for ``j, i``.

Slow because:
    Each pair is looked at twice, and where there are two that are best, the one found first has the smaller place in
    front. Half of the work is enough, and other rules see that all pairs are compared.

Unsafe when:
    The value of a pair depends on its order in a way that cannot be seen (an operator of a class).

Example:
    Before::

        for i in range(len(points)):
            for j in range(len(points)):
                if i != j:
                    gap = abs(points[i] - points[j])
                    if best is None or gap < best:
                        best, pair = gap, (i, j)

    After::

        for i in range(len(points)):
            for j in range(i + 1, len(points)):
                gap = abs(points[i] - points[j])
                if best is None or gap < best:
                    best, pair = gap, (i, j)

Source:
    Common knowledge; the pairs of a set are half of its square.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from hasten.code.edits import Edits, indent_block
from hasten.code.function import FunctionCode
from hasten.code.loops import constant_int, range_bounds
from hasten.code.match import equal, match, renamed, with_values
from hasten.code.scopes import assigned, loaded, stored
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._pairs import pair_loops


@dataclass(frozen=True)
class _Pairs:
    """Two loops over all ordered pairs.

    Attributes:
        inner: The inner loop.
        first: Name of the first place.
        stop: Where the places end.
        body: What is done with a pair of different places.
    """

    inner: ast.For
    first: str
    stop: ast.expr
    body: tuple[ast.stmt, ...]


def find(code: FunctionCode) -> Iterator[Finding]:
    """Loops in loops."""
    for outer, inner, first in pair_loops(code):
        pairs = _pairs(code, outer, inner, first)
        if pairs is not None:
            text = f"each pair is compared twice; `{first}` in front of the other is enough"
            yield Finding(inner, text, partial(_change, pairs), enabling=True)


def _pairs(code: FunctionCode, outer: ast.For, inner: ast.For, first: str) -> _Pairs | None:
    bounds, whole = range_bounds(code, inner.iter), range_bounds(code, outer.iter)
    if bounds is None or whole is None or bounds[0] is not None or whole[0] is not None or {bounds[2], whole[2]} != {1}:
        return None
    if not equal(bounds[1], whole[1]) or not isinstance(inner.target, ast.Name) or len(outer.body) != 1:
        return None
    second, body = inner.target.id, list(inner.body)
    different = (f"{first} != {second}", f"{second} != {first}")
    same = (f"{first} == {second}", f"{second} == {first}")
    test = body[0]
    if not isinstance(test, ast.If) or test.orelse or code.live_after(second, outer):
        return None
    if len(body) == 1 and ast.unparse(test.test) in different:
        body = test.body
    elif len(body) > 1 and ast.unparse(test.test) in same and [type(s) for s in test.body] == [ast.Continue]:
        body = body[1:]
    else:
        return None
    value = _kept(code, body)
    if value is None or {first, second} & stored(*body) or not _symmetric(value, first, second):
        return None
    return _Pairs(inner, first, bounds[1], tuple(body))


def _kept(code: FunctionCode, body: list[ast.stmt]) -> ast.expr | None:
    """The value of a pair, where the first pair with the smallest or the largest one is all that is kept."""
    meanings: dict[str, ast.expr] = {}
    for statement in body[:-1]:
        pairs: list[tuple[ast.expr, ast.expr]] = []
        if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
            pairs = assigned(statement.targets[0], statement.value)
        if not pairs or not all(isinstance(name, ast.Name) and code.pure(value) for name, value in pairs):
            return None
        values = {name.id: with_values(value, meanings) for name, value in pairs if isinstance(name, ast.Name)}
        meanings |= values
    kept = body[-1]
    if any(code.live_after(name, kept) for name in meanings):
        return None
    folded = match("@b = min(@b, $g)", kept) or match("@b = max(@b, $g)", kept)
    if folded is not None and code.is_builtin("min") and code.is_builtin("max"):
        return with_values(folded["g"], meanings) if code.pure(folded["g"]) else None
    if not isinstance(kept, ast.If) or kept.orelse or not code.pure(kept.test):
        return None
    either = match("@b is None or $c", kept.test)
    test = either["c"] if either is not None else kept.test
    compared = match("$g < @b", test) or match("$g > @b", test)
    if compared is None or compared.name("b") in loaded(compared["g"]):
        return None
    best = compared.name("b")
    if not all(isinstance(statement, ast.Assign) for statement in kept.body) or best not in stored(*kept.body):
        return None
    if loaded(*(s.value for s in kept.body if isinstance(s, ast.Assign))) & stored(*kept.body):
        return None
    return with_values(compared["g"], meanings)


def _symmetric(value: ast.expr, first: str, second: str) -> bool:
    """Whether a value stays the same where two places change theirs."""
    swapped = renamed(value, {first: second, second: first})
    both = {first, second} <= loaded(value)
    return both and ast.dump(_ordered(value)) == ast.dump(_ordered(swapped))


def _ordered(node: ast.expr) -> ast.expr:
    """An expression with its parts in one order, where that does not matter."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow) and _is_even(node.right):
        return ast.BinOp(_unsigned(node.left), ast.Pow(), node.right)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult) and equal(node.left, node.right):
        inner = _unsigned(node.left)
        return ast.BinOp(inner, ast.Mult(), inner)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Mult):
        # Two summands may change places, also of floats; more may not.
        parts = sorted((_ordered(node.left), _ordered(node.right)), key=ast.dump)
        return ast.BinOp(parts[0], node.op, parts[1])
    if isinstance(node, ast.BinOp):
        return ast.BinOp(_ordered(node.left), node.op, _ordered(node.right))
    if isinstance(node, ast.Call) and not node.keywords:
        name = ast.unparse(node.func)
        if name == "abs" and len(node.args) == 1:
            return ast.Call(node.func, [_unsigned(node.args[0])], [])
        if name in ("math.hypot", "hypot"):
            return ast.Call(node.func, [_unsigned(argument) for argument in node.args], [])
        if name in ("math.dist", "dist"):
            return ast.Call(node.func, sorted(node.args, key=ast.dump), [])
        if name in ("math.sqrt", "sqrt"):
            return ast.Call(node.func, [_ordered(argument) for argument in node.args], [])
    return node


def _unsigned(node: ast.expr) -> ast.expr:
    """An expression of which only the size counts: ``a - b`` may as well be ``b - a``."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Sub):
        parts = sorted((_ordered(node.left), _ordered(node.right)), key=ast.dump)
        return ast.BinOp(parts[0], ast.Sub(), parts[1])
    return _ordered(node)


def _is_even(node: ast.expr) -> bool:
    number = constant_int(node)
    return number is not None and number > 0 and number % 2 == 0


def _change(pairs: _Pairs, edits: Edits) -> None:
    assert isinstance(pairs.inner.target, ast.Name)
    head = f"for {pairs.inner.target.id} in range({pairs.first} + 1, {edits.text(pairs.stop, need=0)}):"
    body = indent_block(edits.block(list(pairs.body)), "    ")
    edits.replace_statement(pairs.inner, f"{head}\n{body}")
