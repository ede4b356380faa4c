"""Adding, multiplying or comparing element by element what a builtin does in one call.

Finds:
    A loop that does nothing but ``total += x``, ``product *= x`` or ``best = max(best, x)``, perhaps for some of the
    elements or for something made of them; several such steps where the loop goes through a sequence and none
    reads what another adds up.

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
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.match import match
from hasten.code.scopes import loaded
from hasten.code.types import is_sized, only
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._pipelines import Pipeline, clauses_text, listed, mentions, pipeline, plain_source

_NUMBERS = ("int", "bool", "float", "any")
#: What can be gone through twice and gives the same both times.
_LASTING = ("list", "tuple", "str", "range", "set", "frozenset", "dict", "deque", "bytes", "sequence")


@dataclass(frozen=True)
class _Fold:
    """One step of a loop, as one call.

    Attributes:
        name: What it adds up.
        element: What it adds.
        found: The sentence for the reader.
        line: Writes the statement.
        minor: Whether the call alone gains little.
    """

    name: str
    element: ast.expr
    found: str
    line: Callable[[Edits], str]
    minor: bool = False


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per loop."""
    for loop in code.all(ast.For):
        found = pipeline(code, loop)
        if found is None:
            continue
        folds = [fold for step in found.body if (fold := _fold(code, found, step))]
        if len(folds) != len(found.body) or (len(folds) > 1 and not _independent(code, found, folds)):
            continue
        text = "; ".join(fold.found for fold in folds)
        yield Finding(loop, text, partial(_change, found, folds), minor=all(fold.minor for fold in folds))


def _fold(code: FunctionCode, found: Pipeline, step: ast.stmt) -> _Fold | None:
    return _added(code, found, step) or _multiplied(code, found, step) or _compared(code, found, step)


def _independent(code: FunctionCode, found: Pipeline, folds: list[_Fold]) -> bool:
    """Whether one call after the other does what the loop does in turns, and is less work."""
    source = found.loop.iter
    if len(found.clauses) > 1 or not code.pure(source) or not only(code.type_of(source), *_LASTING):
        return False
    if not isinstance(source, ast.Name) and not code.builtin_call(source, "range"):
        return False
    names = {fold.name for fold in folds}
    elements = [fold.element for fold in folds]
    if len(names) < len(folds) or names & loaded(*elements) or not all(map(code.pure, elements)):
        return False
    # A comprehension costs nearly what the loop costs, and more than one of them costs more.
    plain = [plain_source(found, element) is not None or _is_one(element) for element in elements]
    return plain.count(False) <= 1


def _is_one(element: ast.expr) -> bool:
    return isinstance(element, ast.Constant) and type(element.value) is int and element.value == 1


def _change(found: Pipeline, folds: list[_Fold], edits: Edits) -> None:
    edits.replace_statement(found.loop, "\n".join(fold.line(edits) for fold in folds))


def _usable(code: FunctionCode, found: Pipeline, name: str, element: ast.expr) -> bool:
    if name in found.names or name in loaded(element) or mentions(found, name):
        return False
    # A nested function could look at the value while it grows.
    return not any(code.in_nested_function(node) for node in code.all(ast.Name) if node.id == name)


def _added(code: FunctionCode, found: Pipeline, step: ast.stmt) -> _Fold | None:
    holes = match("@total += $x", step) or match("@total = @total + $x", step)
    if holes is None or not _usable(code, found, holes.name("total"), holes["x"]):
        return None
    name, element = holes.name("total"), holes["x"]
    kinds = code.type_of(element), code.type_of_name(name)
    if not all(only(kind, *_NUMBERS) for kind in kinds) or name not in code.local:
        return None
    if _starts_as_text_or_list(code, name):
        return None
    if _is_one(element) and (len(found.clauses) > 1 or is_sized(code.type_of(found.loop.iter))):
        text = f"the loop counts {name} up one element at a time"
        return _Fold(name, element, text, partial(_count, found, name), minor=True)
    text = f"the loop adds to {name} one element at a time; sum does it in one call"
    return _Fold(name, element, text, partial(_sum, found, name, element), minor=len(found.clauses) > 1)


def _starts_as_text_or_list(code: FunctionCode, name: str) -> bool:
    """Whether the name is set to a text or a list somewhere, also where the type of what is added is not known."""
    starts = [code.parent(target) for target in code.uses(name).rebinds]
    kinds = [code.type_of(start.value) for start in starts if isinstance(start, ast.Assign)]
    return any(not only(kind, *_NUMBERS) for kind in kinds)


def _sum(found: Pipeline, total: str, element: ast.expr, edits: Edits) -> str:
    return f"{total} = sum({listed(found, element, edits)}, {total})"


def _count(found: Pipeline, total: str, edits: Edits) -> str:
    if len(found.clauses) == 1:
        return f"{total} += len({edits.text(found.loop.iter)})"
    return f"{total} += len([1 {clauses_text(found, edits)}])"


def _multiplied(code: FunctionCode, found: Pipeline, step: ast.stmt) -> _Fold | None:
    holes = match("@total *= $x", step) or match("@total = @total * $x", step)
    if holes is None or not _usable(code, found, holes.name("total"), holes["x"]):
        return None
    name, element = holes.name("total"), holes["x"]
    kinds = code.type_of(element), code.type_of_name(name)
    if not all(only(kind, *_NUMBERS) for kind in kinds) or name not in code.local:
        return None
    text = f"the loop multiplies {name} by one element at a time; math.prod does it in one call"
    return _Fold(name, element, text, partial(_product, found, name, element))


def _product(found: Pipeline, total: str, element: ast.expr, edits: Edits) -> str:
    math = edits.need("math")
    return f"{total} = {math}.prod({listed(found, element, edits)}, start={total})"


def _compared(code: FunctionCode, found: Pipeline, step: ast.stmt) -> _Fold | None:
    """``best = max(best, x)``; a plain comparison by ``if`` is as fast as the builtin."""
    for function in ("max", "min"):
        holes = match(f"@best = {function}(@best, $x)", step)
        if holes is None or not code.is_builtin(function) or holes.name("best") not in code.local:
            continue
        name, element = holes.name("best"), holes["x"]
        if _usable(code, found, name, element):
            text = f"the loop compares one element at a time with {name}; {function} does it in one call"
            return _Fold(name, element, text, partial(_extreme, found, function, name, element))
    return None


def _extreme(found: Pipeline, function: str, best: str, element: ast.expr, edits: Edits) -> str:
    elements = listed(found, element, edits)
    return f"{best} = {function}({best}, {function}({elements}, default={best}))"
