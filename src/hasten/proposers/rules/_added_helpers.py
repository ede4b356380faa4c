"""Small functions that a rule adds to a module, once for all places that need them."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.match import equal

#: Texts for which a module remembers results at most.
_MOST_TEXTS = 65536


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


def remembered(code: FunctionCode, function: str, parameters: Sequence[str], edits: Edits) -> str:
    """The name of a function of the module that remembers what another one gives, up to a number of texts.

    Args:
        code: The function that needs it, which serves others.
        function: What it asks, as code.
        parameters: What it calls its arguments.
        edits: Gets the change.
    """
    decorator, given = edits.need("functools", "lru_cache"), ", ".join(parameters)
    text = f"@{decorator}(maxsize={_MOST_TEXTS})\ndef {{name}}({given}):\n    return {function}({given})\n"
    return helper(code, f"_{function.rpartition('.')[2].lower().lstrip('_')}_once", text, edits)


def serves_others(code: FunctionCode) -> bool:
    """Whether a function of the module is one that the target calls, and nothing more than a function."""
    return code.outer is None and code.program.target not in ("", code.name) and not code.node.decorator_list


def helper_class(code: FunctionCode, name: str, text: str, edits: Edits) -> str:
    """The name of a class of the module with this text, which is added above the function where there is none."""
    there = code.module.classes.get(name)
    if there is not None and equal(there, ast.parse(text.format(name=name)).body[0]):
        return name
    chosen = code.fresh(name)
    edits.insert_above_definition(code.node, text.format(name=chosen))
    return chosen


def helper_constant(code: FunctionCode, name: str, text: str, edits: Edits, *also_taken: str) -> str:
    """The name of a constant of the module with this value, which is added above the function where there is none.

    Args:
        code: The function that needs it.
        name: What to call it.
        text: Its value.
        edits: Gets the change.
        also_taken: Names that the same change has given already.
    """
    wanted = ast.parse(text, mode="eval").body
    for node in code.module.tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and equal(node.value, wanted):
            known = node.targets[0].id
            if known.startswith(name) and known not in code.local:
                return known
    chosen = code.fresh(name, *also_taken)
    edits.insert_above_definition(code.node, f"{chosen} = {text}\n")
    return chosen


def head_of(code: FunctionCode) -> str:
    """The ``def`` line of a function, with its docstring below where it has a plain one, for another body."""
    source, node = code.module.source, code.node
    head = source[code.text.span(node)[0] : code.text.span(node.body[0])[0]].rstrip()
    doc = ast.get_docstring(node, clean=False)
    return f'{head}\n    """{doc}"""' if doc and '"""' not in doc and "\\" not in doc else head
