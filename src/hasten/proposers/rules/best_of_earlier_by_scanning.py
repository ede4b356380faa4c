"""The best of those in front whose key is smaller, found by going through all in front.

Finds:
    Dynamic programming over pairs: for every place ``i`` a loop over ``j in range(i)`` that takes, of those with
    ``key(j) < key(i)`` (or ``<=``, ``>``, ``>=``), the one with the largest ``best[j]``: longest rising chains,
    heaviest chains, appointments that do not overlap, also where the way back is kept (``before[i] = j``).

Slow because:
    All pairs are looked at: O(n^2). A tree over the keys in order has the best of all with a smaller key in O(log n).

Unsafe when:
    The keys have no total order (NaN), or ``best`` holds values that do not compare.

Example:
    Before::

        for i in range(len(xs)):
            for j in range(i):
                if xs[j] < xs[i] and best[j] + 1 > best[i]:
                    best[i] = best[j] + 1

    After::

        xs_ranks = _ranks([xs[i] for i in range(len(xs))])
        best_by_rank = [None] * (len(xs_ranks) + 1)
        for i in range(len(xs)):
            if i:
                _put_best(best_by_rank, xs_ranks[i - 1], best[i - 1], i - 1)
            j = _best_below(best_by_rank, xs_ranks[i])
            if j is not None:
                if best[j] + 1 > best[i]:
                    best[i] = best[j] + 1

Source:
    Fenwick, A new data structure for cumulative frequency tables (1994), with maxima in place of sums.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from hasten.code.comparisons import MIRRORED
from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.loops import counted_from, range_bounds
from hasten.code.match import Holes, equal, is_name, match, with_values
from hasten.code.naming import noun
from hasten.code.scopes import loaded, stored
from hasten.proposers.rules._added_helpers import helper
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._growing import stored_to
from hasten.proposers.rules._guards import conjuncts

GROWTH = ("O(n^2)", "O(n log n)")

_RANKS = '''\
def {name}(keys):
    """For each key its place among the different ones in order, from 1."""
    place = {{key: rank for rank, key in enumerate(sorted(set(keys)), 1)}}
    return [place[key] for key in keys]
'''
_PUT = '''\
def {name}(tree, rank, value, place):
    """Put a value into a tree of maxima over ranks; of equal values the first one stays."""
    while rank < len(tree):
        if tree[rank] is None or value > tree[rank][0]:
            tree[rank] = value, place
        rank += rank & -rank
'''
_BEST = '''\
def {name}(tree, rank):
    """The place of the first of the largest values up to a rank; None where there is none."""
    best = None
    while rank > 0:
        found = tree[rank]
        if found is not None and (best is None or found[0] > best[0] or found[0] == best[0] and found[1] < best[1]):
            best = found
        rank -= rank & -rank
    return None if best is None else best[1]
'''


@dataclass(frozen=True)
class _Scan:
    """A loop over all places in front that keeps the best.

    Attributes:
        outer, inner: The loops.
        index, other: Names of the place and of one in front.
        key: The key of the place in front.
        operator: How the key in front compares with that of the place.
        best: Name of the list of values.
        test: What is left of the condition; None for nothing.
        body: What is done with a better one.
    """

    outer: ast.For
    inner: ast.For
    index: str
    other: str
    key: ast.expr
    operator: type[ast.cmpop]
    best: str
    test: ast.expr | None
    body: list[ast.stmt]


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per pair of loops."""
    for inner in code.all(ast.For):
        scan = _scan(code, inner)
        if scan is not None:
            sign = {ast.Lt: "smaller", ast.LtE: "no larger", ast.Gt: "larger", ast.GtE: "no smaller"}[scan.operator]
            text = f"every turn goes through all in front for the best `{scan.best}` of those with a {sign} "
            text += f"`{ast.unparse(scan.key)}`; a tree over the keys in order has it in a few steps"
            yield Finding(inner, text, partial(_change, code, scan), GROWTH, ahead=True)


def _scan(code: FunctionCode, inner: ast.For) -> _Scan | None:
    bounds = range_bounds(code, inner.iter)
    outer = next(iter(code.loops_around(inner)), None)
    if bounds is None or bounds[0] is not None or bounds[2] != 1 or not isinstance(bounds[1], ast.Name):
        return None
    if not isinstance(outer, ast.For) or inner not in outer.body or inner.orelse:
        return None
    if not isinstance(inner.target, ast.Name):
        return None
    index, other = bounds[1].id, inner.target.id
    if counted_from(code, outer, index) not in (0, 1) or code.live_after(other, inner) or index in stored(*outer.body):
        return None
    branch = inner.body[0]
    if len(inner.body) != 1 or not isinstance(branch, ast.If) or branch.orelse or code.in_nested_function(inner):
        return None
    parts = conjuncts(branch.test)
    compared = _compared(code, outer, parts[0], index, other)
    if compared is None or len(parts) > 2:
        return None
    key, operator = compared
    test = parts[1] if len(parts) == 2 else None
    best = _kept(index, other, test, branch.body)
    if not best or best not in code.local or not code.pure(key) or not _set_at(code, best, index, outer):
        return None
    others = [node for node in ast.walk(key) if isinstance(node, ast.Name) and node.id != other]
    if best in loaded(key) or not all(code.invariant(node, *outer.body) for node in others):
        return None
    if stored_to(code, key, outer):
        return None
    return _Scan(outer, inner, index, other, key, operator, best, test, branch.body)


