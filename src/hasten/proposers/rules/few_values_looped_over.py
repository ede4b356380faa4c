"""An inner loop over a handful of values that are written out.

Finds:
    ``for x in (a, b, c): statement`` inside another loop, where the values are written out in the head and the body is
    one short statement.

Slow because:
    A tuple is made of the values, gone through, and each value is bound to a name, on every turn of the outer loop.
    The statement written once per value needs none of this. The gain is a constant.

Unsafe when:
    The statement changes what a later value is made of.

Example:
    Before::

        for x, y in cells:
            for dx, dy in ((1, 0), (0, 1)):
                seen.add((x + dx, y + dy))

    After::

        for x, y in cells:
            seen.add((x + 1, y + 0))
            seen.add((x + 0, y + 1))

Source:
    Loop unrolling, as compilers do it (Allen and Cocke, A catalogue of optimizing transformations, 1971).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.scopes import COMPREHENSIONS, loaded, target_names
from hasten.code.source import descend
from hasten.proposers.rules._finding import Finding

_MOST_VALUES = 8
_MOST_NODES = 40


def find(code: FunctionCode) -> Iterator[Finding]:
    """Each such loop makes one finding."""
    for loop in code.all(ast.For):
        values = loop.iter
        if not isinstance(values, ast.Tuple | ast.List) or loop.orelse or len(loop.body) != 1:
            continue
        if not 1 < len(values.elts) <= _MOST_VALUES or not code.loops_around(loop):
            continue
        statement, names = loop.body[0], target_names(loop.target)
        if not isinstance(statement, ast.Expr | ast.AugAssign | ast.Assign) or code.in_nested_function(loop):
            continue
        if not _short(statement) or not names or any(code.live_after(name, loop) for name in names):
            continue
        if not all(code.pure(value) and not isinstance(value, ast.Starred) for value in values.elts):
            continue
        if len(values.elts) > 1 and not _left_alone(code, values, loop, names):
            continue
        chosen = [_by_name(loop.target, value) for value in values.elts]
        if all(_serves(statement, found) for found in chosen if found is not None) and None not in chosen:
            text = f"{len(values.elts)} values are packed and unpacked on every turn to run one statement"
            yield Finding(loop, text, partial(_change, loop, [found or {} for found in chosen]), enabling=True)


def _short(statement: ast.stmt) -> bool:
    inner = descend(statement)
    return len(inner) <= _MOST_NODES and not any(
        isinstance(node, (ast.Lambda, ast.NamedExpr, ast.Yield, ast.Await, ast.YieldFrom, *COMPREHENSIONS))
        for node in inner
    )


def _left_alone(code: FunctionCode, values: ast.Tuple | ast.List, loop: ast.For, names: list[str]) -> bool:
    """Whether the statement leaves alone what the values are made of."""
    if loaded(values) & set(names):
        return False
    return all(isinstance(value, ast.Constant) or code.invariant(value, *loop.body) for value in values.elts)


def _by_name(target: ast.expr, value: ast.expr) -> dict[str, ast.expr] | None:
    """What each name of the target stands for; None where the value cannot be taken apart."""
    if isinstance(target, ast.Name):
        return {target.id: value}
    if not isinstance(target, ast.Tuple | ast.List) or not isinstance(value, ast.Tuple | ast.List):
        return None
    if len(target.elts) != len(value.elts) or any(
        isinstance(item, ast.Starred) for item in [*target.elts, *value.elts]
    ):
        return None
    found: dict[str, ast.expr] = {}
    for part, item in zip(target.elts, value.elts, strict=True):
        inner = _by_name(part, item)
        if inner is None:
            return None
        found |= inner
    return found


def _serves(statement: ast.stmt, chosen: Mapping[str, ast.expr]) -> bool:
    """Whether each value is cheap, or read once at most, and the statement binds none of the names."""
    for name, value in chosen.items():
        uses = [node for node in descend(statement) if isinstance(node, ast.Name) and node.id == name]
        if any(not isinstance(node.ctx, ast.Load) for node in uses):
            return False
        if len(uses) > 1 and not isinstance(value, ast.Name | ast.Constant):
            return False
    return True


def _change(loop: ast.For, chosen: list[Mapping[str, ast.expr]], edits: Edits) -> None:
    statement = loop.body[0]
    blocks: list[str] = []
    for values in chosen:
        texts: dict[ast.AST, str] = {
            node: edits.text(values[node.id])
            for node in descend(statement)
            if isinstance(node, ast.Name) and node.id in values
        }
        blocks.append(edits.block([statement], texts, comments=not blocks))
    edits.replace_statement(loop, "\n".join(blocks))
