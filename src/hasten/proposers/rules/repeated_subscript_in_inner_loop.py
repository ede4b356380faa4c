"""Looking the same row or attribute up on every turn of an inner loop.

Finds:
    ``m[i]`` in ``m[i][j]``, or ``self.rates`` and the like, at least twice or in the innermost of two loops, where
    nothing in the inner loop changes it.

Slow because:
    Each look-up is work for the interpreter on every turn. The gain is a constant, worth having in the innermost loop
    only.

Unsafe when:
    The inner loop never runs and the look-up raises.

Example:
    Before::

        for j in range(n):
            total += m[i][j] * m[i][j]

    After::

        row = m[i]
        for j in range(n):
            total += row[j] * row[j]

Source:
    Loop-invariant code motion, as compilers do it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.loops import Repeat, outermost_invariant, repeats_around
from hasten.code.naming import noun
from hasten.proposers.rules._finding import Finding


def find(code: FunctionCode) -> Iterator[Finding]:
    """Equal look-ups in one loop make one finding."""
    groups: dict[tuple[str, ast.AST], tuple[Repeat, list[ast.expr]]] = {}
    nodes: list[ast.Subscript | ast.Attribute] = [*code.all(ast.Subscript), *code.all(ast.Attribute)]
    for node in nodes:
        parent = code.parent(node)
        if not isinstance(node.ctx, ast.Load) or (
            isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Slice)
        ):
            continue
        if isinstance(node, ast.Subscript) and not isinstance(node.slice, ast.Name | ast.Constant):
            continue  # ``m[i + 1]`` may lie outside where the inner loop is empty
        if isinstance(node, ast.Attribute) and (isinstance(parent, ast.Call) and parent.func is node):
            continue
        if isinstance(parent, ast.Subscript) and (parent.value is not node or not isinstance(parent.ctx, ast.Load)):
            continue
        if len(repeats_around(code, node)) < 2:
            continue
        repeat = outermost_invariant(code, node)
        if repeat is not None and not code.in_nested_function(node) and not _written(code, node, repeat):
            groups.setdefault((ast.dump(node), repeat.node), (repeat, []))[1].append(node)
    for repeat, found in groups.values():
        if not any(_looked_into(code, node) for node in found):
            continue
        text = f"`{ast.unparse(found[0])}` is looked up on every turn of the inner loop"
        yield Finding(found[0], text, partial(_change, code, repeat, found))


def _looked_into(code: FunctionCode, node: ast.expr) -> bool:
    """Whether the look-up leads on to another one, or is that of an attribute."""
    return isinstance(node, ast.Attribute) or isinstance(code.parent(node), ast.Subscript)


def _written(code: FunctionCode, node: ast.expr, repeat: Repeat) -> bool:
    """Whether the loop stores into what is looked up, under its name or another."""
    base: ast.AST = node
    while isinstance(base, ast.Subscript | ast.Attribute):
        base = base.value
    if not isinstance(base, ast.Name):
        return True
    uses = code.uses(base.id, *repeat.region)
    return bool(uses.changes or uses.escapes or uses.aliases)


def _change(code: FunctionCode, repeat: Repeat, nodes: list[ast.expr], edits: Edits) -> None:
    assert repeat.statement is not None
    base = noun(nodes[0], "value")
    name = code.fresh("row" if isinstance(nodes[0], ast.Subscript) and base == noun(_root(nodes[0])) else base)
    edits.insert_before(repeat.statement, f"{name} = {edits.text(nodes[0])}")
    for node in nodes:
        edits.replace(node, name)


def _root(node: ast.expr) -> ast.expr:
    while isinstance(node, ast.Subscript):
        node = node.value
    return node
