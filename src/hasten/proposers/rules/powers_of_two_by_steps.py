"""Going through the powers of two, or the binary digits of a number, one by one.

Finds:
    ``while (1 << i) <= n: i += 1``, ``while p < n: p *= 2``, ``while n > 0: n //= 2; count += 1`` and the loop that
    adds up the binary digits, ``while n: count += n & 1; n >>= 1``, for integers.

Slow because:
    Each binary digit costs a turn of the interpreter, and in long numbers each turn makes a new long number. An integer
    knows its length, and counts its digits in C.

Unsafe when:
    The number is no integer.

Example:
    Before::

        i = 0
        while (1 << i) <= n:
            i += 1

    After::

        i = max(n, 0).bit_length()

Source:
    The Python documentation of ``int.bit_length`` and ``int.bit_count``.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.loops import constant_int
from hasten.code.match import Holes, is_name, match
from hasten.code.scopes import loaded
from hasten.code.types import only
from hasten.proposers.rules._finding import Finding

GROWTH = ("O(log n)", "O(1)")
_UP_ONE = ("@c += 1", "@c = @c + 1", "@c = 1 + @c")
_DOUBLED = ("@p *= 2", "@p <<= 1", "@p = @p * 2", "@p = 2 * @p", "@p = @p << 1", "@p += @p", "@p = @p + @p")
_HALVED = ("@n //= 2", "@n >>= 1", "@n = @n // 2", "@n = @n >> 1")
_LAST_DIGIT = ("@c += @n & 1", "@c += @n % 2", "@c = @c + (@n & 1)", "@c = @c + @n % 2")
_IF_LAST_DIGIT = ("@n & 1", "@n % 2", "@n % 2 == 1", "@n & 1 == 1", "@n % 2 != 0")
_LAST_ONE_OFF = ("@n &= @n - 1", "@n = @n & @n - 1")
_POSITIVE = ("@n > 0", "@n", "@n != 0", "@n >= 1", "0 < @n")


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per loop."""
    for loop in code.all(ast.While):
        if loop.orelse or code.in_nested_function(loop) or not code.is_builtin("max"):
            continue
        lines = _exponent(code, loop) or _power(code, loop) or _digits(code, loop)
        if lines is not None:
            text = f"the binary digits of {lines[0]} are gone through one by one; an integer knows how many it has"
            yield Finding(loop, text, partial(_change, loop, lines[1]), GROWTH, integers=True)


_Lines = tuple[str, str]


def _exponent(code: FunctionCode, loop: ast.While) -> _Lines | None:
    """``while (1 << i) <= n: i += 1``."""
    step = _one(_UP_ONE, loop.body)
    if step is None:
        return None
    index = step.name("c")
    for operator in ("<=", "<"):
        mirrored = {"<=": ">=", "<": ">"}[operator]
        for power in ("1 << @i", "2 ** @i", "pow(2, @i)"):
            found = match(f"{power} {operator} $n", loop.test) or match(f"$n {mirrored} {power}", loop.test)
            if found is None or found.name("i") != index or not _number(code, found["n"], index):
                continue
            start = _start(code, loop, index)
            if start is None or start < 0 or (power.startswith("pow") and not code.is_builtin("pow")):
                return None
            length = _length(found["n"], operator)
            return ast.unparse(found["n"]), f"{index} = " + (f"max({index}, {length})" if start else length)
    return None


def _power(code: FunctionCode, loop: ast.While) -> _Lines | None:
    """``while p <= n: p *= 2`` from a power of two, perhaps counted, or with a test one step ahead."""
    doubled = [holes for statement in loop.body if (holes := _any(_DOUBLED, statement))]
    counted = [holes for statement in loop.body if (holes := _any(_UP_ONE, statement))]
    if len(doubled) != 1 or len(doubled) + len(counted) != len(loop.body) or len(counted) > 1:
        return None
    power = doubled[0].name("p")
    count = counted[0].name("c") if counted else ""
    start = _start(code, loop, power) or 0
    if start < 1 or start.bit_count() != 1 or count == power or (count and not _counter(code, count)):
        return None
    for operator in ("<=", "<"):
        mirrored = {"<=": ">=", "<": ">"}[operator]
        found = match(f"@p {operator} $n", loop.test) or match(f"$n {mirrored} @p", loop.test)
        ahead = match(f"@p * 2 {operator} $n", loop.test) or match(f"2 * @p {operator} $n", loop.test)
        holes = found or ahead
        if holes is None or holes.name("p") != power or not _number(code, holes["n"], power, count):
            continue
        turns = _length(holes["n"], operator)
        less = start.bit_length() - (ahead is None)
        if less:
            turns = f"max({turns} - {less}, 0)"
        lines = f"{power} <<= {turns}"
        return ast.unparse(holes["n"]), f"{count} += {turns}\n{lines}" if count else lines
    return None


