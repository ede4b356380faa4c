"""A table of constants that every call builds anew.

Finds:
    A local that is bound once to a dict, list or set of constants, and only looked into.

Slow because:
    The table is made, entry by entry, in each call; one in the module is made once. The gain is a constant, large where
    the function is short and called often.

Unsafe when:
    The names in it mean something else by the time of the call.

Example:
    Before::

        def rank(kind):
            ranks = {int: 1, float: 2, str: 3}
            return ranks.get(kind, 0)

    After::

        RANKS = {int: 1, float: 2, str: 3}

        def rank(kind):
            return RANKS.get(kind, 0)

Source:
    Constant folding, as compilers do it for tuples.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.source import descend
from hasten.proposers.rules._finding import Finding

_LEAST_ENTRIES = 2
_LOOKS = frozenset({"get", "index", "count"})


def find(code: FunctionCode) -> Iterator[Finding]:
    """Each such local makes one finding."""
    for assign in code.all(ast.Assign):
        if len(assign.targets) != 1 or not isinstance(assign.targets[0], ast.Name):
            continue
        name, value = assign.targets[0].id, assign.value
        if not isinstance(value, ast.Dict | ast.List | ast.Set) or code.in_nested_function(assign):
            continue
        entries = value.keys if isinstance(value, ast.Dict) else value.elts
        if len(entries) < _LEAST_ENTRIES or not all(_constant(code, part) for part in descend(value)):
            continue
        if name in code.parameters or not _only_looked_into(code, name, nested=_holds_containers(value)):
            continue
        yield Finding(
            assign, f"{name} is the same in every call, and made anew in each", partial(_change, code, assign)
        )


def _constant(code: FunctionCode, node: ast.AST) -> bool:
    """Whether a part of the table is the same whenever it is evaluated."""
    if isinstance(node, ast.Name):
        return code.is_builtin(node.id)
    if isinstance(node, ast.Call):
        return bool(code.builtin_call(node, "type", 1)) and isinstance(node.args[0], ast.Constant)
    return isinstance(node, ast.Constant | ast.Dict | ast.List | ast.Set | ast.Tuple | ast.UnaryOp)


def _holds_containers(table: ast.expr) -> bool:
    """Whether an entry can be changed."""
    return any(part is not table and isinstance(part, ast.Dict | ast.List | ast.Set) for part in descend(table))


def _only_looked_into(code: FunctionCode, name: str, *, nested: bool) -> bool:
    """Whether nothing can change the table, or compare it by identity, and no nested function holds it."""
    uses = code.uses(name)
    if len(uses.rebinds) != 1 or not uses.only_looked_at or not uses.reads:
        return False
    return all(_looks(code, node, nested) for node in uses.reads)


def _looks(code: FunctionCode, node: ast.Name, nested: bool) -> bool:
    parent = code.parent(node)
    if isinstance(parent, ast.Subscript):
        if parent.value is not node or not isinstance(parent.ctx, ast.Load):
            return False
        # An entry that is a container itself might be changed through the look-up.
        return not nested or _is_searched(code, parent)
    if isinstance(parent, ast.Attribute):
        return parent.attr in _LOOKS and not nested
    if isinstance(parent, ast.Compare):
        return node in parent.comparators and all(isinstance(op, ast.In | ast.NotIn) for op in parent.ops)
    return False


def _is_searched(code: FunctionCode, entry: ast.Subscript) -> bool:
    """Whether an entry is only compared with, or asked for a member."""
    parent = code.parent(entry)
    return isinstance(parent, ast.Compare) and entry in parent.comparators


def _change(code: FunctionCode, assign: ast.Assign, edits: Edits) -> None:
    assert isinstance(assign.targets[0], ast.Name)
    old = assign.targets[0].id
    name = code.fresh(f"_{old.strip('_').upper()}")
    edits.add_constant(code.node, edits.block([assign], {assign.targets[0]: name}, comments=False))
    for use in code.uses(old).reads:
        edits.replace(use, name)
    edits.remove(assign)
