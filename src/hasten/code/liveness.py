"""Whether a local's value may still be read once a statement has ended."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from hasten.code.scopes import COMPREHENSIONS, stored, target_names
from hasten.code.source import descend

if TYPE_CHECKING:
    from hasten.code.function import FunctionCode


def live_after(code: FunctionCode, name: str, statement: ast.stmt) -> bool:
    """Whether a load outside ``statement`` may see the value that ``name`` has at its end.

    Errs on the side of yes. Loads inside a later loop that binds the name itself, or behind a plain assignment to it,
    see another value; loads before the statement count when a loop around both leads back to them.
    """
    inside = set(descend(statement))
    for load in code.all(ast.Name):
        if load.id != name or load in inside or not isinstance(load.ctx, ast.Load):
            continue
        if code.comprehension_of(load) is not None or _of_inner_function(code, load, name):
            continue
        if _bound_by_loop(code, load, name, statement):
            continue
        if _position(load) < _position(statement):
            if _common_loop(code, load, statement) and not _rebound_between(code, name, load, statement):
                return True
            continue
        if not _rebound_between(code, name, load, statement):
            return True
    return any(name in node.names for node in code.all(ast.Nonlocal)) or any(
        name in node.names for node in code.all(ast.Global)
    )


def _position(node: ast.AST) -> tuple[int, int]:
    return node.lineno, node.col_offset  # type: ignore[attr-defined]


def _of_inner_function(code: FunctionCode, load: ast.Name, name: str) -> bool:
    """Whether the load reads a local of a lambda or function inside this one, not ours of the same name."""
    child: ast.AST = load
    for parent in code.ancestors(load):
        if isinstance(parent, ast.Lambda):
            inside = child is parent.body  # defaults are evaluated outside
        else:
            inside = isinstance(parent, ast.FunctionDef | ast.AsyncFunctionDef) and child in parent.body
        if inside and name in code.local_to(parent):  # type: ignore[arg-type]
            return True
        child = parent
    return False


def _bound_by_loop(code: FunctionCode, load: ast.Name, name: str, statement: ast.stmt) -> bool:
    """Whether a loop around the load, but not around the statement, binds the name before the load runs."""
    child: ast.AST = load
    for parent in code.ancestors(load):
        if isinstance(parent, ast.For) and name in target_names(parent.target) and child in parent.body:
            return not any(inner is statement for inner in descend(parent))
        if isinstance(parent, COMPREHENSIONS):
            child = parent
            continue
        child = parent
    return False


def _common_loop(code: FunctionCode, load: ast.AST, statement: ast.stmt) -> bool:
    around = {loop for loop in code.ancestors(load) if isinstance(loop, ast.For | ast.While)}
    return any(loop in around for loop in code.ancestors(statement) if isinstance(loop, ast.For | ast.While))


def _rebound_between(code: FunctionCode, name: str, load: ast.AST, statement: ast.stmt) -> bool:
    """Whether a plain assignment to the name surely runs after the statement and before the load.

    Looked for only among statements of blocks around the load, in front of it, and (for loads behind the statement)
    behind the statement.
    """
    behind = _position(load) > _position(statement)
    current: ast.stmt = code.statement(load)
    while True:
        block, place = code.block(current)
        for other in block[:place]:
            if behind and _position(other) <= _position(statement):
                continue
            if isinstance(other, ast.Assign | ast.AnnAssign) and name in stored(other):
                return True
            if isinstance(other, ast.For) and any(inner is load for inner in descend(other)):
                return True
        parent = code.module.parents[current]
        if parent is code.node or not isinstance(parent, ast.stmt):
            return False
        if any(inner is statement for inner in descend(parent)):
            return False
        current = parent
