"""A recursion that carries the way it came, only to notice circles, and solves the same subproblems again and again.

Finds:
    A function inside another one that calls itself more than once per call, or is asked for many first states, and
    hands on what it was given with something added (``trail + [name]``, ``seen | {name}``), or adds to a collection of
    the function around and takes it off again at the end. Besides that the trail is only asked whether something lies
    on it, and then an exception is raised. The function may add to sets around it and set what a dict around it holds
    for its state, since doing so again changes nothing.

Slow because:
    What can be reached in many ways is solved once for each of them, often O(2^n) times. Where a call has an answer, no
    circle can be reached from there, whatever the trail: the answer holds for every other trail; each is found once.

Unsafe when:
    The result is changed by a caller, as far as that cannot be seen.

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
from hasten.code.scopes import parameters, stored, walk_scope
from hasten.code.source import after_docstring, descend
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._nested import asked_again, calls_of, inner_functions
from hasten.proposers.rules._recursions import (
    Recursion,
    answered,
    called_with_changes,
    given_by,
    gives_iterators,
    recursion_of,
    remembering,
)
from hasten.proposers.rules._repeatable import changes_once
from hasten.proposers.rules._trails import Trail, trail_of

GROWTH = ("O(2^n)", "O(n)")
_CHANGING = ("append", "extend", "insert", "pop", "remove", "clear", "sort", "reverse", "add", "discard", "update")


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per inner function."""
    for nested in inner_functions(code):
        outside = [call for call in calls_of(code, nested.name) if call not in descend(nested)]
        recursion = recursion_of(code, nested, chains=asked_again(code, outside))
        trail = trail_of(code, recursion) if recursion is not None else None
        if recursion is None or trail is None or stored(*nested.body) & {*recursion.names} - {trail.name}:
            continue
        parts = _state(code, recursion, trail.name)
        if any(code.hashable(code.type_of_name(part)) is False for part in parts) or gives_iterators(code, nested):
            continue
        if called_with_changes(code, nested, {trail.name}) or _results_change(code, recursion):
            continue
        if changes_once(code, nested, parts, [*trail.checks, *_on_the_way(nested, trail)]):
            text = f"{nested.name} carries {trail.name} only to notice circles; what has an answer has it on every way"
            yield Finding(nested, f"{text} there", partial(_change, code, recursion, trail), GROWTH)


def _on_the_way(node: ast.FunctionDef, trail: Trail) -> list[ast.AST]:
    """The statements that put something on a trail that all calls share, and take it off."""
    if trail.name in {arg.arg for arg in parameters(node)}:
        return []
    return [
        statement
        for statement in walk_scope(*node.body)
        if isinstance(statement, ast.Expr | ast.Delete)
        and any(isinstance(part, ast.Name) and part.id == trail.name for part in descend(statement))
    ]


def _results_change(code: FunctionCode, recursion: Recursion) -> bool:
    """Whether somebody changes what a call gave: another one would be given the same object."""
    calls = calls_of(code, recursion.node.name)
    held = {
        (_scope(code, call), part.id)
        for call in calls
        if isinstance(parent := code.parent(call), ast.Assign | ast.For)
        for target in (parent.targets if isinstance(parent, ast.Assign) else [parent.target])
        for part in descend(target)
        if isinstance(part, ast.Name) and not isinstance(part.ctx, ast.Load)
    }

    def is_result(node: ast.expr) -> bool:
        return node in calls or (isinstance(node, ast.Name) and (_scope(code, node), node.id) in held)

    parts: list[ast.Attribute | ast.Subscript] = [*code.all(ast.Attribute), *code.all(ast.Subscript)]
    for part in parts:
        changes = isinstance(part, ast.Attribute) and part.attr in _CHANGING
        if (changes or not isinstance(part.ctx, ast.Load)) and is_result(part.value):
            return True
    return any(
        is_result(node.target) and not isinstance(node.value, ast.Constant)
        for node in code.all(ast.AugAssign)
        if isinstance(node.op, ast.Add | ast.BitOr)
    )


def _scope(code: FunctionCode, node: ast.AST) -> ast.AST:
    """The function that a node belongs to."""
    return next((parent for parent in code.ancestors(node) if isinstance(parent, ast.FunctionDef)), code.node)


def _change(code: FunctionCode, recursion: Recursion, trail: Trail, edits: Edits) -> None:
    node = recursion.node
    parts = _state(code, recursion, trail.name)
    body = [statement for statement in after_docstring(node) if not trail.leading or statement not in trail.checks]
    if any(isinstance(part, ast.Return) and part.value is not None for part in walk_scope(*node.body)):
        known = code.fresh(f"{node.name}_known")
        edits.insert_before(node, f"{known} = {{}}", apart=True)
        lookup = answered(known, parts)
        returns = remembering(code, node, body, known, ", ".join(parts), edits, recursion=recursion)
        for statement, text in returns.items():
            edits.replace_statement(statement, text)
    else:
        known = code.fresh(f"{node.name}_done")
        edits.insert_before(node, f"{known} = set()", apart=True)
        key = ", ".join(parts) if len(parts) == 1 else f"({', '.join(parts)})"
        lookup = f"if {key} in {known}:\n    return"
        last = body[-1]
        put = edits.insert_before if isinstance(last, ast.Return) else edits.insert_after
        put(last, f"{known}.add({key})")
    if trail.leading:
        edits.insert_after(trail.checks[-1], lookup)
    else:
        edits.insert_before(body[0], lookup)


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
