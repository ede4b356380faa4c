"""The first element that reaches a number, found by going through all in front of it.

Finds:
    In a loop, a pass over a sequence that stays the same, from its beginning to the first element of which a key, or
    the sum of all keys up to there, exceeds (or reaches) a moving value: a table of limits, a timetable, a choice by
    weights. The pass is a ``for`` with ``break`` that uses that element, keeps the one in front of it, or adds up those
    in front, a ``while`` that counts, or ``next`` of a generator.

Slow because:
    Every turn goes through half of the sequence: O(n * m). The largest key so far never falls from one element to the
    next, so that a bisection in these finds the same element: O((n + m) log m), whether the keys are in order or not.

Unsafe when:
    The keys have no total order (NaN), or reading the key of an element raises that the original would not have
    reached.

Example:
    Before::

        for score in scores:
            for limit, grade in table:
                if score <= limit:
                    grades.append(grade)
                    break

    After::

        # the largest key up to each place: it never falls
        highest = list(accumulate((limit for limit, grade in table), max))
        for score in scores:
            place = bisect_left(highest, score)
            for limit, grade in table[place:place + 1]:
                if score <= limit:
                    grades.append(grade)
                    break

Source:
    The Python documentation of ``bisect``; running maxima as in ``itertools.accumulate``.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from hasten.code.comparisons import MIRRORED, NEGATED
from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.loops import Repeat, constant_int, outermost_invariant, range_bounds
from hasten.code.match import match
from hasten.code.scopes import COMPREHENSIONS, loaded, stored, target_names
from hasten.code.types import includes, only
from hasten.proposers.rules._finding import Finding

GROWTH = ("O(n)", "O(log n)")
_TEXT = "every turn goes through all in front of the first one that is large enough; a bisection finds it"
_COMMENT = "# the largest key up to each place: it never falls"


@dataclass(frozen=True)
class _First:
    """A pass up to the first element that reaches a bound.

    Attributes:
        node: The pass.
        target: Its target, without a count.
        sequence: What it goes through.
        key: What is compared, as code over the target.
        bound: With what.
        side: How the bisection takes equal keys.
        repeat: The outermost loop that leaves the sequence alone.
        form: ``for``, ``count`` (``enumerate``), ``range``, or ``while``.
        kept: Whether the element in front of it is used.
        group: The key of the group that the sequence is, where it is one.
        summed: ``total += value`` for all elements in front, where that is what is done.
        running: The statement that adds the keys up, the name of the sum and its start, where sums are compared.
    """

    node: ast.For | ast.While | ast.comprehension
    target: str
    sequence: ast.expr
    key: str
    bound: ast.expr
    side: str
    repeat: Repeat
    form: str
    kept: bool = False
    group: ast.expr | None = None
    running: tuple[ast.stmt, str, ast.expr] | None = None
    summed: ast.stmt | None = None


def find(code: FunctionCode) -> Iterator[Finding]:
    """Passes by ``for``, by ``while`` and in generators."""
    for loop in code.loops:
        if not code.loops_around(loop) or code.in_nested_function(loop):
            continue
        first = _by_for(code, loop) if isinstance(loop, ast.For) else _by_while(code, loop)
        if first is not None:
            exact = first.summed is None or constant_int(_added(first.summed)) is not None
            yield Finding(loop, _TEXT, partial(_change, code, first), GROWTH, ahead=True, integers=not exact)
    for call in code.all(ast.Call):
        if isinstance(call.func, ast.Name) and call.func.id == "next":
            first = _by_generator(code, call)
            if first is not None:
                yield Finding(call, _TEXT, partial(_change, code, first), GROWTH, ahead=True)


def _by_for(code: FunctionCode, loop: ast.For) -> _First | None:
    body = list(loop.body)
    setups: dict[str, ast.expr] = {}
    running = _running(code, loop, body[0])
    if running is not None:
        setups[running[1]] = _added(running[0])
        del body[0]
    while body and running is None and isinstance(body[0], ast.Assign) and not isinstance(body[0].value, ast.Await):
        target = body[0].targets[0]
        if len(body[0].targets) != 1 or not isinstance(target, ast.Name) or not code.pure(body[0].value):
            return None
        value = body.pop(0).value  # type: ignore[attr-defined]
        if target.id in setups or target.id in loaded(value, *setups.values()):
            return None  # it goes on from one element to the next
        setups[target.id] = value
    if not body or not isinstance(body[0], ast.If) or body[0].orelse:
        return None
    test, rest = body[0], body[1:]
    names = set(target_names(loop.target)) | set(setups)
    last = test.body[-1]
    passing = names - ({running[1]} if running is not None else set())
    if not isinstance(last, ast.Break | ast.Return) or passing & loaded(*loop.orelse):
        return None
    if any(code.live_after(name, loop) for name in passing):
        return None
    if running is not None:
        compared = _compared(test.test, names, goes_on=False)
        if rest or compared is None or ast.unparse(compared[0]) != running[1]:
            return None
        first = _first(code, loop, loop.target, loop.iter, test.test, setups, kept=False)
        usable = first is not None and first.group is None and first.form in ("for", "count")
        return replace(first, running=running) if first is not None and usable else None
    if len(rest) == 1 and _is_sum(rest[0]):
        value = _added(rest[0])
        alone = len(test.body) == 1 and isinstance(last, ast.Break) and not loop.orelse and not setups
        outside = [n for n in ast.walk(value) if isinstance(n, ast.Name) and n.id not in names]
        if not alone or not code.pure(value) or not only(code.type_of(value), "int", "bool", "any"):
            return None
        first = _first(code, loop, loop.target, loop.iter, test.test, setups, kept=False)
        if first is None or first.group is not None or first.form != "for":
            return None
        fixed = all(code.invariant(n, *first.repeat.region) for n in outside)
        return replace(first, summed=rest[0]) if fixed and not stored(rest[0]) & loaded(test.test, value) else None
    if rest:
        # What is set for every element that is passed by stays as the last of them leaves it.
        values = _assigned(rest)
        alone = len(test.body) == 1 and isinstance(last, ast.Break) and not loop.orelse
        if not alone or values is None or not all(map(code.pure, values.values())):
            return None
        if any(set(values) & loaded(value) for value in values.values()) or set(values) & loaded(test.test):
            return None
    return _first(code, loop, loop.target, loop.iter, test.test, setups, kept=bool(rest))


def _running(
    code: FunctionCode, loop: ast.For, statement: ast.stmt
) -> tuple[ast.stmt, str, ast.expr] | None:
    """``total += weight``, with the name and the number that it is set to right in front of the loop."""
    found = match("@t += $x", statement) or match("@t = @t + $x", statement)
    before = code.before(loop)
    if found is None or not code.pure(found["x"]) or found.name("t") in loaded(found["x"]):
        return None
    name = found.name("t")
    start = next((s for s in reversed(before) if name in stored(s)), None)
    begins = match(f"{name} = $start", start) if start is not None else None
    if begins is None or not isinstance(begins["start"], ast.Constant) or name in stored(*loop.body[1:]):
        return None
    return statement, name, begins["start"]


def _is_sum(statement: ast.stmt) -> bool:
    found = match("@t += $x", statement) or match("@t = @t + $x", statement)
    return found is not None and found.name("t") not in loaded(found["x"])


def _added(statement: ast.stmt) -> ast.expr:
    found = match("@t += $x", statement) or match("@t = @t + $x", statement)
    assert found is not None
    return found["x"]


def _assigned(rest: Sequence[ast.stmt]) -> dict[str, ast.expr] | None:
    found: dict[str, ast.expr] = {}
    for statement in rest:
        if not isinstance(statement, ast.Assign) or len(statement.targets) != 1:
            return None
        for name in target_names(statement.targets[0]):
            if name in found:
                return None
            found[name] = statement.value
        if any(isinstance(n, ast.Subscript | ast.Attribute | ast.Starred) for n in ast.walk(statement.targets[0])):
            return None
    return found


def _by_generator(code: FunctionCode, call: ast.Call) -> _First | None:
    if len(call.args) != 2 or not code.is_builtin("next") or not isinstance(call.args[0], ast.GeneratorExp):
        return None
    made, statement = call.args[0], code.statement(call)
    if len(made.generators) != 1 or len(made.generators[0].ifs) != 1 or made.generators[0].is_async:
        return None
    if isinstance(statement, ast.While | ast.If) or code.in_nested_function(call) or not code.pure(made.elt):
        return None
    if any(isinstance(p, (*COMPREHENSIONS, ast.Lambda)) for p in code.ancestors(call)):
        return None
    generator = made.generators[0]
    return _first(code, generator, generator.target, generator.iter, generator.ifs[0], {}, kept=False)


def _by_while(code: FunctionCode, loop: ast.While) -> _First | None:
    """``i = 0; while i < len(xs) and xs[i] < x: i += 1``."""
    if loop.orelse or len(loop.body) != 1 or not isinstance(loop.test, ast.BoolOp) or len(loop.test.values) != 2:
        return None
    step, inside = match("@i += 1", loop.body[0]), match("@i < len($xs)", loop.test.values[0])
    if step is None or inside is None or inside.name("i") != step.name("i") or isinstance(loop.test.op, ast.Or):
        return None
    index, before = step.name("i"), code.before(loop)
    if not before or match(f"{index} = 0", before[-1]) is None:
        return None
    test = loop.test.values[1]
    compared = _compared(test, {index}, goes_on=True)
    spots = [n for n in ast.walk(test) if isinstance(n, ast.Subscript) and ast.unparse(n.slice) == index]
    sequences = {ast.unparse(spot.value) for spot in spots}
    if compared is None or not code.pure(loop.test) or sequences != {ast.unparse(inside["xs"])}:
        return None
    if sum(isinstance(n, ast.Name) and n.id == index for n in ast.walk(test)) != len(spots):
        return None
    item = code.fresh("item")
    key = _filled(compared[0], {ast.unparse(spots[0]): item})
    return _made(code, loop, item, inside["xs"], key, compared, {index}, "while", kept=False, region=loop.body)


def _first(
    code: FunctionCode,
    node: ast.For | ast.comprehension,
    target: ast.expr,
    source: ast.expr,
    test: ast.expr,
    setups: Mapping[str, ast.expr],
    *,
    kept: bool,
) -> _First | None:
    names = set(target_names(target)) | set(setups)
    compared = _compared(test, names, goes_on=False)
    if compared is None or not code.pure(test):
        return None
    key, form, sequence = _spelled_out(compared[0], setups), "for", source
    region = node.body if isinstance(node, ast.For) else [node.target, *node.ifs]
    bounds = range_bounds(code, source)
    if bounds is not None:
        size = match("len($xs)", bounds[1])
        if bounds[0] is not None or bounds[2] != 1 or size is None or not isinstance(target, ast.Name):
            return None
        spots = {ast.unparse(n) for n in ast.walk(key) if isinstance(n, ast.Subscript) and
                 ast.unparse(n.slice) == target.id}  # fmt: skip
        item = code.fresh("item")
        if spots != {f"{ast.unparse(size['xs'])}[{target.id}]"}:
            return None
        text = _filled(key, {spots.pop(): item})
        if target.id in loaded(ast.parse(text, mode="eval")):
            return None
        return _made(code, node, item, size["xs"], text, compared, names, "range", kept=kept, region=region)
    listed = code.builtin_call(source, "enumerate", 1)
    if listed:
        if not isinstance(target, ast.Tuple) or len(target.elts) != 2 or not isinstance(target.elts[0], ast.Name):
            return None
        if target.elts[0].id in loaded(key):
            return None
        form, sequence, target = "count", listed[0], target.elts[1]
    return _made(
        code, node, _bare(target), sequence, ast.unparse(key), compared, names, form, kept=kept, region=region
    )


def _bare(target: ast.expr) -> str:
    text = ast.unparse(target)
    return text[1:-1] if isinstance(target, ast.Tuple) and text.startswith("(") and len(target.elts) > 1 else text


def _compared(
    test: ast.expr, names: set[str], *, goes_on: bool
) -> tuple[ast.expr, ast.expr, type[ast.cmpop]] | None:
    """The key, the bound, and how the key compares where the pass ends."""
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        test, goes_on = test.operand, not goes_on
    if not isinstance(test, ast.Compare) or len(test.ops) != 1 or type(test.ops[0]) not in MIRRORED:
        return None
    key, bound, operator = test.left, test.comparators[0], type(test.ops[0])
    if not names & loaded(key):
        key, bound, operator = bound, key, MIRRORED[operator]
    operator = NEGATED[operator] if goes_on else operator
    if not names & loaded(key) or names & loaded(bound) or operator not in (ast.Gt, ast.GtE):
        return None
    return key, bound, operator


def _made(
    code: FunctionCode,
    node: ast.For | ast.While | ast.comprehension,
    target: str,
    sequence: ast.expr,
    key: str,
    compared: tuple[ast.expr, ast.expr, type[ast.cmpop]],
    names: set[str],
    form: str,
    *,
    kept: bool,
    region: Sequence[ast.AST],
) -> _First | None:
    _, bound, operator = compared
    kind, element = code.type_of(sequence), code.type_of(compared[0])
    if not only(kind, "list", "tuple", "any", "sequence") or includes(element, "set", "frozenset", "dict", "none"):
        return None
    if isinstance(sequence, ast.List | ast.Tuple | ast.Constant | ast.Subscript | ast.Call) and not _groups(sequence):
        return None
    others = [n for n in ast.walk(ast.parse(key, mode="eval")) if isinstance(n, ast.Name)]
    own = names | set(target_names(ast.parse(target, mode="eval").body))
    fixed = [n for n in others if n.id not in own]
    if names & loaded(sequence) or not code.invariant(bound, *region) or not code.pure(sequence):
        return None
    place = node if not isinstance(node, ast.comprehension) else sequence
    side = "right" if operator is ast.Gt else "left"
    repeat = outermost_invariant(code, sequence, place, fixed=fixed, moving=[bound])
    group = None
    if repeat is None:
        found = _groups(sequence)
        if found is None:
            return None
        group = found[1]
        repeat = outermost_invariant(code, found[0], place, fixed=fixed, moving=[bound, group])
    if repeat is None or repeat.statement is None or repeat.node is node:
        return None
    return _First(node, target, sequence, key, bound, side, repeat, form, kept, group)


def _groups(sequence: ast.expr) -> tuple[ast.expr, ast.expr] | None:
    """The dict of groups and the key, where the sequence is looked up in it."""
    found = match("@g[$k]", sequence) or match("@g.get($k, ())", sequence) or match("@g.get($k, [])", sequence)
    if found is None or isinstance(found["k"], ast.Slice) or constant_int(found["k"]) is not None:
        return None
    return found["g"], found["k"]


def _spelled_out(node: ast.expr, setups: Mapping[str, ast.expr]) -> ast.expr:
    """A copy with the names that the pass sets replaced by what they are."""

    class Put(ast.NodeTransformer):
        def visit_Name(self, name: ast.Name) -> ast.expr:
            return _spelled_out(setups[name.id], setups) if name.id in setups else name

    return Put().visit(ast.parse(ast.unparse(node), mode="eval").body)  # type: ignore[no-any-return]


def _filled(node: ast.expr, texts: Mapping[str, str]) -> str:
    class Put(ast.NodeTransformer):
        def visit_Subscript(self, part: ast.Subscript) -> ast.expr:
            if ast.unparse(part) in texts:
                return ast.Name(texts[ast.unparse(part)], ast.Load())
            self.generic_visit(part)
            return part

    return ast.unparse(Put().visit(ast.parse(ast.unparse(node), mode="eval").body))


def _change(code: FunctionCode, first: _First, edits: Edits) -> None:
    accumulate, bisect = edits.need("itertools", "accumulate"), edits.need("bisect", f"bisect_{first.side}")
    highest, place, group = code.fresh("highest"), code.fresh("place"), code.fresh("group")
    sequence = edits.text(first.sequence, need=8)
    key = first.key
    keys = sequence if key == first.target else f"({key} for {first.target} in {sequence})"
    made = f"list({accumulate}({keys}, max))"
    sums = code.fresh("sums")
    if first.running is not None:
        made = f"list({accumulate}({sums}, max))"
    assert first.repeat.statement is not None
    bound = edits.text(first.bound)
    if first.group is None:
        front = f"{_COMMENT}\n{highest} = {made}"
        if first.running is not None:
            start = ast.unparse(first.running[2])
            front = f"{sums} = list({accumulate}({keys}, initial={start}))[1:]\n{front}"
        edits.insert_before(first.repeat.statement, front)
        lines = [f"{place} = {bisect}({highest}, {bound})"]
    else:
        edits.insert_before(first.repeat.statement, f"{_COMMENT}, by group\n{highest} = {{}}")
        lines = [
            f"{group} = {edits.text(first.group)}",
            f"if {group} not in {highest}:\n    {highest}[{group}] = {made}",
            f"{place} = {bisect}({highest}[{group}], {bound})",
        ]
    if first.summed is not None:
        assert isinstance(first.node, ast.For) and first.group is None
        value, name = _added(first.summed), stored(first.summed).pop()
        if constant_int(value) == 1:
            lines[-1] = lines[-1].replace(f"{place} = ", f"{name} += ", 1)
        else:
            passed = f"{edits.text(value)} for {first.target} in {sequence}"
            made = f"{sums} = list({accumulate}(({passed}), initial=0))"
            edits.insert_before(first.repeat.statement, made)
            lines.append(f"{name} += {sums}[{place}]")
        edits.replace_statement(first.node, "\n".join(lines))
        return
    if isinstance(first.node, ast.While):
        index = match("@i += 1", first.node.body[0])
        assert index is not None
        lines[-1] = lines[-1].replace(f"{place} = ", f"{index.name('i')} = ", 1)
        edits.remove(code.before(first.node)[-1])
        edits.replace_statement(first.node, "\n".join(lines))
        return
    if first.running is not None:
        adding, name, begin = first.running
        there = f"{sums}[min({place}, len({sums}) - 1)]"
        lines.append(f"{name} = {there} if {sums} else {ast.unparse(begin)}")
        edits.remove(adding)
    if first.kept:
        lines.append(f"{place} -= 1")
    statement = first.node if isinstance(first.node, ast.For) else code.statement(first.sequence)
    edits.insert_before(statement, "\n".join(lines))
    part = f"{sequence}[{place}:{place} + 1]"
    if first.kept:
        part = f"{sequence}[max({place}, 0):{place} + 1]"
    if first.form == "count":
        start = f"max({place}, 0)" if first.kept else place
        part = f"enumerate({part}, {start})"
    elif first.form == "range":
        start = f"max({place}, 0)" if first.kept else place
        part = f"range({start}, min({place} + 1, len({sequence})))"
    source = first.node.iter
    edits.replace(source, part)
