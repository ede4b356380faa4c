"""Names in the written module that all of its parts use."""

from __future__ import annotations

import ast

ANY = "h__Any"


def global_name(name: str) -> str:
    """Where a global of the module lives in the state."""
    return f"g_{name}"


def class_value(cls: str, name: str) -> str:
    """Where an attribute of a class lives in the state."""
    return f"c_{cls}_{name}"


def cast_to(text: str, value: ast.expr) -> ast.expr:
    """An expression with its type said; once is enough."""
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id == "h__cast":
        first = value.args[0]
        if isinstance(first, ast.Name) and first.id == text:
            return value
    return ast.Call(ast.Name("h__cast"), [ast.Name(text), value], [])


def state(name: str) -> ast.expr:
    """A field of the state."""
    return ast.Attribute(ast.Name("h__s"), name)
