"""The largest or smallest of a part of a sequence, looked for again and again.

Finds:
    ``max(xs[a:b])`` or ``min(xs[a:b])``, also by index (``max(xs[i + k] for k in range(w))``), inside a loop or
    comprehension in which ``xs`` stays the same and the bounds move.

Slow because:
    Every call walks its part: O(n * w). The largest of all parts whose length is a power of two are made in O(n log n);
    any part is covered by two of them.

Unsafe when:
    The elements have no total order (NaN). Parts that are empty or reach over the ends are looked through as before.

Example:
    Before::

        for low, high in spans:
            peaks.append(max(heights[low:high]))

    After::

        heights_max = _extremes(heights, max)
        for low, high in spans:
            peaks.append(
                _extreme_between(heights_max, low, high, max)
                if 0 <= low < high <= len(heights)
                else max(heights[low:high])
            )

Source:
    Bender and Farach-Colton, The LCA problem revisited, 2000 (the sparse table).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.loops import Repeat, bound_in, constant_int, repeats_around
from hasten.code.naming import noun
from hasten.code.scopes import loaded
from hasten.code.types import includes, only
from hasten.proposers.rules._added_helpers import helper
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._windows import outermost, window

GROWTH = ("O(n^2)", "O(n log n)")
_LEVELS = '''
def {name}(items, extreme):
    """Of every part of items with a length of 1, 2, 4, 8, ... the largest or smallest, by where the part begins."""
    levels, half = [list(items)], 1
    while 2 * half <= len(levels[0]):
        levels.append(list(map(extreme, levels[-1], levels[-1][half:])))
        half *= 2
    return levels
'''
_BETWEEN = '''
def {name}(levels, low, high, extreme):
    """The largest or smallest of the items from low up to high, which two parts cover."""
    level = (high - low).bit_length() - 1
    return extreme(levels[level][low], levels[level][high - (1 << level)])
'''


@dataclass(frozen=True)
class _Part:
    """A part of which an extreme is asked.

    Attributes:
        call: The call.
        asked: ``max`` or ``min``.
        sequence: The sequence.
        low: Its first position, as code.
        high: The position behind its last one, as code.
        repeat: The outermost loop in which the sequence stays the same.
    """

    call: ast.Call
    asked: str
    sequence: ast.expr
    low: str
    high: str
    repeat: Repeat


def find(code: FunctionCode) -> Iterator[Finding]:
    """Calls on the same sequence in one loop make one finding."""
    groups: dict[tuple[str, str, ast.AST], list[_Part]] = {}
    for call in code.all(ast.Call):
        if isinstance(call.func, ast.Name) and call.func.id in ("max", "min"):
            part = _part(code, call, call.func.id)
            if part is not None and not _is_left(code, part):
                groups.setdefault((part.asked, ast.dump(part.sequence), part.repeat.node), []).append(part)
    for parts in groups.values():
        text = f"`{ast.unparse(parts[0].call)}` goes through its part every time; two parts made before cover it"
        yield Finding(parts[0].call, text, partial(_change, code, parts), GROWTH, ahead=True)


def _part(code: FunctionCode, call: ast.Call, asked: str) -> _Part | None:
    arguments = code.builtin_call(call, asked, 1)
    if not arguments:
        return None
    whole = arguments[0]
    if isinstance(whole, ast.GeneratorExp | ast.ListComp):
        if len(whole.generators) != 1 or whole.generators[0].ifs or whole.generators[0].is_async:
            return None
        generator = whole.generators[0]
        found = window(code, call, whole.elt, (), generator.target, generator.iter)
        if found is None or found.element is not found.spot:
            return None
        repeat = outermost(code, found)
        if repeat is None or not _ordered(code, found.sequence):
            return None
        return _Part(call, asked, found.sequence, found.low, found.high, repeat)
    if not isinstance(whole, ast.Subscript) or not isinstance(whole.slice, ast.Slice) or whole.slice.step is not None:
        return None
    cut, sequence = whole.slice, whole.value
    if cut.lower is None or not code.pure(whole) or not _ordered(code, sequence):
        return None
    if constant_int(cut.lower) is not None and (cut.upper is None or constant_int(cut.upper) is not None):
        return None
    high = f"len({ast.unparse(sequence)})" if cut.upper is None else _tight(cut.upper)
    best: Repeat | None = None
    moving, bounds = False, loaded(whole.slice)
    for repeat in repeats_around(code, call):
        if not code.invariant(sequence, *repeat.region):
            break
        moving, best = moving or bool(bounds & bound_in(repeat)), repeat
    if best is None or best.statement is None or not moving:
        return None
    return _Part(call, asked, sequence, _tight(cut.lower), high, best)


def _tight(node: ast.expr) -> str:
    """The text of a bound as it can stand in a comparison."""
    loose = isinstance(node, ast.IfExp | ast.BoolOp | ast.Compare | ast.UnaryOp | ast.Lambda | ast.NamedExpr)
    return f"({ast.unparse(node)})" if loose else ast.unparse(node)


def _ordered(code: FunctionCode, sequence: ast.expr) -> bool:
    kind = code.type_of(sequence)
    if not only(kind, "list", "tuple", "any", "sequence"):
        return False
    return not includes(kind.element, "set", "frozenset", "dict", "list")


def _test(part: _Part) -> str:
    return f"0 <= {part.low} < {part.high} <= len({ast.unparse(part.sequence)})"


def _is_left(code: FunctionCode, part: _Part) -> bool:
    """Whether it is the old way behind a test that this rule has made."""
    wanted = ast.unparse(ast.parse(_test(part), mode="eval"))
    return any(isinstance(p, ast.IfExp) and ast.unparse(p.test) == wanted for p in code.ancestors(part.call))


def _change(code: FunctionCode, parts: list[_Part], edits: Edits) -> None:
    first = parts[0]
    assert first.repeat.statement is not None
    between = helper(code, "_extreme_between", _BETWEEN.strip("\n"), edits)
    levels = helper(code, "_extremes", _LEVELS.strip("\n"), edits)
    table = code.fresh(f"{noun(first.sequence)}_{first.asked}")
    edits.insert_before(first.repeat.statement, f"{table} = {levels}({edits.text(first.sequence)}, {first.asked})")
    for part in parts:
        answer = f"{between}({table}, {part.low}, {part.high}, {part.asked})"
        edits.replace(part.call, f"{answer} if {_test(part)} else {edits.text(part.call)}")
