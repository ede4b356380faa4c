"""Gathering a prefix that grows from turn to turn, each time from the start.

Finds:
    In a loop that goes forward through a sequence by position, a set, list, dict or number that each turn makes anew
    from all elements up to there: ``before = set()``, then ``for day in days[:i]: before.update(day)``, or
    ``before = {user for day in days[:i] for user in day}``, ``sum(xs[:i])``, ``set(xs[:i])``, also by position:
    ``for j in range(i): before.update(days[j])``. Or all elements up to the moment of the turn:
    ``for when, sum in moves: if when > day: continue``, ``for move in [m for m in moves if m.when <= day]``, also
    sorted by that moment.

Slow because:
    Turn ``i`` walks ``i`` elements: O(n^2). Kept from turn to turn, only the new ones are gathered. Of moments that is
    so where the elements are in order, which is tested once or brought about; a moment before the last one begins anew.

Unsafe when:
    Somebody changes or keeps what was gathered, the elements change, or the position goes back. Sums of floats may
    differ in the last digits where ``sum`` takes the whole list at once.

Example:
    Before::

        for i, day in enumerate(days):
            before = set()
            for earlier in days[:i]:
                before.update(earlier)
            fresh.append(len(day - before))

    After::

        before = set()
        gathered = 0
        for i, day in enumerate(days):
            for earlier in days[gathered:i]:
                before.update(earlier)
            gathered = i
            fresh.append(len(day - before))

Source:
    Finite differencing: Paige and Koenig, TOPLAS 4 (1982).
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import partial

from hasten.code.comparisons import MIRRORED, NEGATED
from hasten.code.edits import Edits, indent_block
from hasten.code.function import FunctionCode
from hasten.code.loops import counted, has_own, range_bounds
from hasten.code.match import equal, is_name, match
from hasten.code.naming import noun
from hasten.code.scopes import COMPREHENSIONS, comprehension_names, loaded, stored, target_names, walk_all, walk_scope
from hasten.code.types import only, totally_ordered
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._growing import stored_to
from hasten.proposers.rules._replaced import is_new_inside
from hasten.proposers.rules._sorts import key_over

GROWTH = ("O(n^2)", "O(n)")


@dataclass(frozen=True)
class _Gathering:
    """Statements that gather a prefix.

    Attributes:
        outer: The loop over the positions.
        starts: Assignments of empty values.
        inner: The statement that walks the prefix.
        source: ``xs[:stop]`` or ``range(stop)``.
        stop: Where the prefix ends.
        step: What takes in the new elements, for a statement that is one expression; "" for a loop.
        empty: The start value of a statement that is one expression.
        part: The expression, where it is a part of a statement.
    """

    outer: ast.For | ast.While
    starts: tuple[ast.Assign, ...]
    inner: ast.stmt
    source: ast.expr
    stop: ast.expr
    step: str = ""
    empty: str = ""
    part: ast.expr | None = None


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per prefix that is gathered."""
    for cut in code.all(ast.Subscript):
        stop = _stop(cut)
        gathering = _gathering(code, cut, stop, cut.value) if stop is not None else None
        if gathering is not None:
            yield _finding(code, gathering)
    for call in code.all(ast.Call):
        bounds = range_bounds(code, call)
        if bounds is None or bounds[0] is not None or bounds[2] != 1 or not isinstance(code.parent(call), ast.For):
            continue
        gathering = _gathering(code, call, bounds[1], None)
        if gathering is not None:
            yield _finding(code, gathering)
    for inner in code.all(ast.For):
        timed = _timed(code, inner)
        if timed is not None:
            source = ast.unparse(inner.iter)
            text = f"every turn goes through {source} from the start; where it is in order, only what is new is added"
            yield Finding(inner, text, partial(_change_timed, code, timed), GROWTH, ahead=True)


