"""Functions nested in a function: whether they may be treated as if they stood beside it."""

from __future__ import annotations

import ast
from collections.abc import Collection

from hasten.code.function import FunctionCode
from hasten.code.loops import repeats_around
from hasten.code.purity import MUTATING_METHODS, fresh_locals
from hasten.code.scopes import free_names, parameters, stored, walk_all


def closed_helper(code: FunctionCode, name: str) -> ast.FunctionDef | None:
    """A function of the module, or one nested in this one that takes nothing from around itself; pure in any case.

    None for any other name, and for one that is bound more than once.
    """
    if name not in code.local:
        function = code.module.functions.get(name)
        plain = isinstance(function, ast.FunctionDef) and code.purity.pure_function(name)
        return function if plain and isinstance(function, ast.FunctionDef) else None
    found = inner_function(code, name)
    if found is None:
        return None
    inside = free_names(found) - {name}
    return found if not inside & code.local and nested_is_pure(code, found) else None


def inner_function(code: FunctionCode, name: str) -> ast.FunctionDef | None:
    """The function of this name that this one defines, once, at its top and without decorators; None for others."""
    found = [node for node in code.all(ast.FunctionDef) if node.name == name]
    if len(found) != 1 or found[0].decorator_list or found[0] not in code.node.body or name in code.parameters:
        return None
    if any(isinstance(n, ast.Name) and n.id == name and not isinstance(n.ctx, ast.Load) for n in walk_all(code.node)):
        return None
    return found[0]


def inner_functions(code: FunctionCode) -> list[ast.FunctionDef]:
    """All that ``inner_function`` finds, in order."""
    names = dict.fromkeys(node.name for node in code.all(ast.FunctionDef) if node is not code.node)
    return [found for name in names if (found := inner_function(code, name)) is not None]


def calls_of(code: FunctionCode, name: str) -> list[ast.Call]:
    """The calls of a function by its name."""
    return [call for call in code.all(ast.Call) if isinstance(call.func, ast.Name) and call.func.id == name]


def runs_again(code: FunctionCode, node: ast.AST) -> bool:
    """Whether a node is evaluated repeatedly: in a loop, or in an inner function that is called again and again."""
    if repeats_around(code, node):
        return True
    around = next((p for p in code.ancestors(node) if isinstance(p, ast.FunctionDef)), None)
    if around is None or inner_function(code, around.name) is not around:
        return False
    return asked_again(code, calls_of(code, around.name))


def asked_again(code: FunctionCode, calls: list[ast.Call]) -> bool:
    """Whether one of several calls is made repeatedly; one inside of an inner function runs as often as that one."""
    return any(repeats_around(code, call) or code.in_nested_function(call) for call in calls)


def changed_inside(code: FunctionCode, name: str) -> bool:
    """Whether a function inside this one changes what a local of this one holds, or hands it on."""
    for inner in code.all(ast.FunctionDef):
        if inner is code.node or name in code.local_to(inner):
            continue
        uses = code.program.nested(code, inner).uses(name)
        if uses.changes or uses.rebinds or uses.escapes:
            return True
    return False


def is_taken_apart(code: FunctionCode, use: ast.Name) -> bool:
    """Whether a use of a name shows that it is a container, which may not be hashed."""
    parent = code.parent(use)
    return (isinstance(parent, ast.Subscript | ast.Attribute) and parent.value is use) or (
        isinstance(parent, ast.For | ast.comprehension) and parent.iter is use
    )


def is_record(code: FunctionCode, node: ast.expr) -> bool:
    """Whether a name is asked for a part by a word somewhere, as only what cannot be hashed is: ``row["id"]``."""
    if not isinstance(node, ast.Name):
        return False
    return any(
        isinstance(part.value, ast.Name)
        and part.value.id == node.id
        and isinstance(part.slice, ast.Constant)
        and isinstance(part.slice.value, str)
        for part in code.all(ast.Subscript)
    )


def nested_is_pure(code: FunctionCode, nested: ast.FunctionDef, pure: Collection[str] = ()) -> bool:
    """Whether a nested function changes nothing outside of itself, where calls of ``pure`` functions do not either."""
    local = stored(*nested.body) | {arg.arg for arg in parameters(nested)}
    fresh = fresh_locals(nested)
    for node in walk_all(*nested.body):
        if isinstance(node, ast.Nonlocal | ast.Global | ast.Yield | ast.YieldFrom | ast.Await):
            return False
        if isinstance(node, ast.Subscript | ast.Attribute) and not isinstance(node.ctx, ast.Load):
            if not (isinstance(node.value, ast.Name) and node.value.id in fresh):
                return False
        elif isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name) and (node.func.id == nested.name or node.func.id in pure):
                continue
            if isinstance(node.func, ast.Attribute) and node.func.attr in MUTATING_METHODS:
                if not (isinstance(node.func.value, ast.Name) and node.func.value.id in fresh):
                    return False
            elif not code.purity.pure_call(node, local):
                return False
    return True
