"""Looking for a divisor among all smaller numbers.

Finds:
    A loop or generator over ``range(2, n)`` (or up to ``n // 2 + 1``, ``n - 1``) that only asks whether some number
    divides ``n``: it returns, sets a flag, or feeds ``any`` or ``all``; also with ``while d < n`` and in odd steps.

Slow because:
    Of two factors one is not above the square root, so that O(sqrt n) numbers are enough where O(n) are tried.

Unsafe when:
    ``n`` is no integer, or the loop's variable is read afterwards.

Example:
    Before::

        for d in range(2, n):
            if n % d == 0:
                return False

    After::

        for d in range(2, math.isqrt(n) + 1):
            if n % d == 0:
                return False

Source:
    Knuth, The Art of Computer Programming, volume 2, section 4.5.4, algorithm A.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.linear import guarded
from hasten.code.loops import constant_int, counted, range_bounds
from hasten.code.match import equal, match
from hasten.code.scopes import loaded, stored
from hasten.proposers.rules._finding import Finding

GROWTH = ("O(n)", "O(sqrt n)")


def find(code: FunctionCode) -> Iterator[Finding]:
    """Loops first, then generators inside ``any``, ``all`` and ``len``."""
    for loop in code.loops:
        number = _searched_number(code, loop)
        if number is None:
            continue
        text = (
            f"the loop tries every number up to {ast.unparse(number)} as a divisor; those up to its square root suffice"
        )
        if isinstance(loop, ast.For):
            assert isinstance(loop.iter, ast.Call)
            yield Finding(loop, text, partial(_shorten, code, loop.iter, number, loop), GROWTH)
        else:
            yield Finding(loop, text, partial(_square, loop, number), GROWTH)
    for call in code.all(ast.Call):
        found = _searched_by_generator(code, call)
        if found is not None:
            number, source = found
            text = (
                f"every number up to {ast.unparse(number)} is tried as a divisor; those up to its square root suffice"
            )
            yield Finding(call, text, partial(_shorten, code, source, number, call), GROWTH)


def divided_number(test: ast.expr, divisor: str) -> ast.expr | None:
    """``n`` in ``n % d == 0`` or ``not n % d``."""
    holes = match("$n % @d == 0", test) or match("not $n % @d", test)
    return holes["n"] if holes is not None and holes.name("d") == divisor else None


def undivided_number(test: ast.expr, divisor: str) -> ast.expr | None:
    """``n`` in ``n % d != 0``, ``n % d > 0`` or ``n % d``."""
    holes = match("$n % @d != 0", test) or match("$n % @d > 0", test) or match("$n % @d", test)
    return holes["n"] if holes is not None and holes.name("d") == divisor else None


def _searched_number(code: FunctionCode, loop: ast.For | ast.While) -> ast.expr | None:
    """``n`` when the loop only finds out whether it has a divisor."""
    shape = _shape(code, loop)
    if shape is None:
        return None
    divisor, start, stop, step, body = shape
    if start not in (2, 3) or step not in (1, 2) or len(body) != 1 or not isinstance(body[0], ast.If):
        return None
    test = body[0]
    number = divided_number(test.test, divisor)
    if number is None or test.orelse or not _constant_outcome(test.body, divisor):
        return None
    if divisor in loaded(number) or loaded(number) & stored(loop) or not code.pure(number):
        return None
    if code.live_after(divisor, loop) or not _far(stop, number):
        return None
    return number


def _shape(
    code: FunctionCode, loop: ast.For | ast.While
) -> tuple[str, int | None, ast.expr, int, list[ast.stmt]] | None:
    if isinstance(loop, ast.For):
        bounds = range_bounds(code, loop.iter)
        if bounds is None or not isinstance(loop.target, ast.Name) or bounds[0] is None:
            return None
        return loop.target.id, constant_int(bounds[0]), bounds[1], bounds[2], loop.body
    found = counted(code, loop)
    if found is not None and found.start is not None:
        return found.index, constant_int(found.start), found.stop, 1, list(found.body)
    closed = match("@d <= $stop", loop.test)
    if closed is None or not loop.body or loop.orelse:
        return None
    step = match("@d += $k", loop.body[-1])
    if step is None or step.name("d") != closed.name("d") or constant_int(step["k"]) not in (1, 2):
        return None
    begins = [match("@d = $start", statement) for statement in code.before(loop)[-3:]]
    starts = [holes["start"] for holes in begins if holes is not None and holes.name("d") == closed.name("d")]
    above = ast.BinOp(closed["stop"], ast.Add(), ast.Constant(1))
    if not starts:
        return None
    return closed.name("d"), constant_int(starts[-1]), above, constant_int(step["k"]) or 1, loop.body[:-1]


def _constant_outcome(body: list[ast.stmt], divisor: str) -> bool:
    """Whether finding a divisor has the same outcome whichever it is: a constant return, or flags set to constants."""
    for statement in body:
        if isinstance(statement, ast.Return):
            if statement.value is not None and not isinstance(statement.value, ast.Constant):
                return False
        elif isinstance(statement, ast.Assign):
            if not isinstance(statement.value, ast.Constant):
                return False
        elif not isinstance(statement, ast.Break | ast.Pass):
            return False
        if divisor in loaded(statement) | stored(statement):
            return False
    return True


def _far(stop: ast.expr, number: ast.expr) -> bool:
    """Whether the range ends where every composite number has a divisor before: at n, n - 1 or n // 2 + 1."""
    if equal(stop, number):
        return True
    for pattern in ("$n - 1", "$n // 2 + 1", "int($n / 2) + 1", "int($n // 2) + 1", "$n - 1 + 1", "$n / 2 + 1"):
        holes = match(pattern, stop)
        if holes is not None and equal(holes["n"], number):
            return True
    return False


