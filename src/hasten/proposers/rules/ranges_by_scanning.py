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

from hasten.code.comparisons import MIRRORED, NEGATED
from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.loops import Repeat, outermost_invariant
from hasten.code.match import equal, match, with_values
from hasten.code.naming import noun
from hasten.code.scopes import COMPREHENSIONS, loaded, stored, target_names
from hasten.code.types import includes, may_be
from hasten.proposers.rules._added_helpers import helper
from hasten.proposers.rules._distances import differences
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._growing import set_elsewhere, stored_to
from hasten.proposers.rules._guards import Condition, conjuncts, guards, of_comprehension
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
_ORDERING = '''\
def {name}(keys):
    """Keys in rising order, and the places where they stood; nothing where they have no order."""
    try:
        places = sorted(range(len(keys)), key=keys.__getitem__)
    except TypeError:
        return None, None
    rising = [keys[place] for place in places]
    if not all(a <= b for a, b in zip(rising, rising[1:] + rising[-1:])):
        return None, None
    return rising, places
'''
_NEARBY = '''\
def {name}(items, rising, places, low, high):
    """The items whose keys lie between two values, in the order of the items; all of them where keys have no order."""
    if rising is None:
        return items
    return [items[place] for place in sorted(places[{left}(rising, low):{right}(rising, high)])]
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
    for scan in [*_of_loops(code), *_of_comprehensions(code)]:
        text = (
            f"every turn compares `{ast.unparse(scan.value)}` with the bounds of all of "
            f"`{ast.unparse(scan.node.iter)}`; a bisection finds the few that can hold it"
        )
        yield Finding(scan.node.iter, text, partial(_change, code, scan), GROWTH, ahead=True)


def _of_loops(code: FunctionCode) -> Iterator[_Scan]:
    for loop in code.all(ast.For):
        start = guards(code, loop.body)
        if not start.conditions:
            continue
        own = set(target_names(loop.target)) | stored(*start.setups)
        values = _values(start.setups)
        if values is None or not _last_does_not_matter(code, loop, own, start.rest):
            continue
        region = [loop.target] if _ends(start.rest) else loop.body
        yield from _scan(code, loop, loop, start.conditions, values, region)


def _of_comprehensions(code: FunctionCode) -> Iterator[_Scan]:
    for made in code.comprehensions:
        for generator in made.generators:
            conditions = of_comprehension(generator)
            alone = isinstance(made, ast.GeneratorExp | ast.ListComp) and len(made.generators) == 1
            call = code.parent(made)
            if alone and any(code.builtin_call(call, name, 1) for name in ("any", "sum")):
                # What is not so adds nothing.
                assert isinstance(made, ast.GeneratorExp | ast.ListComp)
                parts = tuple(conjuncts(made.elt))
                if all(isinstance(part, ast.Compare) for part in parts):
                    conditions += [Condition(part, ast.Eq, made.elt, parts) for part in parts]
            if conditions and not generator.is_async:
                yield from _scan(code, generator, generator.iter, conditions, {}, [generator.target])


def _values(setups: Sequence[ast.stmt]) -> dict[str, ast.expr] | None:
    """What names are set to for each element, in terms of the element."""
    found: dict[str, ast.expr] = {}
    for statement in setups:
        assert isinstance(statement, ast.Assign)
        target, value = statement.targets[0], with_values(statement.value, found)
        names, parts = [target], [value]
        if isinstance(target, ast.Tuple):
            names = target.elts
            parts = [ast.Subscript(value, ast.Constant(place), ast.Load()) for place in range(len(names))]
            if isinstance(value, ast.Tuple) and len(value.elts) == len(names):
                parts = value.elts
        for name, part in zip(names, parts, strict=True):
            if not isinstance(name, ast.Name) or name.id in found:
                return None
            found[name.id] = part
    return found


def _ends(rest: Sequence[ast.stmt]) -> bool:
    """Whether the first hit surely leaves the loop."""
    again = any(isinstance(node, ast.Continue) for statement in rest for node in ast.walk(statement))
    return bool(rest) and isinstance(rest[-1], ast.Break | ast.Return | ast.Raise) and not again


def _last_does_not_matter(code: FunctionCode, loop: ast.For, own: set[str], rest: Sequence[ast.stmt]) -> bool:
    """Whether nobody asks behind the loop what the last element was, where it is not a hit."""
    if own & loaded(*loop.orelse):
        return False
    live = {name for name in own if code.live_after(name, loop)}
    if not live:
        return True
    if not loop.orelse or not _ends(rest):
        return False
    leaves = isinstance(loop.orelse[-1], ast.Return | ast.Raise | ast.Continue | ast.Break)
    plain = [statement for statement in loop.orelse if isinstance(statement, ast.Assign)]
    return leaves or live <= stored(*plain)


def _scan(
    code: FunctionCode,
    node: ast.For | ast.comprehension,
    place: ast.AST,
    conditions: Sequence[Condition],
    values: Mapping[str, ast.expr],
    region: Sequence[ast.AST],
) -> Iterator[_Scan]:
    own = set(target_names(node.target)) | set(values)
    source = node.iter
    if code.in_nested_function(source) or not _can_be_made_again(node.target) or own & loaded(source):
        return
    if includes(code.type_of(source), "iterator", "set", "frozenset", "dict", "str") or not code.pure(source):
        return
    if isinstance(source, ast.List | ast.Tuple | ast.Constant) or not all(code.pure(c.test) for c in conditions):
        return
    enclosed = [(*found, "") for found in _enclosed(code, conditions, own)]
    for low, value, high, width in [*enclosed, *_near(code, conditions, values, own, region)]:
        bounds = [with_values(low, values), with_values(high, values)]
        others = [n for bound in bounds for n in ast.walk(bound) if isinstance(n, ast.Name)]
        fixed = [name for name in others if name.id not in own]
        if not _stays(code, value, region) or not all(code.invariant(name, *region) for name in fixed):
            continue
        if any(stored_to(code, bound) or set_elsewhere(code, bound) for bound in bounds):
            continue
        if includes(code.type_of(low), "set", "frozenset", "dict", "none"):
            continue
        repeat = outermost_invariant(code, source, place, fixed=fixed, moving=[value])
        if repeat is None or any(isinstance(p, (*COMPREHENSIONS, ast.Lambda)) for p in code.ancestors(repeat.node)):
            continue
        texts = [ast.unparse(bound) for bound in bounds]
        yield _Scan(node, texts[0], texts[1], value, repeat, width)
        return


def _stays(code: FunctionCode, value: ast.expr, region: Sequence[ast.AST]) -> bool:
    """Whether a value is the same for all elements; one that has an order is not changed by who keeps it."""
    if isinstance(value, ast.Name):
        return value.id not in stored(*region) and not code.uses(value.id, *region).changes
    return code.invariant(value, *region)


def _can_be_made_again(target: ast.expr) -> bool:
    if isinstance(target, ast.Tuple):
        return all(map(_can_be_made_again, target.elts))
    return isinstance(target, ast.Name)


def _enclosed(
    code: FunctionCode, conditions: Sequence[Condition], own: set[str]
) -> Iterator[tuple[ast.expr, ast.expr, ast.expr]]:
    """Lower bound, value and upper bound of each pair of comparisons that enclose a value."""
    facts = [fact for condition in conditions for fact in _facts(code, condition)]
    for low, value in facts:
        if not own & loaded(low) or own & loaded(value):
            continue
        for other, high in facts:
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
                    yield mine, other, mine, _width(limit, squared=squared)


def _limits(code: FunctionCode, conditions: Sequence[Condition]) -> Iterator[tuple[ast.expr, ast.expr]]:
    """What must not exceed what, also where a function asks it."""
    tests = [part for condition in conditions if condition.operator is ast.Eq for part in conjuncts(condition.test)]
    asked = [part for test in tests if (said := said_by(code, test)) is not None for part in conjuncts(said)]
    for test in (*tests, *asked):
        if isinstance(test, ast.Compare) and len(test.ops) == 1:
            yield from _ordered(test.left, type(test.ops[0]), test.comparators[0])


def _width(limit: ast.expr, *, squared: bool) -> str:
    """More than twice as far as need be, as code: squares of floats are rounded, and those of small ones vanish."""
    if squared:
        root = match("$r * $r", limit) or match("$r ** 2", limit)
        if root is None:
            return f"(2 * abs({ast.unparse(limit)}) ** 0.5 + 1)"
        limit = root["r"]
    text = ast.unparse(limit)
    return str(2 * int(text) + 1) if text.isdigit() else f"(2 * abs({text}) + 1)"


def _facts(code: FunctionCode, condition: Condition) -> Iterator[tuple[ast.expr, ast.expr]]:
    """What is not larger than what, for an element that meets the condition."""
    if condition.operator is ast.NotEq:
        test = _without_none(condition.test, ast.And, "$h is not None")
        if isinstance(test, ast.Compare) and len(test.ops) == 1 and type(test.ops[0]) in NEGATED:
            # NaN is not skipped by a comparison.
            sides = test.left, test.comparators[0]
            if not any(code.type_of(side).kind != "any" and may_be(code.type_of(side), "float") for side in sides):
                yield from _ordered(test.left, NEGATED[type(test.ops[0])], test.comparators[0])
        return
    for part in conjuncts(condition.test):
        test = _without_none(part, ast.Or, "$h is None")
        if not isinstance(test, ast.Compare):
            continue
        sides_in_order = [test.left, *test.comparators]
        for left, operator, right in zip(sides_in_order, test.ops, sides_in_order[1:], strict=False):
            yield from _ordered(left, type(operator), right)
            between = code.builtin_call(right, "range", 2) if isinstance(operator, ast.In) else None
            if between:
                yield between[0], left
                yield left, between[1]


def _without_none(test: ast.expr, word: type[ast.boolop], empty: str) -> ast.expr:
    """The comparison behind a question whether its upper end is there at all."""
    if isinstance(test, ast.BoolOp) and isinstance(test.op, word) and len(test.values) == 2:
        asked, compared = match(empty, test.values[0]), test.values[1]
        if asked is not None and isinstance(compared, ast.Compare) and len(compared.ops) == 1:
            less = isinstance(compared.ops[0], ast.Lt | ast.LtE) is (word is ast.Or)
            end = compared.comparators[0] if less else compared.left
            return compared if equal(end, asked["h"]) else test
    return test


def _ordered(left: ast.expr, operator: type[ast.cmpop], right: ast.expr) -> Iterator[tuple[ast.expr, ast.expr]]:
    if operator in (ast.Gt, ast.GtE):
        left, operator, right = right, MIRRORED[operator], left
    if operator in (ast.Lt, ast.LtE):
        yield left, right


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
    source, word = scan.node.iter, noun(scan.node.iter)
    bounds = {side: edits.need("bisect", f"bisect_{side}") for side in ("left", "right")}
    ordering = helper(code, "_in_order", _ORDERING, edits)
    nearby = helper(
        code, "_nearby", _NEARBY.replace("{left}", bounds["left"]).replace("{right}", bounds["right"]), edits
    )
    rising, places = code.fresh(f"{word}_in_order"), code.fresh(f"{word}_places")
    assert scan.repeat.statement is not None
    target = edits.text(scan.node.target, need=0)
    edits.insert_before(
        scan.repeat.statement,
        f"{rising}, {places} = {ordering}([{scan.low} for {target} in {edits.text(source, need=8)}])",
    )
    value, items = edits.text(scan.value, need=11), edits.text(source, need=0)
    low, high = f"{value} - {scan.width}", f"{value} + {scan.width}"
    edits.replace(source, f"{nearby}({items}, {rising}, {places}, {low}, {high})")
