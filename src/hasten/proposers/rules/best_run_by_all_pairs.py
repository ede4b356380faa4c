"""The best sum of neighbouring elements, sought over all beginnings and ends.

Finds:
    Two nested loops over the beginning and the end of a run, with a sum that grows with the end (or ``sum`` of the
    slice), of which the largest or smallest is kept, alone or with where it begins and ends.

Slow because:
    There are O(n^2) runs. The best run that ends at a place either goes on the best one that ended before it, or begins
    anew: one pass. Equal sums are kept apart as before: the earlier (or the later) beginning, then end, wins.

Unsafe when:
    The elements are floats, whose sums may tell two runs apart by rounding alone.

Example:
    Before::

        for first in range(len(days)):
            total = 0
            for last in range(first, len(days)):
                total += days[last]
                if best is None or total > best:
                    best, where = total, (first, last)

    After::

        # the best run that ends here goes on the one before it, unless that is below zero
        total = 0
        first = 0
        for last in range(len(days)):
            if total < 0:
                total = 0
                first = last
            total += days[last]
            if best is None or total > best:
                best, where = total, (first, last)

Source:
    Bentley, Programming Pearls, column 8 (Kadane's algorithm).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from hasten.code.edits import Edits, indent_block
from hasten.code.function import FunctionCode
from hasten.code.loops import Counted, counted, same
from hasten.code.match import equal, match
from hasten.code.scopes import loaded, stored
from hasten.code.types import only
from hasten.proposers.rules._finding import Finding

GROWTH = ("O(n^2)", "O(n)")
_COMMENT = "# the best run that ends here goes on the one before it, unless that is {} zero"


@dataclass(frozen=True)
class _Runs:
    """Two loops over the ends of runs.

    Attributes:
        outer: The loop over beginnings.
        inner: The loop over ends.
        before: Statements in front of the inner loop but the one that sets the sum to 0.
        total: Name of the sum.
        term: What is added for an end: an expression over it.
        kept: The statement that keeps the best.
        drop: The sign that tells when a run so far is dropped: ``<``, ``<=``, ``>`` or ``>=`` 0.
        exclusive: Whether the end is the place behind the last element.
    """

    outer: Counted
    inner: Counted
    total: str
    term: ast.expr | str
    kept: ast.stmt
    drop: str
    exclusive: bool


def find(code: FunctionCode) -> Iterator[Finding]:
    """Pairs of counted loops."""
    for loop in code.loops:
        outer = counted(code, loop)
        runs = _runs(code, outer) if outer is not None and isinstance(loop, ast.For) else None
        if runs is not None:
            text = "all beginnings and ends of runs are tried; one pass carries the best run that ends at each place"
            yield Finding(loop, text, partial(_change, code, runs), GROWTH, integers=True)


def _runs(code: FunctionCode, outer: Counted) -> _Runs | None:
    if outer.start is not None or outer.step != 1 or not outer.body or not isinstance(outer.body[-1], ast.For):
        return None
    inner = counted(code, outer.body[-1])
    if inner is None or inner.step != 1 or inner.start is None or not inner.body:
        return None
    exclusive = match("@i + 1", inner.start) is not None
    begins = match("@i + 1" if exclusive else "@i", inner.start)
    if begins is None or begins.name("i") != outer.index:
        return None
    stop = match("$n + 1", inner.stop) if exclusive else None
    if not (same(stop["n"], outer.stop) if stop is not None else not exclusive and equal(inner.stop, outer.stop)):
        return None
    total, term = _sum(code, outer, inner, exclusive)
    if not total or len(inner.body) != 2:
        return None
    names = {outer.index, inner.index, total}
    if any(code.live_after(name, outer.loop) for name in names) or len(names) < 3:
        return None
    kept = inner.body[1]
    drop = _kept(code, kept, total, names)
    if not drop or not only(code.type_of_name(total), "int", "float", "any", "bool"):
        return None
    return _Runs(outer, inner, total, term, kept, drop, exclusive)


def _sum(code: FunctionCode, outer: Counted, inner: Counted, exclusive: bool) -> tuple[str, ast.expr | str]:
    """Name of the sum and what is added to it for the end; "" where it is none."""
    first = inner.body[0]
    added = match("@t += $x", first) or match("@t = @t + $x", first)
    if added is not None and len(outer.body) == 2:
        zero = match("@t = 0", outer.body[0])
        total, term = added.name("t"), added["x"]
        if zero is None or zero.name("t") != total or {outer.index, total} & loaded(term):
            return "", ""
        if not _fixed(code, term, {inner.index}, outer) or inner.index not in loaded(term) or exclusive:
            return "", ""
        return total, term
    summed = match("@t = sum($xs[@i:@j])" if exclusive else "@t = sum($xs[@i:@j + 1])", first)
    if summed is None or len(outer.body) != 1 or not code.is_builtin("sum"):
        return "", ""
    ends = summed.name("i"), summed.name("j")
    if ends != (outer.index, inner.index) or not _fixed(code, summed["xs"], set(), outer):
        return "", ""
    place = f"{inner.index} - 1" if exclusive else inner.index
    return summed.name("t"), f"{ast.unparse(summed['xs'])}[{place}]"


def _fixed(code: FunctionCode, term: ast.expr, but: set[str], outer: Counted) -> bool:
    parts = [node for node in ast.walk(term) if isinstance(node, ast.Name) and node.id not in but]
    return code.pure(term) and all(code.invariant(node, *outer.body) for node in parts)


def _kept(code: FunctionCode, kept: ast.stmt, total: str, names: set[str]) -> str:
    """How the statement that keeps the best drops a run: the sign in front of 0, or ""."""
    for name, sign in (("max", "<"), ("min", ">")):
        folded = match(f"@b = {name}(@b, @t)", kept) or match(f"@b = {name}(@t, @b)", kept)
        if folded is not None and code.is_builtin(name):
            pair = {folded.name("b"), folded.name("t")}
            return sign if total in pair and not (pair - {total}) & names else ""
    if not isinstance(kept, ast.If) or kept.orelse:
        return ""
    test = kept.test
    either = match("@b is None or $c", test)
    compare = either["c"] if either is not None else test
    if not (isinstance(compare, ast.Compare) and len(compare.ops) == 1):
        return ""
    left, right, operator = compare.left, compare.comparators[0], compare.ops[0]
    turned = not (isinstance(left, ast.Name) and left.id == total)
    best = left if turned else right
    other = right if turned else left
    if not (isinstance(best, ast.Name) and isinstance(other, ast.Name) and other.id == total) or best.id in names:
        return ""
    if (either is not None and either.name("b") != best.id) or not _only_notes(kept.body, names, best.id, total):
        return ""
    signs: dict[type[ast.cmpop], str] = {ast.Gt: "<", ast.GtE: "<=", ast.Lt: ">", ast.LtE: ">="}
    mirrored: dict[type[ast.cmpop], str] = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">="}
    return (mirrored if turned else signs).get(type(operator), "")


def _only_notes(body: list[ast.stmt], names: set[str], best: str, total: str) -> bool:
    """Whether the statements only note the sum and where it is: what the last of them leaves is all that counts."""
    noted = set()
    for statement in body:
        if not isinstance(statement, ast.Assign) or len(statement.targets) != 1:
            return False
        target, value = statement.targets[0], statement.value
        parts = target.elts if isinstance(target, ast.Tuple) else [target]
        values = value.elts if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple) else [value]
        if not all(isinstance(part, ast.Name) for part in parts) or stored(statement) & names:
            return False
        if any(isinstance(node, ast.Call) for node in ast.walk(value)):
            return False
        noted |= {
            part.id
            for part, each in zip(parts, values, strict=False)
            if isinstance(part, ast.Name) and isinstance(each, ast.Name) and each.id == total
        }
    return best in noted


def _change(code: FunctionCode, runs: _Runs, edits: Edits) -> None:
    first, last, total = runs.outer.index, runs.inner.index, runs.total
    stop = edits.text(runs.inner.stop)
    begin = f"{last} - 1" if runs.exclusive else last
    term = runs.term if isinstance(runs.term, str) else edits.text(runs.term)
    comment = _COMMENT.format({"<": "below", "<=": "not above", ">": "above", ">=": "not below"}[runs.drop])
    noted = first in loaded(runs.kept)
    body = (
        f"if {total} {runs.drop} 0:\n    {total} = 0\n"
        + (f"    {first} = {begin}\n" if noted else "")
        + f"{total} += {term}\n{edits.block([runs.kept])}"
    )
    start = "1, " if runs.exclusive else ""
    setup = f"{comment}\n{total} = 0\n" + (f"{first} = 0\n" if noted else "")
    text = f"{setup}for {last} in range({start}{stop}):\n{indent_block(body, '    ')}"
    edits.replace_statement(runs.outer.loop, text)
