r"""A regular expression that tries every way to cut a text into pieces before it gives up.

Finds:
    A constant pattern with a repeated group whose pieces can be cut in many ways: ``(?:[a-z]+-?)+``, ``(?:\w+\s*)*``,
    ``(?:[a-z]+)+``; the separator is never one of the characters that it separates.

Slow because:
    Where such a text does not match as a whole, n characters can be cut in O(2^n) ways, and each is tried. Written
    so that there is one way only, ``[a-z]+(?:-[a-z]+)*-?``, it is O(n).

Unsafe when:
    Never: the same texts match, with the same ends in the same order.

Example:
    Before::

        TAG = re.compile(r"^(?:[a-z0-9]+-?)+$")

    After::

        _TAG_IN_ONE_WAY = re.compile("^[a-z0-9]+(?:-[a-z0-9]+)*-?$")

Source:
    Friedl, Mastering regular expressions (2006), chapter 6, unrolling the loop.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.proposers.rules._finding import Finding

GROWTH = ("O(2^n)", "O(n)")

_ATOM = r"\[\^?\]?(?:\\.|[^\]\\])*\]|\\[dwsDWS]|\\[^\w\s]|[\w@,;:/ _-]"
#: ``(?:A+S?)+`` with either quantifier behind the separator, and behind the group.
_PIECES = re.compile(rf"\(\?:(?P<one>{_ATOM})\+(?P<between>{_ATOM})(?P<few>[?*])\)(?P<many>[+*])(?![?+{{*])")
#: ``(?:A+)+`` and its like.
_TWICE = re.compile(rf"\(\?:(?P<one>{_ATOM})(?P<few>[+*])\)(?P<many>[+*])(?![?+{{*])")
_SPACES = [chr(number) for number in range(0x3001) if chr(number).isspace()]


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per pattern that the function uses."""
    for call, name in _compiled_in(code):
        given = call.args[0] if call.args else None
        if not isinstance(given, ast.Constant) or not isinstance(given.value, str) or _is_verbose(call):
            continue
        text = unambiguous(given.value)
        if text is not None and text != given.value:
            said = f"the pattern {given.value!r} can cut the same text into pieces in many ways, and tries all of them"
            yield Finding(given, said, partial(_change, code, call, name, text), GROWTH)


def _compiled_in(code: FunctionCode) -> Iterator[tuple[ast.Call, str]]:
    """Calls of ``re`` in a function, and those that make the patterns of the module that it asks, with their names."""
    asked = set()
    for call in code.all(ast.Call):
        member = code.purity.module_member(call.func)
        if member is not None and member[0] == "re":
            yield call, ""
        held = call.func.value if isinstance(call.func, ast.Attribute) else None
        if isinstance(held, ast.Name) and held.id not in code.local and held.id not in asked:
            asked.add(held.id)
            binders = code.program.binders(held.id)
            for statement in binders if len(binders) == 1 else []:
                made = statement.value if isinstance(statement, ast.Assign) else None
                if isinstance(made, ast.Call) and code.purity.module_member(made.func) == ("re", "compile"):
                    yield made, held.id


def _is_verbose(call: ast.Call) -> bool:
    others = [*call.args[1:], *(keyword.value for keyword in call.keywords)]
    return any(isinstance(node, ast.Attribute | ast.Name) and ast.unparse(node).rpartition(".")[2] in ("X", "VERBOSE")
               for other in others for node in ast.walk(other))  # fmt: skip


def unambiguous(pattern: str) -> str | None:
    """The pattern with its repeated groups written so that a text can be cut in one way only; None for a broken one."""
    if "(?x" in pattern or re.search(r"\(\?[a-z]*x", pattern):
        return None
    changed = _PIECES.sub(_pieces, _TWICE.sub(_twice, pattern))
    try:
        before, after = re.compile(pattern), re.compile(changed)
    except re.error:
        return None
    return changed if before.groups == after.groups else None


def _twice(found: re.Match[str]) -> str:
    least = "+" if found["few"] == found["many"] == "+" else "*"
    return found["one"] + least


def _pieces(found: re.Match[str]) -> str:
    one, between = found["one"], found["between"]
    if not _is_apart(one, between):
        return found[0]
    if found["few"] == "?":
        whole = f"{one}+(?:{between}{one}+)*{between}?"
    else:
        whole = f"{one}+(?:{between}+{one}+)*{between}*"
    return whole if found["many"] == "+" else f"(?:{whole})?"


def _is_apart(one: str, between: str) -> bool:
    """Whether no character that separates is one of those that are separated."""
    if between == r"\s":
        return not any(re.fullmatch(one, space) for space in _SPACES)
    mark = between.removeprefix("\\")
    if len(mark) != 1 or mark.isalnum() or mark == "_":
        return False
    return re.fullmatch(one, mark) is None and re.fullmatch(one, mark, re.IGNORECASE) is None


def _change(code: FunctionCode, call: ast.Call, name: str, text: str, edits: Edits) -> None:
    quoted = f'"{text}"'
    if "\\" in text or '"' in text:
        quoted = f'r"{text}"' if '"' not in text and not text.endswith("\\") else repr(text)
    if not name:
        edits.replace(call.args[0], quoted)
        return
    # Others may look at the pattern of the module: it stays as it is.
    chosen = code.fresh(f"_{name.lstrip('_')}_IN_ONE_WAY")
    edits.add_constant(code.node, f"{chosen} = {edits.text(call, {call.args[0]: quoted})}")
    for node in code.all(ast.Name):
        if node.id == name and isinstance(node.ctx, ast.Load):
            edits.replace(node, chosen)
