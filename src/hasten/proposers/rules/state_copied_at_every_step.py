"""A step function that copies the whole state, whose caller throws the old one away.

Finds:
    A function of the module that copies one of its parameters, changes the copy and gives it back
    (``merged = copy.deepcopy(base)``, ``new = dict(state)``, ``state = state.copy()``), where every call puts the
    result in the place of what was handed in: ``state = step(state, event)`` in a loop, or
    ``merged[key] = merge(merged[key], layer)`` in the function itself.

Slow because:
    Every step copies all that the steps before have collected: O(n^2), and a deep copy costs some microseconds an
    element. The caller keeps the new state only, so that the old one may be changed in its place.

Unsafe when:
    Somebody still holds an old state or a part of one (a history), or goes on after a step has failed half way.

Example:
    Before::

        def _applied(state, event):
            new = copy.deepcopy(state)
            new[event.key] = event.value
            return new

        def replay(events):
            state = {}
            for event in events:
                state = _applied(state, event)
            return state

    After::

        def _applied(state, event):
            # state is changed in place: every caller goes on with the result only
            state[event.key] = event.value
            return state

        def replay(events):
            state = {}
            for event in events:
                state = _applied(state, event)
            return state

Source:
    In-place update of what has one reference only (Hudak and Bloss, The aggregate update problem in functional
    programming systems, 1985).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from hasten.code.edits import EditConflict, Edits
from hasten.code.function import FunctionCode
from hasten.code.locate import kind_of
from hasten.code.loops import repeats_around
from hasten.code.match import argument_at, equal, is_name
from hasten.code.source import after_docstring
from hasten.proposers.rules._added_helpers import head_of
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._replaced import copied_name, is_deep, is_new_inside, under_try, walked_around

GROWTH = ("O(n^2)", "O(n)")


@dataclass(frozen=True)
class _Step:
    """A function that copies a parameter.

    Attributes:
        code: Its analysis.
        copy: The statement that makes the copy.
        parameter: What is copied.
        place: Its position.
        name: What the copy is called.
    """

    code: FunctionCode
    copy: ast.Assign
    parameter: str
    place: int
    name: str


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per step function and caller, at the call."""
    if code.outer is not None:
        return
    seen: set[str] = set()
    for call in code.all(ast.Call):
        if not isinstance(call.func, ast.Name) or call.func.id in code.local or call.func.id in seen:
            continue
        seen.add(call.func.id)
        if call.func.id == code.name:
            continue
        step = _step(code, call.func.id)
        if step is None:
            continue
        calls = _calls(code, step)
        if calls is None or not any(repeats_around(caller, call) for caller, call in calls):
            continue
        starts = _starts(code, step, calls)
        if starts is None:
            continue
        text = (
            f"{step.code.name} copies all of {step.parameter} in every call, and its caller keeps the new one only; "
            "changing it in place copies nothing"
        )
        yield Finding(call, text, partial(_change, step, calls, starts), GROWTH)


def _step(code: FunctionCode, name: str) -> _Step | None:
    node = code.module.functions.get(name)
    if not isinstance(node, ast.FunctionDef) or node.decorator_list or kind_of(node) != "function":
        return None
    other = code.program.function(name)
    positional = [arg.arg for arg in [*node.args.posonlyargs, *node.args.args]]
    for statement in node.body:
        if not isinstance(statement, ast.Assign) or len(statement.targets) != 1:
            continue
        target, parameter = statement.targets[0], copied_name(other, statement.value)
        if not isinstance(target, ast.Name) or parameter not in positional:
            continue
        inside = set(ast.walk(statement))
        later = [use for use in other.all(ast.Name) if use.lineno > statement.lineno and use.id == parameter]
        bound = [*other.uses(parameter).rebinds, *other.uses(target.id).rebinds]
        if any(use not in inside for use in bound) or (target.id != parameter and later):
            return None
        if any(isinstance(inner, ast.Try) for inner in ast.walk(node)):
            return None
        return _Step(other, statement, parameter, positional.index(parameter), target.id)
    return None


def _calls(code: FunctionCode, step: _Step) -> list[tuple[FunctionCode, ast.Call]] | None:
    """All calls of the step in the module, each in the place of whose argument its result goes; None where one is not.

    A call from a function that does not run with the target is none of those: then the step must stay as it is.
    """
    found: list[tuple[FunctionCode, ast.Call]] = []
    name = step.code.name
    mentions = [node for node in ast.walk(code.module.tree) if is_name(node, name)]
    for function in {code.name: code, name: step.code}.values():
        for call in function.all(ast.Call):
            if is_name(call.func, name):
                if not _in_its_place(function, step, call):
                    return None
                found.append((function, call))
    return found if len(mentions) == len(found) else None


