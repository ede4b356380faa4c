"""A compiled pattern handed to a function of ``re`` instead of asked itself.

Finds:
    ``re.match(PATTERN, text)`` and the like, where ``PATTERN`` is bound once in the module to ``re.compile(...)``.

Slow because:
    The function of ``re`` looks at the pattern's type and flags before it calls the pattern's method. The gain is a
    constant, large where the texts are short.

Unsafe when:
    The module binds the pattern anew at run time.

Example:
    Before::

        NUMBER = re.compile("[0-9]+")

        def is_number(text):
            return bool(re.match(NUMBER, text))

    After::

        NUMBER = re.compile("[0-9]+")

        def is_number(text):
            return bool(NUMBER.match(text))

Source:
    The Python documentation of ``re.compile``.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.proposers.rules._finding import Finding

#: Most positional arguments that mean the same to the pattern's method, the pattern left out.
_MOST_ARGUMENTS = {
    "match": 1, "search": 1, "fullmatch": 1, "findall": 1, "finditer": 1, "split": 2, "sub": 3, "subn": 3,
}  # fmt: skip


def find(code: FunctionCode) -> Iterator[Finding]:
    """Each call makes one finding."""
    for call in code.all(ast.Call):
        member = code.purity.module_member(call.func)
        if member is None or member[0] != "re" or member[1] not in _MOST_ARGUMENTS or not call.args:
            continue
        pattern = call.args[0]
        if not isinstance(pattern, ast.Name) or pattern.id in code.local or not _compiled_once(code, pattern.id):
            continue
        if any(isinstance(argument, ast.Starred) for argument in call.args) or len(call.args) < 2:
            continue
        if len(call.args) - 1 > _MOST_ARGUMENTS[member[1]]:
            continue
        if any(word.arg in ("flags", "pattern", None) for word in call.keywords):
            continue
        text = f"{pattern.id} is compiled; its own {member[1]} is one call less"
        yield Finding(call, text, partial(_change, call, pattern, member[1]))


def _compiled_once(code: FunctionCode, name: str) -> bool:
    """Whether the module binds the name once, to ``re.compile(...)``."""
    if name in code.module.global_names:
        return False
    binders = code.program.binders(name)
    if len(binders) != 1 or not isinstance(binders[0], ast.Assign | ast.AnnAssign):
        return False
    value = binders[0].value
    return isinstance(value, ast.Call) and code.purity.module_member(value.func) == ("re", "compile")


def _change(call: ast.Call, pattern: ast.Name, method: str, edits: Edits) -> None:
    rest = [edits.text(argument) for argument in call.args[1:]]
    rest += [f"{word.arg}={edits.text(word.value)}" for word in call.keywords]
    edits.replace(call, f"{pattern.id}.{method}({', '.join(rest)})")
