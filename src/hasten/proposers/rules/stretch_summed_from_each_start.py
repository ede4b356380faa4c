"""A stretch from each place on, added up element by element until something is too far.

Finds:
    For every place of a sequence, a loop from there on that ends at the first element whose key is too far from
    something of the turn (``if t - readings[start][0] >= minutes: break``), and until then only counts, or adds up
    something of the elements.

Slow because:
    With n places and stretches of k elements that is O(n * k). In order, a bisection finds where each stretch ends, and
    differences of running sums give what lies in it: O(n log n).

Unsafe when:
    Numbers are no integers: their sums are rounded in another order. Elements in no order are walked for the end.

Example:
    Before::

        for start in range(len(sales)):
            total = 0
            for day, amount in sales[start:]:
                if day - sales[start][0] >= 7:
                    break
                total += amount
            best = max(best, total)

    After::

        days = [day for day, amount in sales]
        in_order = days == sorted(days)
        amounts = list(accumulate((amount for day, amount in sales), initial=0))
        for start in range(len(sales)):
            limit = 7 + sales[start][0]
            if in_order:
                stop = bisect_left(days, limit, start)
            else:
                stop = next((j for j in range(start, len(days)) if days[j] >= limit), len(days))
            total = amounts[stop] - amounts[start]
            best = max(best, total)

Source:
    Prefix sums and bisection; the window joins of time series databases.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.loops import counted, range_bounds
from hasten.code.match import match
from hasten.code.naming import noun
from hasten.code.scopes import loaded, stored, target_names
from hasten.code.source import descend
from hasten.code.types import only
from hasten.proposers.rules._addends import addends
from hasten.proposers.rules._finding import Finding

GROWTH = ("O(n^2)", "O(n log n)")


@dataclass(frozen=True)
class _Stretch:
    """A loop from the place of the turn on.

    Attributes:
        outer: The loop over the places.
        inner: The loop over the stretch.
        sequence: Name of the sequence.
        place: Name of the place.
        element: The target of an element; None where the inner loop counts places.
        index: Name of the place in the inner loop, or "".
        key: The key of an element.
        limit: What the key reaches at the end, as terms with signs.
        strict: Whether the end lies behind the limit, not at it.
        sums: Name and summand of what is added up.
    """

    outer: ast.For
    inner: ast.For
    sequence: str
    place: str
    element: ast.expr | None
    index: str
    key: ast.expr
    limit: tuple[tuple[ast.expr, int], ...]
    strict: bool
    sums: tuple[tuple[str, ast.expr], ...]


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per inner loop."""
    for inner in code.all(ast.For):
        outer = code.parent(inner)
        if isinstance(outer, ast.For) and inner in outer.body and not code.in_nested_function(inner):
            stretch = _stretch(code, outer, inner)
            if stretch is not None:
                text = f"from each place on, {stretch.sequence} is walked until something is too far; running sums know"
                yield Finding(inner, text, partial(_change, code, stretch), GROWTH, integers=True, ahead=True)


def _stretch(code: FunctionCode, outer: ast.For, inner: ast.For) -> _Stretch | None:
    place = _place(code, outer)
    walked = _walked(code, inner, place) if place else None
    if walked is None or inner.orelse or len(inner.body) < 2:
        return None
    sequence, element, index = walked
    own = set(target_names(inner.target))
    if match(f"range(len({sequence}))", outer.iter) is None and match(f"enumerate({sequence})", outer.iter) is None:
        return None
    if any(code.live_after(name, inner) for name in own) or own & stored(*inner.body):
        return None
    if not only(code.type_of_name(sequence), "list", "tuple"):
        return None
    if not code.invariant(ast.Name(sequence, ast.Load()), outer.target, *outer.body):
        return None
    sums = _sums(code, outer, inner, own | {sequence})
    end = match("if $t:\n    break", inner.body[0])
    if not sums or end is None or any(not _of_element(code, value, element, sequence, index) for _, value in sums):
        return None
    return _ended(code, outer, inner, place, walked, end["t"], sums)


def _place(code: FunctionCode, outer: ast.For) -> str:
    """The name of the place in a loop over all places of a sequence."""
    numbered = code.builtin_call(outer.iter, "enumerate", 1)
    if numbered and isinstance(outer.target, ast.Tuple) and isinstance(outer.target.elts[0], ast.Name):
        return outer.target.elts[0].id if outer.target.elts[0].id not in stored(*outer.body) else ""
    loop = counted(code, outer)
    return loop.index if loop is not None and loop.start is None and loop.step == 1 else ""


def _walked(code: FunctionCode, inner: ast.For, place: str) -> tuple[str, ast.expr | None, str] | None:
    found = match(f"@xs[{place}:]", inner.iter)
    if found is not None:
        return found.name("xs"), inner.target, ""
    bounds = range_bounds(code, inner.iter)
    if bounds is None or bounds[0] is None or bounds[2] != 1 or not isinstance(inner.target, ast.Name):
        return None
    length = match("len(@xs)", bounds[1])
    starts = isinstance(bounds[0], ast.Name) and bounds[0].id == place
    return (length.name("xs"), None, inner.target.id) if length is not None and starts else None