def _in_its_place(function: FunctionCode, step: _Step, call: ast.Call) -> bool:
    statement = function.parent(call)
    given = _given(step, call)
    if given is None or not isinstance(statement, ast.Assign) or len(statement.targets) != 1:
        return False
    target = statement.targets[0]
    if isinstance(target, ast.Tuple):
        matching = [item for item in target.elts if equal(item, given)]
        if len(matching) != 1:
            return False
        target = matching[0]
    if not equal(target, given) or under_try(function, statement) or function.in_nested_function(statement):
        return False
    others = [argument for argument in [*call.args, *(k.value for k in call.keywords)] if argument is not given]
    if isinstance(given, ast.Name):
        # No second holder, and no look at the old state from the side.
        uses = function.uses(given.id)
        held = [node for node in (*uses.aliases, *uses.escapes) if function.parent(node) is not call]
        yielded = [
            node for node in uses.returns
            if any(isinstance(above, ast.Yield | ast.YieldFrom) for above in function.ancestors(node))
        ]  # fmt: skip
        beside = any(is_name(inner, given.id) for argument in others for inner in ast.walk(argument))
        return not (held or yielded or beside or walked_around(function, given.id, statement))
    if not isinstance(given, ast.Subscript) or not isinstance(given.value, ast.Name) or function is not step.code:
        return False
    return given.value.id == step.name and function.pure(given.slice)


def _given(step: _Step, call: ast.Call) -> ast.expr | None:
    return argument_at(call, step.place, step.parameter)


def _starts(
    code: FunctionCode, step: _Step, calls: list[tuple[FunctionCode, ast.Call]]
) -> list[tuple[ast.stmt, ast.expr | None, str]] | None:
    """What has to be copied once, since the first call may not change it: assigned values, or a parameter."""
    found: list[tuple[ast.stmt, ast.expr | None, str]] = []
    for name in dict.fromkeys(
        given.id for function, call in calls if isinstance(given := _given(step, call), ast.Name) and function is code
    ):
        statements = {id(code.parent(call)) for _, call in calls}
        for target in code.uses(name).rebinds:
            above = code.parent(target)
            if id(above) in statements or id(code.parent(above)) in statements:
                continue
            if not isinstance(above, ast.Assign) or above.targets != [target]:
                return None
            deep = is_deep(step.copy.value)
            new = is_new_inside(above.value) if deep else _is_new(above.value)
            if not new:
                found.append((above, above.value, name))
        if name in code.parameters:
            first = next(call for _, call in calls if is_name(_given(step, call) or call, name))
            loops = code.loops_around(first)
            if not loops:
                return None
            found.append((loops[-1], None, name))
    return found


def _is_new(value: ast.expr) -> bool:
    return isinstance(value, ast.List | ast.Dict | ast.Set | ast.ListComp | ast.DictComp | ast.SetComp) or (
        isinstance(value, ast.Call) and is_new_inside(value)
    )


def _change(
    step: _Step,
    calls: list[tuple[FunctionCode, ast.Call]],
    starts: list[tuple[ast.stmt, ast.expr | None, str]],
    edits: Edits,
) -> None:
    def copied(value: ast.expr | str) -> str:
        """The copy that the step made, of something else."""
        inner = next(node for node in ast.walk(step.copy.value) if is_name(node, step.parameter))
        assert isinstance(inner, ast.expr)
        return edits.text(step.copy.value, {inner: value if isinstance(value, str) else edits.text(value)}, need=0)

    for statement, value, name in starts:
        if value is None:
            edits.insert_before(statement, f"{name} = {copied(name)}")
        else:
            edits.replace(value, copied(value))
    node = step.code.node
    if step.code.name.startswith("_"):
        _without_copy(step, edits)
        return
    # Others may call it by its name: for them it copies as it did.
    chosen = step.code.fresh(f"_{step.code.name}_in_place")
    body = after_docstring(node)
    if body[0] is not step.copy:
        raise EditConflict("others may count on what the function does before it copies")
    names = [arg.arg for arg in [*node.args.posonlyargs, *node.args.args]]
    given = [copied(name) if name == step.parameter else name for name in names]
    edits.rename_definition(node, chosen)
    _without_copy(step, edits)
    for _, call in calls:
        edits.replace(call.func, chosen)
    edits.insert_behind_definition(node, f"{head_of(step.code)}\n    return {chosen}({', '.join(given)})\n")


def _without_copy(step: _Step, edits: Edits) -> None:
    said = f"# {step.parameter} is changed in place: every caller goes on with the result only"
    edits.replace_statement(step.copy, said)
    if step.name != step.parameter:
        for name in step.code.all(ast.Name):
            if name.id == step.name and name is not step.copy.targets[0]:
                edits.replace(name, step.parameter)
