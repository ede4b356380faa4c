"""Contracts: preconditions written as icontract or deal decorators, read from the source and never run."""

from __future__ import annotations

import ast

from hasten.inputs.guards import Guard, find_function, guard, parameter_names

#: Names of decorators that state a precondition, by the module that is known for them.
_DECORATORS = {"icontract": frozenset({"require"}), "deal": frozenset({"pre"})}


def contracts_of(source: str, name: str) -> list[Guard]:
    """The preconditions of the function ``name``, in the order of the decorators; kind ``contract``.

    Recognised are ``@icontract.require(lambda x: ...)`` and ``@deal.pre(lambda x: ...)``, also imported by name or
    under another name. A deal condition that takes ``_`` reads the parameters as its attributes.
    """
    function = find_function(source, name)
    if function is None:
        return []
    known = _imported(ast.parse(source))
    parameters = parameter_names(function)
    found = []
    for decorator in function.decorator_list:
        condition = _condition(decorator, known)
        if condition is not None:
            body = _without_holder(condition)
            found.append(guard(body, parameters, "contract", decorator.lineno))
    return found


def _imported(module: ast.Module) -> dict[str, str]:
    """What names of the module stand for: ``{"require": "icontract.require", "dl": "deal"}``."""
    known: dict[str, str] = {}
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            known.update({alias.asname or alias.name: alias.name for alias in node.names})
        elif isinstance(node, ast.ImportFrom):
            known.update({alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names})
    return known


def _condition(decorator: ast.expr, known: dict[str, str]) -> ast.Lambda | None:
    """The condition of a decorator that states a precondition, else None."""
    if not isinstance(decorator, ast.Call) or not decorator.args or not isinstance(decorator.args[0], ast.Lambda):
        return None
    function = decorator.func
    if isinstance(function, ast.Name):
        full = known.get(function.id, "")
    elif isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name):
        full = f"{known.get(function.value.id, '')}.{function.attr}"
    else:
        return None
    module, _, attribute = full.rpartition(".")
    return decorator.args[0] if attribute in _DECORATORS.get(module, ()) else None


def _without_holder(condition: ast.Lambda) -> ast.expr:
    """The condition with ``_.x`` written as ``x``."""
    if [arg.arg for arg in condition.args.args] != ["_"]:
        return condition.body

    class Unpack(ast.NodeTransformer):
        def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
            self.generic_visit(node)
            held = isinstance(node.value, ast.Name) and node.value.id == "_"
            return ast.copy_location(ast.Name(node.attr, ast.Load()), node) if held else node

    body: ast.expr = Unpack().visit(condition.body)
    return body
