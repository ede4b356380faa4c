"""The parameters of a target as calls of our own making must pass them."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from hasten.code.source import FunctionNode
from hasten.core.facts import Facts
from hasten.core.tree.make import from_plain
from hasten.core.workload import CallTree
from hasten.proposers.algorithms.kinds import Domain

_UNKNOWN: Domain = {"k": "any"}


@dataclass(frozen=True)
class Parameter:
    """One parameter of the target.

    Attributes:
        name: Its name.
        domain: Structural type.
        keyword_only: Whether it can be passed by name only.
        default: Its default as a node, or None where it has none.
        hinted: Whether an annotation declares its type.
    """

    name: str
    domain: Domain
    keyword_only: bool = False
    default: ast.expr | None = None
    hinted: bool = False

    @property
    def has_plain_default(self) -> bool:
        """Whether it has a default that is a constant."""
        return isinstance(self.default, ast.Constant)


def parameters_of(function: FunctionNode, facts: Facts) -> tuple[Parameter, ...] | None:
    """The parameters in order, or None where the signature has star arguments or nothing is known of a parameter."""
    spec = function.args
    if spec.vararg or spec.kwarg:
        return None
    domains = {parameter.name: parameter.domain for parameter in facts.parameters}
    positional = [*spec.posonlyargs, *spec.args]
    defaults = [*[None] * (len(positional) - len(spec.defaults)), *spec.defaults]
    found = [
        Parameter(arg.arg, domains.get(arg.arg, _UNKNOWN), False, default, arg.annotation is not None)
        for arg, default in zip(positional, defaults, strict=True)
    ]
    found += [
        Parameter(arg.arg, domains.get(arg.arg, _UNKNOWN), True, default, arg.annotation is not None)
        for arg, default in zip(spec.kwonlyargs, spec.kw_defaults, strict=True)
    ]
    return tuple(found)


def without_defaults(parameters: Sequence[Parameter]) -> tuple[Parameter, ...]:
    """The parameters that a call has to pass, where those at the end have constant defaults."""
    return tuple(parameter for parameter in parameters if not parameter.has_plain_default)


def call_tree_of(parameters: Sequence[Parameter], args: Sequence[Any]) -> CallTree:
    """One call that passes plain values in the order of the parameters."""
    pairs = list(zip(parameters, map(from_plain, args), strict=True))
    return {
        "args": [tree for parameter, tree in pairs if not parameter.keyword_only],
        "kwargs": {parameter.name: tree for parameter, tree in pairs if parameter.keyword_only},
    }
