"""A generator that applies one operator to the pairs of ``zip``.

Finds:
    ``sum(a * b for a, b in zip(xs, ys))``, ``all(a <= b for a, b in zip(xs, xs[1:]))``, ``tuple(a // b ...)``: pairs of
    two iterables, and nothing but one operator on each; also pairs that are counted where two things compare.

Slow because:
    The interpreter unpacks every pair, applies the operator and resumes; ``map`` calls the function of ``operator``
    from C and makes no pairs. The gain is a constant, 1.5 to 2.5.

Unsafe when:
    Never known; the function does what the operator does, in the same order.

Example:
    Before::

        product = sum(a * b for a, b in zip(xs, ys))

    After::

        product = sum(map(mul, xs, ys))

Source:
    The Python documentation of ``map`` and ``operator``.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.purity import words
from hasten.code.types import is_sized, only
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._operators import operator_name

#: Builtins that use an iterator up, or stop where they know the answer, as they would with a generator.
_CONSUMERS = words("all any frozenset list max min set sorted sum tuple")
_PLAIN = ("int", "bool", "float", "str", "bytes", "none")


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per comprehension that a builtin consumes."""
    for call in code.all(ast.Call):
        arguments = code.builtin_call(call, call.func.id) if isinstance(call.func, ast.Name) else None
        inner = arguments[0] if arguments else None
        if not isinstance(inner, ast.GeneratorExp | ast.ListComp) or len(inner.generators) != 1:
            continue
        assert isinstance(call.func, ast.Name)
        part = inner.generators[0]
        pair = _pair(part.target)
        sources = code.builtin_call(part.iter, "zip", 2)
        if pair is None or sources is None or part.is_async or len(part.ifs) > 1:
            continue
        element, counting = inner.elt, bool(part.ifs)
        if counting:
            counted = isinstance(element, ast.Constant) and element.value in (1, True) and call.func.id == "sum"
            listed = call.func.id == "len" and isinstance(inner, ast.ListComp) and _is_plain(code, element)
            kinds = [code.type_of(side) for side in _sides(part.ifs[0])]
            # Only what compares to a bool can be added up in place of being counted.
            if not (counted or listed) or len(arguments or ()) != 1 or not all(only(kind, *_PLAIN) for kind in kinds):
                continue
            element = part.ifs[0]
            if not isinstance(element, ast.Compare):
                continue
        elif call.func.id not in _CONSUMERS or (isinstance(inner, ast.ListComp) and call.func.id in ("all", "any")):
            continue
        found = operator_name(element, *pair)
        if not found and is_sized(code.type_of(sources[0])) and is_sized(code.type_of(sources[1])):
            found, sources = operator_name(element, *reversed(pair)), sources[::-1]
        if found:
            text = f"`{ast.unparse(inner)}` takes every pair apart; map calls the operator from C"
            place: ast.expr = call if counting else inner
            yield Finding(inner, text, partial(_change, place, found, sources, counting))


def _pair(target: ast.expr) -> tuple[str, str] | None:
    if isinstance(target, ast.Tuple) and len(target.elts) == 2:
        first, second = target.elts
        if isinstance(first, ast.Name) and isinstance(second, ast.Name) and first.id != second.id:
            return first.id, second.id
    return None


def _sides(test: ast.expr) -> list[ast.expr]:
    return [test.left, *test.comparators] if isinstance(test, ast.Compare) else [test]


def _is_plain(code: FunctionCode, element: ast.expr) -> bool:
    """Whether an element that is made to be counted can be left out."""
    return isinstance(element, ast.Constant | ast.Name) or (
        isinstance(element, ast.Tuple) and all(_is_plain(code, part) for part in element.elts)
    )


def _change(place: ast.expr, name: str, sources: list[ast.expr], counting: bool, edits: Edits) -> None:
    mapped = f"map({edits.need('operator', name)}, {edits.text(sources[0])}, {edits.text(sources[1])})"
    edits.replace(place, f"sum({mapped})" if counting else mapped)
