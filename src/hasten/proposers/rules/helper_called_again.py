"""A pure helper called again and again with arguments it has seen.

Finds:
    A function of the module without effects that loops, recurs or calls others, called in a loop with changing
    arguments that can be hashed.

Slow because:
    Equal arguments are computed with as often as they occur. Remembered for the time of one call of the function around
    it, each is computed with once.

Unsafe when:
    The result is a list or dict that somebody changes; such results are left alone.

Example:
    Before::

        for word in words:
            weights.append(weight(word))

    After::

        weight_once = cache(weight)
        for word in words:
            weights.append(weight_once(word))

Source:
    Michie, "Memo" functions and machine learning, Nature 218 (1968).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.loops import repeats_around
from hasten.code.types import hashable, only
from hasten.proposers.rules._finding import Finding

_SAFE = ("int", "bool", "float", "str", "bytes", "none", "complex")


def find(code: FunctionCode) -> Iterator[Finding]:
    """Calls of one helper make one finding."""
    groups: dict[str, list[ast.Call]] = {}
    for call in code.all(ast.Call):
        name = call.func.id if isinstance(call.func, ast.Name) else ""
        if not name or name in code.local or name not in code.module.functions or name == code.name:
            continue
        if call.keywords or any(isinstance(argument, ast.Starred) for argument in call.args) or not call.args:
            continue
        repeats = repeats_around(code, call)
        if not repeats or repeats[-1].statement is None or code.in_nested_function(call):
            continue
        if all(hashable(code.type_of(argument)) is not False for argument in call.args):
            groups.setdefault(name, []).append(call)
    for name, calls in groups.items():
        if not code.purity.pure_function(name) or not _works(code, name) or not only(code.type_of(calls[0]), *_SAFE):
            continue
        text = f"{name} may be called with equal arguments more than once; remembered, each is computed with once"
        yield Finding(calls[0], text, partial(_change, code, name, calls))


def _works(code: FunctionCode, name: str) -> bool:
    """Whether the helper does enough for a look-up to pay: it loops, or calls a function of the module."""
    other = code.program.function(name)
    called = {call.func.id for call in other.all(ast.Call) if isinstance(call.func, ast.Name)}
    return bool(other.loops or other.comprehensions or called & set(code.module.functions))


def _change(code: FunctionCode, name: str, calls: list[ast.Call], edits: Edits) -> None:
    first = repeats_around(code, calls[0])[-1].statement
    assert first is not None
    remembered = code.fresh(f"{name}_once")
    body = code.node.body
    place = body[1] if len(body) > 1 and ast.get_docstring(code.node, clean=False) is not None else body[0]
    edits.insert_before(
        place if len(calls) > 1 else first, f"{remembered} = {edits.need('functools', 'cache')}({name})"
    )
    for call in calls:
        assert isinstance(call.func, ast.Name)
        edits.replace(call.func, remembered)