@dataclass(frozen=True)
class _Timed:
    """A loop that gathers what is not later than the moment of the turn.

    Attributes:
        gathering: What it gathers.
        key: The time of an element.
        target: What an element is called there.
        moment: The moment.
        strict: Whether elements of that very moment are left out.
        filtering: The comprehension that picks the elements, if it is no guard of the loop.
        picked: Its assignment to a name, if it has one.
        ordered: ``sorted(...)`` around it, which puts them in the order of time.
    """

    gathering: _Gathering
    key: ast.expr
    target: ast.expr
    moment: ast.expr
    strict: bool
    filtering: ast.ListComp | ast.GeneratorExp | None = None
    picked: ast.Assign | None = None
    ordered: ast.Call | None = None


def _timed(code: FunctionCode, inner: ast.For) -> _Timed | None:
    outer = code.parent(inner)
    if not isinstance(outer, ast.For) or inner not in outer.body:
        return None
    picked, whole = _picked(code, inner)
    ordered = _sorted_by(code, whole)
    found = ordered.args[0] if ordered is not None else whole
    filtering = found if isinstance(found, ast.ListComp | ast.GeneratorExp) else None
    if filtering is None and not isinstance(inner.iter, ast.Name):
        return None
    source, target = inner.iter, inner.target
    test, skips, rest = _guard(inner)
    if filtering is not None:
        generator = filtering.generators[0]
        if len(filtering.generators) != 1 or len(generator.ifs) != 1 or not _same_name(filtering.elt, generator.target):
            return None
        source, target, test, skips, rest = generator.iter, generator.target, generator.ifs[0], False, inner.body
    lasting = only(code.type_of(source), "list", "tuple") or (ordered is not None and isinstance(source, ast.Name))
    if not lasting or not code.invariant(source, *_region(outer)):
        return None
    if not isinstance(test, ast.Compare) or len(test.ops) != 1 or not code.pure(test):
        return None
    key, operator, moment = test.left, type(test.ops[0]), test.comparators[0]
    names = set(target_names(target))
    if not names & loaded(key):
        key, operator, moment = moment, MIRRORED.get(operator, operator), key
    used = NEGATED.get(operator) if skips else operator
    if used not in (ast.Lt, ast.LtE) or names & loaded(moment) or stored_to(code, key):
        return None
    turn = {node.id for node in walk_scope(moment) if isinstance(node, ast.Name)} & stored(*_region(outer))
    if not turn or turn & loaded(*rest) or loaded(key) - names & code.local:
        return None
    if ordered is not None and not _is_key(ordered, target, key):
        return None
    gathering = _by_loop(code, outer, inner, source, moment, turn)
    if gathering is None:
        return None
    return _Timed(gathering, key, target, moment, used is ast.Lt, filtering, picked, ordered)


def _picked(code: FunctionCode, inner: ast.For) -> tuple[ast.Assign | None, ast.expr]:
    """What a loop walks, also where that has a name right before and is used nowhere else; and the assignment."""
    walked = inner.iter
    if not isinstance(walked, ast.Name) or sum(node.id == walked.id for node in code.all(ast.Name)) != 2:
        return None, walked
    for statement in code.before(inner):
        if isinstance(statement, ast.Assign) and [*map(ast.unparse, statement.targets)] == [walked.id]:
            return statement, statement.value
    return None, walked


def _sorted_by(code: FunctionCode, whole: ast.expr) -> ast.Call | None:
    """``sorted(comprehension, key=...)``."""
    if not isinstance(whole, ast.Call) or len(whole.args) != 1 or not isinstance(whole.func, ast.Name):
        return None
    named = [keyword.arg for keyword in whole.keywords]
    return whole if whole.func.id == "sorted" and code.is_builtin("sorted") and named == ["key"] else None


def _same_name(element: ast.expr, target: ast.expr) -> bool:
    return isinstance(target, ast.Name) and is_name(element, target.id)


def _is_key(ordered: ast.Call, target: ast.expr, key: ast.expr) -> bool:
    """Whether elements, which have one name, are sorted by the key that says their time."""
    by = ordered.keywords[0].value
    if not isinstance(target, ast.Name):
        return False
    over = key_over(by, target.id)
    if over is not None:
        return equal(over, key)
    asked = match("attrgetter($x)", by) or match("operator.attrgetter($x)", by)
    named = asked["x"].value if asked is not None and isinstance(asked["x"], ast.Constant) else None
    return isinstance(key, ast.Attribute) and is_name(key.value, target.id) and named == key.attr