def _set_at(code: FunctionCode, best: str, index: str, outer: ast.For) -> bool:
    """Whether a loop sets no value but that of the place: those in front are settled."""
    uses = code.uses(best, *outer.body)
    if uses.rebinds or uses.aliases or uses.escapes:
        return False
    places = [code.parent(change) for change in uses.changes]
    return all(isinstance(place, ast.Subscript) and is_name(place.slice, index) for place in places)


def _compared(
    code: FunctionCode, outer: ast.For, test: ast.expr, index: str, other: str
) -> tuple[ast.expr, type[ast.cmpop]] | None:
    """The key of the place in front, and how it compares with the same key of the place."""
    if not isinstance(test, ast.Compare) or len(test.ops) != 1:
        return None
    left, operator, right = test.left, type(test.ops[0]), test.comparators[0]
    if other in loaded(right):
        left, operator, right = right, MIRRORED.get(operator, ast.Eq), left
    if operator not in (ast.Lt, ast.LtE, ast.Gt, ast.GtE) or other not in loaded(left) or other in loaded(right):
        return None
    here = with_values(left, {other: ast.Name(index, ast.Load())})
    if equal(here, right):
        return left, operator
    listed = code.builtin_call(outer.iter, "enumerate", 1)
    if listed and isinstance(outer.target, ast.Tuple) and len(outer.target.elts) == 2:
        # The element of the place has a name of its own.
        place = ast.Subscript(listed[0], ast.Name(index, ast.Load()), ast.Load())
        element = outer.target.elts[1]
        if isinstance(element, ast.Name) and equal(with_values(right, {element.id: place}), here):
            return left, operator
    return None


def _kept(index: str, other: str, test: ast.expr | None, body: list[ast.stmt]) -> str:
    """Name of the list whose largest value is looked for; "" where something else is done."""
    if test is None:
        found = match(f"@best[{index}] = max(@best[{index}], $value)", body[0]) if len(body) == 1 else None
        return _of_value(found, other) if found is not None else ""
    for form in (f"$value > @best[{index}]", f"@best[{index}] < $value"):
        asked = match(form, test)
        stored_value = match(f"@best[{index}] = $value", body[0])
        if asked is None or stored_value is None or not equal(asked["value"], stored_value["value"]):
            continue
        if asked.name("best") != stored_value.name("best"):
            continue
        # The way back: the place in front, put down beside it.
        beside = all(match(f"@way[{index}] = {other}", statement) for statement in body[1:])
        return _of_value(asked, other) if beside else ""
    return ""


def _of_value(found: Holes, other: str) -> str:
    """The list, where the value is its element at the place in front, or that and something that stays the same."""
    best, value = found.name("best"), found["value"]
    element = f"{best}[{other}]"
    if ast.unparse(value) == element:
        return best
    added = match(f"{element} + $c", value) or match(f"$c + {element}", value)
    return best if added is not None and not {other, best} & loaded(added["c"]) else ""


def _change(code: FunctionCode, scan: _Scan, edits: Edits) -> None:
    ranks_of, put = helper(code, "_ranks", _RANKS, edits), helper(code, "_put_best", _PUT, edits)
    best_of = helper(code, "_best_below", _BEST, edits)
    ranks = code.fresh(f"{noun(scan.key, 'key')}_ranks")
    tree = code.fresh(f"{scan.best}_by_rank")
    here = ast.unparse(with_values(scan.key, {scan.other: ast.Name(scan.index, ast.Load())}))
    count = _count(code, scan.outer, edits)
    below = scan.operator in (ast.Lt, ast.LtE)
    edits.insert_before(
        scan.outer,
        f"# the best of all whose key is on one side, in a tree over the keys in order\n"
        f"{ranks} = {ranks_of}([{here} for {scan.index} in range({count})])\n"
        f"{tree} = [None] * (len({ranks}) + 1)",
    )
    put_in, asked = f"{ranks}[{scan.index} - 1]", f"{ranks}[{scan.index}]"
    if not below:
        put_in, asked = f"len({tree}) - {put_in}", f"len({tree}) - {asked}"
    if scan.operator in (ast.Lt, ast.Gt):
        asked += " - 1"
    i = scan.index
    edits.insert_before(
        scan.outer.body[0], f"if {i}:\n    {put}({tree}, {put_in}, {scan.best}[{i} - 1], {i} - 1)"
    )
    body = edits.block(scan.body)
    if scan.test is not None:
        body = f"if {edits.text(scan.test, need=0)}:\n" + "\n".join("    " + line for line in body.split("\n"))
    lines = "\n".join("    " + line for line in body.split("\n"))
    found = f"{scan.other} = {best_of}({tree}, {asked})\nif {scan.other} is not None:"
    edits.replace_statement(scan.inner, f"{found}\n{lines}")


def _count(code: FunctionCode, outer: ast.For, edits: Edits) -> str:
    """How many places there are, as code."""
    listed = code.builtin_call(outer.iter, "enumerate", 1)
    if listed:
        return f"len({edits.text(listed[0], need=0)})"
    bounds = range_bounds(code, outer.iter)
    assert bounds is not None
    return edits.text(bounds[1], need=0)
