"""A clock that goes on by the minute although nothing can happen before the next hour, or the next day.

Finds:
    A ``while`` loop that moves a moment on by a fixed short ``timedelta`` and asks of each whether something holds,
    where a part of the question rests on the day alone (``weekday()``, ``month``, ``strftime("%Y-%m-%d")``), or on
    the day and the hour. The question may stand in a function or method of the module.

Slow because:
    While that part does not hold, none of the moments up to the next day (or hour) can do, and each is asked: 1,440
    for a day by the minute. One step leads there. Where the whole question rests on day and hour, and what it leads to
    only counts, the moments of an hour are counted at once.

Unsafe when:
    The answer changes while the clock stands still, or the moments reach the end of the calendar.

Example:
    Before::

        while left > 0:
            if opens <= moment.hour < closes and moment.weekday() < 5:
                left -= 1
            moment += timedelta(minutes=1)

    After::

        while left > 0:
            if opens <= moment.hour < closes and moment.weekday() < 5:
                # All moments of this hour are alike.
                steps = min(_steps_left(moment, timedelta(minutes=1), "hour"), left)
                left -= steps
                moment += steps * timedelta(minutes=1)
                continue
            if not moment.weekday() < 5:
                # No other moment of this day does.
                moment += _steps_left(moment, timedelta(minutes=1), "day") * timedelta(minutes=1)
            elif not opens <= moment.hour < closes:
                ...
            else:
                moment += timedelta(minutes=1)

Source:
    Next-event time advance (Law and Kelton, Simulation modeling and analysis, 1982, section 1.3).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from hasten.code.comparisons import MIRRORED, NEGATED, ORDERING
from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.loops import constant_int
from hasten.code.match import equal, is_name
from hasten.code.purity import words
from hasten.code.scopes import loaded, stored
from hasten.code.source import descend
from hasten.code.types import includes, only
from hasten.proposers.rules._added_helpers import helper
from hasten.proposers.rules._conditions import opposite
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._guards import conjuncts
from hasten.proposers.rules._predicates import said_by

GROWTH = ("O(n)", "O(1)")

#: What a part of a question asks of a moment: nothing, its day, its hour, or more.
_NOTHING, _DAY, _HOUR, _MORE = range(4)
_UNITS = {_DAY: "day", _HOUR: "hour"}
_OF_THE_DAY = words("day month weekday isoweekday date toordinal isocalendar year")
#: Directives of ``strftime`` that tell no more than the day.
_OF_DATES = frozenset("aAwdbBmyYjUWxGuV%")
_SECONDS = {"hours": 3600, "minutes": 60, "seconds": 1}
#: With longer steps there is too little to leave out of a unit.
_LONGEST_STEP_S = {_DAY: 6 * 3600, _HOUR: 20 * 60}

_LONGEST_LINE = 90

_HELPER = '''def {{name}}(moment, step, unit):
    """How many steps lead out of the day, or the hour, of a moment."""
    start = moment.replace(minute=0, second=0, microsecond=0)
    if unit == "day":
        start = start.replace(hour=0)
    whole = {timedelta}(days=1) if unit == "day" else {timedelta}(hours=1)
    return -((moment - start - whole) // step)
'''


@dataclass(frozen=True)
class _Clock:
    """A loop that steps through time.

    Attributes:
        loop: The loop.
        moment: Name of the moment.
        step: The statement that moves it on where the question was answered with no.
        by: How far, a ``timedelta``.
        step_s: Its seconds.
        asks: The statement that asks; None where the loop itself does.
        question: What it asks, written out.
    """

    loop: ast.While
    moment: str
    step: ast.stmt
    by: ast.expr
    step_s: int
    asks: ast.If | None
    question: ast.expr


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per loop."""
    for loop in code.all(ast.While):
        clock = _clock(code, loop) if not code.in_nested_function(loop) and not loop.orelse else None
        if clock is None:
            continue
        units = [unit for unit in _UNITS if _needed(clock, unit) is not None]
        counted = _counted(code, clock)
        if units or counted:
            unit = _UNITS[units[0] if units else _HOUR]
            said = f"{clock.moment} goes on step by step although the next one that matters may lie in the next {unit}"
            yield Finding(loop, said, partial(_change, code, clock, units, counted), GROWTH, ahead=True)


