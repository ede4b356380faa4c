"""Find the function that is perturbed, and put it back."""

from __future__ import annotations

import ast

Function = ast.FunctionDef | ast.AsyncFunctionDef

#: A function that looks at its own names is left alone.
_REFLECTIVE = frozenset({"locals", "globals", "vars", "eval", "exec", "dir", "getattr", "setattr", "__doc__"})


def parsed(source: str, name: str) -> tuple[ast.Module, Function] | None:
    """The module's tree and the last function of this name at its top level; None where it cannot be perturbed."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError):
        return None
    found = [n for n in tree.body if isinstance(n, Function) and n.name == name]
    if not found or names_in(found[-1]) & _REFLECTIVE:
        return None
    return tree, found[-1]


def names_in(node: ast.AST) -> set[str]:
    """All identifiers below a node: names, attributes, arguments, keywords."""
    found: set[str] = set()
    for part in ast.walk(node):
        for field in ("id", "attr", "arg", "name"):
            value = getattr(part, field, None)
            if isinstance(value, str):
                found.add(value)
        for field in ("names", "kwd_attrs"):
            values = getattr(part, field, None)
            if isinstance(values, list):
                found.update(v for v in values if isinstance(v, str))
    return found


def replaced(source: str, old: Function, new: Function) -> str:
    """The source with the lines of a function replaced by the new one's text; all other lines stay as they are."""
    lines = source.splitlines(keepends=True)
    first = min([old.lineno, *(d.lineno for d in old.decorator_list)])
    return "".join(lines[: first - 1]) + ast.unparse(new) + "\n" + "".join(lines[old.end_lineno :])


def fresh(taken: set[str], stem: str) -> str:
    """A name that is not taken, and takes it."""
    number = 0
    while f"{stem}{number or ''}" in taken:
        number += 1
    name = f"{stem}{number or ''}"
    taken.add(name)
    return name
