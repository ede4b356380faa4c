"""Constants that a function holds: numbers and lists written in it, and module constants that it names."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import Any

from hasten.code.scopes import free_names
from hasten.code.source import FunctionNode, ParsedModule
from hasten.proposers.algorithms.interpreter import Interpreter, Stopped


@dataclass(frozen=True)
class Constant:
    """A constant.

    Attributes:
        text: How to write it: the module's name for it, or the literal.
        value: Its value.
    """

    text: str
    value: Any


def constants_of(module: ParsedModule, function: FunctionNode) -> list[Constant]:
    """Integers and lists or tuples of integers, module names first, none twice."""
    found: dict[str, Constant] = {}
    for name in sorted(free_names(function)):
        value = _module_constant(module, name)
        if _is_of_integers(value):
            found.setdefault(repr(value), Constant(name, value))
    for node in ast.walk(function):
        if isinstance(node, ast.Constant | ast.List | ast.Tuple | ast.BinOp):
            value = _literal(module, node)
            if _is_of_integers(value):
                found.setdefault(repr(value), Constant(module.text.text(node), value))
    return list(found.values())


def large_moduli(module: ParsedModule, function: FunctionNode) -> list[int]:
    """Moduli too large for small inputs to show: integers from 1000 on that something is divided by with ``%``."""
    found = []
    for node in ast.walk(function):
        if isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.Mod):
            divisor = node.right if isinstance(node, ast.BinOp) else node.value
            value = _module_constant(module, divisor.id) if isinstance(divisor, ast.Name) else _literal(module, divisor)
            if type(value) is int and value >= 1000 and value not in found:
                found.append(value)
    return found


def integers_of(constants: list[Constant]) -> list[int]:
    """The integers among them."""
    return [found.value for found in constants if type(found.value) is int]


def _is_of_integers(value: Any) -> bool:
    if type(value) is int:
        return True
    return isinstance(value, list | tuple) and bool(value) and all(type(item) is int for item in value)


def _module_constant(module: ParsedModule, name: str) -> Any:
    for statement in module.tree.body:
        if isinstance(statement, ast.Assign | ast.AnnAssign) and statement.value is not None:
            targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
            if any(isinstance(target, ast.Name) and target.id == name for target in targets):
                return _literal(module, statement.value)
    return None


def _literal(module: ParsedModule, node: ast.expr) -> Any:
    if not all(
        isinstance(
            inner,
            ast.Constant
            | ast.List
            | ast.Tuple
            | ast.BinOp
            | ast.UnaryOp
            | ast.operator
            | ast.unaryop
            | ast.expr_context,
        )
        for inner in ast.walk(node)
    ):
        return None
    try:
        return Interpreter(module, steps=200).expression(node, ())
    except (Stopped, ArithmeticError, TypeError, ValueError):
        return None
