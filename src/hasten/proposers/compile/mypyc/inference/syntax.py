"""Questions to the syntax tree that several parts ask."""

from __future__ import annotations

import ast
from collections.abc import Iterable

from hasten.proposers.compile.mypyc.world import Code


def parameter_names(code: Code) -> list[str]:
    """Names of the parameters that are handed over one by one, those by keyword only behind the others."""
    return [*code.parameters, *(a.arg for a in code.node.args.kwonlyargs)]


def place(node: ast.AST) -> tuple[int, int, str]:
    """What tells a node from all others of its module."""
    return getattr(node, "lineno", 0), getattr(node, "col_offset", 0), type(node).__name__


def within(node: ast.AST) -> Iterable[ast.AST]:
    """Nodes of a function's own scope: not those of functions inside, nor the names of comprehensions."""
    stack = list(ast.iter_child_nodes(node))
    while stack:
        inner = stack.pop()
        yield inner
        if isinstance(inner, ast.FunctionDef | ast.Lambda | ast.ClassDef):
            continue
        if isinstance(inner, ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp):
            continue
        stack.extend(ast.iter_child_nodes(inner))


def stored_names(node: ast.AST) -> set[str]:
    """Names that a function binds in its own scope."""
    return {n.id for n in within(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}


def as_load(target: ast.expr) -> ast.expr:
    """The target of an augmented assignment as an expression that is read; made once a node."""
    found: ast.expr | None = getattr(target, "_hasten_load", None)
    if found is None:
        found = ast.copy_location(
            ast.Name(target.id, ast.Load()) if isinstance(target, ast.Name)
            else ast.Attribute(target.value, target.attr, ast.Load()) if isinstance(target, ast.Attribute)
            else ast.Subscript(target.value, target.slice, ast.Load()) if isinstance(target, ast.Subscript)
            else target, target,
        )  # fmt: skip
        target._hasten_load = found  # type: ignore[attr-defined]
    return found
