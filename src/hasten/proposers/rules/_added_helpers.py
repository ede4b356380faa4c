"""Small functions that a rule adds to a module, once for all places that need them."""

from __future__ import annotations

import ast

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.match import equal


def helper(code: FunctionCode, name: str, text: str, edits: Edits) -> str:
    """The name of a function of the module with this text, which is added behind the given one where there is none.

    Args:
        code: The function that needs it.
        name: What to call it.
        text: Its definition, with ``{name}`` for the name.
        edits: Gets the change.
    """
    wanted = ast.parse(text.format(name=name)).body[0]
    there = code.module.functions.get(name)
    if there is not None and equal(there, wanted):
        return name
    chosen = code.fresh(name)
    above = code.in_nested_function(code.node) or not isinstance(code.parent(code.node), ast.Module)
    put = edits.insert_above_definition if above else edits.insert_behind_definition
    put(code.node, text.format(name=chosen))
    return chosen


def helper_class(code: FunctionCode, name: str, text: str, edits: Edits) -> str:
    """The name of a class of the module with this text, which is added above the function where there is none."""
    there = code.module.classes.get(name)
    if there is not None and equal(there, ast.parse(text.format(name=name)).body[0]):
        return name
    chosen = code.fresh(name)
    edits.insert_above_definition(code.node, text.format(name=chosen))
    return chosen


def helper_constant(code: FunctionCode, name: str, text: str, edits: Edits) -> str:
    """The name of a constant of the module with this value, which is added above the function where there is none."""
    wanted = ast.parse(text, mode="eval").body
    for node in code.module.tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and equal(node.value, wanted):
            known = node.targets[0].id
            if known.startswith(name) and known not in code.local:
                return known
    chosen = code.fresh(name)
    edits.insert_above_definition(code.node, f"{chosen} = {text}\n")
    return chosen
