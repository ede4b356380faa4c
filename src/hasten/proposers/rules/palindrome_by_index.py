"""Comparing a sequence with its reverse element by element.

Finds:
    ``for i in range(len(s) // 2): if s[i] != s[len(s) - 1 - i]: return False`` (also with ``s[-i - 1]``, ``s[~i]``),
    and the same inside ``all``.

Slow because:
    The interpreter looks up and compares two elements per turn; slicing and comparing run in C. The gain is a constant,
    5 to 20.

Unsafe when:
    Elements compare in unusual ways (NaN: a list finds the very same object equal to itself).

Example:
    Before::

        for i in range(len(s) // 2):
            if s[i] != s[len(s) - 1 - i]:
                return False
        return True

    After::

        return s == s[::-1]

Source:
    The Python documentation of the common sequence operations.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.loops import range_bounds
from hasten.code.match import match, match_block
from hasten.code.types import interchangeable, only
from hasten.proposers.rules._finding import Finding

_MIRRORED = (
    "$s[@i] != $s[len($s) - 1 - @i]",
    "$s[@i] != $s[len($s) - @i - 1]",
    "$s[@i] != $s[-1 - @i]",
    "$s[@i] != $s[-@i - 1]",
    "$s[@i] != $s[-(@i + 1)]",
    "$s[@i] != $s[~@i]",
)


def find(code: FunctionCode) -> Iterator[Finding]:
    """Loops that return, then calls of ``all``."""
    for loop in code.all(ast.For):
        body = match_block("if $test:\n    return False", loop.body)
        behind = match_block("return True\n$$rest", code.after(loop))
        if body is None or behind is None or loop.orelse or not isinstance(loop.target, ast.Name):
            continue
        text = _mirrored(code, body["test"], loop.target.id, loop.iter)
        if text is not None:
            found = f"{ast.unparse(text)} is compared with its reverse element by element; slicing does it in one go"
            yield Finding(loop, found, partial(_whole, loop, code.after(loop)[0], text))
    for call in code.all(ast.Call):
        arguments = code.builtin_call(call, "all", 1)
        inner = arguments[0] if arguments else None
        if not isinstance(inner, ast.GeneratorExp | ast.ListComp) or len(inner.generators) != 1:
            continue
        generator = inner.generators[0]
        if generator.ifs or not isinstance(generator.target, ast.Name) or not isinstance(inner.elt, ast.Compare):
            continue
        if len(inner.elt.ops) != 1 or not isinstance(inner.elt.ops[0], ast.Eq):
            continue
        unequal = ast.Compare(inner.elt.left, [ast.NotEq()], inner.elt.comparators)
        text = _mirrored(code, unequal, generator.target.id, generator.iter)
        if text is not None:
            found = f"{ast.unparse(text)} is compared with its reverse element by element; slicing does it in one go"
            yield Finding(call, found, partial(_expression, call, text))


def _mirrored(code: FunctionCode, test: ast.expr, index: str, source: ast.expr) -> ast.expr | None:
    """The sequence of which mirrored elements are compared, over at least its first half."""
    bounds = range_bounds(code, source)
    if bounds is None or bounds[0] is not None or bounds[2] != 1 or not code.is_builtin("len"):
        return None
    for pattern in _MIRRORED:
        holes = match(pattern, test)
        if holes is None or holes.name("i") != index:
            continue
        sequence = holes["s"]
        kind = code.type_of(sequence)
        if not only(kind, "str", "list", "tuple", "any") or not (interchangeable(kind.element) or kind.kind == "any"):
            return None
        for half in ("len($s) // 2", "len($s)", "len($s) // 2 + 1", "(len($s) + 1) // 2"):
            length = match(half, bounds[1])
            if length is not None and ast.dump(length["s"]) == ast.dump(sequence):
                return sequence if half != "len($s) // 2 + 1" else None
    return None


def _whole(loop: ast.For, behind: ast.stmt, sequence: ast.expr, edits: Edits) -> None:
    edits.replace_statements(loop, behind, f"return {_equal(sequence, edits)}")


def _expression(call: ast.Call, sequence: ast.expr, edits: Edits) -> None:
    edits.replace(call, _equal(sequence, edits))


def _equal(sequence: ast.expr, edits: Edits) -> str:
    return f"{edits.text(sequence, need=7)} == {edits.text(sequence, need=16)}[::-1]"
