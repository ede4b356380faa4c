"""Names that are surely bound where control is."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from hasten.code.scopes import binds, declared_elsewhere, local_names, parameters, stored, target_names, walk_scope
from hasten.code.source import FunctionNode, ParsedModule, blocks

_LEAVES = (ast.Return, ast.Raise, ast.Break, ast.Continue)


def surely_bound(module: ParsedModule, function: FunctionNode, statement: ast.stmt) -> set[str]:
    """Locals of a function that are bound whenever control comes to one of its statements.

    Errs on the side of too few. Names that are deleted anywhere are never among them.
    """
    found = {arg.arg for arg in parameters(function)}
    node: ast.AST = statement
    while node is not function:
        parent = module.parents[node]
        for block in blocks(parent):
            place = next((k for k, inner in enumerate(block) if inner is node), None)
            if place is not None:
                for before in block[:place]:
                    found |= binds_surely([before]) or set()
                if isinstance(parent, ast.For | ast.AsyncFor) and block is parent.body:
                    found |= set(target_names(parent.target))
        if isinstance(parent, ast.With | ast.AsyncWith):
            found |= {n for item in parent.items if item.optional_vars for n in target_names(item.optional_vars)}
        node = parent
    return (found & local_names(function)) - _deleted(function) - declared_elsewhere(function)


def binds_surely(body: Sequence[ast.stmt]) -> set[str] | None:
    """Names that are bound whenever the end of a block is reached; None where it never is."""
    found: set[str] = set()
    for node in body:
        if isinstance(node, _LEAVES):
            return None
        inside = _of(node)
        if inside is None:
            return None
        found |= inside
    return found


def _of(node: ast.stmt) -> set[str] | None:
    if isinstance(node, ast.If):
        return _both([binds_surely(node.body), binds_surely(node.orelse)])
    if isinstance(node, ast.With | ast.AsyncWith):
        # A manager may swallow an exception of the body.
        return {name for item in node.items if item.optional_vars for name in target_names(item.optional_vars)}
    if isinstance(node, ast.Try):
        last = binds_surely(node.finalbody)
        if last is None:
            return None
        tried = binds_surely([*node.body, *node.orelse])
        ends = _both([tried, *[binds_surely(handler.body) for handler in node.handlers]])
        return None if ends is None else ends | last
    if isinstance(node, ast.Import | ast.ImportFrom):
        return stored(node)
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return {node.name}
    return assigned_names(node)


def assigned_names(node: ast.stmt) -> set[str]:
    """Names that an assignment binds whenever it is run to its end; nothing for other statements."""
    if isinstance(node, ast.Assign):
        return {name for target in node.targets for name in target_names(target)}
    if isinstance(node, ast.AugAssign) or (isinstance(node, ast.AnnAssign) and node.value is not None):
        return set(target_names(node.target))
    return set()


def _both(ways: Sequence[set[str] | None]) -> set[str] | None:
    """What all ways that reach their end bind."""
    reached = [names for names in ways if names is not None]
    return set.intersection(*reached) if reached else None


def _deleted(function: FunctionNode) -> set[str]:
    found: set[str] = set()
    for node in walk_scope(*function.body):
        if isinstance(node, ast.Delete):
            found |= stored(node)
        elif isinstance(node, ast.ExceptHandler):
            # The name of a caught exception is unbound at the end of its handler.
            found |= set(binds(node))
    return found
