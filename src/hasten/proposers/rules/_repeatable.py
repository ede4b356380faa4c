"""What inner functions do outside of themselves, where doing it once more changes nothing."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator

from hasten.code.function import FunctionCode
from hasten.code.match import equal, root_name
from hasten.code.purity import MUTATING_METHODS, fresh_locals
from hasten.code.scopes import parameters, stored, walk_all
from hasten.code.source import descend
from hasten.code.types import only
from hasten.proposers.rules._nested import inner_functions, nested_is_pure

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


def changes_once(
    code: FunctionCode, nested: ast.FunctionDef, state: Collection[str], besides: Collection[ast.AST] = ()
) -> bool:
    """Whether a call that was made before, with the same state, has no effect when it is made again.

    It may add to sets of the function around, set what a dict of that function holds for the state, and set a flag
    there; none of these may be read in it, or be changed in another way by anybody.

    Args:
        code: The function around.
        nested: The inner function.
        state: The parameters that tell one call from another.
        besides: Parts of it that need not be looked at.
    """
    left_out = {*descend(*besides)}
    inside = [node for node in walk_all(*nested.body) if node not in left_out]
    helpers = [n for n in inside if isinstance(n, ast.FunctionDef)]
    local = stored(*nested.body) | {arg.arg for arg in parameters(nested)}
    for helper in helpers:
        local |= stored(*helper.body) | {arg.arg for arg in parameters(helper)}
    outer = {name for n in inside if isinstance(n, ast.Nonlocal) for name in n.names} - _bound(nested)
    local -= outer
    pure = {nested.name, *(helper.name for helper in helpers)}
    pure |= {g.name for g in inner_functions(code) if g is not nested and nested_is_pure(code, g)}
    fresh = fresh_locals(nested)
    for helper in helpers:
        fresh |= fresh_locals(helper)
    effects: dict[str, list[ast.AST]] = {}
    for node in inside:
        if isinstance(node, ast.Global | ast.Yield | ast.YieldFrom | ast.Await | ast.Import | ast.ClassDef):
            return False
        if isinstance(node, ast.Name) and node.id in outer and not isinstance(node.ctx, ast.Load):
            if not _is_flag(code, node):
                return False
            effects.setdefault(node.id, []).append(node)
        elif isinstance(node, ast.Subscript | ast.Attribute) and not isinstance(node.ctx, ast.Load):
            if root_name(node) in fresh:
                continue
            held = _kept_for_state(code, node, state, local)
            if held is None:
                return False
            effects.setdefault(held.id, []).append(held)
        elif isinstance(node, ast.Call):
            if _is_raised(code, node, nested) or (isinstance(node.func, ast.Name) and node.func.id in pure):
                continue
            if isinstance(node.func, ast.Attribute) and node.func.attr in MUTATING_METHODS:
                if root_name(node.func.value) in fresh:
                    continue
                held = _added_to(code, node, local)
                if held is None:
                    return False
                effects.setdefault(held.id, []).append(held)
            elif not code.purity.pure_call(node, local):
                return False
    return all(_only_grows(code, nested, name, done) for name, done in effects.items())


def _bound(nested: ast.FunctionDef) -> set[str]:
    """Names that the function itself holds, as far as inner functions of its own may set them."""
    own = {name for n in nested.body for part in _own_scope(n) if isinstance(part, ast.Nonlocal) for name in part.names}
    return (stored(*nested.body) | {arg.arg for arg in parameters(nested)}) - own


def _own_scope(node: ast.AST) -> Iterator[ast.AST]:
    yield node
    if not isinstance(node, _FUNCTIONS):
        for child in ast.iter_child_nodes(node):
            yield from _own_scope(child)


def _is_raised(code: FunctionCode, call: ast.Call, nested: ast.FunctionDef) -> bool:
    """Whether a call is part of what is raised: such calls are made again, as they are never remembered."""
    for parent in code.ancestors(call):
        if isinstance(parent, ast.Raise):
            return True
        if parent is nested or isinstance(parent, ast.stmt):
            return False
    return False


def _is_flag(code: FunctionCode, node: ast.Name) -> bool:
    parent = code.parent(node)
    return isinstance(parent, ast.Assign) and isinstance(parent.value, ast.Constant)


def _kept_for_state(
    code: FunctionCode, node: ast.Subscript | ast.Attribute, state: Collection[str], local: Collection[str]
) -> ast.Name | None:
    """The dict of the function around that is set for the state (``depths[name] = 3``)."""
    if not isinstance(node, ast.Subscript) or not isinstance(code.parent(node), ast.Assign):
        return None
    parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
    names = [part.id for part in parts if isinstance(part, ast.Name)]
    if len(names) < len(parts) or {*names} != {*state} or not isinstance(node.value, ast.Name):
        return None
    held = node.value
    return held if held.id in code.local and held.id not in local else None


def _added_to(code: FunctionCode, call: ast.Call, local: Collection[str]) -> ast.Name | None:
    """The set, or dict of sets, of the function around that gets an element (``unknown.add(name)``)."""
    callee = call.func
    if not isinstance(callee, ast.Attribute) or not isinstance(code.parent(call), ast.Expr | ast.Attribute):
        return None
    held, method = callee.value, callee.attr
    if isinstance(held, ast.Subscript):
        held = held.value  # a set for each key
        if method != "add":
            return None
    elif isinstance(held, ast.Call):
        # users.setdefault(key, set()).add(x): the call inside is looked at by itself
        inner = held.func
        if method != "add" or not (isinstance(inner, ast.Attribute) and inner.attr == "setdefault"):
            return None
        held = inner.value
    elif method == "update" and not (isinstance(held, ast.Name) and only(code.type_of_name(held.id), "set")):
        return None
    if method not in ("add", "update", "setdefault") or not isinstance(held, ast.Name):
        return None
    return held if held.id in code.local and held.id not in local else None


def _only_grows(code: FunctionCode, nested: ast.FunctionDef, name: str, done: list[ast.AST]) -> bool:
    """Whether a function reads nothing of what it adds to, and nobody takes out of it or makes it anew later."""
    inside = {*descend(*nested.body)}
    flags = []
    for node in code.all(ast.Name):
        if node.id != name:
            continue
        if node in inside:
            if node not in done:
                return False
            parent = code.parent(node)
            if isinstance(parent, ast.Assign) and isinstance(node.ctx, ast.Store):
                flags.append(parent.value)
        elif node.lineno > nested.lineno and not _looked_at(code, node):
            return False
    return all(equal(value, flags[0]) for value in flags)


def _looked_at(code: FunctionCode, node: ast.Name) -> bool:
    """Whether a use behind the function only reads, or adds to a set."""
    if not isinstance(node.ctx, ast.Load):
        return False
    parent = code.parent(node)
    if isinstance(parent, ast.Attribute):
        return parent.attr not in MUTATING_METHODS - {"add"}
    while isinstance(parent, ast.Subscript):
        if not isinstance(parent.ctx, ast.Load):
            return False
        parent = code.parent(parent)
    return True
