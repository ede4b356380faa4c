"""The ranges that hold a value, found by asking all of them.

Finds:
    In a loop, a pass over records that stay the same, of which only those count whose two bounds enclose a moving value
    (``low <= x <= high``, also half open or with an end that may be None): ``next``, ``any`` and other comprehensions,
    or a ``for`` that takes the first hit or all of them. Further tests may stand in front or behind.

Slow because:
    Every value is compared with the bounds of all ranges: O(n * m). Who could hold a value changes only where a range
    starts. With these places in order, a bisection finds the few ranges that are left: O((n + m) log m).

Unsafe when:
    The bounds have no total order, or reading the bounds of an element raises that the original would not have reached.
    Ranges with bounds of several kinds, or of which many overlap, are asked one by one as before.

Example:
    Before::

        for number in numbers:
            zone = next((z for z in zones if z.low <= number <= z.high), None)

    After::

        # where zones start, and which of them reach that far
        zones_lows, zones_there = _reaching([(z.low, z.high, z) for z in zones])
        for number in numbers:
            zone = next((z for z in zones_there[bisect_right(zones_lows, number)] if z.low <= number <= z.high), None)

Source:
    Stabbing queries: de Berg et al., Computational Geometry (2008), 10.1; elementary intervals by their left ends.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.loops import Repeat
from hasten.code.match import equal, match, with_values
from hasten.code.naming import noun
from hasten.code.scopes import loaded
from hasten.code.types import includes
from hasten.proposers.rules._added_helpers import helper
from hasten.proposers.rules._askings import Asking, askings, facts, ordered, repeat_of_bounds, stays
from hasten.proposers.rules._distances import differences
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._guards import Condition, conjuncts
from hasten.proposers.rules._nearby import put_nearby, width_text
from hasten.proposers.rules._predicates import said_by

GROWTH = ("O(n^2)", "O(n log n)")
_HELPER = '''\
def {name}(ranges):
    """The lows of ranges (low, high, item) in order, and the items of those that reach each of them.

    What lies below all lows has the first list of items. Ranges that overlap a lot, or have no order, stay as they are.
    """
    items = [item for _, _, item in ranges]
    kinds = {{type(bound) for low, high, _ in ranges for bound in (low, low if high is None else high)}}
    if kinds & {{set, frozenset}} or len(kinds) > 1 and kinds != {{int, float}}:
        return [], [items]
    try:
        order = sorted(range(len(ranges)), key=lambda place: ranges[place][0])
    except TypeError:
        return [], [items]
    lows, reaching, reached, total = [], [[]], [], 0
    for place in order:
        low = ranges[place][0]
        reached = [other for other in reached if ranges[other][1] is None or ranges[other][1] >= low] + [place]
        total += len(reached)
        if total > 8 * len(ranges) or lows and not lows[-1] <= low:
            return [], [items]
        lows.append(low)
        reaching.append([items[other] for other in sorted(reached)])
    return lows, reaching
'''

@dataclass(frozen=True)
class _Scan:
    """A pass over ranges of which those count that hold a value.

    Attributes:
        node: The loop, or the part of a comprehension.
        low: The lower bound of an element, as code over the target.
        high: The upper one.
        value: What is to lie between them.
        repeat: The outermost loop that leaves the ranges alone.
        width: How far the value may be from both bounds, which are the same then.
    """

    node: ast.For | ast.comprehension
    low: str
    high: str
    value: ast.expr
    repeat: Repeat
    width: str = ""


def find(code: FunctionCode) -> Iterator[Finding]:
    """Loops, then comprehensions."""
    for asking in askings(code):
        scan = _scan(code, asking)
        if scan is None:
            continue
        text = (
            f"every turn compares `{ast.unparse(scan.value)}` with the bounds of all of "
            f"`{ast.unparse(scan.node.iter)}`; a bisection finds the few that can hold it"
        )
        yield Finding(scan.node.iter, text, partial(_change, code, scan), GROWTH, ahead=True)


def _scan(code: FunctionCode, asking: Asking) -> _Scan | None:
    own, values, region = asking.own, asking.values, asking.region
    enclosed = [(*found, "") for found in _enclosed(code, asking.conditions, own)]
    for low, value, high, width in [*enclosed, *_near(code, asking.conditions, values, own, region)]:
        bounds = [with_values(low, values), with_values(high, values)]
        if not stays(code, value, region) or includes(code.type_of(low), "set", "frozenset", "dict", "none"):
            continue
        repeat = repeat_of_bounds(code, asking, asking.node.iter, bounds, [value])
        if repeat is None:
            continue
        texts = [ast.unparse(bound) for bound in bounds]
        return _Scan(asking.node, texts[0], texts[1], value, repeat, width)
    return None


def _enclosed(
    code: FunctionCode, conditions: Sequence[Condition], own: set[str]
) -> Iterator[tuple[ast.expr, ast.expr, ast.expr]]:
    """Lower bound, value and upper bound of each pair of comparisons that enclose a value."""
    known = [fact for condition in conditions for fact in facts(code, condition)]
    for low, value in known:
        if not own & loaded(low) or own & loaded(value):
            continue
        for other, high in known:
            if own & loaded(high) and equal(other, value) and not isinstance(value, ast.Constant):
                yield low, value, high


def _near(
    code: FunctionCode,
    conditions: Sequence[Condition],
    values: Mapping[str, ast.expr],
    own: set[str],
    region: Sequence[ast.AST],
) -> Iterator[tuple[ast.expr, ast.expr, ast.expr, str]]:
    """A coordinate of an element, that of the moving point near it, and how far apart they may be."""
    for distance, limit in _limits(code, conditions):
        if own & loaded(limit) or not code.invariant(limit, *region):
            continue
        sides, squared = differences(code, with_values(distance, values), {}) or ([], False)
        for side in sides:
            for mine, other in ((side.left, side.right), (side.right, side.left)):
                if own & loaded(mine) and not own & loaded(other) and not isinstance(other, ast.Constant):
                    yield mine, other, mine, _width_of(limit, squared=squared)


def _limits(code: FunctionCode, conditions: Sequence[Condition]) -> Iterator[tuple[ast.expr, ast.expr]]:
    """What must not exceed what, also where a function asks it."""
    tests = [part for condition in conditions if condition.operator is ast.Eq for part in conjuncts(condition.test)]
    asked = [part for test in tests if (said := said_by(code, test)) is not None for part in conjuncts(said)]
    for test in (*tests, *asked):
        if isinstance(test, ast.Compare) and len(test.ops) == 1:
            yield from ordered(test.left, type(test.ops[0]), test.comparators[0])


def _width_of(limit: ast.expr, *, squared: bool) -> str:
    """More than twice as far as need be, as code: squares of floats are rounded, and those of small ones vanish."""
    if squared:
        root = match("$r * $r", limit) or match("$r ** 2", limit)
        if root is None:
            return f"(2 * abs({ast.unparse(limit)}) ** 0.5 + 1)"
        limit = root["r"]
    return width_text(limit)


def _change(code: FunctionCode, scan: _Scan, edits: Edits) -> None:
    if scan.width:
        _change_near(code, scan, edits)
        return
    bisect, source = edits.need("bisect", "bisect_right"), scan.node.iter
    reaching = helper(code, "_reaching", _HELPER, edits)
    word = noun(source)
    lows, there = code.fresh(f"{word}_lows"), code.fresh(f"{word}_there")
    target = scan.node.target
    item = edits.text(target, need=0) if isinstance(target, ast.Name) else ast.unparse(target)
    bounds = ", ".join((scan.low, scan.high))
    each = edits.text(target, need=0) if isinstance(target, ast.Name) else item[1:-1]
    assert scan.repeat.statement is not None
    edits.insert_before(
        scan.repeat.statement,
        f"# where {word} start, and which of them reach that far\n"
        f"{lows}, {there} = {reaching}([({bounds}, {item}) for {each} in {edits.text(source, need=8)}])",
    )
    edits.replace(source, f"{there}[{bisect}({lows}, {edits.text(scan.value, need=0)})]")


def _change_near(code: FunctionCode, scan: _Scan, edits: Edits) -> None:
    value = edits.text(scan.value, need=11)
    low, high = f"{value} - {scan.width}", f"{value} + {scan.width}"
    assert scan.repeat.statement is not None
    put_nearby(code, scan.node, scan.low, (low, high), scan.repeat.statement, edits)
