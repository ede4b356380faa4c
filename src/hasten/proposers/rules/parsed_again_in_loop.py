"""Parsing equal texts again and again with a costly function of the standard library.

Finds:
    ``datetime.strptime``, ``Decimal``, ``Fraction``, ``ipaddress.ip_address`` and ``unicodedata.normalize`` of changing
    texts in a loop, or in a small function that others call (as ``key=when``, say).

Slow because:
    These take microseconds per call; log lines and records repeat few different texts. Remembered for the time of one
    call of the function, each text is parsed once. What a small function parses is remembered by the module, up to a
    number of texts.

Unsafe when:
    The texts hardly repeat: then nothing is gained, and the memory grows with them.

Example:
    Before::

        days = [datetime.strptime(row["day"], "%Y-%m-%d") for row in rows]

    After::

        strptime_once = cache(datetime.strptime)
        days = [strptime_once(row["day"], "%Y-%m-%d") for row in rows]

Source:
    The Python documentation of ``functools.cache``.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.loops import Repeat, repeats_around
from hasten.proposers.rules._added_helpers import remembered, serves_others
from hasten.proposers.rules._finding import Finding

#: Functions whose results cannot be changed, and that cost more than a look-up by far.
_COSTLY = {
    ("datetime", "datetime.strptime"),
    ("datetime", "strptime"),
    ("decimal", "Decimal"),
    ("fractions", "Fraction"),
    ("ipaddress", "ip_address"),
    ("ipaddress", "ip_network"),
    ("unicodedata", "normalize"),
}
#: What a remembered function calls its arguments.
_ARGUMENTS = ("text", "form")


def find(code: FunctionCode) -> Iterator[Finding]:
    """Calls of one function in one outermost loop make one finding."""
    groups: dict[tuple[str, ast.AST], tuple[Repeat, list[ast.Call]]] = {}
    for call in code.all(ast.Call):
        if _function(code, call) not in _COSTLY or call.keywords or not call.args:
            continue
        if any(code.hashable(code.type_of(argument)) is False for argument in call.args):
            continue
        repeats = repeats_around(code, call)
        if not repeats and serves_others(code) and not code.in_nested_function(call) and _differs(code, call):
            text = f"`{ast.unparse(call)}` may get equal texts from call to call; remembered, each is parsed once"
            yield Finding(call, text, partial(_change_for_all, code, call))
        if not repeats or repeats[-1].statement is None or code.in_nested_function(call):
            continue
        if not all(isinstance(argument, ast.Constant) for argument in call.args):
            key = ast.dump(call.func), repeats[-1].node
            groups.setdefault(key, (repeats[-1], []))[1].append(call)
    for repeat, calls in groups.values():
        text = (
            f"`{ast.unparse(calls[0].func)}` may be given equal texts more than once; remembered, each is parsed once"
        )
        yield Finding(calls[0], text, partial(_change, code, repeat, calls))


def _differs(code: FunctionCode, call: ast.Call) -> bool:
    """Whether what is parsed differs from call to call of the function around it."""
    told = any(isinstance(part, ast.Name) and part.id in code.local for a in call.args for part in ast.walk(a))
    return told and len(call.args) <= len(_ARGUMENTS)


def _change_for_all(code: FunctionCode, call: ast.Call, edits: Edits) -> None:
    edits.replace(call.func, remembered(code, edits.text(call.func), _ARGUMENTS[: len(call.args)], edits))


def _word(call: ast.Call) -> str:
    function = call.func
    return (function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "value")).lower()


def _function(code: FunctionCode, call: ast.Call) -> tuple[str, str]:
    """The library function that a call names: ``datetime.datetime.strptime`` too."""
    member = code.purity.module_member(call.func)
    if member is not None:
        return member
    if isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Attribute):
        owner = code.purity.module_member(call.func.value)
        if owner is not None:
            return owner[0], f"{owner[1]}.{call.func.attr}"
    return "", ""


def _change(code: FunctionCode, repeat: Repeat, calls: list[ast.Call], edits: Edits) -> None:
    assert repeat.statement is not None
    name = code.fresh(f"{_word(calls[0])}_once")
    function = edits.text(calls[0].func)
    edits.insert_before(repeat.statement, f"{name} = {edits.need('functools', 'cache')}({function})")
    for call in calls:
        edits.replace(call.func, name)