def _clock(code: FunctionCode, loop: ast.While) -> _Clock | None:
    steps = [(statement, *_moved(statement)) for statement in loop.body]
    steps = [each for each in steps if each[2] is not None and _seconds(code, each[2])]
    if len(steps) != 1:
        return None
    step, moment, by = steps[0]
    assert by is not None
    others = [statement for statement in loop.body if statement is not step]
    tests = [test for test in conjuncts(loop.test) if moment in loaded(test)]
    bounds = [test for test in tests if _bound(test, moment) is not None]
    if moment in stored(*(part for part in others if not _refuses(part, step))):
        return None
    first = others[0] if others else None
    asks, refuses = None, False
    if isinstance(first, ast.If) and _refuses(first, step) and step is loop.body[-1]:
        # What is done with a moment that answers the question may do anything but move it.
        asks, refuses, step, others = first, True, first.body[0], others[1:]
    else:
        checks = [part for part in others if _ends_there(part, moment)]
        left = [part for part in others if part not in checks]
        if len(left) > 1 or (left and not (isinstance(left[0], ast.If) and not left[0].orelse)):
            return None
        asks = left[0] if left else None  # type: ignore[assignment]
        # Whatever ends the loop has to look at the moment behind the step before the question does.
        turn: list[ast.AST] = [*loop.body, loop.test]
        turn = [*turn[turn.index(step) :], *turn[: turn.index(step)]]
        ends = [*checks, *([loop.test] if bounds else [])]
        if any(turn.index(end) > turn.index(asks or loop.test) for end in ends):
            return None
        breaks = [part for part in checks if isinstance(part.body[0], ast.Break)]  # type: ignore[attr-defined]
        if breaks and code.live_after(moment, loop):
            return None
    if step is not loop.body[0] and any(isinstance(node, ast.Continue) for node in descend(*others)):
        return None
    asked = [test for test in tests if test not in bounds]
    # The loop ends the same where it first looks at a later moment than the one at which it would have ended: what does
    # not hold any more at one moment holds at none behind it, and nobody looks at the moment afterwards.
    if len(asked) != (asks is None) or (bounds and code.live_after(moment, loop)):
        return None
    question = opposite(asked[0]) if asks is None else opposite(asks.test) if refuses else asks.test
    said = _written_out(code, question)
    if said is None or not code.pure(said) or moment not in loaded(said):
        return None
    return _Clock(loop, moment, step, by, _seconds(code, by), None if refuses else asks, said)


def _refuses(statement: ast.stmt, step: ast.stmt) -> bool:
    """``if ...: step; continue`` and nothing else."""
    if not isinstance(statement, ast.If) or statement.orelse or len(statement.body) != 2:
        return False
    return isinstance(statement.body[1], ast.Continue) and equal(statement.body[0], step)


def _ends_there(statement: ast.stmt, moment: str) -> bool:
    """Whether a statement does nothing but end the loop, the same way at any moment behind a certain one."""
    if not isinstance(statement, ast.If) or statement.orelse or len(statement.body) != 1:
        return False
    ends = statement.body[0]
    if not isinstance(ends, ast.Return | ast.Raise | ast.Break) or moment in loaded(ends):
        return False
    return _bound(statement.test, moment, ends=True) is not None


def _moved(statement: ast.stmt) -> tuple[str, ast.expr | None]:
    """The moment and the step of ``moment += step``, or ``moment = moment + step``."""
    if isinstance(statement, ast.AugAssign) and isinstance(statement.op, ast.Add):
        return (statement.target.id, statement.value) if isinstance(statement.target, ast.Name) else ("", None)
    if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
        name, value = statement.targets[0].id, statement.value
        if isinstance(value, ast.BinOp) and isinstance(value.op, ast.Add) and is_name(value.left, name):
            return name, value.right
    return "", None


def _seconds(code: FunctionCode, step: ast.expr) -> int:
    """The length of a ``timedelta`` that is written out, seconds; 0 for anything else."""
    if isinstance(step, ast.Name):
        binders = code.program.binders(step.id) if step.id not in code.local else code.uses(step.id).rebinds
        if len(binders) != 1 or step.id in code.parameters:
            return 0
        bound = binders[0] if isinstance(binders[0], ast.stmt) else code.parent(binders[0])
        if not isinstance(bound, ast.Assign) or not isinstance(bound.value, ast.Call):
            return 0
        step = bound.value
    if not isinstance(step, ast.Call) or code.purity.module_member(step.func) != ("datetime", "timedelta"):
        return 0
    if step.args or len(step.keywords) != 1 or step.keywords[0].arg not in _SECONDS:
        return 0
    count = constant_int(step.keywords[0].value)
    return _SECONDS[step.keywords[0].arg] * count if count is not None and count > 0 else 0