def _digits(code: FunctionCode, loop: ast.While) -> _Lines | None:
    """The digits counted, all or only the ones, until nothing is left of the number."""
    if len(loop.body) != 2:
        return None
    one = match("@n > 1", loop.test) or match("@n >= 2", loop.test)
    tested = one or _any(_POSITIVE, loop.test)
    if tested is None:
        return None
    name = tested.name("n")
    for step, other in (loop.body, loop.body[::-1]):
        halved, dropped = _any(_HALVED, step), _any(_LAST_ONE_OFF, step)
        moved = halved or dropped
        if moved is None or moved.name("n") != name:
            continue
        counted = _any(_UP_ONE, other)
        if counted is not None and halved is not None:
            turns = f"{name}.bit_length()" + (" - 1" if one else "")
        elif counted is not None and one is None:
            turns = f"{name}.bit_count()"
        else:
            # The last digit has to be looked at before it goes.
            counted = _last_digit(other, name) if halved is not None and other is loop.body[0] else None
            turns = f"{name}.bit_count()" + (" - 1" if one else "")
        if counted is None or counted.name("c") == name or not _counter(code, counted.name("c")):
            return None
        if not _whole(code, name):
            return None
        test = f"{name} > {1 if one else 0}"
        count = counted.name("c")
        return name, f"if {test}:\n    {count} += {turns}\n    {name} = {1 if one else 0}"
    return None


def _last_digit(statement: ast.stmt, name: str) -> Holes | None:
    """``count += n & 1``, or the same by ``if``."""
    added = _any(_LAST_DIGIT, statement)
    if added is not None:
        return added if added.name("n") == name else None
    if isinstance(statement, ast.If) and not statement.orelse:
        asked, counted = _any(_IF_LAST_DIGIT, statement.test), _one(_UP_ONE, statement.body)
        return counted if asked is not None and asked.name("n") == name else None
    return None


def _any(forms: tuple[str, ...], node: ast.AST) -> Holes | None:
    return next((holes for form in forms if (holes := match(form, node))), None)


def _one(forms: tuple[str, ...], body: list[ast.stmt]) -> Holes | None:
    return _any(forms, body[0]) if len(body) == 1 else None


def _counter(code: FunctionCode, name: str) -> bool:
    return name in code.local and only(code.type_of_name(name), "int", "bool")


def _whole(code: FunctionCode, name: str) -> bool:
    """Whether a name may hold an integer that halving keeps whole."""
    return name in code.local and only(code.type_of_name(name), "int", "bool", "any")


def _number(code: FunctionCode, node: ast.expr, *moving: str) -> bool:
    """Whether a bound is an integer that the loop leaves alone."""
    return only(code.type_of(node), "int", "bool", "any") and code.pure(node) and not loaded(node) & set(moving)


def _start(code: FunctionCode, loop: ast.While, name: str) -> int | None:
    """The constant that a name holds where the loop starts."""
    for statement in reversed(code.before(loop)):
        found = match("@x = $start", statement)
        if found is not None and found.name("x") == name:
            return constant_int(found["start"])
        if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
            pair, value = statement.targets[0], statement.value
            if isinstance(pair, ast.Tuple) and isinstance(value, ast.Tuple) and len(pair.elts) == len(value.elts):
                for target, given in zip(pair.elts, value.elts, strict=True):
                    if is_name(target, name):
                        return constant_int(given)
        if any(isinstance(node, ast.Name) and node.id == name for node in ast.walk(statement)):
            return None
    return None


def _length(bound: ast.expr, operator: str) -> str:
    """How many powers of two, from 1 on, are at most (or below) the bound."""
    text = ast.unparse(bound)
    if operator == "<=":
        return f"max({text}, 0).bit_length()"
    less = match("$n + 1", bound)
    if less is not None:
        return f"max({ast.unparse(less['n'])}, 0).bit_length()"
    loose = isinstance(bound, ast.Compare | ast.BoolOp | ast.IfExp | ast.Lambda | ast.BinOp)
    return f"max({f'({text})' if loose else text} - 1, 0).bit_length()"


def _change(loop: ast.While, lines: str, edits: Edits) -> None:
    edits.replace_statement(loop, lines)
