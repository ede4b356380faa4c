"""An unchangeable value that every call builds anew from literals.

Finds:
    ``Decimal("0.01")``, ``timedelta(days=1)``, ``date(2024, 1, 1)``, ``Fraction(1, 3)``, ``frozenset({1, 2})``,
    ``itemgetter(1)``, ``datetime.strptime("2024", "%Y")`` and the like inside a function, all of whose arguments are
    literals.

Slow because:
    The value is made from its text or numbers in each call, or each turn; one in the module is made once. The gain is a
    constant, large where the function is short and called often.

Unsafe when:
    Somebody replaces the class at run time (a test that freezes the clock).

Example:
    Before::

        def rounded(value):
            return value.quantize(Decimal("0.01"))

    After::

        _DECIMAL_0_01 = Decimal("0.01")

        def rounded(value):
            return value.quantize(_DECIMAL_0_01)

Source:
    Constant folding, as compilers do it for numbers.
"""

from __future__ import annotations

import ast
import datetime
import decimal
import fractions
import ipaddress
import operator
import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.match import equal
from hasten.code.scopes import loaded
from hasten.code.source import descend
from hasten.proposers.rules._added_helpers import helper_constant
from hasten.proposers.rules._finding import Finding

#: What makes values that cannot be changed, by module and name.
_MAKERS: dict[tuple[str, str], Callable[..., Any]] = {
    ("decimal", "Decimal"): decimal.Decimal,
    ("fractions", "Fraction"): fractions.Fraction,
    ("datetime", "date"): datetime.date,
    ("datetime", "time"): datetime.time,
    ("datetime", "datetime"): datetime.datetime,
    ("datetime", "timedelta"): datetime.timedelta,
    ("datetime", "date.fromisoformat"): datetime.date.fromisoformat,
    ("datetime", "datetime.fromisoformat"): datetime.datetime.fromisoformat,
    ("datetime", "datetime.strptime"): datetime.datetime.strptime,
    ("ipaddress", "ip_address"): ipaddress.ip_address,
    ("ipaddress", "ip_network"): ipaddress.ip_network,
    ("operator", "itemgetter"): operator.itemgetter,
    ("operator", "attrgetter"): operator.attrgetter,
}
#: A longer text, or a larger exponent, is no number that one writes, and may take long to make.
_LONGEST_TEXT = 40
_LARGE = re.compile(r"\d[eE][+-]?\d{3}")
_LONGEST_NAME = 40


def find(code: FunctionCode) -> Iterator[Finding]:
    """All such values of a function make one finding."""
    calls = [call for call in code.all(ast.Call) if not code.in_nested_function(call) and _constant(code, call)]
    # One inside another is made with it.
    inner = {part for call in calls for part in descend(call) if part is not call}
    calls = [call for call in calls if call not in inner]
    if calls:
        text = f"`{ast.unparse(calls[0])}` is the same in every call, and made anew in each"
        yield Finding(calls[0], text, partial(_change, code, calls))


def _constant(code: FunctionCode, call: ast.Call) -> bool:
    """Whether a call makes the same value whenever it is evaluated, and one that cannot be changed."""
    if loaded(call) & (code.local | code.around):
        return False
    if code.builtin_call(call, "frozenset", 1):
        listed = call.args[0]
        return isinstance(listed, ast.Set | ast.Tuple | ast.List) and all(
            isinstance(element, ast.Constant) for element in listed.elts
        )
    maker = _MAKERS.get(_member(code, call.func))
    if maker is None:
        return False
    values, names = [_value(argument) for argument in call.args], [word.arg for word in call.keywords]
    named = [_value(word.value) for word in call.keywords]
    if not (values or named) or None in names or any(value is _MOVING for value in [*values, *named]):
        return False
    try:
        maker(*values, **dict(zip([name for name in names if name], named, strict=True)))
    except (ValueError, TypeError, ArithmeticError, AttributeError):
        return False
    return True


_MOVING = object()


def _value(node: ast.expr) -> object:
    """The number or text that a literal stands for."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        inner = _value(node.operand)
        return -inner if isinstance(inner, int | float) else _MOVING
    if not isinstance(node, ast.Constant) or not isinstance(node.value, int | float | str):
        return _MOVING
    if isinstance(node.value, str) and (len(node.value) > _LONGEST_TEXT or _LARGE.search(node.value)):
        return _MOVING
    return node.value


def _member(code: FunctionCode, function: ast.expr) -> tuple[str, str]:
    """The function of a library that is named, where it is one of a class with the class."""
    member = code.purity.module_member(function)
    if member is not None:
        return member
    if isinstance(function, ast.Attribute):
        owner = code.purity.module_member(function.value)
        if owner is not None:
            return owner[0], f"{owner[1]}.{function.attr}"
    return "", ""


def _change(code: FunctionCode, calls: Sequence[ast.Call], edits: Edits) -> None:
    made: list[tuple[ast.Call, str]] = []
    for call in calls:
        name = next((name for other, name in made if equal(other, call)), None)
        if name is None:
            name = helper_constant(code, _name(call), edits.text(call), edits, *(known for _, known in made))
            made.append((call, name))
        edits.replace(call, name)


def _name(call: ast.Call) -> str:
    """``_TIMEDELTA_DAYS_1``: the value in words."""
    function = call.func
    word = function.attr if isinstance(function, ast.Attribute) else ast.unparse(function)
    given = [ast.unparse(part) for part in call.args]
    given += [f"{keyword.arg} {ast.unparse(keyword.value)}" for keyword in call.keywords]
    told = re.sub(r"\W+", "_", " ".join([word, *given]).replace("-", " minus ").replace("'", "")).strip("_").upper()
    return f"_{told}" if len(told) <= _LONGEST_NAME and told.isascii() else f"_{word.upper()}"
