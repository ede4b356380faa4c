"""A pure helper called again and again with arguments it has seen.

Finds:
    A function of the module without effects that loops, recurs, parses or calls others, called in a loop with changing
    arguments that can be hashed; or a method of this kind, of an object that the loop leaves alone. Also one that
    another function of the module, which serves the target, gives texts.

Slow because:
    Equal arguments are computed with as often as they occur. Remembered for the time of one call of the function around
    it, each is computed with once. What one small function asks of another is remembered by the module, up to a number
    of texts.

Unsafe when:
    The result is a list or dict that somebody changes; such results are remembered only where they are looked at.

Example:
    Before::

        for word in words:
            weights.append(weight(word))

    After::

        weight_once = cache(weight)
        for word in words:
            weights.append(weight_once(word))

Source:
    Michie, "Memo" functions and machine learning, Nature 218 (1968).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.loops import Repeat, repeats_around
from hasten.code.scopes import parameters, stored
from hasten.code.source import descend
from hasten.code.types import ATOMS, only
from hasten.proposers.rules._added_helpers import remembered, serves_others
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._nested import is_record


def find(code: FunctionCode) -> Iterator[Finding]:
    """Calls of one helper make one finding."""
    if code.outer is not None:
        # What is remembered would be forgotten at the end of each call of the inner function.
        return
    groups: dict[str, list[ast.Call]] = {}
    served: dict[str, list[ast.Call]] = {}
    for call in code.all(ast.Call):
        name = call.func.id if isinstance(call.func, ast.Name) else ""
        if not name or name in code.local or name not in code.module.functions or name == code.name:
            continue
        if call.keywords or any(isinstance(argument, ast.Starred) for argument in call.args) or not call.args:
            continue
        repeats = repeats_around(code, call)
        if serves_others(code) and all(only(code.type_of(given), "str") for given in call.args):
            # What one call remembers would be forgotten before the next one.
            served.setdefault(name, []).append(call)
            continue
        if not repeats or repeats[-1].statement is None or code.in_nested_function(call):
            continue
        if all(code.hashable(code.type_of(argument)) is not False for argument in call.args):
            groups.setdefault(name, []).append(call)
    for name, calls in groups.items():
        if _takes_records(code, name) or code.module.functions[name].decorator_list:
            continue
        if not code.purity.pure_function(name) or not _works(code, name):
            continue
        if not all(_cannot_change(code, name, call) for call in calls):
            continue
        text = f"{name} may be called with equal arguments more than once; remembered, each is computed with once"
        yield Finding(calls[0], text, partial(_change, code, name, calls), prepares=True)
    for name, calls in served.items():
        if name == code.program.target or not code.purity.pure_function(name) or not _works(code, name):
            continue
        if all(_cannot_change(code, name, call) for call in calls) and _plain_parameters(code, name):
            text = f"{code.name} may give {name} equal texts again and again; remembered, each is computed with once"
            yield Finding(calls[0], text, partial(_change_for_all, code, name, calls))
    yield from _methods(code)


def _takes_records(code: FunctionCode, name: str) -> bool:
    """Whether a parameter is a dict by what the function asks of it; dicts cannot be hashed."""
    names = {arg.arg for arg in parameters(code.module.functions[name])}
    for node in code.program.function(name).all(ast.Name):
        above = code.parent(node) if node.id in names else None
        if isinstance(above, ast.Subscript) and above.value is node:
            if isinstance(above.slice, ast.Constant) and isinstance(above.slice.value, str):
                return True
        elif isinstance(above, ast.Attribute) and above.attr in ("items", "keys", "values"):
            return True
    return False


def _plain_parameters(code: FunctionCode, name: str) -> bool:
    """Whether a function takes its arguments by position, and is not remembered already."""
    node = code.module.functions[name]
    spec = node.args
    return not (node.decorator_list or spec.vararg or spec.kwarg or spec.kwonlyargs or spec.defaults)


def _change_for_all(code: FunctionCode, name: str, calls: list[ast.Call], edits: Edits) -> None:
    chosen = remembered(code, name, [arg.arg for arg in parameters(code.module.functions[name])], edits)
    for call in calls:
        edits.replace(call.func, chosen)


def _methods(code: FunctionCode) -> Iterator[Finding]:
    """Calls of one method of one object in one loop make one finding."""
    groups: dict[tuple[str, str, ast.stmt], list[ast.Call]] = {}
    for call in code.all(ast.Call):
        callee = call.func
        if not (isinstance(callee, ast.Attribute) and isinstance(callee.value, ast.Name)) or not call.args:
            continue
        held = callee.value.id
        name = f"{code.type_of_name(held).name}.{callee.attr}" if held in code.local else ""
        if name not in code.module.functions or call.keywords or code.in_nested_function(call):
            continue
        if any(isinstance(a, ast.Starred) or code.hashable(code.type_of(a)) is False for a in call.args):
            continue
        if any(is_record(code, given) for given in call.args):
            continue
        repeats = [r for r in repeats_around(code, call) if _left_alone(code, held, r)]
        if (
            repeats
            and repeats[-1].statement is not None
            and not all(code.invariant(a, *repeats[-1].region) for a in call.args)
        ):
            groups.setdefault((held, name, repeats[-1].statement), []).append(call)
    for (held, name, statement), calls in groups.items():
        method = name.rpartition(".")[2]
        if not code.purity.is_alone(name) or not code.purity.pure_function(name) or not _works(code, name):
            continue
        if all(_cannot_change(code, name, call) for call in calls):
            text = f"{held}.{method} may be called with equal arguments again; remembered, each is worked out once"
            yield Finding(calls[0], text, partial(_change_method, code, statement, calls), prepares=True)


def _left_alone(code: FunctionCode, held: str, repeat: Repeat) -> bool:
    """Whether a loop neither rebinds an object nor changes or hands on any part of it."""
    kind = code.type_of_name(held).name
    if held in stored(*repeat.region):
        return False
    for node in descend(*repeat.region):
        if not isinstance(node, ast.Name) or node.id != held:
            continue
        part: ast.AST = code.parent(node)
        if not isinstance(part, ast.Attribute) or not isinstance(part.ctx, ast.Load):
            return False
        call = code.parent(part)
        if isinstance(call, ast.Call) and call.func is part:
            if not code.purity.pure_function(f"{kind}.{part.attr}"):
                return False
            continue
        while isinstance(code.parent(part), ast.Subscript | ast.Attribute):
            part = code.parent(part)
            if not isinstance(part.ctx, ast.Load):  # type: ignore[attr-defined]
                return False
        above = code.parent(part)
        if isinstance(above, ast.Call) and not code.pure(above):
            return False
        if isinstance(above, ast.Assign | ast.AugAssign | ast.NamedExpr):
            return False
    return True


def _works(code: FunctionCode, name: str) -> bool:
    """Whether the helper does enough for a look-up to pay: it loops, calls a function of the module, or much else."""
    other = code.program.function(name)
    calls = other.all(ast.Call)
    called = {call.func.id for call in calls if isinstance(call.func, ast.Name)}
    # What is remembered already costs a look-up only.
    known = {name for name, node in code.module.functions.items() if not node.decorator_list}
    much = len(calls) > 1 or bool(other.all(ast.Try)) or any(_parses(call) for call in calls)
    return much or bool(other.loops or other.comprehensions or called & known)


def _parses(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Attribute) and call.func.attr in ("strptime", "strftime", "fromisoformat")


def _cannot_change(code: FunctionCode, name: str, call: ast.Call) -> bool:
    """Whether the result cannot be changed, or is only looked at by who calls."""
    kind = code.type_of(call)
    if only(kind, *ATOMS) or _only_looked_at(code, call):
        return True
    if only(kind, "any", "tuple", *ATOMS):
        # What is not known is taken to be a date, a Decimal and the like, unless it is made as a list on the spot.
        other = code.program.function(name)
        values = [node.value for node in other.all(ast.Return) if node.value is not None]
        parts = [part for value in values for part in (value.elts if isinstance(value, ast.Tuple) else [value])]
        kinds = [other.type_of(part) for part in parts]
        return bool(parts) and all(only(part, "any", "tuple", *ATOMS) for part in kinds)
    return False


def _only_looked_at(code: FunctionCode, call: ast.Call) -> bool:
    parent = code.parent(call)
    if isinstance(parent, ast.For | ast.comprehension):
        return parent.iter is call
    if isinstance(parent, ast.Compare | ast.Subscript):
        return isinstance(parent, ast.Compare) or isinstance(parent.ctx, ast.Load)
    if isinstance(parent, ast.Call):
        return (
            code.pure(parent) and isinstance(parent.func, ast.Name) and parent.func.id in ("len", "sum", "min", "max")
        )
    return code.held_to_look_at(call) is True


def _change(code: FunctionCode, name: str, calls: list[ast.Call], edits: Edits) -> None:
    first = repeats_around(code, calls[0])[-1].statement
    assert first is not None
    remembered = code.fresh(f"{name}_once")
    body = code.node.body
    place = body[1] if len(body) > 1 and ast.get_docstring(code.node, clean=False) is not None else body[0]
    edits.insert_before(
        place if len(calls) > 1 else first, f"{remembered} = {edits.need('functools', 'cache')}({name})"
    )
    for call in calls:
        assert isinstance(call.func, ast.Name)
        edits.replace(call.func, remembered)


def _change_method(code: FunctionCode, statement: ast.stmt, calls: list[ast.Call], edits: Edits) -> None:
    callee = calls[0].func
    assert isinstance(callee, ast.Attribute)
    remembered = code.fresh(f"{callee.attr}_once")
    edits.insert_before(statement, f"{remembered} = {edits.need('functools', 'cache')}({edits.text(callee)})")
    for call in calls:
        edits.replace(call.func, remembered)
