"""The rewritten function in front of the original one, which takes over when the rewritten one raises."""

from __future__ import annotations

import ast

from hasten.code.edits import EditConflict, Edits, indent_block
from hasten.code.function import Program
from hasten.code.locate import kind_of
from hasten.code.scopes import fresh_name, parameters, stored
from hasten.code.source import FunctionNode, ParsedModule, parse

#: What odd elements raise while keys are read and hashed ahead of time.
_CAUGHT = "(ArithmeticError, AttributeError, LookupError, TypeError, ValueError)"


def with_fallback(old: str, new: str) -> str | None:
    """The new file with every changed function kept as it was behind a call of its rewritten form.

    Work that is done ahead of time may meet an element that the original would not have reached, and raise. The
    original then runs from the start, which shows nothing as long as the function changes nothing outside of itself.

    Args:
        old: The file before.
        new: The file after one or more rules.

    Returns:
        The text, or None where a changed function is not pure, or takes its arguments in a form that cannot be
        handed on.
    """
    before, after = parse(old), parse(new)
    if isinstance(before, SyntaxError) or isinstance(after, SyntaxError):
        return None
    program = Program(before, "")
    edits = Edits(after)
    changed = [
        name
        for name, node in before.functions.items()
        if name in after.functions and ast.dump(node) != ast.dump(after.functions[name])
    ]
    for name in changed:
        node = before.functions[name]
        if "." in name or not _can_be_run_twice(program, name, node):
            return None
        _keep_original(before, after, name, edits)
    try:
        return edits.apply() if changed else None
    except EditConflict:
        return None


def _can_be_run_twice(program: Program, name: str, node: FunctionNode) -> bool:
    plain = isinstance(node, ast.FunctionDef) and not node.decorator_list and kind_of(node) == "function"
    spec = node.args
    return plain and not spec.vararg and not spec.kwarg and program.purity.pure_function(name)


def _keep_original(before: ParsedModule, after: ParsedModule, name: str, edits: Edits) -> None:
    """Rename the rewritten function, and put the original behind it with the call in front."""
    rewritten, original = after.functions[name], before.functions[name]
    assert isinstance(rewritten, ast.FunctionDef)
    fast = fresh_name(f"_{name.lstrip('_')}_fast", stored(after.tree))
    _rename(after, rewritten, name, fast, edits)
    text = Edits(before).block([original], comments=False)
    arguments = ", ".join(
        f"{arg.arg}={arg.arg}" if arg in original.args.kwonlyargs else arg.arg for arg in parameters(original)
    )
    first = original.body[1] if _has_docstring(original) else original.body[0]
    position = text.split("\n")
    head = first.lineno - original.lineno
    while head > 0 and position[head - 1].strip().startswith("#"):
        head -= 1  # comments belong to the statement behind them
    call = f"try:\n    return {fast}({arguments})\nexcept {_CAUGHT}:\n    pass  # an odd element: go the plain way"
    lines = [*position[:head], *indent_block(call, "    ").split("\n"), *position[head:]]
    edits.insert_behind_definition(rewritten, "\n".join(lines))


def _has_docstring(node: FunctionNode) -> bool:
    return ast.get_docstring(node, clean=False) is not None and len(node.body) > 1


def _rename(module: ParsedModule, node: ast.FunctionDef, name: str, fast: str, edits: Edits) -> None:
    """Give the rewritten function its own name, also where it calls itself; its docstring stays with the original."""
    edits.rename_definition(node, fast)
    for inner in ast.walk(node):
        if isinstance(inner, ast.Name) and inner.id == name:
            edits.replace(inner, fast)
    if _has_docstring(node):
        edits.remove(node.body[0])
