"""Loops and comprehensions over the indexes of a sequence that do nothing with an index but look elements up."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from hasten.code.function import FunctionCode
from hasten.code.loops import counted
from hasten.code.types import only

_Read = TypeVar("_Read")


@dataclass(frozen=True)
class IndexPass:
    """A loop or comprehension with one index.

    Attributes:
        node: The loop or comprehension.
        target: What binds the index.
        source: What it goes over.
        index: The name of the index.
        parts: What is evaluated for each index.
    """

    node: ast.AST
    target: ast.expr
    source: ast.expr
    index: str
    parts: Sequence[ast.AST]


def index_passes(code: FunctionCode) -> Iterator[IndexPass]:
    """Loops of which nobody reads the index afterwards, then comprehensions."""
    for loop in code.all(ast.For):
        shape = counted(code, loop)
        if shape is not None and not code.live_after(shape.index, loop):
            yield IndexPass(loop, loop.target, loop.iter, shape.index, loop.body)
    for comprehension in code.comprehensions:
        generator = comprehension.generators[0]
        if len(comprehension.generators) == 1 and isinstance(generator.target, ast.Name):
            parts = [part for part in ast.iter_child_nodes(comprehension) if part is not generator]
            name = generator.target.id
            yield IndexPass(comprehension, generator.target, generator.iter, name, [*parts, *generator.ifs])


def stays(code: FunctionCode, passed: IndexPass, sequence: ast.expr) -> bool:
    """Whether what is looked up may be a sequence, and stays as it is meanwhile."""
    kind = code.type_of(sequence)
    return only(kind, "list", "tuple", "str", "any", "sequence") and code.invariant(sequence, *passed.parts)


def look_ups(passed: IndexPass, read: Callable[[ast.Name], _Read | None]) -> list[_Read] | None:
    """What ``read`` says of each use of the index; None where it does not know one."""
    found: list[_Read] = []
    for part in passed.parts:
        for inner in ast.walk(part):
            if isinstance(inner, ast.Name) and inner.id == passed.index and isinstance(inner.ctx, ast.Load):
                one = read(inner)
                if one is None:
                    return None
                found.append(one)
    return found