def _written_out(code: FunctionCode, question: ast.expr) -> ast.expr | None:
    """A question with the functions that it asks written out; None where one of them cannot be."""
    if isinstance(question, ast.BoolOp):
        parts = [_written_out(code, part) for part in question.values]
        return None if None in parts else ast.BoolOp(question.op, parts)  # type: ignore[arg-type]
    if isinstance(question, ast.UnaryOp) and isinstance(question.op, ast.Not):
        inner = _written_out(code, question.operand)
        return opposite(inner) if inner is not None else None
    if isinstance(question, ast.Call):
        said = said_by(code, question)
        return _written_out(code, said) if said is not None else question
    if isinstance(question, ast.IfExp):
        ends = [_written_out(code, end) for end in (question.body, question.orelse)]
        return None if None in ends else ast.IfExp(question.test, *ends)  # type: ignore[arg-type]
    return question


def _bound(test: ast.expr, moment: str, *, ends: bool = False) -> tuple[ast.expr, bool] | None:
    """The end of ``moment < end`` or ``moment <= end``, and whether it is included; with ``ends`` of its opposite."""
    if not isinstance(test, ast.Compare) or len(test.ops) != 1:
        return None
    left, operator, right = test.left, type(test.ops[0]), test.comparators[0]
    if operator not in ORDERING:
        return None
    if is_name(right, moment):
        left, operator, right = right, MIRRORED[operator], left
    operator = NEGATED[operator] if ends else operator
    if not is_name(left, moment) or operator not in (ast.Lt, ast.LtE) or moment in loaded(right):
        return None
    return right, operator is ast.LtE


def _level(node: ast.expr, moment: str) -> int:
    """The most that an expression asks of the moment."""
    level = _NOTHING
    reads: dict[ast.AST, str] = {inner.value: inner.attr for inner in descend(node) if isinstance(inner, ast.Attribute)}
    for inner in descend(node):
        if is_name(inner, moment):
            attribute = reads.get(inner, "")
            if attribute == "strftime":
                tells = _DAY if _tells_the_day(node, inner) else _MORE
            else:
                tells = _DAY if attribute in _OF_THE_DAY else _HOUR if attribute == "hour" else _MORE
            level = max(level, tells)
    return level


def _tells_the_day(node: ast.expr, name: ast.AST) -> bool:
    """Whether the format that a moment is written in has directives of the day only."""
    for call in descend(node):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.value is name:
            form = call.args[0] if len(call.args) == 1 else None
            if not isinstance(form, ast.Constant) or not isinstance(form.value, str):
                return False
            return all(part[:1] in _OF_DATES for part in form.value.replace("%%", "").split("%")[1:])
    return False


def _needed(clock: _Clock, unit: int) -> ast.expr | None:
    """What has to hold for any moment of a unit, so that one of them can do; None where nothing is known of it."""
    if clock.step_s > _LONGEST_STEP_S[unit]:
        return None
    kept = _kept(clock.question, clock.moment, unit)
    return kept if kept is not None and _level(kept, clock.moment) == unit else None


def _kept(node: ast.expr, moment: str, unit: int) -> ast.expr | None:
    if isinstance(node, ast.IfExp):
        if _level(node.test, moment) > unit:
            return None
        # Where one end may hold at any moment, the test of the other one is all that is known.
        ends = [_kept(end, moment, unit) or ast.Constant(True) for end in (node.body, node.orelse)]
        node = ast.IfExp(node.test, *ends)
        return node if _level(node, moment) > _NOTHING else None
    if isinstance(node, ast.BoolOp):
        parts = [_kept(part, moment, unit) for part in node.values]
        if isinstance(node.op, ast.Or):
            return None if None in parts else ast.BoolOp(ast.Or(), parts)  # type: ignore[arg-type]
        some = [part for part in parts if part is not None]
        return ast.BoolOp(ast.And(), some) if len(some) > 1 else some[0] if some else None
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        turned = opposite(node.operand)
        if not (isinstance(turned, ast.UnaryOp) and isinstance(turned.op, ast.Not)):
            return _kept(turned, moment, unit)
    return node if _level(node, moment) <= unit else None


@dataclass(frozen=True)
class _Counted:
    """What a loop counts while its question holds.

    Attributes:
        unit: The unit whose moments are all alike.
        counts: The statements, ``left -= 1``.
        limits: How many steps may be made at most, as code.
        unsure: What may be something else than an integer; such counts go on by one.
    """

    unit: int
    counts: tuple[ast.AugAssign, ...]
    limits: tuple[str, ...]
    unsure: tuple[str, ...]


