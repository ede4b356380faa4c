"""``functools.reduce`` with a lambda that a builtin replaces.

Finds:
    ``reduce(lambda x, y: x + y, xs)`` with an arithmetic or bit operator on the two arguments in order.

Slow because:
    Every element costs a call of the lambda; a function of ``operator`` runs in C. The gain is a constant, 1.5 to 3.

Unsafe when:
    Never known; the operator function does what the operator does.

Example:
    Before::

        product = reduce(lambda x, y: x * y, xs)

    After::

        product = reduce(mul, xs)

Source:
    The Python documentation of ``functools`` and ``operator``.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._operators import operator_name

#: Operators that are worth it: what ``reduce`` is used with.
_OPERATORS = (ast.Add, ast.Sub, ast.Mult, ast.BitAnd, ast.BitOr, ast.BitXor)


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per call."""
    for call in code.all(ast.Call):
        if code.purity.module_member(call.func) != ("functools", "reduce") or len(call.args) < 2 or call.keywords:
            continue
        made = call.args[0]
        if not isinstance(made, ast.Lambda) or not isinstance(made.body, ast.BinOp):
            continue
        names = [arg.arg for arg in made.args.args]
        if len(names) == 2 and isinstance(made.body.op, _OPERATORS) and (name := operator_name(made.body, *names)):
            text = f"`{ast.unparse(made)}` is called for every element; the operator function runs in C"
            yield Finding(call, text, partial(_change, made, name))


def _change(made: ast.Lambda, name: str, edits: Edits) -> None:
    edits.replace(made, edits.need("operator", name))
