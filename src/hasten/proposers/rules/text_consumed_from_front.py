"""Stripping a text one character at a time.

Finds:
    ``while s and s[0] in chars: s = s[1:]`` and the same at the end, ``s = s[:-1]``, for a text ``s`` and characters
    given as a text; without the first test the new form raises as the loop did where nothing is left.

Slow because:
    Every turn copies the rest of the text: O(n^2). ``lstrip`` and ``rstrip`` find the end first and copy once.

Unsafe when:
    ``s`` is no text.

Example:
    Before::

        while word and word[0] in PUNCTUATION:
            word = word[1:]

    After::

        word = word.lstrip(PUNCTUATION)

Source:
    The Python documentation of ``str.strip``.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.match import Holes, match
from hasten.code.types import only
from hasten.proposers.rules._finding import Finding

GROWTH = ("O(n^2)", "O(n)")
_NOT_EMPTY = ("@s", "len(@s) > 0", "len(@s) >= 1", "@s != ''", "len(@s) != 0")
_FRONT = ("@s[0] in $chars", "@s[0] == $chars", "@s[:1] == $chars", "@s.startswith($chars)", "@s[0].isspace()")
_END = ("@s[-1] in $chars", "@s[-1] == $chars", "@s[-1:] == $chars", "@s.endswith($chars)", "@s[-1].isspace()")


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per loop."""
    for loop in code.all(ast.While):
        if loop.orelse or len(loop.body) != 1:
            continue
        front = match("@s = @s[1:]", loop.body[0])
        end = match("@s = @s[:-1]", loop.body[0])
        step = front or end
        if step is None:
            continue
        name = step.name("s")
        if not only(code.type_of_name(name), "str", "any") or name not in code.local:
            continue
        stripped = _stripped(code, loop.test, name, _FRONT if front else _END)
        if stripped is None:
            continue
        raises = not isinstance(loop.test, ast.BoolOp) and any(
            _named(match(pattern, loop.test), name)
            for pattern in (*_FRONT, *_END)
            if "[0]" in pattern or "[-1]" in pattern
        )
        method = "lstrip" if front else "rstrip"
        text = f"every turn copies the rest of {name} to take one character off; {method} copies once"
        yield Finding(loop, text, partial(_change, loop, name, method, stripped, raises), GROWTH)


def _stripped(code: FunctionCode, test: ast.expr, name: str, patterns: tuple[str, ...]) -> Holes | None:
    """The characters that the loop takes off."""
    parts = test.values if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And) else [test]
    if not 1 <= len(parts) <= 2:
        return None
    if len(parts) == 2 and not any(_named(match(pattern, parts[0]), name) for pattern in _NOT_EMPTY):
        return None
    for pattern in patterns:
        holes = match(pattern, parts[-1])
        if not _named(holes, name) or holes is None:
            continue
        if "isspace" in pattern:
            return holes
        chars = holes["chars"]
        single = isinstance(chars, ast.Constant) and isinstance(chars.value, str) and len(chars.value) == 1
        if " in " in pattern and (only(code.type_of(chars), "str") or single) and code.invariant(chars, test):
            return holes
        if " in " not in pattern and single:
            return holes
    return None


def _named(holes: Holes | None, name: str) -> bool:
    return holes is not None and holes.name("s") == name


def _change(loop: ast.While, name: str, method: str, holes: Holes, raises: bool, edits: Edits) -> None:
    try:
        chars = edits.text(holes["chars"])
    except KeyError:
        chars = ""  # white space
    lines = f"{name} = {name}.{method}({chars})"
    if raises:
        # Where every character goes, the loop looks up the first one of an empty text.
        lines += f'\nif not {name}:\n    raise IndexError("string index out of range")'
    edits.replace_statement(loop, lines)