def _rising(code: FunctionCode, timed: _Timed) -> bool:
    """Whether no moment comes before the last one: the loop walks ``sorted(...)``."""
    outer = timed.gathering.outer
    if not isinstance(outer, ast.For) or not _same_name(timed.moment, outer.target):
        return False
    in_order = code.builtin_call(outer.iter, "sorted", 1) is not None
    return in_order and not stored(outer.target) & stored(*outer.body)


def _is_total(code: FunctionCode, timed: _Timed) -> bool:
    """Whether moments are surely of kinds that are in order, without NaN."""
    declared = code.as_declared
    return all(totally_ordered(declared.type_of(node)) for node in (timed.key, timed.moment))


def _guard(inner: ast.For) -> tuple[ast.expr | None, bool, list[ast.stmt]]:
    """The condition on the time of an element, whether those that meet it are passed over, and what is done else."""
    first = inner.body[0]
    if not isinstance(first, ast.If) or first.orelse:
        return None, False, []
    if len(inner.body) > 1 and len(first.body) == 1 and isinstance(first.body[0], ast.Continue | ast.Break):
        return first.test, True, inner.body[1:]
    return (first.test, False, first.body) if len(inner.body) == 1 else (None, False, [])


def _change_timed(code: FunctionCode, timed: _Timed, edits: Edits) -> None:
    gathering, ordered = timed.gathering, timed.ordered
    inner, outer = gathering.inner, gathering.outer
    assert isinstance(inner, ast.For)
    gathered, stop, latest = code.fresh("gathered"), code.fresh("stop"), code.fresh("latest")
    times, in_order = code.fresh("times"), code.fresh("in_order")
    source = whole = edits.text(gathering.source)
    starts = "\n".join(edits.block([start], comments=False) for start in gathering.starts)
    total = _is_total(code, timed)
    sure = total and ordered is not None  # of the order of the elements
    forward = sure and _rising(code, timed)
    first = []
    if ordered is not None:
        whole = code.fresh(f"{noun(gathering.source)}_in_order")
        first = [f"{whole} = {edits.text(ordered, {ordered.args[0]: source})}"]
    first.append(f"{times} = [{edits.text(timed.key)} for {edits.text(timed.target, need=0)} in {whole}]")
    if not sure:
        # A NaN is in order with nothing, not even with itself.
        pairs = f"all(a <= b for a, b in zip({times}, {times}[1:] + {times}[-1:]))"
        first.append(f"{in_order} = {f'{times} == sorted({times})' if total else pairs}")
    if ordered is not None and not sure:
        first.append(f"if not {in_order}:\n    {whole} = list({source})")
    first += [starts, f"{gathered} = 0" if forward else f"{gathered}, {latest} = 0, None"]
    edits.insert_before(outer, "\n".join(first))
    place = edits.need("bisect", "bisect_left" if timed.strict else "bisect_right")
    moment = edits.text(timed.moment, need=7)
    front = [f"{stop} = {place}({times}, {moment})"]
    if not forward:
        odd, why = f"not {in_order} or ", ", or the elements are in no order"
        front = [
            f"if {'' if sure else odd}{latest} is None or not {latest} <= {moment}:",
            f"    # from the start: the moment lies before the last one{'' if sure else why}",
            indent_block(starts, "    "),
            f"    {gathered} = 0",
            f"{latest} = {edits.text(timed.moment, need=0)}",
            f"{stop} = {place}({times}, {latest})" + ("" if sure else f" if {in_order} else len({whole})"),
        ]
    fresh = f"{whole}[{gathered}:{stop}]"
    if timed.filtering is not None and not sure:
        fresh = edits.text(ordered or timed.filtering, {gathering.source: fresh})
    if timed.picked is not None:
        edits.replace_statement(timed.picked, "\n".join(front))
    else:
        edits.insert_before(inner, "\n".join(front))
    edits.replace(inner.iter, fresh)
    edits.insert_after(inner, f"{gathered} = {stop}")
    for start in gathering.starts:
        edits.remove(start)


