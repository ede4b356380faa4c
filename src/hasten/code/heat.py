"""Where the time goes, by line, also in texts that were made from the one that was looked at."""

from __future__ import annotations

import ast
import difflib
from collections.abc import Mapping
from functools import lru_cache

from hasten.code.function import FunctionCode
from hasten.code.scopes import COMPREHENSIONS
from hasten.code.source import after_docstring

#: With less of the time than this a place is cold: all of it gone would not show.
COLD = 0.004
#: With less of it, all of it gone could not be told from noise.
LUKEWARM = 0.02
#: With fewer turns for each call, what a loop is spared does not pay for what is set up in front of it.
FEW_TURNS = 3.0


def share_of(code: FunctionCode, node: ast.AST, profiled: str, share: Mapping[int, float]) -> float:
    """Share of the time that goes into a place, callers included, 0 to 1; 1 where that is not known.

    What counts is the outermost loop around the place, or its statement, since looks tell loops apart and not lines.
    Of classes, of what lies outside of functions, and of new lines nothing is known.

    Args:
        code: The function that holds the node.
        profiled: The text that was looked at.
        share: Share of the time by its lines, callers included, 0 to 1; empty where nobody looked.
    """
    if not share or isinstance(node, ast.ClassDef | ast.Module) or node not in code.module.parents:
        return 1.0
    return share_between(code.module.source, *_extent(code, node), profiled, share)


def turns_of(code: FunctionCode, node: ast.AST, profiled: str, entered: Mapping[int, int]) -> float | None:
    """How often the loop around a place turns for each call of its function; None where there is none, or not known.

    Args:
        code: The function that holds the node.
        node: The place; a loop counts as around itself.
        profiled: The text whose blocks were counted.
        entered: How often the block that starts at a line of it was entered; empty where nobody counted.
    """
    if not entered or node not in code.module.parents or code.outer is not None:
        return None
    around = node if isinstance(node, ast.For | ast.While) else next(iter(code.loops_around(node)), None)
    if around is None:
        return None
    lines = known_lines(profiled, code.module.source)
    body = after_docstring(code.node)
    calls = entered.get(lines.get(body[0].lineno, 0), 0) if body else 0
    turn = lines.get(around.body[0].lineno)
    if turn is None and around.lineno in lines:
        # The first line of the loop has changed: it was the next one that a block of the old text starts at.
        turn = min((line for line in entered if line > lines[around.lineno]), default=None)
    return entered.get(turn, 0) / calls if turn is not None and calls else None


def share_between(source: str, first: int, last: int, profiled: str, share: Mapping[int, float]) -> float:
    """Share of the time that goes into the lines of a text, ends included, 0 to 1; 1 where that is not known."""
    if not share:
        return 1.0
    lines = known_lines(profiled, source)
    known = [lines.get(line) for line in range(first, last + 1)]
    if None in known:
        return 1.0
    return max(share.get(line or 0, 0.0) for line in known)


def _extent(code: FunctionCode, node: ast.AST) -> tuple[int, int]:
    widest: ast.AST = node
    for parent in code.ancestors(node):
        if isinstance(parent, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.ClassDef):
            break
        if isinstance(parent, (ast.For, ast.AsyncFor, ast.While, *COMPREHENSIONS)):
            widest = parent
        elif isinstance(widest, ast.expr) and isinstance(parent, ast.stmt) and not hasattr(parent, "body"):
            widest = parent
    first = getattr(widest, "lineno", 1)
    return first, getattr(widest, "end_lineno", None) or first


@lru_cache(maxsize=64)
def known_lines(original: str, text: str) -> dict[int, int]:
    """Lines of a text, from 1, with the lines of the text that it was made of that they stand for."""
    old, new = original.split("\n"), text.split("\n")
    if old == new:
        return {line: line for line in range(1, len(new) + 1)}
    found: dict[int, int] = {}
    for block in difflib.SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        found |= {block.b + k + 1: block.a + k + 1 for k in range(block.size)}
    return found
