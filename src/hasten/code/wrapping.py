"""Long lines of a changed file, broken inside the brackets that hold most of them."""

from __future__ import annotations

import io
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from keyword import iskeyword

from hasten.core.candidate import normalised

#: Lines of a file that has none longer may become so long, and those of other files no longer than this, in columns.
_LEAST, _MOST = 100, 120
#: Brackets that hold less of a line are not what makes it long; breaking them would only hide what it does.
_SHARE = 0.55
#: How many times a statement is broken, one pair of brackets inside of another.
_DEPTH = 3
_PAIRS = {"(": ")", "[": "]", "{": "}"}


def wrapped(before: str, after: str) -> str:
    """``after`` with its new long lines broken inside brackets: one element, or one clause, a line.

    Only statements of one line are broken, and only where that leaves the syntax tree as it is.
    """
    if "\r" in after:
        return after
    own = set(before.split("\n"))
    limit = min(_MOST, max(_LEAST, *map(len, own)))
    lines = after.split("\n")
    if all(len(line) <= limit or line in own for line in lines):
        return after
    text = after
    for _ in range(_DEPTH):
        further = _broken(text, own, limit)
        if further == text:
            break
        text = further
    return text if normalised(text) == normalised(after) else after


@dataclass
class _Pair:
    """Brackets of a line.

    Attributes:
        start: Column of what opens them.
        end: Column of what closes them.
        commas: Columns of the commas right inside.
        clauses: Columns where clauses of a comprehension start.
        breakable: Whether they hold elements, or a comprehension, and nothing else.
    """

    start: int
    end: int = 0
    commas: list[int] = field(default_factory=list)
    clauses: list[int] = field(default_factory=list)
    breakable: bool = True


def _broken(text: str, own: set[str], limit: int) -> str:
    lines = text.split("\n")
    try:
        places = {row: pair for row, pair in _widest(text) if len(lines[row]) > limit and lines[row] not in own}
    except (tokenize.TokenError, SyntaxError):
        return text
    for row in sorted(places, reverse=True):
        if places[row].end - places[row].start > _SHARE * len(lines[row].strip()):
            lines[row : row + 1] = _pieces(lines[row], places[row], limit)
    return "\n".join(lines)


def _widest(text: str) -> Iterator[tuple[int, _Pair]]:
    """The row of each logical line that is one line of text, from 0, with its widest pair that can be broken."""
    pairs: list[_Pair] = []
    opened: list[_Pair] = []
    rows: set[int] = set()
    previous = ""
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type in (tokenize.NEWLINE, tokenize.ENDMARKER):
            fitting = [pair for pair in pairs if pair.breakable and (pair.commas or pair.clauses)]
            if len(rows) == 1 and fitting:
                yield rows.pop() - 1, max(fitting, key=lambda pair: pair.end - pair.start)
            pairs, opened, rows, previous = [], [], set(), ""
            continue
        if token.type in (tokenize.INDENT, tokenize.DEDENT, tokenize.NL):
            continue
        if token.type == tokenize.COMMENT:
            rows.add(0)  # where it would end up is no question for a machine
            continue
        rows |= {token.start[0], token.end[0]}
        if token.type == tokenize.OP and token.string in _PAIRS:
            indexed = token.string == "[" and (previous in _PAIRS.values() or previous.isidentifier())
            opened.append(_Pair(token.start[1], breakable=not indexed or iskeyword(previous)))
            pairs.append(opened[-1])
        elif token.type == tokenize.OP and token.string in _PAIRS.values():
            opened.pop().end = token.start[1]
        elif opened and token.string == "," and token.type == tokenize.OP:
            opened[-1].commas.append(token.start[1])
        elif opened and (token.string == "for" or (token.string == "if" and opened[-1].clauses)):
            opened[-1].clauses.append(token.start[1])
        elif opened and token.string in ("lambda", "async", "yield", ":="):
            opened[-1].breakable = False
        previous = token.string


def _pieces(line: str, pair: _Pair, limit: int) -> list[str]:
    indent = line[: len(line) - len(line.lstrip())]
    inner = indent + ("\t" if indent.startswith("\t") else "    ")
    head, tail = line[: pair.start + 1], indent + line[pair.end :]
    if pair.clauses:
        cuts = [pair.start + 1, *pair.clauses, pair.end]
        clauses = [line[a:b].strip() for a, b in pairwise(cuts)]
        together = inner + " ".join(clauses)
        return [head, *([together] if len(together) <= limit else [inner + clause for clause in clauses]), tail]
    cuts = [pair.start, *pair.commas, pair.end]
    items = [line[a + 1 : b].strip() for a, b in pairwise(cuts)]
    items = [item for item in items if item]
    together = inner + ", ".join(items)
    return [head, *([together] if len(together) <= limit else [f"{inner}{item}," for item in items]), tail]