def _searched_by_generator(code: FunctionCode, call: ast.Call) -> tuple[ast.expr, ast.Call] | None:
    arguments = code.builtin_call(call, "any", 1) or code.builtin_call(call, "all", 1)
    if not arguments or not isinstance(arguments[0], ast.GeneratorExp | ast.ListComp):
        return None
    comprehension = arguments[0]
    if len(comprehension.generators) != 1 or comprehension.generators[0].ifs:
        return None
    generator = comprehension.generators[0]
    bounds = range_bounds(code, generator.iter)
    if bounds is None or bounds[0] is None or not isinstance(generator.target, ast.Name):
        return None
    wanted = divided_number if isinstance(call.func, ast.Name) and call.func.id == "any" else undivided_number
    number = wanted(comprehension.elt, generator.target.id)
    if number is None or constant_int(bounds[0]) not in (2, 3) or bounds[2] not in (1, 2):
        return None
    if generator.target.id in loaded(number) or not _far(bounds[1], number):
        return None
    assert isinstance(generator.iter, ast.Call)
    return number, generator.iter


def _shorten(code: FunctionCode, source: ast.Call, number: ast.expr, place: ast.AST, edits: Edits) -> None:
    isqrt = edits.need("math")
    text = edits.text(number)
    if not not_negative(code, number, place):
        text = f"max({text}, 0)"
    edits.replace(source.args[1], f"{isqrt}.isqrt({text}) + 1")


def not_negative(code: FunctionCode, number: ast.expr, place: ast.AST) -> bool:
    """Whether a return or raise in front of ``place`` sends negative numbers away: ``if n < 2: return False``."""
    return isinstance(number, ast.Name) and guarded(code, place).get(number.id, -1) >= 0


def _square(loop: ast.While, number: ast.expr, edits: Edits) -> None:
    assert isinstance(loop.test, ast.Compare)
    divisor = edits.text(loop.test.left)
    edits.replace(loop.test, f"{divisor} * {divisor} <= {edits.text(number, need=7)}")
