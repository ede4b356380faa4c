"""Names that stand for one constant value wherever they are read."""

from __future__ import annotations

import ast

from hasten.code.function import FunctionCode


def constant_of(code: FunctionCode, node: ast.expr) -> object:
    """The value of a constant, of a tuple, list or set of constants, or of a name that is bound to one once.

    A list comes as a tuple, a set as a frozenset, from a name only where nobody changes it.

    Returns:
        The value, or None where it is not known (or is None).
    """
    if not isinstance(node, ast.Name):
        return _literal(node)
    if code.comprehension_of(node) is not None or node.id in code.names_between(node):
        return None
    return _named(code, node.id)


def _literal(node: ast.expr) -> object:
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.Tuple | ast.List | ast.Set):
        if not all(isinstance(item, ast.Constant) for item in node.elts):
            return None
        values = [item.value for item in node.elts if isinstance(item, ast.Constant)]
        return frozenset(values) if isinstance(node, ast.Set) else tuple(values)
    return None


def _named(code: FunctionCode, name: str) -> object:
    if name in code.local:
        uses = code.uses(name)
        if name in code.parameters or len(uses.rebinds) != 1:
            return None
        assign = code.parent(uses.rebinds[0])
        if not isinstance(assign, ast.Assign) or assign.targets != uses.rebinds:
            return None
        shared = isinstance(assign.value, ast.List | ast.Set)
        return None if shared and not uses.only_looked_at else _literal(assign.value)
    if name in code.module.global_names:
        return None
    binders = code.program.binders(name)
    if len(binders) != 1 or not isinstance(binders[0], ast.Assign) or len(binders[0].targets) != 1:
        return None
    value = binders[0].value
    plain = isinstance(binders[0].targets[0], ast.Name) and isinstance(value, ast.Constant | ast.Tuple)
    return _literal(value) if plain else None
