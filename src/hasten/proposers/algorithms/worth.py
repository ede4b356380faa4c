"""Whether code can be worth a look-up at all: what takes constant time has no better algorithm."""

from __future__ import annotations

import ast

from hasten.code.scopes import COMPREHENSIONS
from hasten.code.source import FunctionNode, ParsedModule

_LOOPS = (ast.For, ast.While, *COMPREHENSIONS)
#: Builtins and methods that take time in proportion to what they are given.
_LINEAR_CALLS = frozenset(
    ["all", "any", "count", "find", "index", "insert", "join", "max", "min", "pop", "remove", "replace", "reversed"]
    + ["set", "sorted", "sort", "sum", "list", "tuple", "dict"]
)


def has_work(module: ParsedModule, function: FunctionNode) -> bool:
    """Whether a function loops, calls itself, or calls a function of its module."""
    for node in ast.walk(function):
        if isinstance(node, _LOOPS):
            return True
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            if node.func.id in module.functions or node.func.id == function.name or _is_nested(function, node.func.id):
                return True
            if node.func.id in ("map", "filter", "range") or any(keyword.arg == "key" for keyword in node.keywords):
                return True
    return False


def has_nested_work(module: ParsedModule, function: FunctionNode) -> bool:
    """Whether there is a loop in a loop, something linear or unknown in one, or an integer is counted to."""
    for node in ast.walk(function):
        if not isinstance(node, _LOOPS):
            continue
        if isinstance(node, ast.While) or _counts(node):
            return True
        for inner in ast.walk(node):
            if inner is not node and (isinstance(inner, _LOOPS) or _is_linear(module, inner)):
                return True
        if not isinstance(node, ast.For) and len(node.generators) > 1:
            return True
    return False


def _counts(node: ast.AST) -> bool:
    """Whether a loop runs over a range that is not the places of a sequence."""
    sources = [node.iter] if isinstance(node, ast.For) else [part.iter for part in getattr(node, "generators", ())]
    return any(
        isinstance(source, ast.Call)
        and isinstance(source.func, ast.Name)
        and source.func.id == "range"
        and not any(isinstance(part, ast.Name) and part.id == "len" for part in ast.walk(source))
        for source in sources
    )


def _is_linear(module: ParsedModule, node: ast.AST) -> bool:
    if isinstance(node, ast.Compare):
        return any(isinstance(op, ast.In | ast.NotIn) for op in node.ops)
    if isinstance(node, ast.Slice):
        return True
    if not isinstance(node, ast.Call):
        return False
    if isinstance(node.func, ast.Name):
        return node.func.id in _LINEAR_CALLS or node.func.id in module.functions
    return isinstance(node.func, ast.Attribute) and node.func.attr in _LINEAR_CALLS


def _is_nested(function: FunctionNode, name: str) -> bool:
    return any(isinstance(node, ast.FunctionDef) and node.name == name for node in ast.walk(function))
