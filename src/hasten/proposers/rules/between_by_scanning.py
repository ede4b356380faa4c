"""The elements that lie between two values, found by going through all of them.

Finds:
    In a loop, a pass over a collection that stays the same, of which only those elements count whose key lies between
    two values of the turn (``start <= event.day < end``, ``0 <= b.day - a.day <= 7``, ``abs(x - y) <= reach``): a
    comprehension, ``any``, or a ``for``, also where a function or method asks it. Of a slice that moves with the turn
    (``rows[:i]``, ``rows[i + 1:]``, ``range(i + 1, n)``) one bound is enough where the keys rise as they stand, as in a
    log: those that happened in the last minute, among all that happened before.

Slow because:
    Every turn visits all n elements, O(n * m), though few of them count. With the keys in order, two bisections find
    those: O((n + m) log n) and what they are.

Unsafe when:
    Reading the key of an element raises that the original would not have reached. Keys without a total order are gone
    through as before.

Example:
    Before::

        for name, start, end in shifts:
            seen = [what for when, what in events if start <= when < end]

    After::

        events_in_order, events_places = _in_order([when for when, what in events])
        for name, start, end in shifts:
            seen = [
                what
                for when, what in _nearby(events, events_in_order, events_places, start, end)
                if start <= when < end
            ]

Source:
    Range queries on sorted keys: de Berg et al., Computational Geometry (2008), 5.1, in one dimension.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.linear import lowest
from hasten.code.loops import range_bounds, repeats_around
from hasten.code.match import equal, with_values
from hasten.code.scopes import loaded
from hasten.code.types import includes, only
from hasten.proposers.rules._addends import addends
from hasten.proposers.rules._askings import Asking, askings, facts, repeat_of_bounds, stays
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._guards import Condition, conjuncts
from hasten.proposers.rules._nearby import put_nearby, width_text
from hasten.proposers.rules._predicates import said_by

GROWTH = ("O(n^2)", "O(n log n)")

#: Numbers and moments for which sums are exact, so that a bound may be taken to the other side.
_NUMBERS, _MOMENTS = ("int", "bool"), ("date", "datetime", "timedelta")


@dataclass(frozen=True)
class _Bound:
    """A value that the key of an element is not below, or not above.

    Attributes:
        key: The key, over the names of the element.
        values: What the bound is the sum of, each with its sign.
        width: What the key may be away from the values, where that sum is not exact.
        lower: Whether the key is not below it.
    """

    key: ast.expr
    values: tuple[tuple[ast.expr, int], ...]
    width: ast.expr | None
    lower: bool

    @property
    def parts(self) -> list[ast.expr]:
        """Everything that the bound is made of."""
        return [*(value for value, _ in self.values), *([self.width] if self.width is not None else [])]

    def same_key(self, other: _Bound) -> bool:
        """Whether both are bounds of one key."""
        return equal(self.key, other.key)


@dataclass(frozen=True)
class _Part:
    """The slice of a collection that is gone through.

    Attributes:
        whole: The collection; the end of a range, where the places themselves are walked.
        start, stop: Where the slice begins and ends, None for the ends of the collection.
        by_position: Whether the places are walked.
    """

    whole: ast.expr
    start: ast.expr | None
    stop: ast.expr | None
    by_position: bool = False


@dataclass(frozen=True)
class _Scan:
    """A pass of which those elements count that lie between bounds.

    Attributes:
        node: The loop, or the part of a comprehension.
        low, high: The bounds, of which one may be missing.
        part: The slice, where the pass is over one that moves.
        front: The statement in front of which the keys are put in order.
    """

    node: ast.For | ast.comprehension
    low: _Bound | None
    high: _Bound | None
    part: _Part | None
    front: ast.stmt

    @property
    def key(self) -> str:
        """The key, as code."""
        bound = self.low or self.high
        assert bound is not None
        return ast.unparse(bound.key)


def find(code: FunctionCode) -> Iterator[Finding]:
    """Loops, then comprehensions."""
    for asking in askings(code):
        scan = _scan(code, asking)
        if scan is None:
            continue
        text = (
            f"every turn goes through all of `{ast.unparse(scan.node.iter)}` for those whose `{scan.key}` lies between "
            "bounds; bisections find them among the keys in order"
        )
        # Where no more than totals are wanted, they need not be visited at all.
        yield Finding(scan.node.iter, text, partial(_change, code, scan), GROWTH, ahead=True, gives_way=True)


def _scan(code: FunctionCode, asking: Asking) -> _Scan | None:
    part = _part(code, asking.node.iter)
    bounds = [bound for condition in asking.conditions for bound in _bounds(code, condition, asking)]
    lows, highs = ([bound for bound in bounds if bound.lower is lower] for lower in (True, False))
    pairs: list[tuple[_Bound | None, _Bound | None]] = [(a, b) for a in lows for b in highs if a.same_key(b)]
    if part is not None and part.start is None:
        pairs += [(low, None) for low in lows]
    elif part is not None and part.stop is None:
        pairs += [(None, high) for high in highs]
    for low, high in pairs:
        front = _front(code, asking, [bound for bound in (low, high) if bound is not None], part)
        if front is not None:
            return _Scan(asking.node, low, high, part, front)
    return None


def _front(code: FunctionCode, asking: Asking, bounds: Sequence[_Bound], part: _Part | None) -> ast.stmt | None:
    """The statement in front of the outermost loop in which the collection and its keys stay, while bounds move."""
    whole = asking.node.iter if part is None else part.whole
    moving = [value for bound in bounds for value in bound.parts]
    repeat = repeat_of_bounds(code, asking, whole, [bounds[0].key], moving)
    return repeat.statement if repeat is not None else None


def _part(code: FunctionCode, source: ast.expr) -> _Part | None:
    """The slice that a pass goes through, where it moves."""
    around = repeats_around(code, source)
    if not around or code.invariant(source, *around[0].region):
        return None
    if isinstance(source, ast.Subscript) and isinstance(source.slice, ast.Slice) and source.slice.step is None:
        return _Part(source.value, source.slice.lower, source.slice.upper)
    bounds = range_bounds(code, source)
    if bounds is None or bounds[0] is None or bounds[2] != 1:
        return None
    least = lowest(code, bounds[0])
    whole = least is not None and not set(least) - {""} and least.get("", 0) >= 0
    return _Part(bounds[1], bounds[0], None, by_position=True) if whole else None


def _bounds(code: FunctionCode, condition: Condition, asking: Asking) -> Iterator[_Bound]:
    """The bounds of keys of elements that meet a condition."""
    asked = [condition]
    if condition.operator is ast.Eq:
        said = [said_by(code, part) for part in conjuncts(condition.test)]
        asked += [replace(condition, test=part) for part in said if part is not None]
    for each in asked:
        for left, right in facts(code, each):
            if asking.values:
                left, right = with_values(left, asking.values), with_values(right, asking.values)
            distance = code.builtin_call(left, "abs", 1)
            for side, sign in ((distance[0], 1), (distance[0], -1)) if distance else ((left, 1),):
                bound = _bound(code, side, sign, right, asking.own)
                if bound is not None and _can_be_asked(code, bound, asking):
                    yield bound


def _bound(code: FunctionCode, left: ast.expr, sign: int, right: ast.expr, own: set[str]) -> _Bound | None:
    """``left``, with its sign, is not larger than ``right``, solved for the one part of them that is an element's."""
    inside = bool(own & loaded(left)), bool(own & loaded(right))
    if inside[0] is inside[1] and sign == 1 and not (isinstance(left, ast.BinOp) or isinstance(right, ast.BinOp)):
        return None
    if sign == 1 and inside == (True, False) and not isinstance(left, ast.BinOp):
        return _Bound(left, ((right, 1),), None, lower=False)
    if sign == 1 and inside == (False, True) and not isinstance(right, ast.BinOp):
        return _Bound(right, ((left, 1),), None, lower=True)
    terms = [*addends(left, sign), *addends(right, -1)]
    mine = [(term, times) for term, times in terms if own & loaded(term)]
    others = [(term, times) for term, times in terms if not own & loaded(term)]
    if len(mine) != 1 or not others or isinstance(mine[0][0], ast.BinOp):
        return None
    key, times = mine[0]
    values = tuple((term, -other * times) for term, other in others)
    if _exact(code, left, right):
        return _Bound(key, values, None, lower=times < 0)
    # The difference of floats is rounded: who is a bit too far away is still looked at.
    limit = right if inside[0] else left
    centres = [(term, sign) for term, sign in values if not equal(term, limit)]
    if inside[0] is inside[1] or len(centres) != 1 or centres[0][1] != 1 or isinstance(limit, ast.BinOp):
        return None
    return _Bound(key, tuple(centres), limit, lower=times < 0)


