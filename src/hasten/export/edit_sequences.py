"""Edit sequences: a program as insertions, each of which leaves a program that parses and lints.

A program is taken apart backwards: a statement is drawn and deleted, then whatever refers to something that is gone,
until nothing is left; read backwards, the deletions are insertions.

Source:
    LintSeq (Piterbarg et al., ICLR 2025). Departures: whole statements are deleted, not lines; the linter asks for
    syntax and for names without a source, no more.
"""

from __future__ import annotations

import ast
import itertools
import random
from collections.abc import Sequence
from dataclasses import dataclass

from hasten.code.diffs import unified_diff
from hasten.export.lint import is_clean, parses, unbound_locals, undefined_names

_MOST_STEPS = 400


@dataclass(frozen=True)
class EditSequence:
    """States from nothing to the whole program.

    Attributes:
        states: Texts; the first is empty, the last the program; each parses and lints.
    """

    states: tuple[str, ...]

    @property
    def edits(self) -> tuple[str, ...]:
        """Unified diffs between neighbouring states."""
        return tuple(unified_diff(a, b, file="program.py") for a, b in itertools.pairwise(self.states))


def edit_sequence(program: str, *, rng: random.Random) -> EditSequence | None:
    """One way to write the program by insertions, or None where the program itself does not lint."""
    if not is_clean(program):
        return None
    states = [program]
    while states[-1].strip() and len(states) < _MOST_STEPS:
        following = _shorter(states[-1], rng)
        if following is None:
            break
        states.append(following)
    if states[-1] != "":
        states.append("")
    return EditSequence(tuple(reversed(states)))


def _shorter(text: str, rng: random.Random) -> str | None:
    """The text without one statement and without what it leaves dangling; None where nothing can be deleted."""
    places = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.stmt)]
    rng.shuffle(places)
    for node in places:
        found = _cleaned(_without(text, [node]))
        if found is not None and found != text:
            return found
    return None


def _cleaned(text: str | None) -> str | None:
    """The text with statements deleted until it lints; None where that does not end in a program."""
    for _ in range(_MOST_STEPS):
        if text is None or not parses(text):
            return None
        missing = undefined_names(text) | {name for _, name in unbound_locals(text)}
        if not missing:
            return text if text.strip() else ""
        users = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.stmt) and _uses(node, missing)]
        if not users:
            return None
        text = _without(text, users)
    return None


def _uses(node: ast.stmt, names: set[str]) -> bool:
    """Whether a statement itself, not one inside of it, reads one of the names."""
    inner: set[int] = set()
    for part in ast.walk(node):
        for block in ("body", "orelse", "finalbody", "handlers", "cases"):
            for child in getattr(part, block, []) if isinstance(getattr(part, block, None), list) else []:
                if part is node or isinstance(part, ast.ExceptHandler | ast.match_case):
                    inner.update(id(n) for n in ast.walk(child))
    return any(
        isinstance(n, ast.Name) and n.id in names and id(n) not in inner for n in ast.walk(node)
    )


def _without(text: str, nodes: Sequence[ast.stmt]) -> str | None:
    """The text without the lines of statements; blocks that would be empty go with their owner."""
    tree = ast.parse(text)
    gone = {(n.lineno, n.col_offset) for n in nodes}
    lines = text.splitlines(keepends=True)
    deleted: set[int] = set()
    for node in ast.walk(tree):
        for block in ("body", "orelse", "finalbody"):
            statements = getattr(node, block, None)
            if not isinstance(statements, list) or not statements or not isinstance(statements[0], ast.stmt):
                continue
            left = [s for s in statements if (s.lineno, s.col_offset) not in gone]
            if left == statements:
                continue
            if left or isinstance(node, ast.Module):
                for statement in statements:
                    if (statement.lineno, statement.col_offset) in gone:
                        deleted.update(_lines(statement))
            elif isinstance(node, ast.stmt) and block == "body":
                deleted.update(_lines(node))
            else:
                # An empty else or finally: its header goes too.
                deleted.update(range(_header(lines, statements[0]), (statements[-1].end_lineno or 0) + 1))
    kept = "".join(line for number, line in enumerate(lines, start=1) if number not in deleted)
    return kept if kept.strip() else ""


def _lines(node: ast.stmt) -> range:
    first = min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", []))])
    return range(first, (node.end_lineno or node.lineno) + 1)


def _header(lines: Sequence[str], first: ast.stmt) -> int:
    """Number of the line of the ``else:`` or ``finally:`` above a block."""
    for number in range(first.lineno, 0, -1):
        if lines[number - 1].lstrip().startswith(("else", "finally", "elif")):
            return number
    return first.lineno