def _sums(code: FunctionCode, outer: ast.For, inner: ast.For, own: set[str]) -> tuple[tuple[str, ast.expr], ...]:
    """What the loop adds up, each set to 0 in front of it; empty where it does anything else."""
    before = outer.body[: outer.body.index(inner)]
    found: list[tuple[str, ast.expr]] = []
    for statement in inner.body[1:]:
        added = match("@total += $x", statement)
        if added is None or not code.pure(added["x"]) or added.name("total") in {name for name, _ in found}:
            return ()
        name = added.name("total")
        zero = any(_is_zero(earlier, name) for earlier in before) and name not in own
        if not zero or not only(code.type_of(added["x"]), "int", "bool", "any"):
            return ()
        found.append((name, added["x"]))
    totals = {name for name, _ in found}
    read = loaded(inner.body[0], *(value for _, value in found))
    return tuple(found) if not totals & read else ()


def _is_zero(statement: ast.stmt, name: str) -> bool:
    return (
        isinstance(statement, ast.Assign)
        and match("0", statement.value) is not None
        and any(isinstance(target, ast.Name) and target.id == name for target in statement.targets)
    )


def _of_element(code: FunctionCode, value: ast.expr, element: ast.expr | None, sequence: str, index: str) -> bool:
    """Whether a value is made of the element alone."""
    if element is not None:
        return not (loaded(value) - set(target_names(element))) & code.local
    inside = {part for node in descend(value) if match(f"{sequence}[{index}]", node) for part in descend(node)}
    names = [node for node in descend(value) if isinstance(node, ast.Name) and node not in inside]
    return not any(node.id in code.local for node in names)


def _ended(
    code: FunctionCode,
    outer: ast.For,
    inner: ast.For,
    place: str,
    walked: tuple[str, ast.expr | None, str],
    test: ast.expr,
    sums: tuple[tuple[str, ast.expr], ...],
) -> _Stretch | None:
    """The stretch with the key of its end alone on one side."""
    sequence, element, index = walked
    if not isinstance(test, ast.Compare) or len(test.ops) != 1 or not code.pure(test):
        return None
    left, right, operator = test.left, test.comparators[0], test.ops[0]
    if isinstance(operator, ast.Lt | ast.LtE):
        left, right = right, left
    elif not isinstance(operator, ast.Gt | ast.GtE):
        return None
    terms = [*addends(left, 1), *addends(right, -1)]
    names = set(target_names(inner.target))
    own = [(term, sign) for term, sign in terms if names & loaded(term)]
    others = tuple((term, -sign) for term, sign in terms if not names & loaded(term))
    if len(own) != 1 or own[0][1] != 1 or not others or not any(sign > 0 for _, sign in others):
        return None
    if not _of_element(code, own[0][0], element, sequence, index):
        return None
    strict = isinstance(operator, ast.Gt | ast.Lt)
    return _Stretch(outer, inner, sequence, place, element, index, own[0][0], others, strict, sums)


def _change(code: FunctionCode, stretch: _Stretch, edits: Edits) -> None:
    word = noun(stretch.key, "key")
    keys = code.fresh(f"{word}s" if not word.endswith("s") else f"{word}_keys")
    in_order, limit, stop = code.fresh("in_order"), code.fresh("limit"), code.fresh("stop")
    front = [
        f"{keys} = {_column(code, stretch, stretch.key, edits, '[]')}",
        f"{in_order} = {keys} == sorted({keys})",
    ]
    runs: list[str] = []
    for name, value in stretch.sums:
        if match("1", value) is not None:
            runs.append("")
            continue
        sums = code.fresh(f"{name}_sums", *runs)
        made = _column(code, stretch, value, edits, "()")
        front.append(f"{sums} = list({edits.need('itertools', 'accumulate')}({made}, initial=0))")
        runs.append(sums)
    edits.insert_before(stretch.outer, "\n".join(front))
    bisect = edits.need("bisect", "bisect_right" if stretch.strict else "bisect_left")
    sign, place, j = ">" if stretch.strict else ">=", stretch.place, code.fresh("j")
    text = ""
    for term, which in sorted(stretch.limit, key=lambda item: -item[1]):
        part = edits.text(term, need=12)
        text = f"{text} {'+' if which > 0 else '-'} {part}" if text else part
    lines = [
        f"{limit} = {text}",
        f"if {in_order}:",
        f"    {stop} = {bisect}({keys}, {limit}, {place})",
        "else:",
        f"    {stop} = next(({j} for {j} in range({place}, len({keys})) if {keys}[{j}] {sign} {limit}), len({keys}))",
    ]
    for (name, _), sums in zip(stretch.sums, runs, strict=True):
        lines.append(f"{name} += {sums}[{stop}] - {sums}[{place}]" if sums else f"{name} += {stop} - {place}")
    edits.replace_statement(stretch.inner, "\n".join(lines))


def _column(code: FunctionCode, stretch: _Stretch, value: ast.expr, edits: Edits, brackets: str) -> str:
    """A value of every element."""
    if stretch.element is not None:
        text = f"{edits.text(value)} for {edits.text(stretch.element, need=0)} in {stretch.sequence}"
    else:
        text = f"{edits.text(value)} for {stretch.index} in range(len({stretch.sequence}))"
    return f"{brackets[0]}{text}{brackets[1]}"
