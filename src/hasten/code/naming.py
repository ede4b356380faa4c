"""Names for new variables, taken from what they stand for."""

from __future__ import annotations

import ast
import keyword


def noun(node: ast.expr, default: str = "items") -> str:
    """A word for the value of an expression: its own name, attribute or key where it has one.

    Example:
        >>> noun(ast.parse("self.known_names", mode="eval").body)
        'known_names'
        >>> noun(ast.parse("config['hosts']", mode="eval").body)
        'hosts'
    """
    if isinstance(node, ast.Name):
        return _plain(node.id) or default
    if isinstance(node, ast.Attribute):
        return _plain(node.attr) or default
    if isinstance(node, ast.Subscript):
        if isinstance(node.slice, ast.Constant) and isinstance(node.slice.value, str):
            word = node.slice.value
            if word.isidentifier() and not keyword.iskeyword(word):
                return word.lower()
        return noun(node.value, default)
    if isinstance(node, ast.Call):
        if isinstance(node.func, ast.Attribute):
            inner = noun(node.func.value, default)
            return node.func.attr if node.func.attr in ("keys", "values", "items") else inner
        if node.args:
            return noun(node.args[0], default)
        return node.func.id if isinstance(node.func, ast.Name) else default
    if isinstance(node, ast.ListComp | ast.SetComp | ast.GeneratorExp):
        return noun(node.generators[0].iter, default)
    return default


def _plain(name: str) -> str:
    """The name without underscores around it; constants in lower case."""
    name = name.strip("_")
    return name.lower() if name.isupper() and len(name) > 1 else name
