"""A unified diff as rows for a page: line numbers, and the changed part of each changed line marked."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass

#: Lines shown of one diff; whoever wants more has the JSON.
MOST_LINES = 600

Pieces = tuple[tuple[bool, str], ...]


@dataclass(frozen=True)
class DiffRow:
    """One line.

    Attributes:
        kind: ``context``, ``old``, ``new`` or ``hunk``.
        old_number: Line number before, or None.
        new_number: Line number after, or None.
        pieces: Text in order, each with whether it is what changed within the line.
    """

    kind: str
    old_number: int | None
    new_number: int | None
    pieces: Pieces


def diff_rows(diff: str) -> list[DiffRow]:
    """Rows of a unified diff of one file (without the two lines that name it), or of changed settings."""
    rows: list[DiffRow] = []
    old_number = new_number = 0
    old_block: list[tuple[int, str]] = []
    new_block: list[tuple[int, str]] = []

    def flush() -> None:
        rows.extend(_block(old_block, new_block))
        old_block.clear()
        new_block.clear()

    # Split at line ends only: a form feed inside a line of source is no line end.
    lines = diff.split("\n")
    for line in lines[2:] if diff.startswith("--- ") else lines:
        if len(rows) > MOST_LINES:
            rows.append(DiffRow("hunk", None, None, ((False, "… the rest is left out"),)))
            break
        if found := re.match(r"@@ -(\d+)(?:,\d+)? \+(\d+)", line):
            flush()
            old_number, new_number = int(found[1]), int(found[2])
            rows.append(DiffRow("hunk", None, None, ((False, line),)))
        elif line.startswith("-"):
            if new_block:
                flush()
            old_block.append((old_number, line[1:]))
            old_number += 1
        elif line.startswith("+"):
            new_block.append((new_number, line[1:]))
            new_number += 1
        elif line.startswith(" "):
            flush()
            rows.append(DiffRow("context", old_number, new_number, ((False, line[1:]),)))
            old_number, new_number = old_number + 1, new_number + 1
    flush()
    return rows


def _block(old: list[tuple[int, str]], new: list[tuple[int, str]]) -> list[DiffRow]:
    """Removed lines, then added ones; where they pair up one to one, what changed within them is marked."""
    old_pieces: list[Pieces] = [((False, text),) for _, text in old]
    new_pieces: list[Pieces] = [((False, text),) for _, text in new]
    if len(old) == len(new):
        marked = [_marked(a, b) for (_, a), (_, b) in zip(old, new, strict=True)]
        old_pieces = [pieces for pieces, _ in marked]
        new_pieces = [pieces for _, pieces in marked]
    return [
        *(DiffRow("old", number, None, pieces) for (number, _), pieces in zip(old, old_pieces, strict=True)),
        *(DiffRow("new", None, number, pieces) for (number, _), pieces in zip(new, new_pieces, strict=True)),
    ]


def _marked(old: str, new: str) -> tuple[Pieces, Pieces]:
    """Both lines cut into pieces, word by word; lines with little in common are not marked at all."""
    a, b = re.findall(r"\w+|\s+|.", old), re.findall(r"\w+|\s+|.", new)
    matcher = difflib.SequenceMatcher(None, a, b, autojunk=False)
    if matcher.ratio() < 0.5:
        return ((False, old),), ((False, new),)
    left: list[tuple[bool, str]] = []
    right: list[tuple[bool, str]] = []
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if i1 < i2:
            left.append((kind != "equal", "".join(a[i1:i2])))
        if j1 < j2:
            right.append((kind != "equal", "".join(b[j1:j2])))
    return tuple(left), tuple(right)
