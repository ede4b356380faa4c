"""Those in front of the present element that have one key, found by going through all in front of it.

Finds:
    In a loop over the places of a sequence that stays the same, a pass over the elements in front that uses only those
    where ``key(element) == wanted``: the last one of the same user, all of the same day, how often that came before.
    The pass goes through ``rows[:i]`` or ``range(i)``, or from the last one back: ``reversed(rows[:i])``, ``range(i -
    1, -1, -1)``, a ``while`` that counts down.

Slow because:
    Every turn walks all elements in front: O(n^2). A dict from key to those that came so far grows by one a turn.

Unsafe when:
    A key cannot be hashed, or is NaN.

Example:
    Before::

        for i, row in enumerate(rows):
            last = next((other for other in reversed(rows[:i]) if other.user == row.user), None)

    After::

        rows_by_user = {}
        for i, row in enumerate(rows):
            if i:
                rows_by_user.setdefault(rows[i - 1].user, []).append(rows[i - 1])
            last = next((other for other in reversed(rows_by_user.get(row.user, ()))), None)

Source:
    The hash join of relational databases, with the table filled as the other side goes on.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from hasten.code.edits import Edits, tuple_of
from hasten.code.function import FunctionCode
from hasten.code.loops import constant_int, counted_from, range_bounds
from hasten.code.match import Holes, match, with_values
from hasten.code.naming import noun
from hasten.code.scopes import COMPREHENSIONS, stored, target_names
from hasten.code.types import includes
from hasten.proposers.rules._equalities import Solved, formed, key_word, solved, wanted_key
from hasten.proposers.rules._filters import Filter, filters
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._growing import parts_of, stored_to
from hasten.proposers.rules._guards import go_through

GROWTH = ("O(n^2)", "O(n)")

_COUNTED_DOWN = (
    ("while @j >= 0 and $test:\n    @j -= 1", ast.NotEq),
    ("while @j > -1 and $test:\n    @j -= 1", ast.NotEq),
    ("while @j >= 0:\n    if $test:\n        break\n    @j -= 1", ast.Eq),
    ("while @j > -1:\n    if $test:\n        break\n    @j -= 1", ast.Eq),
)


@dataclass(frozen=True)
class _Front:
    """The elements in front of a place.

    Attributes:
        rows: The sequence; None where the places themselves are walked.
        index: Name of the place.
        own: Whether the element at the place belongs to them.
        back: Whether they are walked from the last one back.
    """

    rows: ast.expr | None
    index: str
    own: bool
    back: bool


@dataclass(frozen=True)
class _Scan:
    """A pass over the elements in front of a place, with the equations that they must meet."""

    passed: Filter
    front: _Front
    equations: tuple[Solved, ...]
    outer: ast.For


@dataclass(frozen=True)
class _CountedDown:
    """A ``while`` that looks for the last place in front with a key; -1 where there is none."""

    start: ast.Assign
    loop: ast.While
    index: str
    equation: Solved
    outer: ast.For


def find(code: FunctionCode) -> Iterator[Finding]:
    """Passes, then loops that count down."""
    for passed in filters(code):
        scan = _scan(code, passed)
        if scan is not None:
            text, change = _text(ast.unparse(passed.source), scan.equations), partial(_change, code, scan)
            # Where it is enough to know that there is one, a set does.
            yield Finding(passed.source, text, change, GROWTH, ahead=True, gives_way=True)
    for loop in code.all(ast.While):
        down = _counted_down(code, loop)
        if down is not None:
            text = _text("all places in front", [down.equation])
            yield Finding(loop, text, partial(_change_down, code, down), GROWTH, ahead=True)


def _text(source: str, equations: tuple[Solved, ...] | list[Solved]) -> str:
    keys = ", ".join(ast.unparse(equation.key) for equation in equations)
    return f"every turn goes through {source} for those with one `{keys}`; a dict of what came so far has them at once"


def _scan(code: FunctionCode, passed: Filter) -> _Scan | None:
    front = _front(code, passed.source)
    outer = _outer(code, passed.node, front) if front is not None else None
    if front is None or outer is None or passed.setups or code.in_nested_function(passed.source):
        return None
    if front.rows is not None and not isinstance(front.rows, ast.Name | ast.Attribute):
        return None
    if front.rows is not None and not code.invariant(front.rows, *outer.body):
        return None
    if front.rows is not None and includes(code.type_of(front.rows), "str", "dict", "set"):
        return None
    equations = []
    for equality in passed.equalities:
        others = [name for name in passed.reads(equality) if not code.invariant(name, *outer.body)]
        if not others and not equality.behind and not stored_to(code, equality.solved.key, outer):
            equations.append(equality.solved)
    return _Scan(passed, front, tuple(equations), outer) if equations else None


def _front(code: FunctionCode, source: ast.expr) -> _Front | None:
    """The elements in front of a place that a pass goes through."""
    back = code.builtin_call(source, "reversed", 1)
    if back:
        inner = _front(code, back[0])
        return None if inner is None or inner.back else _Front(inner.rows, inner.index, inner.own, True)
    if isinstance(source, ast.Subscript) and isinstance(source.slice, ast.Slice):
        cut = source.slice
        index = _place(cut.upper)
        if cut.lower is not None or cut.step is not None or index is None:
            return None
        return _Front(source.value, index[0], index[1], False)
    bounds = range_bounds(code, source)
    if bounds is None:
        return None
    start, stop, step = bounds
    if step == 1 and start is None:
        index = _place(stop)
        return _Front(None, index[0], index[1], False) if index is not None else None
    if step == -1 and start is not None and constant_int(stop) == -1:
        if isinstance(start, ast.Name):
            return _Front(None, start.id, True, True)
        found = match("@i - 1", start)
        return _Front(None, found.name("i"), False, True) if found is not None else None
    return None


def _place(stop: ast.expr | None) -> tuple[str, bool] | None:
    """``i``, or ``i + 1``, where the element at the place belongs to those in front."""
    if isinstance(stop, ast.Name):
        return stop.id, False
    found = match("@i + 1", stop) if stop is not None else None
    return (found.name("i"), True) if found is not None else None


def _outer(code: FunctionCode, node: ast.AST, front: _Front) -> ast.For | None:
    """The loop that counts the places from the first one on, one by one."""
    child = node
    for parent in code.ancestors(node):
        if isinstance(parent, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)):
            return None
        if isinstance(parent, COMPREHENSIONS) and any(front.index in target_names(g.target) for g in parent.generators):
            return None
        if isinstance(parent, ast.For) and front.index in target_names(parent.target):
            # Who starts at the second place has put the first one in by then.
            starts = (0,) if front.own else (0, 1)
            fits = child in parent.body and front.index not in stored(*parent.body)
            return parent if fits and counted_from(code, parent, front.index) in starts else None
        child = parent
    return None


def _counted_down(code: FunctionCode, loop: ast.While) -> _CountedDown | None:
    block = next((b for b in (getattr(code.parent(loop), name, []) for name in ("body", "orelse")) if loop in b), [])
    start = block[block.index(loop) - 1] if loop in block and block.index(loop) else None
    begun = match("@j = @i - 1", start) if start is not None else None
    if begun is None or not isinstance(start, ast.Assign) or loop.orelse or code.in_nested_function(loop):
        return None
    front = _Front(None, begun.name("i"), False, True)
    outer = _outer(code, loop, front)
    name = begun.name("j")
    for form, operator in _COUNTED_DOWN:
        found: Holes | None = match(form, loop)
        if found is None or outer is None or found.name("j") != name:
            continue
        equation = next(solved(code, found["test"], {name}, operator), None)
        if equation is None or not all(code.invariant(w, loop) for w in equation.wanted):
            continue
        others = [n for n in ast.walk(equation.key) if isinstance(n, ast.Name) and n.id != name]
        if all(code.invariant(n, *outer.body) for n in others) and not stored_to(code, equation.key, outer):
            return _CountedDown(start, loop, name, equation, outer)
    return None


def _change(code: FunctionCode, scan: _Scan, edits: Edits) -> None:
    front, passed = scan.front, scan.passed
    place = front.index if front.own else f"{front.index} - 1"
    element = place if front.rows is None else f"{edits.text(front.rows)}[{place}]"
    values = parts_of(passed.target, ast.parse(element, mode="eval").body)
    keys = [formed(e, ast.unparse(with_values(e.key, values))) for e in scan.equations]
    word = noun(front.rows) if front.rows is not None else "places"
    name = code.fresh(f"{word}_by_{key_word(list(scan.equations), word, set(target_names(passed.target)))}")
    edits.insert_before(scan.outer, f"{name} = {{}}")
    added = f"{name}.setdefault({tuple_of(keys)}, []).append({element})"
    edits.insert_before(scan.outer.body[0], added if front.own else f"if {front.index}:\n    {added}")
    bucket = f"{name}.get({wanted_key(list(scan.equations), edits)}, ())"
    chosen = [e.condition for e in passed.equalities if e.solved in scan.equations and e.solved.always]
    go_through(code, passed.node, f"reversed({bucket})" if front.back else bucket, chosen, edits)


def _change_down(code: FunctionCode, down: _CountedDown, edits: Edits) -> None:
    begun = match("@j = @i - 1", down.start)
    assert begun is not None
    index = begun.name("i")
    before = ast.parse(f"{index} - 1", mode="eval").body
    key = formed(down.equation, ast.unparse(with_values(down.equation.key, {down.index: before})))
    name = code.fresh("last_place")
    edits.insert_before(down.outer, f"{name} = {{}}")
    edits.insert_before(down.outer.body[0], f"if {index}:\n    {name}[{key}] = {index} - 1")
    edits.replace_statement(down.start, f"{down.index} = {name}.get({wanted_key([down.equation], edits)}, -1)")
    edits.remove(down.loop)