def _finding(code: FunctionCode, gathering: _Gathering) -> Finding:
    cut = gathering.source
    text = f"every turn goes through {ast.unparse(cut)} from the start; only the new elements need be added"
    return Finding(cut, text, partial(_change, code, gathering), GROWTH, ahead=True)


def _stop(cut: ast.Subscript) -> ast.expr | None:
    """Where a slice from the start ends."""
    if not isinstance(cut.slice, ast.Slice) or cut.slice.step is not None:
        return None
    if cut.slice.lower is not None and not (isinstance(cut.slice.lower, ast.Constant) and cut.slice.lower.value == 0):
        return None
    return cut.slice.upper


def _gathering(code: FunctionCode, cut: ast.expr, stop: ast.expr, walked: ast.expr | None) -> _Gathering | None:
    statement = code.statement(cut)
    outer = code.parent(statement)
    if not isinstance(outer, ast.For | ast.While) or statement not in outer.body or not _forward(code, outer, stop):
        return None
    region = (outer.target, *outer.body) if isinstance(outer, ast.For) else (outer.test, *outer.body)
    if walked is not None and not code.invariant(walked, *region):
        return None
    if isinstance(statement, ast.For) and statement.iter is cut:
        return _by_loop(code, outer, statement, cut, stop)
    if isinstance(statement, ast.Assign) and walked is not None:
        found = _by_expression(code, outer, statement, cut, stop)
        if found is not None:
            return found
    return _by_part(code, outer, statement, cut, stop) if walked is not None else None


def _forward(code: FunctionCode, outer: ast.For | ast.While, upper: ast.expr) -> bool:
    """Whether the end of the prefix is the position of the loop, or the one behind it."""
    more = match("@i + 1", upper)
    name = more.name("i") if more is not None else upper.id if isinstance(upper, ast.Name) else ""
    if not name or (isinstance(outer, ast.For) and name in stored(*outer.body)):
        return False
    if isinstance(outer, ast.While):
        loop = counted(code, outer)
        return loop is not None and loop.index == name
    numbered = code.builtin_call(outer.iter, "enumerate", 1)
    if numbered is not None and isinstance(outer.target, ast.Tuple) and isinstance(outer.target.elts[0], ast.Name):
        return outer.target.elts[0].id == name
    loop = counted(code, outer)
    return loop is not None and loop.index == name and loop.step > 0


def _by_loop(
    code: FunctionCode,
    outer: ast.For | ast.While,
    inner: ast.For,
    cut: ast.expr,
    stop: ast.expr,
    bounding: Collection[str] = (),
) -> _Gathering | None:
    """A loop over the prefix behind the assignments of what it fills; ``bounding`` names only say where it ends."""
    breaks = [node for node in walk_scope(*inner.body) if isinstance(node, ast.Break)]
    guarding = bool(bounding) and len(breaks) == 1 and code.parent(breaks[0]) is inner.body[0]
    if inner.orelse or has_own(inner, ast.Return, ast.Raise, ast.Yield) or (breaks and not guarding):
        return None
    names = set(target_names(inner.target))
    inside = set(walk_scope(inner))
    starts: list[ast.Assign] = []
    changed = _changed(code, inner) - names
    for name in sorted(changed):
        start = _start(code, outer, inner, name)
        if start is None:
            # A name of the loop's own: set before it is read in each turn.
            if name not in stored(*inner.body) or code.live_after(name, inner) or not _set_first(inner, name):
                return None
            continue
        if not _kept(code, outer, name, {start, *inside}):
            return None
        starts.append(start)
    read = loaded(*inner.body) - names - changed - set(bounding)
    fixed = [node for node in walk_scope(*inner.body) if isinstance(node, ast.Name) and node.id in read]
    if not starts or any(code.live_after(name, inner) for name in names):
        return None
    if any(node.id in stored(*_region(outer)) for node in fixed):
        return None  # what is gathered depends on the turn
    return _Gathering(outer, tuple(starts), inner, cut, stop)


