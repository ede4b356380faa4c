"""The same element of a table looked up on every turn of a loop.

Finds:
    ``table[x]`` inside a loop in which neither the table nor ``x`` changes; ``rows[i - 1]`` in the inner of two loops.

Slow because:
    Each look-up computes the index and asks the table again. The gain is a constant.

Unsafe when:
    The loop never gets to the look-up, and it raises.

Example:
    Before::

        for y in ys:
            total += weights[x] * y

    After::

        weight = weights[x]
        for y in ys:
            total += weight * y

Source:
    Loop-invariant code motion, as compilers do it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.loops import Repeat, repeats_around
from hasten.code.naming import noun
from hasten.code.scopes import loaded, stored
from hasten.code.source import descend
from hasten.proposers.rules._finding import Finding


def find(code: FunctionCode) -> Iterator[Finding]:
    """Equal look-ups in one loop make one finding."""
    groups: dict[tuple[str, ast.AST], tuple[Repeat, list[ast.Subscript]]] = {}
    for node in code.all(ast.Subscript):
        if not isinstance(node.ctx, ast.Load) or not isinstance(node.value, ast.Name) or not _index(node.slice):
            continue
        parent = code.parent(node)
        if code.in_nested_function(node) or not isinstance(getattr(parent, "ctx", ast.Load()), ast.Load):
            continue
        if isinstance(parent, ast.Subscript | ast.Attribute) and parent.value is node:
            continue  # what is reached through it may change, see ``repeated_subscript_in_inner_loop``
        repeat = _outermost(code, node)
        if repeat is not None:
            groups.setdefault((ast.dump(node), repeat.node), (repeat, []))[1].append(node)
    for repeat, nodes in groups.values():
        text = f"`{ast.unparse(nodes[0])}` is the same on every turn of the loop"
        yield Finding(nodes[0], text, partial(_change, code, repeat, nodes), ahead=True)


def _index(node: ast.expr) -> bool:
    """Whether an index is made of names and constants by arithmetic."""
    parts = (ast.Name, ast.Constant, ast.BinOp, ast.UnaryOp)
    return bool(loaded(node)) and all(isinstance(part, parts) for part in descend(node))


def _outermost(code: FunctionCode, node: ast.Subscript) -> Repeat | None:
    """The outermost loop around the look-up that leaves its names and the table alone."""
    assert isinstance(node.value, ast.Name)
    table = node.value.id
    best: Repeat | None = None
    for repeat in repeats_around(code, node):
        if isinstance(repeat.node, ast.Lambda) or not isinstance(repeat.node, ast.For | ast.While):
            break
        if loaded(node) & _bound(repeat) or _changed(code, table, repeat):
            break
        best = repeat
    return best if best is not None and best.statement is not None else None


def _bound(repeat: Repeat) -> set[str]:
    return stored(*repeat.region)


def _changed(code: FunctionCode, table: str, repeat: Repeat) -> bool:
    """Whether the loop stores into the table, or hands it to somebody who might."""
    if table in code.local:
        uses = code.uses(table, *repeat.region)
        return bool(uses.changes or uses.aliases or uses.escapes)
    # A table of the module: others change it only if the loop calls them.
    calls = (inner for part in repeat.region for inner in descend(part) if isinstance(inner, ast.Call))
    if not all(code.purity.pure_call(call, code.local) for call in calls):
        return True
    for part in repeat.region:
        for inner in descend(part):
            stores = isinstance(inner, ast.Subscript | ast.Attribute) and not isinstance(inner.ctx, ast.Load)
            if stores and any(isinstance(name, ast.Name) and name.id == table for name in descend(inner)):
                return True
    return False


def _change(code: FunctionCode, repeat: Repeat, nodes: list[ast.Subscript], edits: Edits) -> None:
    assert repeat.statement is not None
    word = noun(nodes[0], "value").removesuffix("s")
    name = code.fresh(f"{word}_here" if word in loaded(nodes[0]) else word)
    edits.insert_before(repeat.statement, f"{name} = {edits.text(nodes[0])}")
    for node in nodes:
        edits.replace(node, name)
