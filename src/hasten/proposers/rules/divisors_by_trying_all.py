"""Collecting, counting or adding up divisors by trying every number.

Finds:
    A loop or comprehension over ``range(1, n + 1)``, ``range(1, n)`` or ``range(1, n // 2 + 1)`` that appends, counts
    or adds the numbers which divide ``n``; and a search for the largest divisor from above.

Slow because:
    Divisors come in pairs of which one is not above the square root: O(sqrt n) trials find all of them.

Unsafe when:
    ``n`` is no integer, or the loop's variable is read afterwards.

Example:
    Before::

        found = [d for d in range(1, n + 1) if n % d == 0]

    After::

        small = [d for d in range(1, math.isqrt(max(n, 0)) + 1) if n % d == 0]
        large = [n // d for d in reversed(small) if d * d != n]
        found = small + large

Source:
    Hardy and Wright, An Introduction to the Theory of Numbers, chapter 16.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.loops import constant_int, range_bounds
from hasten.code.match import equal, match
from hasten.code.scopes import loaded, stored
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules.divisor_search_past_square_root import divided_number, not_negative

_DOWNWARDS = ("range($n - 1, 0, -1)", "reversed(range($n))", "reversed(range(1, $n))", "range($n // 2, 0, -1)")
GROWTH = ("O(n)", "O(sqrt n)")


@dataclass(frozen=True)
class _Divisors:
    """All divisors of a number from a start on, the number itself included or not."""

    number: ast.expr
    divisor: str
    start: int
    itself: bool


def find(code: FunctionCode) -> Iterator[Finding]:
    """Comprehensions, accumulating loops, then searches from above."""
    text = "every number is tried as a divisor; divisors come in pairs, so trying up to the square root finds all"
    comprehensions: list[ast.ListComp | ast.GeneratorExp] = [*code.all(ast.ListComp), *code.all(ast.GeneratorExp)]
    for comprehension in comprehensions:
        if len(comprehension.generators) != 1 or len(comprehension.generators[0].ifs) != 1:
            continue
        generator = comprehension.generators[0]
        divisors = _divisors(code, generator.target, generator.iter, generator.ifs[0])
        if divisors is not None and _insertable(code, comprehension):
            yield Finding(comprehension, text, partial(_lists, code, comprehension, divisors), GROWTH)
    for loop in code.all(ast.For):
        test = loop.body[0]
        if loop.orelse or len(loop.body) != 1 or not isinstance(test, ast.If) or test.orelse:
            continue
        divisors = _divisors(code, loop.target, loop.iter, test.test)
        if divisors is not None and not code.live_after(divisors.divisor, loop):
            if _folds(test.body, divisors):
                yield Finding(loop, text, partial(_pairs, code, loop, test, divisors), GROWTH)
            elif match("@out.append(@d)", test.body[0]) and len(test.body) == 1:
                yield Finding(loop, text, partial(_append, code, loop, test, divisors), GROWTH)
    yield from _from_above(code)


def _insertable(code: FunctionCode, comprehension: ast.expr) -> bool:
    return not isinstance(code.statement(comprehension), ast.While) and not code.in_nested_function(comprehension)


def _divisors(code: FunctionCode, target: ast.expr, source: ast.expr, test: ast.expr) -> _Divisors | None:
    bounds = range_bounds(code, source)
    if bounds is None or not isinstance(target, ast.Name) or bounds[0] is None or bounds[2] != 1:
        return None
    start = constant_int(bounds[0])
    number = divided_number(test, target.id)
    if number is None or start not in (1, 2) or target.id in loaded(number) or not code.pure(number):
        return None
    stop = bounds[1]
    closed = match("$n + 1", stop)
    if closed is not None and equal(closed["n"], number):
        return _Divisors(number, target.id, start, True)
    if equal(stop, number):
        return _Divisors(number, target.id, start, False)
    for pattern in ("$n // 2 + 1", "int($n / 2) + 1", "int($n // 2) + 1"):
        half = match(pattern, stop)
        if half is not None and equal(half["n"], number):
            return _Divisors(number, target.id, start, False)
    return None


def _root(code: FunctionCode, divisors: _Divisors, place: ast.AST, edits: Edits) -> str:
    math = edits.need("math")
    text = edits.text(divisors.number)
    return f"{math}.isqrt({text if not_negative(code, divisors.number, place) else f'max({text}, 0)'}) + 1"


def _lists(
    code: FunctionCode, comprehension: ast.ListComp | ast.GeneratorExp, divisors: _Divisors, edits: Edits
) -> None:
    number, d = edits.text(divisors.number, need=12), divisors.divisor
    small, large = code.fresh("small"), code.fresh("large")
    statement = code.statement(comprehension)
    start = divisors.start
    skip = "" if divisors.itself else f" and {d} > 1" if start == 1 else ""
    root = _root(code, divisors, comprehension, edits)
    lines = (
        f"{small} = [{d} for {d} in range({start}, {root}) if {number} % {d} == 0]\n"
        f"{large} = [{number} // {d} for {d} in reversed({small}) if {d} * {d} != {number}{skip}]"
    )
    if start == 2 and divisors.itself:
        lines += f"\nif {number} > 1:\n    {large}.append({number})"
    if start == 1 and not divisors.itself:
        lines = lines.replace(f"if {number} % {d} == 0]", f"if {number} % {d} == 0 and {d} != {number}]", 1)
    edits.insert_before(statement, lines)
    whole = f"{small} + {large}"
    if ast.unparse(comprehension.elt) != d:
        element = edits.text(comprehension.elt)
        opening, closing = ("[", "]") if isinstance(comprehension, ast.ListComp) else ("(", ")")
        whole = f"{opening}{element} for {d} in {whole}{closing}"
    edits.replace(comprehension, whole)


def _folds(body: list[ast.stmt], divisors: _Divisors) -> bool:
    """Whether the body only adds to numbers, so that the order of the divisors does not matter."""
    return bool(body) and all(
        isinstance(statement, ast.AugAssign)
        and isinstance(statement.op, ast.Add)
        and isinstance(statement.target, ast.Name)
        and (
            isinstance(statement.value, ast.Constant)
            or (isinstance(statement.value, ast.Name) and statement.value.id == divisors.divisor)
        )
        and statement.target.id not in loaded(divisors.number)
        for statement in body
    )


def _pairs(code: FunctionCode, loop: ast.For, test: ast.If, divisors: _Divisors, edits: Edits) -> None:
    number, d = edits.text(divisors.number, need=12), divisors.divisor
    other = code.fresh("other")
    body = edits.block(test.body)
    mirrored = edits.block(
        test.body,
        {
            node: other
            for statement in test.body
            for node in ast.walk(statement)
            if isinstance(node, ast.Name) and node.id == d and isinstance(node.ctx, ast.Load)
        },
        comments=False,
    )
    first = _root(code, divisors, loop, edits)
    inner = _indented(body)
    partner = f"{other} != {d}" if divisors.itself or divisors.start == 2 else f"{other} != {d} and {d} > 1"
    guard = f" and {d} != {number}" if divisors.start == 1 and not divisors.itself else ""
    text = (
        f"for {d} in range({divisors.start}, {first}):\n"
        f"    if {number} % {d} == 0{guard}:\n{_indented(inner)}\n"
        f"        {other} = {number} // {d}\n"
        f"        if {partner}:\n{_indented(_indented(_indented(mirrored)))}"
    )
    if divisors.start == 2 and divisors.itself:
        text += f"\nif {number} > 1:\n    {other} = {number}\n{_indented(mirrored)}"
    edits.replace_statement(loop, text)


def _append(code: FunctionCode, loop: ast.For, test: ast.If, divisors: _Divisors, edits: Edits) -> None:
    holes = match("@out.append(@d)", test.body[0])
    assert holes is not None
    number, d, out = edits.text(divisors.number, need=12), divisors.divisor, holes.name("out")
    small = code.fresh("small")
    guard = f" and {d} != {number}" if divisors.start == 1 and not divisors.itself else ""
    skip = "" if divisors.itself or divisors.start != 1 else f" and {d} > 1"
    text = (
        f"{small} = [{d} for {d} in range({divisors.start}, {_root(code, divisors, loop, edits)}) "
        f"if {number} % {d} == 0{guard}]\n"
        f"{out}.extend({small})\n"
        f"{out}.extend({number} // {d} for {d} in reversed({small}) if {d} * {d} != {number}{skip})"
    )
    if divisors.start == 2 and divisors.itself:
        text += f"\nif {number} > 1:\n    {out}.append({number})"
    edits.replace_statement(loop, text)


def _indented(text: str) -> str:
    return "\n".join("    " + line if line else line for line in text.split("\n"))


def _from_above(code: FunctionCode) -> Iterator[Finding]:
    """``for d in range(n - 1, 0, -1): if n % d == 0: return d``: the smallest divisor's partner is found sooner."""
    for loop in code.all(ast.For):
        if loop.orelse or not isinstance(loop.target, ast.Name) or len(loop.body) != 1:
            continue
        holes = match("if $test:\n    return @d", loop.body[0])
        if holes is None or holes.name("d") != loop.target.id:
            continue
        number = divided_number(holes["test"], loop.target.id)
        if number is None or not code.pure(number) or stored(loop) & loaded(number):
            continue
        if any(_sends_away(statement, number) for statement in code.before(loop)):
            continue
        downwards = [
            pattern
            for pattern in (
                "range($n - 1, 0, -1)",
                "reversed(range($n))",
                "reversed(range(1, $n))",
                "range($n // 2, 0, -1)",
            )
            if (found := match(pattern, loop.iter)) is not None and equal(found["n"], number)
        ]
        if downwards and code.is_builtin("range"):
            text = "the largest divisor is searched from above; it is the partner of the smallest one"
            yield Finding(loop, text, partial(_smallest_first, code, loop, number), GROWTH)


def _sends_away(statement: ast.stmt, number: ast.expr) -> bool:
    """Whether a statement in front already answers for all numbers above 1, as the rewritten code does."""
    holes = match("if $n > 1:\n    $$body", statement)
    return holes is not None and equal(holes["n"], number) and isinstance(holes.block("body")[-1], ast.Return)


def _smallest_first(code: FunctionCode, loop: ast.For, number: ast.expr, edits: Edits) -> None:
    n, d = edits.text(number, need=12), edits.text(loop.target)
    math = edits.need("math")
    edits.insert_before(
        loop,
        f"if {n} > 1:\n"
        f"    # the largest proper divisor belongs to the smallest one above 1\n"
        f"    for {d} in range(2, {math}.isqrt({edits.text(number)}) + 1):\n"
        f"        if {n} % {d} == 0:\n"
        f"            return {n} // {d}\n"
        f"    return 1",
    )