def _region(outer: ast.For | ast.While) -> list[ast.AST]:
    return [outer.target, *outer.body] if isinstance(outer, ast.For) else list(outer.body)


def _set_first(inner: ast.For, name: str) -> bool:
    """Whether the first mention of a name in the body is an assignment to it."""
    for node in walk_scope(*inner.body):
        if isinstance(node, ast.Assign | ast.For) and name in stored(node):
            return name not in loaded(node.value if isinstance(node, ast.Assign) else node.iter)
        if isinstance(node, ast.Name) and node.id == name:
            return False
    return False


def _changed(code: FunctionCode, inner: ast.For) -> set[str]:
    """Names that the loop rebinds, or whose objects it changes."""
    found = stored(*inner.body)
    for name in loaded(*inner.body) & code.local:
        uses = code.uses(name, *inner.body)
        inside = walk_all(*inner.body)
        if uses.changes or uses.aliases or uses.escapes or any(node in inside for node in code.part_changes(name)):
            found.add(name)
    return found


def _start(code: FunctionCode, outer: ast.For | ast.While, inner: ast.For, name: str) -> ast.Assign | None:
    """The assignment of an empty value in front of the inner loop."""
    block = outer.body
    for statement in reversed(block[: block.index(inner)]):
        if name not in stored(statement):
            if name in loaded(statement):
                return None
            continue
        if not isinstance(statement, ast.Assign) or not all(
            isinstance(target, ast.Name) for target in statement.targets
        ):
            return None
        fresh = _is_empty(code, statement.value) or (
            len(statement.targets) == 1 and _is_new(code, outer, statement.value)
        )
        return statement if fresh else None
    return None


def _is_new(code: FunctionCode, outer: ast.For | ast.While, value: ast.expr) -> bool:
    """Whether a container is made of nothing that outlives the turn, the same in every turn."""
    inner = comprehension_names(value)

    def new(node: ast.expr) -> bool:
        if isinstance(node, ast.Call):
            filled = match("dict.fromkeys($xs, $x)", node)
            own = isinstance(node.func, ast.Name) and node.func.id in code.module.functions
            return (filled is not None and isinstance(filled["x"], ast.Constant)) or own or not node.args
        return isinstance(node, ast.Constant) or (isinstance(node, ast.Name) and node.id in inner)

    return is_new_inside(value, new) and code.pure(value) and code.invariant(value, *_region(outer))


def _is_empty(code: FunctionCode, value: ast.expr) -> bool:
    if isinstance(value, ast.List | ast.Set | ast.Tuple):
        return not value.elts
    if isinstance(value, ast.Dict):
        return not value.keys
    if isinstance(value, ast.Call):
        return not loaded(value) & code.local and code.pure(value)
    return isinstance(value, ast.Constant) or (
        isinstance(value, ast.UnaryOp) and isinstance(value.operand, ast.Constant)
    )


def _kept(code: FunctionCode, outer: ast.For | ast.While, name: str, inside: set[ast.AST]) -> bool:
    """Whether nothing else changes what was gathered, or keeps it beyond the turn."""
    uses = code.uses(name)
    starts = [getattr(code.parent(node), "value", None) for node in uses.rebinds]
    plain = any(isinstance(value, ast.Constant | ast.UnaryOp) for value in starts)
    scalar = plain or only(code.type_of_name(name), "int", "float", "str", "bool", "none")
    others = uses.rebinds if scalar else [*uses.rebinds, *uses.changes, *uses.aliases, *uses.escapes, *uses.returns]
    others = others if scalar else [*others, *code.part_changes(name)]
    return all(node in inside or code.parent(node) in inside for node in others)


def _by_expression(
    code: FunctionCode, outer: ast.For | ast.While, statement: ast.Assign, cut: ast.expr, stop: ast.expr
) -> _Gathering | None:
    """``name = set(xs[:i])`` and its kind."""
    if len(statement.targets) != 1 or not isinstance(statement.targets[0], ast.Name):
        return None
    name, value = statement.targets[0].id, statement.value
    form = _form(code, value, cut)
    others = (loaded(value) - loaded(cut)) & stored(*_region(outer))
    if form is None or others or not _kept(code, outer, name, {statement, *walk_scope(statement)}):
        return None
    return _Gathering(outer, (), statement, cut, stop, *form)


