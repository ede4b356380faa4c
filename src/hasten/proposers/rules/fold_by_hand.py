"""Adding, multiplying or comparing element by element what a builtin does in one call.

Finds:
    A loop that does nothing but ``total += x``, ``product *= x`` or ``best = max(best, x)``, perhaps for some of the
    elements or for something made of them.

Slow because:
    The interpreter runs several instructions per element; ``sum``, ``math.prod``, ``max`` and ``min`` loop in C. The
    gain is a constant, about 2 to 5.

Unsafe when:
    From Python 3.12 on ``sum`` adds floats with compensation, which may change the last digit.

Example:
    Before::

        for order in orders:
            if order.paid:
                total += order.cents

    After::

        total = sum([order.cents for order in orders if order.paid], total)

Source:
    The Python documentation of the builtin functions.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.match import match
from hasten.code.scopes import loaded
from hasten.code.types import only
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._pipelines import Pipeline, clauses_text, listed, mentions, pipeline

_NUMBERS = ("int", "bool", "float", "any")


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per loop."""
    for loop in code.all(ast.For):
        found = pipeline(code, loop)
        if found is None or len(found.body) != 1:
            continue
        yield from _added(code, found, found.body[0])
        yield from _multiplied(code, found, found.body[0])
        yield from _compared(code, found)


def _usable(code: FunctionCode, found: Pipeline, name: str, element: ast.expr) -> bool:
    if name in found.names or name in loaded(element) or mentions(found, name):
        return False
    # A nested function could look at the value while it grows.
    return not any(code.in_nested_function(node) for node in code.all(ast.Name) if node.id == name)


def _added(code: FunctionCode, found: Pipeline, step: ast.stmt) -> Iterator[Finding]:
    holes = match("@total += $x", step) or match("@total = @total + $x", step)
    if holes is None or not _usable(code, found, holes.name("total"), holes["x"]):
        return
    kinds = code.type_of(holes["x"]), code.type_of_name(holes.name("total"))
    if not all(only(kind, *_NUMBERS) for kind in kinds) or holes.name("total") not in code.local:
        return
    if _starts_as_text_or_list(code, holes.name("total")):
        return
    text = f"the loop adds to {holes.name('total')} one element at a time; sum does it in one call"
    if isinstance(holes["x"], ast.Constant) and holes["x"].value == 1:
        if len(found.clauses) > 1:
            text = f"the loop counts {holes.name('total')} up one element at a time"
            yield Finding(found.loop, text, partial(_count, found, holes.name("total")), minor=True)
        return
    change = partial(_sum, found, holes.name("total"), holes["x"])
    yield Finding(found.loop, text, change, minor=len(found.clauses) > 1)


def _starts_as_text_or_list(code: FunctionCode, name: str) -> bool:
    """Whether the name is set to a text or a list somewhere, also where the type of what is added is not known."""
    starts = [code.parent(target) for target in code.uses(name).rebinds]
    kinds = [code.type_of(start.value) for start in starts if isinstance(start, ast.Assign)]
    return any(not only(kind, *_NUMBERS) for kind in kinds)


def _sum(found: Pipeline, total: str, element: ast.expr, edits: Edits) -> None:
    edits.replace_statement(found.loop, f"{total} = sum({listed(found, element, edits)}, {total})")


def _count(found: Pipeline, total: str, edits: Edits) -> None:
    edits.replace_statement(found.loop, f"{total} += len([1 {clauses_text(found, edits)}])")


def _multiplied(code: FunctionCode, found: Pipeline, step: ast.stmt) -> Iterator[Finding]:
    holes = match("@total *= $x", step) or match("@total = @total * $x", step)
    if holes is None or not _usable(code, found, holes.name("total"), holes["x"]):
        return
    kinds = code.type_of(holes["x"]), code.type_of_name(holes.name("total"))
    if all(only(kind, *_NUMBERS) for kind in kinds) and holes.name("total") in code.local:
        text = f"the loop multiplies {holes.name('total')} by one element at a time; math.prod does it in one call"
        yield Finding(found.loop, text, partial(_product, found, holes.name("total"), holes["x"]))


def _product(found: Pipeline, total: str, element: ast.expr, edits: Edits) -> None:
    math = edits.need("math")
    edits.replace_statement(found.loop, f"{total} = {math}.prod({listed(found, element, edits)}, start={total})")


def _compared(code: FunctionCode, found: Pipeline) -> Iterator[Finding]:
    """``best = max(best, x)``; a plain comparison by ``if`` is as fast as the builtin."""
    for function in ("max", "min"):
        holes = match(f"@best = {function}(@best, $x)", found.body[0])
        if holes is None or not code.is_builtin(function) or holes.name("best") not in code.local:
            continue
        if _usable(code, found, holes.name("best"), holes["x"]):
            yield _extreme(found, function, holes.name("best"), holes["x"])


def _extreme(found: Pipeline, function: str, best: str, element: ast.expr) -> Finding:
    text = f"the loop compares one element at a time with {best}; {function} does it in one call"
    return Finding(found.loop, text, partial(_change_extreme, found, function, best, element))


def _change_extreme(found: Pipeline, function: str, best: str, element: ast.expr, edits: Edits) -> None:
    elements = listed(found, element, edits)
    edits.replace_statement(found.loop, f"{best} = {function}({best}, {function}({elements}, default={best}))")
