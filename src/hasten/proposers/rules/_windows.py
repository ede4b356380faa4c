"""Parts of a sequence that are gone through by index: ``xs[i - k] for k in range(w)``."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from hasten.code.function import FunctionCode
from hasten.code.linear import Linear, guarded, highest, linear, lowest, plus, scaled, surely_at_least
from hasten.code.loops import Repeat, bound_in, range_bounds, repeats_around
from hasten.code.scopes import loaded, stored
from hasten.code.source import descend
from hasten.code.types import only
from hasten.proposers.rules._addends import addends, weighted


@dataclass(frozen=True)
class Window:
    """A part of a sequence, from ``low`` up to but not including ``high``.

    Attributes:
        node: What goes through it.
        sequence: The sequence.
        low: Its first position, as code.
        high: The position behind its last one, as code.
        element: What is made of an element.
        spot: The element in it.
        tests: Conditions that the element must meet.
        inside: Whether the code shows that the part lies inside the sequence and is not turned round.
    """

    node: ast.expr | ast.stmt
    sequence: ast.expr
    low: str
    high: str
    element: ast.expr
    spot: ast.Subscript
    tests: tuple[ast.expr, ...]
    inside: bool


def window(
    code: FunctionCode,
    node: ast.expr | ast.stmt,
    element: ast.expr,
    tests: tuple[ast.expr, ...],
    target: ast.expr,
    source: ast.expr,
) -> Window | None:
    """The part that a loop over an index goes through, where the index is used for nothing but one element."""
    bounds = range_bounds(code, source)
    if bounds is None or bounds[2] != 1 or not isinstance(target, ast.Name):
        return None
    index = target.id
    spots = [
        inner
        for part in (element, *tests)
        for inner in descend(part)
        if isinstance(inner, ast.Subscript) and index in loaded(inner.slice)
    ]
    texts = {ast.unparse(spot) for spot in spots}
    mentions = sum(isinstance(n, ast.Name) and n.id == index for part in (element, *tests) for n in descend(part))
    if len(texts) != 1 or index in loaded(spots[0].value) or isinstance(spots[0].slice, ast.Slice):
        return None
    if mentions != sum(isinstance(n, ast.Name) and n.id == index for spot in spots for n in descend(spot)):
        return None
    spot = spots[0]
    terms = _sum(spot.slice)
    sign = terms.pop(index, 0)
    if sign not in (1, -1) or any(index in loaded(ast.parse(text, mode="eval")) for text in terms if text):
        return None
    first, last = _sum(bounds[0]), _sum(bounds[1])
    if sign == 1:
        low, high = plus(terms, first), plus(terms, last)
    else:
        low, high = (plus(plus(terms, scaled(end, -1)), {"": 1}) for end in (last, first))
    kind = code.type_of(spot.value)
    if not only(kind, "list", "tuple", "any", "sequence", "str") or not code.pure(spot):
        return None
    inside = _lies_inside(code, spot, bounds)
    return Window(node, spot.value, _text(low), _text(high), element, spot, tests, inside)


def made_of(part: Window, item: str) -> str:
    """What is made of each element of the whole sequence, as code over an item; 0 for those that fail a test."""
    spot = ast.unparse(part.spot)
    texts = [ast.unparse(with_item(whole, spot, item)) for whole in (part.element, *part.tests)]
    source = ast.unparse(part.sequence)
    if texts == [item]:
        return source
    if part.tests:
        value = f"{texts[0]} if {' and '.join(f'({text})' for text in texts[1:])} else 0"
        if len(texts) == 2:
            value = f"{texts[0]} if {texts[1]} else 0"
        return f"({value} for {item} in {source})"
    return f"({texts[0]} for {item} in {source})"


def with_item(node: ast.expr, spot: str, item: str) -> ast.expr:
    """A copy of an expression in which a name stands for what is read by this code: ``item`` for ``xs[i - 1]``."""

    class Item(ast.NodeTransformer):
        def visit_Subscript(self, inner: ast.Subscript) -> ast.expr:
            if ast.unparse(inner) == spot:
                return ast.Name(item, ast.Load())
            self.generic_visit(inner)
            return inner

    return Item().visit(ast.parse(ast.unparse(node), mode="eval").body)  # type: ignore[no-any-return]


def _lies_inside(code: FunctionCode, spot: ast.Subscript, bounds: tuple[ast.expr | None, ast.expr, int]) -> bool:
    known = guarded(code, spot)
    length = linear(code, ast.parse(f"len({ast.unparse(spot.value)})", mode="eval").body)
    if not surely_at_least(lowest(code, spot.slice), 0, known):
        return False
    if not surely_at_least(plus(length, scaled(highest(code, spot.slice), -1)), 1, known):
        return False
    start = linear(code, bounds[0]) if bounds[0] is not None else {}
    return surely_at_least(plus(linear(code, bounds[1]), scaled(start, -1)), 0, known)


def _sum(node: ast.expr | None) -> Linear:
    """How often each part of a sum is added, by its text; the text of numbers is ""."""
    terms: Linear = {}
    for part, sign in addends(node, 1) if node is not None else ():
        if isinstance(part, ast.Constant) and type(part.value) is int:
            terms[""] = terms.get("", 0) + sign * part.value
            continue
        text = ast.unparse(part)
        plain = isinstance(part, ast.Name | ast.Call | ast.Attribute | ast.Subscript)
        tight = isinstance(part, ast.BinOp) and isinstance(part.op, ast.Mult | ast.FloorDiv | ast.Mod | ast.Pow)
        text = text if plain or tight else f"({text})"
        terms[text] = terms.get(text, 0) + sign
    return terms


def _text(terms: Linear | None) -> str:
    """The sum as code, what is added first."""
    assert terms is not None
    return weighted(sorted(terms.items(), key=lambda term: (term[1] < 0, term[0] == ""))) or "0"


def outermost(code: FunctionCode, part: Window) -> Repeat | None:
    """The outermost loop that leaves the elements alone while the part moves."""
    best: Repeat | None = None
    moving = False
    bounds = loaded(ast.parse(part.low, mode="eval"), ast.parse(part.high, mode="eval"))
    own = {n.id for n in ast.walk(part.spot) if isinstance(n, ast.Name)}
    outside = [
        inner
        for whole in (part.element, *part.tests)
        for inner in ast.walk(whole)
        if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Load) and inner.id not in own
    ]
    for repeat in repeats_around(code, part.node):
        if not all(code.invariant(expression, *repeat.region) for expression in (part.sequence, *outside)):
            break
        moving = moving or bool(bounds & (stored(*repeat.region) | bound_in(repeat)))
        best = repeat
    return best if best is not None and best.statement is not None and moving else None