def _counted(code: FunctionCode, clock: _Clock) -> _Counted | None:
    unit = _level(clock.question, clock.moment)
    if unit not in _UNITS or clock.step_s > _LONGEST_STEP_S[unit] or clock.asks is None or len(clock.loop.body) != 2:
        return None
    counts: dict[str, ast.AugAssign] = {}
    for statement in clock.asks.body:
        if not isinstance(statement, ast.AugAssign) or not isinstance(statement.target, ast.Name):
            return None
        by = constant_int(statement.value)
        if not isinstance(statement.op, ast.Add | ast.Sub) or by is None or by <= 0:
            return None
        counts[statement.target.id] = statement
    if len(counts) != len(clock.asks.body) or set(counts) & loaded(clock.question):
        return None
    limits: list[str] = []
    for test in conjuncts(clock.loop.test):
        names = loaded(test) & {*counts, clock.moment}
        bound = _bound(test, clock.moment)
        if bound is not None and not loaded(bound[0]) & set(counts):
            end, included = ast.unparse(bound[0]), bound[1]
            step = ast.unparse(clock.by)
            far = f"({end} - {clock.moment}) // {step} + 1" if included else f"-(({clock.moment} - {end}) // {step})"
            limits.append(far)
        elif names:
            limit = _limit(test, counts)
            if limit is None:
                return None
            limits.append(limit)
    unsure = [name for name in counts if not only(code.type_of_name(name), "int", "bool")]
    if not all(includes(code.type_of_name(name), "int") for name in unsure):
        return None
    return _Counted(unit, tuple(counts.values()), tuple(limits), tuple(unsure))


def _limit(test: ast.expr, counts: dict[str, ast.AugAssign]) -> str | None:
    """How many steps of one lead a count to the end that a test sets for it, as code."""
    if not isinstance(test, ast.Compare) or len(test.ops) != 1 or not isinstance(test.left, ast.Name):
        return None
    count, operator, end = counts.get(test.left.id), test.ops[0], test.comparators[0]
    if count is None or loaded(end) & set(counts) or constant_int(count.value) != 1:
        return None
    down = isinstance(count.op, ast.Sub)
    if not isinstance(operator, (ast.Gt, ast.GtE) if down else (ast.Lt, ast.LtE)):
        return None
    name, text = test.left.id, ast.unparse(end)
    text = text if isinstance(end, ast.Name | ast.Constant | ast.Attribute | ast.Call) else f"({text})"
    if down:
        far = name if text == "0" else f"{name} - {text}"
    else:
        far = f"{text} - {name}"
    return far + " + 1" if isinstance(operator, ast.GtE | ast.LtE) else far


def _change(code: FunctionCode, clock: _Clock, units: Sequence[int], counted: _Counted | None, edits: Edits) -> None:
    text = _HELPER.format(timedelta=edits.need("datetime", "timedelta"))
    left = helper(code, "_steps_left", text, edits)
    step, moment = edits.text(clock.by), clock.moment
    if counted is not None and clock.asks is not None:
        steps, unit = code.fresh("steps"), _UNITS[counted.unit]
        ahead = clock.step is clock.loop.body[0]
        there = f'{left}({moment}, {step}, "{unit}")' + (" - 1" if ahead else "")
        most = f"min({', '.join([there, *counted.limits])})" if counted.limits else there
        sure = " and ".join(f"isinstance({name}, int)" for name in counted.unsure)
        most = f"{most} if {sure} else {'0' if ahead else '1'}" if sure else most
        lines = [f"# All {'other ' if ahead else ''}moments of this {unit} are alike.", f"{steps} = {most}"]
        for count in counted.counts:
            sign, by = "+" if isinstance(count.op, ast.Add) else "-", ast.unparse(count.value)
            lines.append(f"{ast.unparse(count.target)} {sign}= {steps if by == '1' else f'{by} * {steps}'}")
        lines.append(f"{moment} += {steps} * {step}")
        if ahead:
            edits.insert_after(clock.asks.body[-1], "\n".join(lines))
        else:
            edits.replace_block(clock.asks.body, "\n".join([*lines, "continue"]))
    branches: list[str] = []
    known: list[str] = []
    for unit_ in units:
        needed = _needed(clock, unit_)
        assert needed is not None
        parts = [part for part in conjuncts(needed) if ast.unparse(part) not in known]
        known += map(ast.unparse, parts)
        if parts:
            branches += [
                f"{'elif' if branches else 'if'} {_none_of(parts)}:",
                f"    # No other moment of this {_UNITS[unit_]} does.",
                f'    {moment} += {left}({moment}, {step}, "{_UNITS[unit_]}") * {step}',
            ]
    if branches:
        edits.replace_statement(clock.step, "\n".join([*branches, "else:", f"    {moment} += {step}"]))


def _none_of(parts: Sequence[ast.expr]) -> str:
    """The test whether one of several conditions does not hold, a line for each where they are long."""
    tests = [opposite(part) for part in parts]
    test = ast.unparse(tests[0] if len(tests) == 1 else ast.BoolOp(ast.Or(), tests))
    if len(test) <= _LONGEST_LINE or len(tests) == 1:
        return test
    lines = "\n    or ".join(ast.unparse(part) for part in tests)
    return f"(\n    {lines}\n)"
