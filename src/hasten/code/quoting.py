"""Texts on the new lines of a changed file, in the quotes that the file uses."""

from __future__ import annotations

import io
import tokenize

from hasten.core.candidate import normalised

_F_START, _F_END = (getattr(tokenize, f"FSTRING_{part}", -1) for part in ("START", "END"))  # from Python 3.12 on


def quoted(before: str, after: str) -> str:
    """``after`` with the texts of its new lines between the quotes that most texts of ``before`` stand between.

    A text that holds a quote of either kind stays as it is, and one of more than one line.
    """
    if "\r" in after:
        return after
    own = set(before.split("\n"))
    lines = after.split("\n")
    new = [number for number, line in enumerate(lines, 1) if line not in own and ("'" in line or '"' in line)]
    if not new:
        return after
    try:
        usual = _usual(before)
        other = "'" if usual == '"' else '"'
        if not any(other in lines[number - 1] for number in new):
            return after
        spans = [(row, start, end) for row, start, end in _texts(after) if row in new]
    except (tokenize.TokenError, SyntaxError):
        return after
    known = [line for line in own if other in line]
    for row, start, end in reversed(spans):
        line = lines[row - 1]
        text = line[start:end]
        body = text.lstrip("rRbBfFuU")
        kept = any(text in line for line in known)
        if body[0] == other and body[:3] != other * 3 and usual not in body and other not in body[1:-1] and not kept:
            prefix = text[: len(text) - len(body)]
            lines[row - 1] = f"{line[:start]}{prefix}{usual}{body[1:-1]}{usual}{line[end:]}"
    text = "\n".join(lines)
    return text if normalised(text) == normalised(after) else after


def _usual(source: str) -> str:
    """The quotes of most texts; ``"`` where none are more frequent."""
    lines = source.split("\n")
    marks = [lines[row - 1][start:end].lstrip("rRbBfFuU")[:1] for row, start, end in _texts(source)]
    return "'" if marks.count("'") > marks.count('"') else '"'


def _texts(source: str) -> list[tuple[int, int, int]]:
    """Row, from 1, and columns of the texts of one line that stand for themselves: not docstrings, not parts of one."""
    found: list[tuple[int, int, int]] = []
    opened: list[tuple[int, int]] = []
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == _F_START:
            opened.append(token.start)
        elif token.type == _F_END:
            row, start = opened.pop()
            if not opened and row == token.end[0]:
                found.append((row, start, token.end[1]))
        elif token.type == tokenize.STRING and not opened and token.start[0] == token.end[0]:
            found.append((token.start[0], token.start[1], token.end[1]))
    return found
