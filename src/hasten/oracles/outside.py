"""Inputs outside of the declared domain: a variant may refuse them, but it may not swallow the original's error."""

from __future__ import annotations

import ast
import random
from collections.abc import Iterator

from hasten.core.values import CallTree
from hasten.inputs.generate import off_domain_calls
from hasten.inputs.signature import Signature

#: Calls with one argument of another kind.
_MOST = 40



def swallows(old_source: str, new_source: str) -> bool:
    """Whether NEW catches exceptions that OLD does not catch, so that errors may get lost.

    Only then do calls outside of the declared domain speak against a variant that answers where the original raises.
    """
    return bool(_caught(new_source) - _caught(old_source))


def _caught(source: str) -> set[str]:
    """Names of the exception classes that handlers catch; a bare handler counts as ``BaseException``."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ExceptHandler):
            kinds = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
            for kind in kinds:
                found.add("BaseException" if kind is None else ast.unparse(kind))
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
            name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
            if name == "suppress":
                found.update(ast.unparse(arg) for arg in node.args)
    return found


def outside_calls(signature: Signature, rng: random.Random, handled: bool) -> Iterator[CallTree]:
    """Calls outside of the domain: more where handlers make them telling, a few for the note otherwise."""
    yield from off_domain_calls(signature, rng, _MOST if handled else _MOST // 3)
