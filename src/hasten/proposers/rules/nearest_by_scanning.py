"""The element nearest to a number, found by going through all of them.

Finds:
    In a loop, a pass over a list that stays the same, which keeps the element (or its place) with the smallest
    ``abs(key(element) - wanted)``: a ``for`` with a best so far, or ``min(xs, key=lambda x: abs(x.time - wanted))``.

Slow because:
    Every turn goes through the whole list: O(n * m). In the sorted keys a bisection finds the neighbours of the wanted
    number on either side: O((n + m) log n).

Unsafe when:
    The keys have no total order (NaN), or are no numbers.

Example:
    Before::

        for when, raw in samples:
            nearest = gap = None
            for check in checks:
                distance = abs(check.time - when)
                if gap is None or distance < gap:
                    gap, nearest = distance, check
            out.append(nearest)

    After::

        place_of_time = {}
        for place, check in enumerate(checks):
            place_of_time.setdefault(check.time, place)
        times = sorted(place_of_time)
        for when, raw in samples:
            nearest = gap = None
            # only those next to the wanted number, in the order of the list
            for check in [checks[place] for place in _nearest_places(times, place_of_time, when)]:
                distance = abs(check.time - when)
                if gap is None or distance < gap:
                    gap, nearest = distance, check
            out.append(nearest)

Source:
    The Python documentation of ``bisect``, "Searching Sorted Lists".
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.loops import outermost_invariant, range_bounds, repeats_around
from hasten.code.match import equal, match
from hasten.code.naming import noun
from hasten.code.scopes import assigned, loaded, stored, target_names
from hasten.code.types import only
from hasten.proposers.rules._added_helpers import helper
from hasten.proposers.rules._finding import Finding

GROWTH = ("O(n^2)", "O(n log n)")

_HELPER = '''\
def {name}(keys, places, wanted):
    """Places of the sorted keys next to a number on either side, in the order of the list."""
    high = bisect_left(keys, wanted)
    low = high - 1
    # neighbours may be as far as each other once the distance is rounded
    while low > 0 and wanted - keys[low - 1] == wanted - keys[low]:
        low -= 1
    while high + 1 < len(keys) and keys[high + 1] - wanted == keys[high] - wanted:
        high += 1
    return sorted(places[key] for key in keys[max(low, 0):high + 1])
'''


@dataclass(frozen=True)
class _Scan:
    """One search for the nearest.

    Attributes:
        node: The loop, or the call of ``min``.
        sequence: The list.
        element: What an element is called; None where there are places alone.
        place: What the place is called; "" for no name.
        key: The key of an element.
        wanted: The number.
        last: Whether the last of equals wins.
        front: The statement in front of which the keys are sorted.
    """

    node: ast.For | ast.Call
    sequence: ast.expr
    element: ast.expr | None
    place: str
    key: ast.expr
    wanted: ast.expr
    last: bool
    front: ast.stmt


def find(code: FunctionCode) -> Iterator[Finding]:
    """Loops, then calls of ``min``."""
    nodes: list[ast.For | ast.Call] = [*code.all(ast.For), *code.all(ast.Call)]
    for node in nodes:
        if not repeats_around(code, node):
            continue
        scan = _loop(code, node) if isinstance(node, ast.For) else _call(code, node)
        if scan is not None:
            text = (
                f"every turn goes through all of {ast.unparse(scan.sequence)} for the one nearest to "
                f"{ast.unparse(scan.wanted)}; bisection in sorted keys finds its neighbours"
            )
            yield Finding(node, text, partial(_change, code, scan), GROWTH, ahead=True)


def _loop(code: FunctionCode, loop: ast.For) -> _Scan | None:
    walked = _walked(code, loop)
    if walked is None or loop.orelse or not 1 <= len(loop.body) <= 2 or not isinstance(loop.body[-1], ast.If):
        return None
    sequence, element, place = walked
    choice = loop.body[-1]
    names = set(target_names(loop.target))
    distance, measured = None, ""
    if len(loop.body) == 2:
        named = match("@d = $v", loop.body[0])
        if named is None:
            return None
        measured, distance = named.name("d"), named["v"]
    best = _compared(choice.test)
    if best is None or choice.orelse:
        return None
    less, limit, last = best
    if distance is None:
        distance = less
    elif not (isinstance(less, ast.Name) and less.id == measured):
        return None
    if not all(_keeps(code, statement) for statement in choice.body):
        return None
    kept = stored(*choice.body)
    # The best so far must become the distance, or the test would go on with the old one.
    if limit not in kept or not any(_becomes(s, limit, distance, measured) for s in choice.body):
        return None
    passing = [*names, measured] if measured else [*names]
    if names & stored(*loop.body) or any(code.live_after(name, loop) for name in passing):
        return None
    values = [part for statement in choice.body for part in ast.walk(statement) if isinstance(part, ast.Name)]
    if any(isinstance(part.ctx, ast.Load) and part.id in kept - {measured} for part in values):
        return None
    own = names if element is not None else names | loaded(sequence)
    found = _distance(code, distance, names)
    if found is None or kept & loaded(*found) or (loaded(found[0]) - own) & code.local:
        return None
    front = _front(code, loop, sequence, found[1])
    return _Scan(loop, sequence, element, place, found[0], found[1], last, front) if front is not None else None


def _call(code: FunctionCode, call: ast.Call) -> _Scan | None:
    found = match("min($xs, key=lambda @x: $d)", call)
    if found is None or not code.is_builtin("min"):
        return None
    sequence = found["xs"]
    if not only(code.type_of(sequence), "list", "tuple", "any") or not isinstance(sequence, ast.Name | ast.Attribute):
        return None
    lambda_ = call.keywords[0].value
    assert isinstance(lambda_, ast.Lambda)
    name = lambda_.args.args[0].arg
    parts = _distance(code, lambda_.body, {name})
    if parts is None or (loaded(parts[0]) - {name}) & code.local:
        return None
    front = _front(code, call, sequence, parts[1])
    if front is None:
        return None
    return _Scan(call, sequence, ast.Name(name, ast.Load()), "", parts[0], parts[1], False, front)


def _walked(code: FunctionCode, loop: ast.For) -> tuple[ast.expr, ast.expr | None, str] | None:
    """The list, the target of its elements and the name of their places."""
    numbered = code.builtin_call(loop.iter, "enumerate", 1)
    if numbered and isinstance(loop.target, ast.Tuple) and len(loop.target.elts) == 2:
        place = loop.target.elts[0]
        return (numbered[0], loop.target.elts[1], place.id) if isinstance(place, ast.Name) else None
    bounds = range_bounds(code, loop.iter)
    if bounds is not None and bounds[0] is None and bounds[2] == 1 and isinstance(loop.target, ast.Name):
        length = code.builtin_call(bounds[1], "len", 1)
        return (length[0], None, loop.target.id) if length else None
    kind = code.type_of(loop.iter)
    if isinstance(loop.iter, ast.Name | ast.Attribute) and only(kind, "list", "tuple", "any"):
        return loop.iter, loop.target, ""
    return None


def _compared(test: ast.expr) -> tuple[ast.expr, str, bool] | None:
    """The smaller side, the name of the best so far, and whether equals count, of ``best is None or d < best``.

    The best so far may stand first in a tuple: ``d < best[0]``.
    """
    if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.Or) and len(test.values) == 2:
        unset = match("@b is None", test.values[0])
        found = _compared(test.values[1])
        # The place may be asked instead of the distance: both are unset together.
        return found if unset is not None else None
    for pattern, last in (("$d < @b", False), ("$d <= @b", True), ("$d < @b[0]", False), ("$d <= @b[0]", True)):
        found_less = match(pattern, test)
        if found_less is not None:
            return found_less["d"], found_less.name("b"), last
    for pattern, last in (("@b > $d", False), ("@b >= $d", True), ("@b[0] > $d", False), ("@b[0] >= $d", True)):
        found_more = match(pattern, test)
        if found_more is not None:
            return found_more["d"], found_more.name("b"), last
    return None


def _keeps(code: FunctionCode, statement: ast.stmt) -> bool:
    """Whether the statement only notes a value under names."""
    if not isinstance(statement, ast.Assign) or not code.pure(statement.value):
        return False
    targets = [t for target in statement.targets for t in (target.elts if isinstance(target, ast.Tuple) else [target])]
    return all(isinstance(target, ast.Name) for target in targets)


def _becomes(statement: ast.stmt, name: str, distance: ast.expr, measured: str) -> bool:
    assert isinstance(statement, ast.Assign)
    for left, right in assigned(statement.targets[0], statement.value):
        if isinstance(left, ast.Name) and left.id == name:
            right = right.elts[0] if isinstance(right, ast.Tuple) else right
            return equal(right, distance) or (isinstance(right, ast.Name) and right.id == measured)
    return False


def _distance(code: FunctionCode, node: ast.expr, names: set[str]) -> tuple[ast.expr, ast.expr] | None:
    """The key and the wanted number of ``abs(key - wanted)``."""
    arguments = code.builtin_call(node, "abs", 1)
    if not arguments or not isinstance(arguments[0], ast.BinOp) or not isinstance(arguments[0].op, ast.Sub):
        return None
    left, right = arguments[0].left, arguments[0].right
    if names & loaded(left) and not names & loaded(right):
        return (left, right) if code.pure(node) else None
    if names & loaded(right) and not names & loaded(left):
        return (right, left) if code.pure(node) else None
    return None


def _front(code: FunctionCode, node: ast.AST, sequence: ast.expr, wanted: ast.expr) -> ast.stmt | None:
    """The statement in front of the outermost loop in which the list stays the same, if the number moves there."""
    best = outermost_invariant(code, sequence, node, moving=[wanted])
    return best.statement if best is not None else None


def _change(code: FunctionCode, scan: _Scan, edits: Edits) -> None:
    word = noun(scan.key, "key")
    word = "key" if scan.element is not None and word in target_names(scan.element) else word
    places, keys = code.fresh(f"place_of_{word}"), code.fresh(f"{word}s")
    text = _HELPER.replace("bisect_left", edits.need("bisect", "bisect_left"))
    nearest = helper(code, "_nearest_places", text, edits)
    sequence = edits.text(scan.sequence, need=0)
    place = code.fresh("place") if not scan.place else scan.place
    put = f"{places}[{edits.text(scan.key, need=0)}] = {place}" if scan.last else ""
    put = put or f"{places}.setdefault({edits.text(scan.key, need=0)}, {place})"
    head = f"for {place} in range(len({sequence})):"
    if isinstance(scan.node, ast.Call):
        assert isinstance(scan.element, ast.Name)
        name = code.fresh(scan.element.id) if scan.element.id in code.local else scan.element.id
        changes: dict[ast.expr, str] = {
            n: name for n in ast.walk(scan.key) if isinstance(n, ast.Name) and n.id == scan.element.id
        }
        head = f"for {place}, {name} in enumerate({sequence}):"
        put = f"{places}.setdefault({edits.text(scan.key, changes, need=0)}, {place})"
    elif scan.element is not None:
        head = f"for {place}, {edits.text(scan.element)} in enumerate({sequence}):"
    edits.insert_before(scan.front, f"{places} = {{}}\n{head}\n    {put}\n{keys} = sorted({places})")
    near = f"{nearest}({keys}, {places}, {edits.text(scan.wanted, need=0)})"
    if isinstance(scan.node, ast.Call):
        edits.replace(scan.node.args[0], f"[{edits.text(scan.sequence)}[{place}] for {place} in {near}]")
        return
    edits.insert_before(scan.node, "# only those next to the wanted number, in the order of the list")
    edits.replace(scan.node.iter, near)
    edits.replace_target(scan.node.target, place)
    if scan.element is not None:
        first = f"{edits.text(scan.element, need=0)} = {edits.text(scan.sequence)}[{place}]"
        edits.insert_before(scan.node.body[0], first)
