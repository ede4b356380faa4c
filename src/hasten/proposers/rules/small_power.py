"""Squaring and cubing with ``**``.

Finds:
    ``x ** 2`` and ``x ** 3`` of a plain name inside a loop, where the numbers are integers.

Slow because:
    The power operator goes through a general routine; a product is one multiplication. The gain is a constant, 1.2 to 2
    on the expression.

Unsafe when:
    The number is a float: its power raises ``OverflowError`` where the product is infinite.

Example:
    Before::

        total = sum([x ** 2 for x in xs])

    After::

        total = sum([x * x for x in xs])

Source:
    Strength reduction, as compilers do it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.loops import constant_int, repeats_around
from hasten.code.types import only
from hasten.proposers.rules._finding import Finding


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per power, inside loops only."""
    for power in code.all(ast.BinOp):
        if not isinstance(power.op, ast.Pow) or not repeats_around(code, power):
            continue
        exponent = constant_int(power.right)
        kind = code.type_of(power.left)
        if not isinstance(power.left, ast.Name) or exponent not in (2, 3) or not only(kind, "int", "any"):
            continue
        text = f"`{ast.unparse(power)}` goes through the general power; a product is one multiplication"
        yield Finding(power, text, partial(_change, power, exponent))


def _change(power: ast.BinOp, exponent: int, edits: Edits) -> None:
    base = edits.text(power.left, need=13)
    edits.replace(power, " * ".join([base] * exponent))
