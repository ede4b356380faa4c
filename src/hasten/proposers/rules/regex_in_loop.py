"""A pattern handed to ``re`` as text again and again.

Finds:
    ``re.match(pattern, ...)``, ``re.sub`` and the like inside a loop in which the pattern stays the same; and
    ``re.compile`` of a constant inside a function. Outside of loops ``re.match`` of a constant gains less, and serves
    beside other changes, or where nothing else is found.

Slow because:
    Each call looks the compiled pattern up in a cache, or compiles it anew; a compiled pattern is used directly.

Unsafe when:
    The loop never runs and the pattern is not valid.

Example:
    Before::

        for line in lines:
            found = re.match(PATTERN, line)

    After::

        pattern = re.compile(PATTERN)
        for line in lines:
            found = pattern.match(line)

Source:
    The Python documentation of ``re.compile``.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.loops import Repeat, outermost_invariant, repeats_around
from hasten.proposers.rules._finding import Finding

#: The position of ``flags`` among the arguments, by function.
_FLAGS_AT = {"match": 2, "search": 2, "fullmatch": 2, "findall": 2, "finditer": 2, "split": 3, "sub": 4, "subn": 4}


def find(code: FunctionCode) -> Iterator[Finding]:
    """Calls with one pattern in one loop make one finding; constants compiled in the function one each."""
    groups: dict[tuple[str, ast.AST], tuple[Repeat, list[ast.Call]]] = {}
    for call in code.all(ast.Call):
        member = code.purity.module_member(call.func)
        if member is None or member[0] != "re":
            continue
        if member[1] == "compile" and _constant(code, call) and not code.in_nested_function(call):
            text = f"`{ast.unparse(call)}` is done in every call; once for the module is enough"
            yield Finding(call, text, partial(_to_module, code, call))
        if member[1] not in _FLAGS_AT or not call.args or any(isinstance(arg, ast.Starred) for arg in call.args):
            continue
        flags = _flags(call, member[1])
        repeat = outermost_invariant(code, call.args[0], call)
        if not repeats_around(code, call) and not code.in_nested_function(call):
            pattern = _known_pattern(code, call, member[1])
            if pattern is not None:
                asked = ast.unparse(call.func)
                text = f"`{asked}` looks a constant pattern up in every call; compiled it is used directly"
                yield Finding(call, text, partial(_compile_for_module, code, call, pattern), minor=True)
            continue
        if repeat is None or (flags is not None and not code.invariant(flags, *repeat.region)):
            continue
        key = ast.dump(call.args[0]) + (ast.dump(flags) if flags is not None else "")
        groups.setdefault((key, repeat.node), (repeat, []))[1].append(call)
    for repeat, calls in groups.values():
        text = (
            f"`{ast.unparse(calls[0].func)}` looks the same pattern up on every turn; compiled once it is used directly"
        )
        yield Finding(calls[0], text, partial(_compile_once, code, repeat, calls))


def _constant(code: FunctionCode, call: ast.Call) -> bool:
    """Whether the pattern and its flags are the same for every call: literals and names of the module."""
    for inner in ast.walk(call):
        if isinstance(inner, ast.Name) and inner.id in code.local:
            return False
        if isinstance(inner, ast.Call) and inner is not call:
            return False
    parent = code.parent(call)
    return not isinstance(parent, ast.Assign) or not isinstance(parent.targets[0], ast.Attribute)


def _known_pattern(code: FunctionCode, call: ast.Call, function: str) -> ast.Constant | None:
    """The constant that is the pattern, itself or under a name that is set to nothing else; None where it has flags."""
    pattern = call.args[0]
    if isinstance(pattern, ast.Name) and pattern.id in code.local and pattern.id not in code.parameters:
        rebinds = code.uses(pattern.id).rebinds
        assign = code.parent(rebinds[0]) if len(rebinds) == 1 else None
        if isinstance(assign, ast.Assign) and len(assign.targets) == 1 and assign in code.before(code.statement(call)):
            pattern = assign.value
    if not isinstance(pattern, ast.Constant) or not isinstance(pattern.value, str):
        return None
    if _flags(call, function) is not None:
        return None
    try:
        re.compile(pattern.value)
    except re.error:
        return None
    return pattern


def _compile_for_module(code: FunctionCode, call: ast.Call, pattern: ast.Constant, edits: Edits) -> None:
    given = call.args[0]
    name = code.fresh(f"_{given.id.upper().lstrip('_')}" if isinstance(given, ast.Name) else "_PATTERN")
    edits.add_constant(code.node, f"{name} = {edits.need('re', 'compile')}({edits.text(pattern)})")
    function = (code.purity.module_member(call.func) or ("", ""))[1]
    rest = [edits.text(argument) for argument in call.args[1:]]
    rest += [f"{keyword.arg}={edits.text(keyword.value)}" for keyword in call.keywords]
    edits.replace(call, f"{name}.{function}({', '.join(rest)})")
    if isinstance(given, ast.Name) and sum(n.id == given.id for n in code.all(ast.Name)) == 2:
        edits.remove(code.statement(code.uses(given.id).rebinds[0]))


def _to_module(code: FunctionCode, call: ast.Call, edits: Edits) -> None:
    parent = code.parent(call)
    wanted = "PATTERN"
    if isinstance(parent, ast.Assign) and isinstance(parent.targets[0], ast.Name):
        wanted = parent.targets[0].id.upper()
    name = code.fresh(f"_{wanted.lstrip('_')}")
    edits.add_constant(code.node, f"{name} = {edits.text(call)}")
    if isinstance(parent, ast.Assign) and len(parent.targets) == 1 and isinstance(parent.targets[0], ast.Name):
        uses = code.uses(parent.targets[0].id)
        if len(uses.rebinds) == 1 and not uses.aliases and parent.targets[0].id not in code.parameters:
            for use in [*uses.reads, *uses.escapes, *uses.returns]:
                edits.replace(use, name)
            edits.remove(parent)
            return
    edits.replace(call, name)


def _flags(call: ast.Call, function: str) -> ast.expr | None:
    for keyword in call.keywords:
        if keyword.arg == "flags":
            return keyword.value
    place = _FLAGS_AT[function]
    return call.args[place] if len(call.args) > place else None


def _compile_once(code: FunctionCode, repeat: Repeat, calls: list[ast.Call], edits: Edits) -> None:
    assert repeat.statement is not None
    name = code.fresh("pattern")
    member = code.purity.module_member(calls[0].func)
    assert member is not None
    flags = _flags(calls[0], member[1])
    arguments = edits.text(calls[0].args[0]) + (f", {edits.text(flags)}" if flags is not None else "")
    edits.insert_before(repeat.statement, f"{name} = {edits.need('re', 'compile')}({arguments})")
    for call in calls:
        function = (code.purity.module_member(call.func) or ("", ""))[1]
        own = _flags(call, function)
        rest = [edits.text(argument) for argument in call.args[1:] if argument is not own]
        rest += [f"{kw.arg}={edits.text(kw.value)}" for kw in call.keywords if kw.value is not own]
        edits.replace(call, f"{name}.{function}({', '.join(rest)})")
