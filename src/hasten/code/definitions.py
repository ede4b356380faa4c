"""Which definitions of a module one of its functions may run."""

from __future__ import annotations

import ast

_Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def definitions_run(tree: ast.Module, entry: str) -> list[ast.stmt]:
    """The definitions at module level that the entry may run, itself first; all statements where it is not found."""
    named = _named(tree)
    start = named.get(entry.partition(".")[0])
    if start is None:
        return list(tree.body)
    found: dict[str, ast.stmt] = {start.name: start}
    todo: list[ast.stmt] = [start]
    while todo:
        for node in ast.walk(todo.pop()):
            name = node.id if isinstance(node, ast.Name) else ""
            if name in named and name not in found:
                found[name] = named[name]
                todo.append(named[name])
    return list(found.values())


def without(source: str, name: str, *, entry: str) -> str:
    """The module with a definition left blank that the entry does not run; line numbers stay.

    The text itself where the entry runs it, where it is no definition at module level, or where nothing can be read.
    """
    try:
        tree = ast.parse(source) if name else None
    except (SyntaxError, ValueError):
        tree = None
    if tree is None:
        return source
    node = _named(tree).get(name)
    if node is None or any(node is other for other in definitions_run(tree, entry)):
        return source
    lines = source.split("\n")
    first = min([node.lineno, *(d.lineno for d in node.decorator_list)])
    for number in range(first - 1, node.end_lineno or node.lineno):
        lines[number] = ""
    return "\n".join(lines)


def _named(tree: ast.Module) -> dict[str, _Definition]:
    return {node.name: node for node in tree.body if isinstance(node, _Definition)}
