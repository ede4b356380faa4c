"""The largest or smallest of a part of a sequence, looked for again and again.

Finds:
    ``max(xs[a:b])`` or ``min(xs[a:b])``, also by index (``max(xs[i + k] for k in range(w))``), inside a loop or
    comprehension in which ``xs`` stays the same and the bounds move. Also an inner loop over such a part that does
    nothing but keep the largest or the smallest (``if xs[k] > best: best = xs[k]``), or both; and
    ``all(x < top for x in xs[a:b])`` or ``any``, which ask the largest or the smallest.

Slow because:
    Every call walks its part: O(n * w). The largest of all parts whose length is a power of two are made in O(n log n),
    the shorter ones first and no longer ones than are asked for; any part is covered by two of them.

Unsafe when:
    The elements have no total order (NaN). Parts that are empty or reach over the ends are looked through as before.

Example:
    Before::

        for low, high in spans:
            peaks.append(max(heights[low:high]))

    After::

        heights_max = [heights]
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
from dataclasses import dataclass, replace
from functools import partial

from hasten.code.comparisons import MIRRORED, ORDERING, behind
from hasten.code.edits import Edits, indent_block
from hasten.code.function import FunctionCode
from hasten.code.loops import Repeat, bound_in, constant_int, repeats_around
from hasten.code.match import equal, match
from hasten.code.naming import noun
from hasten.code.scopes import loaded
from hasten.code.source import descend
from hasten.code.types import Type, includes, only
from hasten.proposers.rules._added_helpers import helper
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._windows import made_of, outermost, window

GROWTH = ("O(n^2)", "O(n log n)")
_BETWEEN = '''
def {name}(levels, low, high, extreme):
    """The largest or smallest of the items from low up to high: levels has it of all parts of 1, 2, 4, 8, ... items."""
    level = (high - low).bit_length() - 1
    while len(levels) <= level:
        parts = levels[-1]
        levels.append(list(map(extreme, parts, parts[1 << len(levels) - 1:])))
    return extreme(levels[level][low], levels[level][high - (1 << level)])
'''
_SEQUENCES = ("list", "tuple", "any", "sequence")
#: What the extreme of a part is called.
_NAMES = {"max": "highest", "min": "lowest"}


@dataclass(frozen=True)
class _Part:
    """A part of which an extreme is asked.

    Attributes:
        call: The call, or the loop that goes through it.
        asked: ``max`` or ``min``; "" for a loop.
        sequence: The sequence.
        made: What is compared, for each of its elements, as code.
        low: Its first position, as code.
        high: The position behind its last one, as code.
        repeat: The outermost loop in which the sequence stays the same.
        compared: What the extreme is compared with, operator included, where only that is asked.
    """

    call: ast.Call | ast.For
    asked: str
    sequence: ast.expr
    made: str
    low: str
    high: str
    repeat: Repeat
    compared: str = ""


def find(code: FunctionCode) -> Iterator[Finding]:
    """Calls on the same sequence in one loop make one finding."""
    groups: dict[tuple[str, str, ast.AST], list[_Part]] = {}
    for call in code.all(ast.Call):
        if isinstance(call.func, ast.Name) and call.func.id in ("max", "min"):
            part = _part(code, call, call.func.id)
            if part is not None and not _is_left(code, part):
                groups.setdefault((part.asked, part.made, part.repeat.node), []).append(part)
        elif isinstance(call.func, ast.Name) and call.func.id in ("all", "any"):
            part = _asked_of_all(code, call, call.func.id)
            if part is not None and not _is_left(code, part):
                groups.setdefault((part.asked, part.made, part.repeat.node), []).append(part)
    for parts in groups.values():
        text = f"`{ast.unparse(parts[0].call)}` goes through its part every time; two parts made before cover it"
        yield Finding(parts[0].call, text, partial(_change, code, parts), GROWTH, ahead=True)
    for loop in code.all(ast.For):
        steps = _steps(code, loop)
        kept = _gone_through(code, loop, "", steps[0].element, loop.target, loop.iter) if steps else None
        if kept is not None and not _is_left(code, kept):
            text = "the inner loop goes through its part every time; two parts made before cover it"
            yield Finding(loop, text, partial(_change_loop, code, loop, kept, steps), GROWTH, ahead=True)


@dataclass(frozen=True)
class _Step:
    """One statement of a loop, which keeps the largest or smallest so far.

    Attributes:
        node: The statement.
        asked: ``max`` or ``min``.
        best: The name that keeps it.
        element: What is compared with it.
    """

    node: ast.stmt
    asked: str
    best: str
    element: ast.expr


#: Statements that keep the first of the largest: what comes later has to be larger.
_KEEPING = {
    "max": (
        "if $x > @best: @best = $x", "if @best < $x: @best = $x", "@best = max(@best, $x)",
        "if @best is None or $x > @best: @best = $x", "if @best is None or @best < $x: @best = $x",
        "@best = $x if $x > @best else @best",
    ),
    "min": (
        "if $x < @best: @best = $x", "if @best > $x: @best = $x", "@best = min(@best, $x)",
        "if @best is None or $x < @best: @best = $x", "if @best is None or @best > $x: @best = $x",
        "@best = $x if $x < @best else @best",
    ),
}  # fmt: skip


def _steps(code: FunctionCode, loop: ast.For) -> list[_Step]:
    """What a loop that keeps extremes and does nothing else does with each element; empty for any other loop."""
    if loop.orelse or not isinstance(loop.target, ast.Name) or code.live_after(loop.target.id, loop):
        return []
    steps = []
    for node in loop.body:
        found = [
            (asked, holes)
            for asked, patterns in _KEEPING.items()
            for pattern in patterns
            if (holes := match(pattern, node)) is not None and code.is_builtin(asked)
        ]
        if not found:
            return []
        asked, holes = found[0]
        steps.append(_Step(node, asked, holes.name("best"), holes["x"]))
    bests = {step.best for step in steps}
    if len(bests) != len(steps) or not bests <= code.local or bests & loaded(loop.iter, *(s.element for s in steps)):
        return []
    return steps if all(equal(step.element, steps[0].element) for step in steps) else []


def _gone_through(
    code: FunctionCode, node: ast.Call | ast.For, asked: str, element: ast.expr, target: ast.expr, source: ast.expr
) -> _Part | None:
    """The part that is gone through by a slice or by positions, and what is made of its elements."""
    if not code.pure(element) or not isinstance(target, ast.Name):
        return None
    found = window(code, node, element, (), target, source)
    if found is not None:
        repeat = outermost(code, found)
        if repeat is None or not _ordered_kind(code.type_of(element)):
            return None
        made = made_of(found, code.fresh("item"))
        made = f"[{made[1:-1]}]" if made.startswith("(") else _as_list(code, found.sequence, made)
        return _Part(node, asked, found.sequence, made, found.low, found.high, repeat)
    part = _sliced(code, node, asked, source)
    if part is None or (isinstance(element, ast.Name) and element.id == target.id):
        return part if part is not None and _ordered(code, part.sequence) else None
    others = [n for n in descend(element) if isinstance(n, ast.Name) and n.id != target.id]
    if not _ordered_kind(code.type_of(element)) or not all(code.invariant(n, *part.repeat.region) for n in others):
        return None
    made = f"[{ast.unparse(element)} for {target.id} in {ast.unparse(part.sequence)}]"
    return replace(part, made=made)


def _as_list(code: FunctionCode, sequence: ast.expr, text: str) -> str:
    return text if only(code.type_of(sequence), "list", "tuple") else f"list({text})"


def _part(code: FunctionCode, call: ast.Call, asked: str) -> _Part | None:
    arguments = code.builtin_call(call, asked, 1)
    if not arguments:
        return None
    whole = arguments[0]
    if isinstance(whole, ast.GeneratorExp | ast.ListComp):
        if len(whole.generators) != 1 or whole.generators[0].ifs or whole.generators[0].is_async:
            return None
        generator = whole.generators[0]
        return _gone_through(code, call, asked, whole.elt, generator.target, generator.iter)
    part = _sliced(code, call, asked, whole)
    return part if part is not None and _ordered(code, part.sequence) else None


def _asked_of_all(code: FunctionCode, call: ast.Call, quantifier: str) -> _Part | None:
    """The part whose extreme says whether all elements, or any, are on one side of a bound."""
    arguments = code.builtin_call(call, quantifier, 1)
    whole = arguments[0] if arguments else None
    if not isinstance(whole, ast.GeneratorExp | ast.ListComp) or len(whole.generators) != 1:
        return None
    generator, test = whole.generators[0], whole.elt
    if generator.ifs or generator.is_async or not isinstance(generator.target, ast.Name):
        return None
    if not isinstance(test, ast.Compare) or len(test.ops) != 1 or not isinstance(test.ops[0], ORDERING):
        return None
    operator: type[ast.cmpop] = type(test.ops[0])
    element, bound = test.left, test.comparators[0]
    if generator.target.id not in loaded(element):
        element, operator, bound = bound, MIRRORED[operator], element
    if generator.target.id in loaded(bound) or generator.target.id not in loaded(element) or not code.pure(bound):
        return None
    below = operator in (ast.Lt, ast.LtE)
    asked = "max" if below is (quantifier == "all") else "min"
    part = _gone_through(code, call, asked, element, generator.target, generator.iter)
    if part is None or not code.is_builtin(asked):
        return None
    return replace(part, compared=behind(operator, bound))


def _sliced(code: FunctionCode, node: ast.Call | ast.For, asked: str, whole: ast.expr) -> _Part | None:
    if not isinstance(whole, ast.Subscript) or not isinstance(whole.slice, ast.Slice) or whole.slice.step is not None:
        return None
    cut, sequence = whole.slice, whole.value
    if cut.lower is None or not code.pure(whole) or not only(code.type_of(sequence), *_SEQUENCES):
        return None
    if constant_int(cut.lower) is not None and (cut.upper is None or constant_int(cut.upper) is not None):
        return None
    high = f"len({ast.unparse(sequence)})" if cut.upper is None else _tight(cut.upper)
    best: Repeat | None = None
    moving, bounds = False, loaded(whole.slice)
    for repeat in repeats_around(code, node):
        if not code.invariant(sequence, *repeat.region):
            break
        moving, best = moving or bool(bounds & bound_in(repeat)), repeat
    if best is None or best.statement is None or not moving:
        return None
    return _Part(node, asked, sequence, _as_list(code, sequence, ast.unparse(sequence)), _tight(cut.lower), high, best)


def _tight(node: ast.expr) -> str:
    """The text of a bound as it can stand in a comparison."""
    loose = isinstance(node, ast.IfExp | ast.BoolOp | ast.Compare | ast.UnaryOp | ast.Lambda | ast.NamedExpr)
    return f"({ast.unparse(node)})" if loose else ast.unparse(node)


def _ordered(code: FunctionCode, sequence: ast.expr) -> bool:
    return _ordered_kind(code.type_of(sequence).element)


def _ordered_kind(kind: Type) -> bool:
    return not includes(kind, "set", "frozenset", "dict", "list")


def _test(part: _Part) -> str:
    return f"0 <= {part.low} < {part.high} <= len({ast.unparse(part.sequence)})"


def _is_left(code: FunctionCode, part: _Part) -> bool:
    """Whether it is the old way behind a test that this rule has made."""
    wanted = ast.unparse(ast.parse(_test(part), mode="eval"))
    return any(isinstance(p, ast.IfExp | ast.If) and ast.unparse(p.test) == wanted for p in code.ancestors(part.call))


def _change(code: FunctionCode, parts: list[_Part], edits: Edits) -> None:
    first = parts[0]
    assert first.repeat.statement is not None
    between = helper(code, "_extreme_between", _BETWEEN.strip("\n"), edits)
    table = code.fresh(f"{noun(first.sequence)}_{first.asked}")
    edits.insert_before(first.repeat.statement, f"{table} = [{first.made}]")
    for part in parts:
        assert isinstance(part.call, ast.Call)
        answer = f"{between}({table}, {part.low}, {part.high}, {part.asked}){part.compared}"
        edits.replace(part.call, f"{answer} if {_test(part)} else {edits.text(part.call)}")


def _change_loop(code: FunctionCode, loop: ast.For, part: _Part, steps: list[_Step], edits: Edits) -> None:
    assert part.repeat.statement is not None
    between = helper(code, "_extreme_between", _BETWEEN.strip("\n"), edits)
    lines = []
    for asked in dict.fromkeys(step.asked for step in steps):
        table, found = code.fresh(f"{noun(part.sequence)}_{asked}"), code.fresh(_NAMES[asked])
        edits.insert_before(part.repeat.statement, f"{table} = [{part.made}]")
        lines.append(f"{found} = {between}({table}, {part.low}, {part.high}, {asked})")
        for step in steps:
            if step.asked == asked:
                parts = [n for n in descend(step.node) if isinstance(n, ast.expr) and equal(n, step.element)]
                lines.append(edits.block([step.node], dict.fromkeys(parts, found), comments=False))
    new = indent_block("\n".join(lines), "    ")
    old = indent_block(edits.block([loop], comments=False), "    ")
    edits.replace_statement(loop, f"if {_test(part)}:\n{new}\nelse:\n{old}")
