"""A recursion that carries the way it came, only to notice circles, and solves the same subproblems again and again.

Finds:
    A function without effects inside another one that calls itself more than once per call, and hands on what it was
    given with something added (``trail + [name]``, ``seen | {name}``). Besides that the trail is only asked whether
    something lies on it, and then an exception is raised.

Slow because:
    What can be reached in many ways is solved once for each of them, often O(2^n) times. Where a call has an answer, no
    circle can be reached from there, whatever the trail: the answer holds for every other trail; each is found once.

Unsafe when:
    The result is changed by a caller.

Example:
    Before::

        def depth(name, trail):
            if name in trail:
                raise ValueError(name)
            return 1 + max([depth(part, trail + [name]) for part in parts[name]], default=0)

    After::

        depth_known = {}

        def depth(name, trail):
            if name in trail:
                raise ValueError(name)
            if name in depth_known:
                return depth_known[name]
            depth_known[name] = 1 + max([depth(part, trail + [name]) for part in parts[name]], default=0)
            return depth_known[name]

Source:
    Michie, "Memo" functions and machine learning, Nature 218 (1968); depth-first search tells what is done from what
    is on the way (Tarjan, Depth-first search and linear graph algorithms, 1972).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.match import equal, match
from hasten.code.scopes import loaded, parameters, stored
from hasten.code.source import after_docstring, descend
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._nested import calls_of, inner_functions, nested_is_pure
from hasten.proposers.rules._recursions import (
    Recursion,
    answered,
    called_with_changes,
    given_by,
    lengthened,
    recursion_of,
    remembering,
)

GROWTH = ("O(2^n)", "O(n)")


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per inner function."""
    for nested in inner_functions(code):
        recursion = recursion_of(code, nested)
        if recursion is None or stored(*nested.body) & {*recursion.names}:
            continue
        trail, checks = _trail(recursion)
        state = map(code.type_of_name, _state(code, recursion, trail))
        if not checks or any(code.hashable(kind) is False for kind in state):
            continue
        if nested_is_pure(code, nested) and not called_with_changes(code, nested):
            text = f"{nested.name} carries {trail} only to notice circles; what has an answer has it on every way there"
            yield Finding(nested, text, partial(_change, code, recursion, trail, checks), GROWTH)


def _trail(recursion: Recursion) -> tuple[str, list[ast.If]]:
    """The parameter that only serves to notice circles, and the statements that do; none where there is no such one.

    What is looked for on the trail has to be what every call adds to it, and has to tell one call from another: else
    something may lie on the trail although there is no circle.
    """
    for name in recursion.varying:
        given = [value for arguments in recursion.arguments if (value := arguments[name]) is not None]
        added = [part for value in given if (part := lengthened(value, name)) is not None]
        checks = _checks(recursion.node, name)
        if len(added) < len(recursion.calls) or not checks or not all(equal(part, checks[0][0]) for part in added):
            continue
        others = {*recursion.varying} - {name}
        if not others or not others <= loaded(added[0]) or not all(equal(x, added[0]) for x, _ in checks):
            continue
        serving = {n for part in (*given, *(check for _, check in checks)) for n in descend(part)}
        if all(n in serving for n in descend(*recursion.node.body) if isinstance(n, ast.Name) and n.id == name):
            return name, [check for _, check in checks]
    return "", []


def _checks(node: ast.FunctionDef, trail: str) -> list[tuple[ast.expr, ast.If]]:
    """The first statements, as far as they raise where something lies on the trail, with what that is."""
    found: list[tuple[ast.expr, ast.If]] = []
    for statement in after_docstring(node):
        if not isinstance(statement, ast.If) or statement.orelse or len(statement.body) != 1:
            break
        asked = match("$x in @t", statement.test)
        if asked is None or asked.name("t") != trail or not isinstance(statement.body[0], ast.Raise):
            break
        found.append((asked["x"], statement))
    return found


def _change(code: FunctionCode, recursion: Recursion, trail: str, checks: list[ast.If], edits: Edits) -> None:
    node = recursion.node
    known = code.fresh(f"{node.name}_known")
    parts = _state(code, recursion, trail)
    edits.insert_before(node, f"{known} = {{}}", apart=True)
    edits.insert_after(checks[-1], answered(known, parts))
    body = [statement for statement in after_docstring(node) if statement not in checks]
    for statement, text in remembering(code, node, body, known, ", ".join(parts), edits, recursion=recursion).items():
        edits.replace_statement(statement, text)


def _state(code: FunctionCode, recursion: Recursion, trail: str) -> list[str]:
    """The parameters that tell one call from another: not what every call from outside gives alike."""
    node = recursion.node
    outside = [given_by(recursion.names, call) for call in calls_of(code, node.name) if call not in recursion.calls]

    def alike(name: str) -> bool:
        values = [given[name] if given is not None else None for given in outside]
        if name in recursion.varying or not all(isinstance(value, ast.Name) for value in values):
            return False
        return len(names := {value.id for value in values if isinstance(value, ast.Name)}) == 1 and is_fixed(*names)

    def is_fixed(name: str) -> bool:
        sets = [n for n in descend(code.node) if isinstance(n, ast.Name) and n.id == name and not _is_read(n)]
        return len(sets) == 0 if name in code.parameters else len(sets) == 1 and _is_set_once(code, sets[0])

    return [arg.arg for arg in parameters(node) if arg.arg != trail and not alike(arg.arg)]


def _is_read(node: ast.Name) -> bool:
    return isinstance(node.ctx, ast.Load)


def _is_set_once(code: FunctionCode, node: ast.Name) -> bool:
    statement = code.parent(node)
    return isinstance(statement, ast.Assign) and statement in code.node.body
