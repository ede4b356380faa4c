"""Pairs counted by which of the two is larger.

Finds:
    Two nested loops over pairs of positions or elements (also ``combinations`` and comprehensions that add up) that do
    nothing but count: all pairs, those where a field of the earlier element compares larger (or smaller) than the same
    of the later one, and the rest.

Slow because:
    There are O(n^2) pairs. With the earlier elements in order, a bisection counts those that are larger: O(n log n)
    comparisons and short moves.

Unsafe when:
    The elements have no total order (NaN).

Example:
    Before::

        for i in range(len(ranks)):
            for j in range(i + 1, len(ranks)):
                if ranks[i] > ranks[j]:
                    crossed += 1

    After::

        # earlier holds the elements before this one in order: a bisection counts the larger ones
        earlier = []
        for j in range(len(ranks)):
            key = ranks[j]
            crossed += len(earlier) - bisect_right(earlier, key)
            insort(earlier, key)

Source:
    Knuth, The Art of Computer Programming, volume 3, section 5.1.1 (inversions).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from hasten.code.comparisons import MIRRORED
from hasten.code.edits import Edits, indent_block
from hasten.code.function import FunctionCode
from hasten.code.loops import counted, same
from hasten.code.match import equal, match, renamed
from hasten.code.scopes import loaded
from hasten.code.types import only, totally_ordered
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._pair_counts import Tally, counted_calls, counts_of_loop, tallied

GROWTH = ("O(n^2)", "O(n log n)")
_TEXT = "all pairs are compared to count them; with the earlier ones in order a bisection counts"
_COMMENT = "# earlier holds the elements before this one in order: a bisection counts the larger ones"
#: How many of the earlier elements compare so with the present one.
_COUNTED: dict[type[ast.cmpop], str] = {
    ast.Gt: "len({0}) - {right}({0}, {1})",
    ast.GtE: "len({0}) - {left}({0}, {1})",
    ast.Lt: "{left}({0}, {1})",
    ast.LtE: "{right}({0}, {1})",
    ast.Eq: "{right}({0}, {1}) - {left}({0}, {1})",
}
#: What is left where some kinds are taken away.
_REST: dict[frozenset[type[ast.cmpop]], type[ast.cmpop]] = {
    frozenset({ast.Gt}): ast.LtE,
    frozenset({ast.GtE}): ast.Lt,
    frozenset({ast.Lt}): ast.GtE,
    frozenset({ast.LtE}): ast.Gt,
    frozenset({ast.Gt, ast.Lt}): ast.Eq,
    frozenset({ast.Gt, ast.Eq}): ast.Lt,
    frozenset({ast.Lt, ast.Eq}): ast.Gt,
}
#: The helper's results, with the sign that an earlier key compares with to a later one.
_SIGNS = {"rising": -1, "level": 0, "falling": 1}
_HELPER = '''
def {name}(values):
    """Numbers of pairs of an earlier and a later value: the later one larger, both equal, the later one smaller."""
    rising = falling = 0
    earlier = []
    for value in values:
        rising += LEFT(earlier, value)
        place = RIGHT(earlier, value)
        falling += len(earlier) - place
        earlier.insert(place, value)
    return rising, len(earlier) * (len(earlier) - 1) // 2 - rising - falling, falling
'''


@dataclass(frozen=True)
class _Pairs:
    """Two loops that count pairs.

    Attributes:
        outer: The loop over the first of a pair.
        second: Name of the position of the second.
        stop: The number of positions.
        key: What is compared of the second.
        counts: Names with how the first compares with the second where they are counted; None for all pairs.
    """

    outer: ast.For
    second: str
    stop: ast.expr
    key: ast.expr
    counts: tuple[tuple[str, type[ast.cmpop] | None], ...]


def find(code: FunctionCode) -> Iterator[Finding]:
    """Counted loops whose body is one counted loop."""
    for outer in code.all(ast.For):
        pairs = _pairs(code, outer)
        if pairs is not None:
            yield Finding(outer, _TEXT, partial(_change, code, pairs), GROWTH)
            continue
        counts = counts_of_loop(code, outer)
        if counts is not None and len(counts.keys) == 1:
            change = partial(tallied, code, counts, _tally, outer)
            yield Finding(outer, _TEXT, change, GROWTH, ahead=True, integers=counts.numbers)
    for call, counts in counted_calls(code):
        if len(counts.keys) == 1:
            change = partial(tallied, code, counts, _tally, call)
            yield Finding(call, _TEXT, change, GROWTH, ahead=True, integers=counts.numbers)


def _pairs(code: FunctionCode, outer: ast.For) -> _Pairs | None:
    if len(outer.body) != 1 or not isinstance(outer.body[0], ast.For):
        return None
    one, two = counted(code, outer), counted(code, outer.body[0])
    if one is None or two is None or one.start is not None or one.step != 1 or two.step != 1 or two.start is None:
        return None
    begins = match("@i + 1", two.start)
    shorter = match("$n - 1", one.stop)  # the last position is first of no pair
    ends = [one.stop] if shorter is None else [one.stop, shorter["n"]]
    if begins is None or begins.name("i") != one.index or not any(same(end, two.stop) for end in ends):
        return None
    if any(code.live_after(name, outer) for name in (one.index, two.index)):
        return None
    counts: list[tuple[str, type[ast.cmpop] | None]] = []
    key: ast.expr | None = None
    for statement in two.body:
        name = _added_one(statement)
        if name:
            counts.append((name, None))
            continue
        if key is not None or not isinstance(statement, ast.If):
            return None
        branches = _branches(statement, one.index, two.index)
        if branches is None:
            return None
        key, found = branches
        counts += found
    names = [name for name, _ in counts]
    if key is None or set(names) & (loaded(key) | {one.index, two.index}) or not code.pure(key):
        return None
    fixed = [node for node in ast.walk(key) if isinstance(node, ast.Name) and node.id != two.index]
    if not all(code.invariant(node, *outer.body) for node in [*fixed, two.stop]):
        return None
    kind = code.type_of(key)
    if not (totally_ordered(kind) or only(kind, "any", "int", "float", "str")):
        return None
    return _Pairs(outer, two.index, two.stop, key, tuple(counts))


def _added_one(statement: ast.stmt) -> str:
    found = match("@n += 1", statement) or match("@n = @n + 1", statement)
    return found.name("n") if found is not None else ""


def _branches(
    statement: ast.If, first: str, second: str
) -> tuple[ast.expr, list[tuple[str, type[ast.cmpop] | None]]] | None:
    """The key and what each branch counts; None where a branch does anything else."""
    key: ast.expr | None = None
    counts: list[tuple[str, type[ast.cmpop] | None]] = []
    seen: set[type[ast.cmpop]] = set()
    current: ast.If | None = statement
    while current is not None:
        test = current.test
        if not (isinstance(test, ast.Compare) and len(test.ops) == 1 and type(test.ops[0]) in _COUNTED):
            return None
        left, right, operator = test.left, test.comparators[0], type(test.ops[0])
        if first not in loaded(left):
            left, right, operator = right, left, MIRRORED[operator]
        if second in loaded(left) or first in loaded(right) or not equal(renamed(left, {first: second}), right):
            return None
        if first not in loaded(left) or (key is not None and not equal(key, right)):
            return None
        key = right
        name = _added_one(current.body[0]) if len(current.body) == 1 else ""
        if not name or (seen and (frozenset(seen) not in _REST or not _apart(seen, operator))):
            return None
        seen.add(operator)
        counts.append((name, operator))
        following, current = current.orelse, None
        if len(following) == 1 and isinstance(following[0], ast.If):
            current = following[0]
        elif following:
            name = _added_one(following[0]) if len(following) == 1 else ""
            if not name or frozenset(seen) not in _REST:
                return None
            counts.append((name, _REST[frozenset(seen)]))
    return (key, counts) if key is not None else None


def _apart(seen: set[type[ast.cmpop]], operator: type[ast.cmpop]) -> bool:
    """Whether no pair can compare in both ways."""
    return {*seen, operator} <= {ast.Gt, ast.Lt, ast.Eq} and operator not in seen


def _change(code: FunctionCode, pairs: _Pairs, edits: Edits) -> None:
    earlier, key = code.fresh("earlier"), code.fresh("key")
    insort = edits.need("bisect", "insort")
    lines = []
    for name, operator in pairs.counts:
        if operator is None:
            lines.append(f"{name} += {pairs.second}")
            continue
        text = _COUNTED[operator]
        sides = {side: edits.need("bisect", f"bisect_{side}") for side in ("left", "right") if f"{{{side}}}" in text}
        lines.append(f"{name} += {text.format(earlier, key, **sides)}")
    body = "\n".join([f"{key} = {edits.text(pairs.key)}", *lines, f"{insort}({earlier}, {key})"])
    head = f"{_COMMENT.replace('earlier holds', f'{earlier} holds')}\n{earlier} = []\n"
    loop = f"for {pairs.second} in range({edits.text(pairs.stop)}):\n{indent_block(body, '    ')}"
    edits.replace_statement(pairs.outer, head + loop)


def _tally(edits: Edits) -> Tally:
    text = _HELPER.replace("LEFT", edits.need("bisect", "bisect_left"))
    text = text.replace("RIGHT", edits.need("bisect", "bisect_right")).strip("\n")
    return Tally("_pairs_by_order", text, {kind: (sign, 0) for kind, sign in _SIGNS.items()}, "values")
