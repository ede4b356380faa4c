"""Find recursion and its state."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from hasten.code.purity import PuritySource
from hasten.code.scopes import walk_scope
from hasten.code.source import FunctionNode, ParsedModule
from hasten.proposers.algorithms.prologue import body_without_docstring


@dataclass(frozen=True)
class Recursion:
    """A pure function that calls itself.

    Attributes:
        node: The function, at module level or nested in another.
        parameters: Names of its parameters.
        calls: Its calls of itself, outer ones before those in their arguments.
        passed: For each call what it passes for each parameter.
    """

    node: ast.FunctionDef
    parameters: tuple[str, ...]
    calls: tuple[ast.Call, ...]
    passed: tuple[dict[str, ast.expr], ...]

    @property
    def body(self) -> list[ast.stmt]:
        """Its statements without the docstring."""
        return body_without_docstring(self.node)

    def invariant(self, name: str) -> bool:
        """Whether every call passes a parameter on as it is, and the function never binds it anew."""
        same = all(isinstance(given[name], ast.Name) and given[name].id == name for given in self.passed)  # type: ignore[attr-defined]
        return same and not self.rebinds(name)

    def rebinds(self, name: str) -> bool:
        """Whether the function assigns to a name."""
        return any(
            isinstance(node, ast.Name) and node.id == name and not isinstance(node.ctx, ast.Load)
            for statement in self.node.body
            for node in ast.walk(statement)
        )


def recursion_of(module: ParsedModule, function: FunctionNode) -> Recursion | None:
    """The recursion of a module-level function, or None where it is none that is understood."""
    if not isinstance(function, ast.FunctionDef) or function.decorator_list:
        return None
    if not PuritySource(module).pure_function(function.name):
        return None
    return _recursion(function)


def inner_definitions(function: FunctionNode) -> list[ast.FunctionDef]:
    """The functions defined in another's body, in its loops and branches too, in source order."""
    return [statement for statement in walk_scope(*function.body) if isinstance(statement, ast.FunctionDef)]


def nested_recursions(function: FunctionNode) -> Iterator[Recursion]:
    """The recursive functions defined in another's body that change nothing outside of themselves."""
    for statement in inner_definitions(function):
        if not statement.decorator_list:
            found = _recursion(statement)
            if found is not None and not _has_effects(statement):
                yield found


def _recursion(node: ast.FunctionDef) -> Recursion | None:
    spec = node.args
    if (
        spec.vararg
        or spec.kwarg
        or spec.kwonlyargs
        or any(isinstance(n, ast.Yield | ast.YieldFrom) for n in ast.walk(node))
    ):
        return None
    names = tuple(arg.arg for arg in (*spec.posonlyargs, *spec.args))
    mentions = [n for n in ast.walk(node) if isinstance(n, ast.Name) and n.id == node.name]
    calls = [
        n for n in ast.walk(node) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name) and n.func.id == node.name
    ]
    if not calls or len(calls) != len(mentions):
        return None
    passed = []
    for call in calls:
        if len(call.args) + len(call.keywords) != len(names) or any(isinstance(arg, ast.Starred) for arg in call.args):
            return None
        given = dict(zip(names, call.args, strict=False))
        for keyword in call.keywords:
            if keyword.arg is None or keyword.arg in given or keyword.arg not in names:
                return None
            given[keyword.arg] = keyword.value
        passed.append(given)
    return Recursion(node, names, tuple(calls), tuple(passed))


_EFFECTIVE = frozenset(("print", "next", "input", "open", "setattr"))
_CHANGING = frozenset(
    "append add extend insert pop remove discard update clear sort reverse setdefault popitem appendleft "
    "popleft".split()
)


def _has_effects(node: ast.FunctionDef) -> bool:
    """Whether a nested function may change something that is not its own."""
    own = {n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    for inner in ast.walk(node):
        if isinstance(inner, ast.Nonlocal | ast.Global):
            return True
        changed: ast.expr | None = None
        if isinstance(inner, ast.Subscript | ast.Attribute) and not isinstance(inner.ctx, ast.Load):
            changed = inner.value
        elif isinstance(inner, ast.Call) and isinstance(inner.func, ast.Attribute) and inner.func.attr in _CHANGING:
            changed = inner.func.value
        elif isinstance(inner, ast.Call) and isinstance(inner.func, ast.Name) and inner.func.id in _EFFECTIVE:
            return True
        if changed is not None and not (isinstance(changed, ast.Name) and changed.id in own):
            return True
    return False
