"""Something about the divisors of one number, computed for all numbers in turn.

Finds:
    A loop or comprehension over a range of numbers that calls a function with the number, or holds a loop or an
    expression over nothing but the number, where that gives, as its values for small numbers show, the sum, the number
    or the list of the divisors (all, or the proper ones), whether the number is prime, its smallest prime factor, the
    number of its prime factors, or Euler's totient.

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
import copy
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from math import gcd
from typing import Any

from hasten.code.edits import Edits, indent_block
from hasten.code.function import FunctionCode
from hasten.code.loops import constant_int, range_bounds
from hasten.code.match import match
from hasten.code.scopes import COMPREHENSIONS, free_names, loaded, stored
from hasten.proposers.algorithms.interpreter import RAISED, Interpreter, OutOfSteps, Unsupported
from hasten.proposers.algorithms.outline import read_before_bound
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._nested import closed_helper

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
def _told(begins: int) -> dict[str, _Sieve]:
    """The sieves by what they give for the numbers tried, those before the first one left out."""
    return {repr([sieve.value(n) for n in _TRIED if n >= begins]): sieve for sieve in reversed(_SIEVES)}


@dataclass(frozen=True)
class _Numbers:
    """What runs over a range of numbers.

    Attributes:
        node: The loop or comprehension.
        name: Its variable.
        front: The statement that the sieve is put in front of.
        stop: The end of the range.
        begins: The number it begins with; None where that is not known.
        region: What is evaluated for every number.
    """

    node: ast.For | ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp
    name: str
    front: ast.stmt
    stop: ast.expr
    begins: int | None
    region: tuple[ast.AST, ...]


def find(code: FunctionCode) -> Iterator[Finding]:
    """Calls with the variable of a range, then loops and expressions over nothing but the variable."""
    for numbers in _ranges(code):
        for called in _called_with(code, numbers):
            helper = closed_helper(code, called)
            if helper is None or not _loops(helper):
                continue
            sieve = _sieve(code, helper, numbers.begins)
            if sieve is not None:
                text = f"{called} seeks the divisors of every number anew; a sieve finds those of all numbers together"
                change = partial(_change, code, numbers, called, sieve)
                yield Finding(numbers.node, text, change, GROWTH, enabling=True)
        if numbers.begins is None or not any(_divides(node) for part in numbers.region for node in ast.walk(part)):
            continue
        for nodes, helper, put in _pieces(code, numbers):
            sieve = _sieve(code, helper, numbers.begins)
            if sieve is not None:
                text = "the divisors of every number are sought anew; a sieve finds those of all numbers together"
                whole = partial(_change_piece, code, numbers, nodes, put, sieve)
                yield Finding(nodes[0], text, whole, GROWTH, enabling=True)


def _ranges(code: FunctionCode) -> Iterator[_Numbers]:
    """Loops, then comprehensions over ranges."""
    for loop in code.all(ast.For):
        target = loop.target
        if isinstance(target, ast.Name) and not code.in_nested_function(loop) and target.id not in stored(*loop.body):
            yield from _numbers(code, loop, target.id, loop, loop.iter, tuple(loop.body))
    for comprehension in code.comprehensions:
        first = comprehension.generators[0]
        front = code.statement(comprehension)
        if isinstance(front, ast.While | ast.FunctionDef) or code.in_nested_function(comprehension):
            continue
        if code.text.is_elif(front):
            continue
        if isinstance(first.target, ast.Name) and not any(
            isinstance(parent, COMPREHENSIONS) for parent in code.ancestors(comprehension)
        ):
            parts = [part for part in ast.iter_child_nodes(comprehension) if part is not first]
            yield from _numbers(code, comprehension, first.target.id, front, first.iter, (*parts, *first.ifs))


def _numbers(
    code: FunctionCode,
    node: ast.For | ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp,
    name: str,
    front: ast.stmt,
    source: ast.expr,
    region: tuple[ast.AST, ...],
) -> Iterator[_Numbers]:
    bounds = range_bounds(code, source)
    if bounds is None:
        return
    start, stop, step = bounds
    begins = 0 if start is None else constant_int(start)
    if step < 1 or (start is not None and (begins or 1) < 1) or not code.pure(stop):
        return
    yield _Numbers(node, name, front, stop, begins, region)


def _called_with(code: FunctionCode, numbers: _Numbers) -> list[str]:
    """Functions that are called with the number alone."""
    found = []
    for call in code.all(ast.Call):
        if not (isinstance(call.func, ast.Name) and len(call.args) == 1 and not call.keywords):
            continue
        argument = call.args[0]
        if isinstance(argument, ast.Name) and argument.id == numbers.name and _inside(code, call, numbers):
            found.append(call.func.id)
    return list(dict.fromkeys(found))


def _inside(code: FunctionCode, node: ast.AST, numbers: _Numbers) -> bool:
    """Whether something runs once for every number; what a nested function holds does not."""
    if isinstance(numbers.node, ast.For):
        return numbers.node in code.loops_around(node)
    return numbers.node in code.ancestors(node)


def _loops(function: ast.AST) -> bool:
    return any(isinstance(n, ast.For | ast.While | ast.ListComp | ast.GeneratorExp) for n in ast.walk(function))


def _divides(node: ast.AST) -> bool:
    remainder = isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod)
    return remainder or (isinstance(node, ast.Name) and node.id in ("gcd", "divmod")) or (
        isinstance(node, ast.Attribute) and node.attr == "gcd"
    )


#: A piece as statements or one expression, as a function of the number, and what replaces it, ``{}`` for the table.
_Piece = tuple[Sequence[ast.stmt] | Sequence[ast.expr], ast.FunctionDef, str]


def _pieces(code: FunctionCode, numbers: _Numbers) -> Iterator[_Piece]:
    """Loops with what they begin with, and expressions, that read nothing but the number."""
    if isinstance(numbers.node, ast.For):
        for place, statement in enumerate(numbers.node.body):
            if isinstance(statement, ast.For | ast.While) and _divides_inside(statement):
                for start in range(place, max(-1, place - 4), -1):
                    yield from _run(code, numbers, numbers.node.body[start : place + 1])
    for part in numbers.region:
        for node in ast.walk(part):
            whole = isinstance(node, ast.ListComp) or (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and len(node.args) == 1
                and isinstance(node.args[0], ast.GeneratorExp | ast.ListComp)
            )
            if whole and isinstance(node, ast.expr) and _divides_inside(node):
                made = _function(numbers.name, f"return {ast.unparse(node)}")
                if made is not None and free_names(made) & code.local <= {numbers.name}:
                    yield [node], made, "{}"


def _divides_inside(node: ast.AST) -> bool:
    return any(map(_divides, ast.walk(node)))


def _run(code: FunctionCode, numbers: _Numbers, run: Sequence[ast.stmt]) -> Iterator[_Piece]:
    last = run[-1]
    if not all(isinstance(statement, ast.Assign) for statement in run[:-1]):
        return
    assert isinstance(last, ast.For | ast.While)
    bare = copy.copy(last)
    bare.orelse = []
    if any(isinstance(node, ast.Return | ast.Yield | ast.YieldFrom) for node in ast.walk(bare)):
        return
    inside = [*run[:-1], bare]
    if read_before_bound(inside) & code.local - {numbers.name} or numbers.name in stored(*inside):
        return
    left = sorted(name for name in stored(*inside) if code.live_after(name, last) or name in loaded(*last.orelse))
    if last.orelse:
        broken = isinstance(last.body[-1], ast.If) and match("if $test:\n    break", last.body[-1])
        if left or not broken or len(last.body) != 1 or len(run) != 1:
            return
        # for ... if ...: break / else: the else is for numbers without a divisor
        text = ast.unparse(last).split("\nelse:")[0].replace("break", "return False")
        made = _function(numbers.name, f"{text}\nreturn True")
        if made is not None:
            yield run, made, "if {}:"
        return
    if len(left) != 1:
        return
    body = "\n".join(map(ast.unparse, run))
    made = _function(numbers.name, f"{body}\nreturn {left[0]}")
    if made is not None:
        yield run, made, f"{left[0]} = {{}}"


def _function(name: str, body: str) -> ast.FunctionDef | None:
    try:
        made = ast.parse(f"def piece({name}):\n{indent_block(body, '    ')}").body[0]
    except (SyntaxError, ValueError, RecursionError):
        return None
    return made if isinstance(made, ast.FunctionDef) else None


def _sieve(code: FunctionCode, function: ast.FunctionDef, begins: int | None) -> _Sieve | None:
    # Beyond a few numbers that are left out too little is left to tell.
    first = 1 if begins is None or begins > 4 else begins
    try:
        tried = [n for n in _TRIED if n >= first]
        values = [Interpreter(code.module, steps=_STEPS).call(function, [n]) for n in tried]
        sieve = _told(first).get(repr(values))
        if sieve is None or begins != 0:
            return sieve
        at_zero = Interpreter(code.module, steps=_STEPS).call(function, [0])
    except (Unsupported, OutOfSteps, *RAISED):
        return None
    return sieve if repr(at_zero) == repr(_AT_ZERO[sieve.name]) else None


def _change_piece(
    code: FunctionCode,
    numbers: _Numbers,
    nodes: Sequence[ast.stmt] | Sequence[ast.expr],
    put: str,
    sieve: _Sieve,
    edits: Edits,
) -> None:
    table = _put_sieve(code, numbers, sieve, edits)
    value = put.format(f"{table}[{numbers.name}]")
    first, last = nodes[0], nodes[-1]
    if isinstance(first, ast.stmt) and isinstance(last, ast.stmt):
        if put.startswith("if "):
            assert isinstance(last, ast.For | ast.While)
            value = f"{value}\n{indent_block(edits.block(last.orelse), '    ')}"
        edits.replace_statements(first, last, value)
    elif isinstance(first, ast.expr):
        edits.replace(first, value)


def _put_sieve(code: FunctionCode, numbers: _Numbers, sieve: _Sieve, edits: Edits) -> str:
    """Put the sieve in front; the name of its table."""
    table, end = code.fresh(sieve.name), edits.text(numbers.stop)
    divisor, multiple = code.fresh("divisor"), code.fresh("multiple")
    factor = end if isinstance(numbers.stop, ast.Name | ast.Constant | ast.Call) else f"({end})"
    lines = sieve.lines.replace("{t}", table).replace("{n}", end).replace("{f}", factor)
    lines = lines.replace("{d}", divisor).replace("{m}", multiple)
    edits.insert_before(numbers.front, f"# {sieve.what} of all numbers below {end}, by a sieve\n{lines}")
    return table


def _change(code: FunctionCode, numbers: _Numbers, called: str, sieve: _Sieve, edits: Edits) -> None:
    table = _put_sieve(code, numbers, sieve, edits)
    for call in code.all(ast.Call):
        if not (isinstance(call.func, ast.Name) and call.func.id == called and _inside(code, call, numbers)):
            continue
        argument = edits.text(call.args[0])
        same = isinstance(call.args[0], ast.Name) and call.args[0].id == numbers.name
        if same:
            edits.replace(call, f"{table}[{argument}]")
        elif isinstance(call.args[0], ast.Name):
            edits.replace(call, f"{table}[{argument}] if 0 < {argument} < len({table}) else {called}({argument})")
    if called in code.local:
        helper = closed_helper(code, called)
        uses = [n for n in ast.walk(code.node) if isinstance(n, ast.Name) and n.id == called]
        if helper is not None and all(_is_replaced(code, name, numbers) for name in uses):
            edits.remove(helper)


def _is_replaced(code: FunctionCode, name: ast.Name, numbers: _Numbers) -> bool:
    """Whether the name is that of a call with the number alone, which is looked up now."""
    call = code.parent(name)
    if not isinstance(call, ast.Call) or call.func is not name or not _inside(code, call, numbers):
        return False
    return len(call.args) == 1 and isinstance(call.args[0], ast.Name) and call.args[0].id == numbers.name
