"""Every part of a sequence cut out and tested for being a palindrome.

Finds:
    Two nested loops over the beginning and the end of a part of a text or list, in which something is done for parts
    that are equal to their reverse; the test may be a function of the module.

Slow because:
    There are O(n^2) parts and each is copied and reversed: O(n^3). From each of the 2n - 1 middles a palindrome grows
    outwards until it ends, which finds all of them in time proportional to how many there are.

Unsafe when:
    Elements are not equal to themselves (NaN).

Example:
    Before::

        for i in range(len(text)):
            for j in range(i + 1, len(text) + 1):
                part = text[i:j]
                if part == part[::-1]:
                    found.append(part)

    After::

        # ends[i] holds where the palindromes that begin at i end; each grows from its middle
        ends = [[] for _ in text]
        for middle in range(2 * len(text) - 1):
            left = middle // 2
            right = left + middle % 2
            while left >= 0 and right < len(text) and text[left] == text[right]:
                ends[left].append(right + 1)
                left -= 1
                right += 1
        for i in range(len(text)):
            for j in ends[i]:
                part = text[i:j]
                found.append(part)

Source:
    The textbook search from the middles; Manacher, A new linear-time on-line algorithm, JACM 22 (1975), is its end.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.loops import counted
from hasten.code.match import match
from hasten.code.scopes import stored
from hasten.proposers.algorithms.interpreter import RAISED, Interpreter, OutOfSteps, Unsupported
from hasten.proposers.rules._finding import Finding

GROWTH = ("O(n^3)", "O(n^2)")
_COMMENT = "# {ends}[{i}] holds where the palindromes that begin at {i} end; each grows from its middle"
#: Texts on which a function must answer as a test for palindromes does.
_TOLD = ("", "a", "aa", "ab", "aba", "abc", "abba", "abab", "aab", "abcba", "abcda", "abccba", "abcabc", "aaaa", "aabb")
_STEPS = 4000


@dataclass(frozen=True)
class _Parts:
    inner: ast.For
    outer: ast.For
    first: str
    last: str
    sequence: ast.expr
    test: ast.If
    cut: ast.stmt | None
    exclusive: bool
    plus: int


def find(code: FunctionCode) -> Iterator[Finding]:
    """Counted loops in counted loops."""
    for inner in code.all(ast.For):
        parts = _parts(code, inner)
        if parts is not None:
            text = "every part is cut out and reversed; from their middles all palindromes are found at once"
            yield Finding(parts.outer, text, partial(_change, code, parts), GROWTH)


def _parts(code: FunctionCode, inner: ast.For) -> _Parts | None:
    outer = next((loop for loop in code.loops_around(inner) if isinstance(loop, ast.For)), None)
    if outer is None or inner not in outer.body or code.in_nested_function(inner) or not 1 <= len(inner.body) <= 2:
        return None
    one, two = counted(code, outer), counted(code, inner)
    if one is None or two is None or one.start is not None or one.step != 1 or two.step != 1 or two.start is None:
        return None
    begins = match("@i + $k", two.start) or match("@i", two.start)
    if begins is None or begins.name("i") != one.index or code.live_after(two.index, inner):
        return None
    test = inner.body[-1]
    if not isinstance(test, ast.If) or test.orelse:
        return None
    cut = inner.body[0] if len(inner.body) == 2 else None
    tested = _palindrome(code, test.test)
    if tested is None:
        return None
    part = tested
    if cut is not None:
        named = match("@part = $x", cut)
        if named is None or not isinstance(tested, ast.Name) or named.name("part") != tested.id:
            return None
        part = named["x"]
    exclusive = match(f"$xs[{one.index}:{two.index}]", part)
    inclusive = match(f"$xs[{one.index}:{two.index} + 1]", part)
    found = exclusive or inclusive
    if found is None or not code.invariant(found["xs"], *outer.body):
        return None
    if {one.index, two.index} & stored(*test.body):
        return None
    offset = two.start.right if isinstance(two.start, ast.BinOp) else None
    plus = offset.value if isinstance(offset, ast.Constant) and type(offset.value) is int else 0
    if offset is not None and not plus:
        return None
    return _Parts(inner, outer, one.index, two.index, found["xs"], test, cut, exclusive is not None, plus)


def _palindrome(code: FunctionCode, test: ast.expr) -> ast.expr | None:
    """What is tested for being a palindrome; None where something else is tested."""
    found = match("$x == $x[::-1]", test) or match("$x[::-1] == $x", test)
    found = found or match("$x == ''.join(reversed($x))", test) or match("list($x) == list(reversed($x))", test)
    if found is not None:
        return found["x"]
    if isinstance(test, ast.Call) and isinstance(test.func, ast.Name) and len(test.args) == 1 and not test.keywords:
        name = test.func.id
        if name in code.module.functions and name not in code.local and _tells_palindromes(code, name):
            return test.args[0]
    return None


def _tells_palindromes(code: FunctionCode, name: str) -> bool:
    function = code.module.functions[name]
    if not isinstance(function, ast.FunctionDef) or not code.purity.pure_function(name):
        return False
    try:
        return all(
            Interpreter(code.module, steps=_STEPS).call(function, [text]) is (text == text[::-1]) for text in _TOLD
        )
    except (Unsupported, OutOfSteps, *RAISED):
        return False


def _change(code: FunctionCode, parts: _Parts, edits: Edits) -> None:
    ends, middle = code.fresh("ends"), code.fresh("middle")
    left, right = code.fresh("left"), code.fresh("right")
    xs = edits.text(parts.sequence)
    end = f"{right} + 1" if parts.exclusive else right
    edits.insert_before(
        parts.outer,
        f"{_COMMENT.format(ends=ends, i=parts.first)}\n{ends} = [[] for _ in {xs}]\n"
        f"for {middle} in range(2 * len({xs}) - 1):\n"
        f"    {left} = {middle} // 2\n    {right} = {left} + {middle} % 2\n"
        f"    while {left} >= 0 and {right} < len({xs}) and {xs}[{left}] == {xs}[{right}]:\n"
        f"        {ends}[{left}].append({end})\n        {left} -= 1\n        {right} += 1",
    )
    edits.replace(parts.inner.iter, f"{ends}[{parts.first}]")
    body = edits.block(parts.test.body)
    if parts.plus > (1 if parts.exclusive else 0):
        # Parts that are too short were not among those tried.
        body = f"if {parts.last} < {parts.first} + {parts.plus}:\n    continue\n{body}"
    edits.replace_statement(parts.test, body)