def _by_part(
    code: FunctionCode, outer: ast.For | ast.While, statement: ast.stmt, cut: ast.expr, stop: ast.expr
) -> _Gathering | None:
    """``sum(xs[:i])`` and its kind inside a statement that surely evaluates it and only looks at it."""
    if not isinstance(statement, ast.Expr | ast.Assign | ast.AugAssign):
        return None
    part: ast.AST = cut
    while part is not statement:
        if isinstance(part, ast.IfExp | ast.BoolOp | ast.Lambda):
            return None
        form = _form(code, part, cut) if isinstance(part, ast.expr) else None
        if form is not None and isinstance(part, ast.expr):
            others = (loaded(part) - loaded(cut)) & stored(*_region(outer))
            around = code.parent(part)
            measured = form[1] == "0" or (isinstance(around, ast.Call) and code.builtin_call(around, "len", 1))
            if not measured and isinstance(around, ast.Compare):
                measured = isinstance(around.ops[0], ast.In | ast.NotIn)
            inside = any(isinstance(above, COMPREHENSIONS) for above in code.ancestors(part))
            if others or not measured or inside:
                return None
            return _Gathering(outer, (), statement, cut, stop, *form, part=part)
        part = code.parent(part)
    return None


def _form(code: FunctionCode, value: ast.expr, cut: ast.expr) -> tuple[str, str] | None:
    """The step that takes in what is new, with ``{0}`` for the name and ``{{0}}`` for the value; and the start."""
    if isinstance(value, ast.SetComp) and value.generators[0].iter is cut:
        return "{0} |= {{0}}", "set()"
    if isinstance(value, ast.ListComp) and value.generators[0].iter is cut:
        return "{0} += {{0}}", "[]"
    for function, step, empty in (("set", "{0} |= {{0}}", "set()"), ("sum", "{0} += {{0}}", "0")):
        arguments = code.builtin_call(value, function, 1)
        if not arguments:
            continue
        walked = arguments[0]
        if isinstance(walked, ast.GeneratorExp | ast.ListComp):
            walked = walked.generators[0].iter
        if walked is cut:
            return step, empty
    return None


def _change(code: FunctionCode, gathering: _Gathering, edits: Edits) -> None:
    outer, cut = gathering.outer, gathering.source
    gathered = code.fresh("gathered")
    stop = edits.text(gathering.stop, need=0)
    if isinstance(cut, ast.Subscript):
        fresh = f"{edits.text(cut.value, need=16)}[{gathered}:{stop}]"
    else:
        fresh = f"range({gathered}, {stop})"
    lines = [edits.block([start], comments=False) for start in gathering.starts]
    name = ""
    if gathering.step:
        name = _name(code, gathering, edits)
        lines.append(f"{name} = {gathering.empty}")
    edits.insert_before(outer, "\n".join([*lines, f"{gathered} = 0"]))
    for start in gathering.starts:
        edits.remove(start)
    if gathering.part is not None:
        value = edits.text(gathering.part, {cut: fresh})
        edits.insert_before(gathering.inner, f"{gathering.step.format(name).format(value)}\n{gathered} = {stop}")
        edits.replace(gathering.part, name)
    elif gathering.step:
        assert isinstance(gathering.inner, ast.Assign)
        value = edits.text(gathering.inner.value, {cut: fresh})
        edits.replace_statement(gathering.inner, f"{gathering.step.format(name).format(value)}\n{gathered} = {stop}")
    else:
        edits.replace(cut, fresh)
        edits.insert_after(gathering.inner, f"{gathered} = {stop}")


def _name(code: FunctionCode, gathering: _Gathering, edits: Edits) -> str:
    """The name of what is kept: that of the statement, or a new one."""
    if gathering.part is None:
        assert isinstance(gathering.inner, ast.Assign)
        return edits.text(gathering.inner.targets[0])
    return code.fresh("total" if gathering.empty == "0" else "seen")