def _exact(code: FunctionCode, *sides: ast.expr) -> bool:
    """Whether sums of these are exact: calls with whole numbers may be followed by one with floats."""
    moments = all(only(code.type_of(side), *_MOMENTS) for side in sides)
    return moments or all(only(code.as_declared.type_of(side), *_NUMBERS) for side in sides)


def _can_be_asked(code: FunctionCode, bound: _Bound, asking: Asking) -> bool:
    """Whether a bound stays while the elements are gone through, and its key is something that has an order."""
    if asking.own & loaded(*bound.parts) or includes(code.type_of(bound.key), "set", "frozenset", "dict", "none"):
        return False
    return all(code.pure(part) and stays(code, part, asking.region) for part in bound.parts)


def _change(code: FunctionCode, scan: _Scan, edits: Edits) -> None:
    part = None
    if scan.part is not None:
        ends = scan.part.start, scan.part.stop
        start, stop = (edits.text(end, need=0) if end is not None else "None" for end in ends)
        whole = edits.text(scan.part.whole, need=0)
        part = f"range({whole})" if scan.part.by_position else whole, f"slice({start}, {stop})"
    bounds = _bound_text(scan.low, edits), _bound_text(scan.high, edits)
    put_nearby(code, scan.node, scan.key, bounds, scan.front, edits, part=part)


def _bound_text(bound: _Bound | None, edits: Edits) -> str:
    if bound is None:
        return ""
    text = ""
    for value, sign in sorted(bound.values, key=lambda item: -item[1]):
        written = edits.text(value, need=12 if len(bound.values) > 1 or bound.width is not None else 0)
        text = (f"{text} {'+' if sign > 0 else '-'} " if text else "" if sign > 0 else "-") + written
    return text if bound.width is None else f"{text} {'-' if bound.lower else '+'} {width_text(bound.width)}"
