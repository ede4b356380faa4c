"""Something worked out for the text of an error before anything is wrong.

Finds:
    A variable that is set to the result of a call without effects, and read in ``raise`` statements only
    (``hint = describe(row, known)`` in front of checks).

Slow because:
    Every call works it out, and next to none needs it: O(n) for nothing. Where the error is raised it is early enough.

Unsafe when:
    Working it out fails on some input.

Example:
    Before::

        hint = describe(row, known)
        if not row["sku"]:
            raise RowError(f"no number {hint}")

    After::

        if not row["sku"]:
            raise RowError(f"no number {describe(row, known)}")

Source:
    Knoop, Rüthing and Steffen, Partial dead code elimination, PLDI 1994 (assignment sinking).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.match import called_name
from hasten.code.purity import words
from hasten.code.scopes import COMPREHENSIONS
from hasten.code.source import descend
from hasten.proposers.rules._finding import Finding

GROWTH = ("O(n)", "O(1)")

_GOING_THROUGH = words("max min repr sorted str sum")
_WORKING = words("dumps findall format join replace search split sub")


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per variable."""
    for assign in code.all(ast.Assign):
        if len(assign.targets) != 1 or not isinstance(assign.targets[0], ast.Name) or code.in_nested_function(assign):
            continue
        name, value = assign.targets[0].id, assign.value
        if name in code.parameters or not _takes_time(code, value) or not code.pure(value):
            continue
        if len(code.uses(name).rebinds) != 1 or not code.invariant(value, *code.after(assign)):
            continue
        reads = [node for node in code.all(ast.Name) if node.id == name and isinstance(node.ctx, ast.Load)]
        inside = {*descend(*code.after(assign))}
        beside = {assign, *code.before(assign), *code.after(assign)}
        # One that is raised in any case comes to the same.
        if reads and all(
            node in inside and _is_raised(code, node) and code.statement(node) not in beside for node in reads
        ):
            said = f"{name} is worked out in every call, and read where an error is raised"
            yield Finding(assign, said, partial(_change, assign, reads), GROWTH)


def _takes_time(code: FunctionCode, value: ast.expr) -> bool:
    for node in descend(value):
        if isinstance(node, COMPREHENSIONS):
            return True
        if isinstance(node, ast.Call):
            name = called_name(node)
            if name in code.module.functions or name in _GOING_THROUGH | _WORKING:
                return True
    return False


def _is_raised(code: FunctionCode, node: ast.AST) -> bool:
    """Whether a node is part of what the function itself raises, and once only."""
    if code.in_nested_function(node):
        return False
    for parent in code.ancestors(node):
        if isinstance(parent, (ast.Lambda, *COMPREHENSIONS)):
            return False
        if isinstance(parent, ast.stmt):
            return isinstance(parent, ast.Raise)
    return False


def _change(assign: ast.Assign, reads: list[ast.Name], edits: Edits) -> None:
    for node in reads:
        edits.replace(node, edits.text(assign.value))
    edits.remove(assign)
