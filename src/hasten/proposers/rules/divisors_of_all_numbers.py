"""A function about the divisors of one number, called for all numbers in turn.

Finds:
    A loop over a range of numbers that calls a function of the module with the number, where the function gives, as
    its values for small numbers show, the sum, the number or the list of the divisors (all, or the proper ones),
    whether the number is prime, its smallest prime factor, the number of its prime factors, or Euler's totient.

Slow because:
    The divisors of every number are sought anew, by trial division. A sieve visits the multiples of every divisor, and
    so finds those of all numbers together in O(n log n).

Unsafe when:
    The range is long and left early: the sieve fills a table for all of it.

Example:
    Before::

        for n in range(1, limit + 1):
            if sum_of_divisors(n) > 2 * n:
                rich.append(n)

    After::

        # sums of divisors of all numbers below limit + 1, by a sieve
        sums = [0] * (limit + 1)
        for divisor in range(1, limit + 1):
            for multiple in range(divisor, limit + 1, divisor):
                sums[multiple] += divisor
        for n in range(1, limit + 1):
            if sums[n] > 2 * n:
                rich.append(n)

Source:
    The sieve of Eratosthenes; Crandall and Pomerance, Prime Numbers, section 3.2.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from math import gcd
from typing import Any

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.loops import constant_int, range_bounds
from hasten.code.scopes import stored
from hasten.proposers.algorithms.interpreter import RAISED, Interpreter, OutOfSteps, Unsupported
from hasten.proposers.rules._finding import Finding

GROWTH = ("O(n^2)", "O(n log n)")
#: The function is tried for these numbers, in so many steps of the interpreter.
_TRIED, _STEPS = range(1, 37), 20_000


@dataclass(frozen=True)
class _Sieve:
    """What a function may compute, and the sieve that computes it for all numbers.

    Attributes:
        what: Words for the comment.
        name: Name of the table.
        value: What it is for one number from 1 on.
        lines: The sieve, with ``{t}`` for the table, ``{n}`` for the end of the range, and names of loops.
    """

    what: str
    name: str
    value: Callable[[int], Any]
    lines: str


def _divisors(n: int) -> list[int]:
    return [d for d in range(1, n + 1) if n % d == 0]


def _primes(n: int) -> list[int]:
    return [d for d in _divisors(n) if len(_divisors(d)) == 2]


_ALL = "for {d} in range(1, {n}):\n    for {m} in range({d}, {n}, {d}):\n        "
_PROPER = "for {d} in range(1, {n}):\n    for {m} in range(2 * {d}, {n}, {d}):\n        "
_BY_PRIMES = "for {d} in range(2, {n}):\n    if {fresh}:\n        for {m} in range({d}, {n}, {d}):\n            "
_ZEROS, _LISTS, _SELF = "{t} = [0] * {f}\n", "{t} = [[] for _ in range({n})]\n", "{t} = list(range({n}))\n"
_SIEVES = (
    _Sieve("sums of proper divisors", "sums", lambda n: sum(_divisors(n)[:-1]), _ZEROS + _PROPER + "{t}[{m}] += {d}"),
    _Sieve("sums of divisors", "sums", lambda n: sum(_divisors(n)), _ZEROS + _ALL + "{t}[{m}] += {d}"),
    _Sieve("numbers of divisors", "counts", lambda n: len(_divisors(n)), _ZEROS + _ALL + "{t}[{m}] += 1"),
    _Sieve("numbers of proper divisors", "counts", lambda n: len(_divisors(n)) - 1, _ZEROS + _PROPER + "{t}[{m}] += 1"),
    _Sieve("divisors", "divisors", _divisors, _LISTS + _ALL + "{t}[{m}].append({d})"),
    _Sieve("proper divisors", "divisors", lambda n: _divisors(n)[:-1], _LISTS + _PROPER + "{t}[{m}].append({d})"),
    _Sieve(
        "primality", "prime", lambda n: len(_divisors(n)) == 2,
        "{t} = [True] * {f}\n{t}[:2] = [False, False]\nfor {d} in range(2, {n}):\n    if {t}[{d}]:\n"
        "        for {m} in range({d} * {d}, {n}, {d}):\n            {t}[{m}] = False",
    ),
    _Sieve(
        "smallest prime factors", "factors", lambda n: _primes(n)[0] if n > 1 else 1,
        _SELF + "for {d} in range(2, {n}):\n    if {t}[{d}] == {d}:\n        for {m} in range({d} * {d}, {n}, {d}):\n"
        "            if {t}[{m}] == {m}:\n                {t}[{m}] = {d}",
    ),
    _Sieve(
        "numbers of different prime factors", "counts", lambda n: len(_primes(n)),
        _ZEROS + _BY_PRIMES.replace("{fresh}", "not {t}[{d}]") + "{t}[{m}] += 1",
    ),
    _Sieve(
        "totients", "totients", lambda n: sum(gcd(n, k) == 1 for k in range(1, n + 1)),
        _SELF + _BY_PRIMES.replace("{fresh}", "{t}[{d}] == {d}") + "{t}[{m}] -= {t}[{m}] // {d}",
    ),
)  # fmt: skip
#: What the tables hold for 0.
_AT_ZERO: dict[str, Any] = {"sums": 0, "counts": 0, "divisors": [], "prime": False, "factors": 0, "totients": 0}


@cache
def _told() -> dict[str, _Sieve]:
    """The sieves by what they give for the numbers tried."""
    return {repr([sieve.value(n) for n in _TRIED]): sieve for sieve in _SIEVES}


def find(code: FunctionCode) -> Iterator[Finding]:
    """Calls with the variable of a ``for`` over a range."""
    for loop in code.all(ast.For):
        bounds = range_bounds(code, loop.iter)
        if bounds is None or not isinstance(loop.target, ast.Name) or code.in_nested_function(loop):
            continue
        start, stop, step = bounds
        name = loop.target.id
        if step < 1 or (start is not None and (constant_int(start) or 1) < 1) or name in stored(*loop.body):
            continue
        for called in _called_with(code, loop, name):
            sieve = _sieve(code, called, from_zero=start is None)
            if sieve is not None:
                text = f"{called} seeks the divisors of every number anew; a sieve finds those of all numbers together"
                yield Finding(loop, text, partial(_change, code, loop, called, sieve, stop), GROWTH)


def _called_with(code: FunctionCode, loop: ast.For, name: str) -> list[str]:
    """Functions of the module that are called with the variable of the loop alone."""
    found = []
    for call in code.all(ast.Call):
        if not (isinstance(call.func, ast.Name) and len(call.args) == 1 and not call.keywords):
            continue
        argument = call.args[0]
        with_it = isinstance(argument, ast.Name) and argument.id == name and loop in code.loops_around(call)
        if with_it and call.func.id in code.module.functions and call.func.id not in code.local:
            found.append(call.func.id)
    return list(dict.fromkeys(found))


def _sieve(code: FunctionCode, name: str, *, from_zero: bool) -> _Sieve | None:
    function = code.module.functions[name]
    if not isinstance(function, ast.FunctionDef) or not code.purity.pure_function(name):
        return None
    if not any(isinstance(n, ast.For | ast.While | ast.ListComp | ast.GeneratorExp) for n in ast.walk(function)):
        return None
    try:
        values = [Interpreter(code.module, steps=_STEPS).call(function, [n]) for n in _TRIED]
        sieve = _told().get(repr(values))
        if sieve is None or not from_zero:
            return sieve
        at_zero = Interpreter(code.module, steps=_STEPS).call(function, [0])
    except (Unsupported, OutOfSteps, *RAISED):
        return None
    return sieve if repr(at_zero) == repr(_AT_ZERO[sieve.name]) else None


def _change(code: FunctionCode, loop: ast.For, called: str, sieve: _Sieve, stop: ast.expr, edits: Edits) -> None:
    table, end = code.fresh(sieve.name), edits.text(stop)
    divisor, multiple = code.fresh("divisor"), code.fresh("multiple")
    factor = end if isinstance(stop, ast.Name | ast.Constant | ast.Call) else f"({end})"
    lines = sieve.lines.replace("{t}", table).replace("{n}", end).replace("{f}", factor)
    lines = lines.replace("{d}", divisor).replace("{m}", multiple)
    edits.insert_before(loop, f"# {sieve.what} of all numbers below {end}, by a sieve\n{lines}")
    assert isinstance(loop.target, ast.Name)
    for call in code.all(ast.Call):
        if not (isinstance(call.func, ast.Name) and call.func.id == called and loop in code.loops_around(call)):
            continue
        argument = edits.text(call.args[0])
        same = isinstance(call.args[0], ast.Name) and call.args[0].id == loop.target.id
        if same:
            edits.replace(call, f"{table}[{argument}]")
        elif isinstance(call.args[0], ast.Name):
            edits.replace(call, f"{table}[{argument}] if 0 < {argument} < len({table}) else {called}({argument})")
