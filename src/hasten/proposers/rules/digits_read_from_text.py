"""Asking the text of a number what the number itself tells.

Finds:
    ``int(str(n)[-1])``, and ``len(str(n))`` compared with a small constant, where ``n`` is an integer.

Slow because:
    The text is made, digit by digit, and taken apart again; one or two comparisons or a remainder answer the same. The
    gain is a constant, 2 to 4.

Unsafe when:
    The number has more digits than Python turns into text (4300 by default), where the original raises.

Example:
    Before::

        small = [n for n in numbers if len(str(n)) <= 2]

    After::

        small = [n for n in numbers if -10 < n < 100]

Source:
    Place value.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.loops import constant_int
from hasten.code.match import match
from hasten.code.types import only
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._inlining import is_short

#: Bounds with more digits than this are hard to read.
_MOST_DIGITS = 9


def find(code: FunctionCode) -> Iterator[Finding]:
    """Last digits, then lengths."""
    for call in code.all(ast.Call):
        last = match("int(str($n)[-1])", call)
        if last is not None and _is_integer(code, last["n"], "int", "str", "abs"):
            text = f"`{ast.unparse(call)}` makes a text to read one digit of it; a remainder gives it"
            yield Finding(call, text, partial(_change_last, call, last["n"]))
    for test in code.all(ast.Compare):
        length = match("len(str($n))", test.left)
        digits = constant_int(test.comparators[0])
        if length is None or digits is None or len(test.ops) != 1 or not _is_integer(code, length["n"], "len", "str"):
            continue
        written = _bounds(test.ops[0], digits)
        if written is not None and is_short(length["n"]):
            text = f"`{ast.unparse(test)}` makes a text to count its digits; the number can be compared"
            yield Finding(test, text, partial(_change_length, test, length["n"], written))


def _is_integer(code: FunctionCode, number: ast.expr, *builtins: str) -> bool:
    return only(code.type_of(number), "int") and all(map(code.is_builtin, builtins))


def _bounds(op: ast.cmpop, digits: int) -> str | None:
    """The comparison with ``{n}`` for the number; a minus counts as a digit."""
    if isinstance(op, ast.Eq):
        return _exactly(digits) if 1 <= digits <= _MOST_DIGITS else None
    if not isinstance(op, ast.Lt | ast.LtE | ast.Gt | ast.GtE):
        return None
    most = digits - isinstance(op, ast.Lt | ast.GtE)
    if not 1 <= most <= _MOST_DIGITS:
        return None
    within = f"-{10 ** (most - 1)} < {{n}} < {10**most}"
    return within if isinstance(op, ast.Lt | ast.LtE) else f"not {within}"


def _exactly(digits: int) -> str:
    if digits == 1:
        return "0 <= {n} < 10"
    whole = 10 ** (digits - 1)
    return f"({whole} <= {{n}} < {whole * 10} or -{whole} < {{n}} <= -{whole // 10})"


def _change_last(call: ast.Call, number: ast.expr, edits: Edits) -> None:
    edits.replace(call, f"abs({edits.text(number)}) % 10")


def _change_length(test: ast.Compare, number: ast.expr, written: str, edits: Edits) -> None:
    edits.replace(test, written.format(n=edits.text(number, need=7)))
