"""Other names for local variables; parameters keep theirs, since callers may name them."""

from __future__ import annotations

import ast
import copy
import random

from hasten.bench.perturb.functions import Function, names_in, parsed, replaced

_STEMS = ("alpha", "value", "foo", "tmp", "data", "x1", "item", "res", "node", "k")


def renamed(source: str, name: str, rng: random.Random) -> str | None:
    """The function with all of its local variables renamed, consistently in nested functions too."""
    found = parsed(source, name)
    if found is None:
        return None
    tree, function = found
    names = sorted(renamable(function))
    if not names:
        return None
    taken = names_in(tree)
    mapping: dict[str, str] = {}
    for number, old in enumerate(names):
        new = rng.choice(_STEMS)
        while new in taken:
            new = f"{rng.choice(_STEMS)}_{number}{rng.randrange(10)}"
        taken.add(new)
        mapping[old] = new
    changed = copy.deepcopy(function)
    for node in ast.walk(changed):
        if isinstance(node, ast.Name) and node.id in mapping:
            node.id = mapping[node.id]
        elif isinstance(node, ast.ExceptHandler) and node.name in mapping:
            node.name = mapping[node.name]
        elif isinstance(node, ast.Nonlocal):
            node.names = [mapping.get(n, n) for n in node.names]
    return replaced(source, function, changed)


def renamable(function: Function) -> set[str]:
    """Names that are assigned in the function and can be renamed wherever they occur in it."""
    if any(isinstance(node, ast.ClassDef | ast.Match) for node in ast.walk(function)):
        return set()
    bound: set[str] = set()
    kept: set[str] = set()
    for node in ast.walk(function):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            bound.add(node.id)
        elif isinstance(node, ast.ExceptHandler) and node.name:
            bound.add(node.name)
        elif isinstance(node, ast.arg):
            kept.add(node.arg)
        elif isinstance(node, ast.Global):
            kept.update(node.names)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            kept.add(node.name)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            kept.update((alias.asname or alias.name).partition(".")[0] for alias in node.names)
    # A name that only a nested function or a comprehension binds may stand for a global elsewhere in the function.
    own = _assigned_here(function)
    return {n for n in bound - kept if n in own and not n.startswith("__")}


_SCOPES = (
    ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp,
)


def _assigned_here(function: Function) -> set[str]:
    """Names bound in the function's own scope."""
    found: set[str] = set()
    stack: list[ast.AST] = list(function.body)
    while stack:
        node = stack.pop()
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        elif isinstance(node, ast.ExceptHandler) and node.name:
            found.add(node.name)
        if not isinstance(node, _SCOPES):
            stack.extend(ast.iter_child_nodes(node))
    return found
