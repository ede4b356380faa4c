"""The order in which the parts of an expression are evaluated, and which of them surely are."""

from __future__ import annotations

import ast


def in_order(node: ast.AST) -> list[ast.AST]:
    """The nodes in the order in which they are evaluated: the test of a conditional expression comes first."""
    if isinstance(node, ast.IfExp):
        return [node, *in_order(node.test), *in_order(node.body), *in_order(node.orelse)]
    return [node, *(inner for child in ast.iter_child_nodes(node) for inner in in_order(child))]


def surely(node: ast.AST) -> list[ast.AST]:
    """The nodes that are evaluated whatever the conditions say."""
    if isinstance(node, ast.IfExp):
        return [node, *surely(node.test)]
    if isinstance(node, ast.BoolOp):
        return [node, *surely(node.values[0])]
    if isinstance(node, ast.Compare) and len(node.ops) > 1:
        return [node, *surely(node.left), *surely(node.comparators[0])]
    return [node, *(inner for child in ast.iter_child_nodes(node) for inner in surely(child))]
