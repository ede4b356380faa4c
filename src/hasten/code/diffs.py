"""Unified diffs of two versions of a file."""

from __future__ import annotations

import difflib
import re

#: Lines as patch tools count them: a form feed or a Unicode separator ends none.
_LINES = re.compile(r"[^\n]*\n|[^\n]+")


def unified_diff(old: str, new: str, *, file: str = "module.py", context: int = 3) -> str:
    """The change as a patch that ``patch -p1`` and ``git apply`` accept, or an empty string where there is none.

    Args:
        old: Text before.
        new: Text after.
        file: Path to print, relative and with forward slashes.
        context: Unchanged lines around each change, >= 0.
    """
    out: list[str] = []
    before, after = _LINES.findall(old), _LINES.findall(new)
    for line in difflib.unified_diff(before, after, f"a/{file}", f"b/{file}", n=context):
        if line.endswith("\n"):
            out.append(line)
        else:
            out.append(line + "\n\\ No newline at end of file\n")
    return "".join(out)


def changed_lines(old: str, new: str) -> int:
    """Lines removed plus lines added: the size of a diff, used to prefer the smaller of two equals."""
    matcher = difflib.SequenceMatcher(None, _LINES.findall(old), _LINES.findall(new), autojunk=False)
    changes = [op for op in matcher.get_opcodes() if op[0] != "equal"]
    return sum((i2 - i1) + (j2 - j1) for _, i1, i2, j1, j2 in changes)
