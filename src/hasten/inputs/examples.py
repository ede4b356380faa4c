"""Examples in the prose of docstrings: ``order([1, 11]) => [11, 1]``, ``Input: grid = [[1]], k = 3``."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from typing import Any

_CLOSING = {"(": ")", "[": "]", "{": "}"}
_NUMBER = re.compile(r"[-+]?\d[\d_]*(\.\d*)?([eE][-+]?\d+)?")
_WORDS = {"True": True, "False": False, "None": None}
#: Longest text that is read as one example.
_LONGEST = 4000


def example_calls(text: str, name: str) -> Iterator[ast.Call]:
    """Every call of ``name`` that stands in a text with its parentheses closed, as it is written."""
    for found in re.finditer(rf"(?<![\w.]){re.escape(name)}\(", text):
        end = closing(text, found.end() - 1)
        if end is None:
            continue
        try:
            node = ast.parse(f"f{text[found.end() - 1 : end + 1]}", mode="eval").body
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
        if isinstance(node, ast.Call):
            yield node


def example_arguments(text: str, parameters: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """Values of all parameters where a text states them by name, one after the other: ``n = 5, k: 3``.

    Args:
        text: The docstring.
        parameters: Names of the parameters, all of which must be stated.
    """
    if not parameters:
        return
    names = "|".join(re.escape(name) for name in parameters)
    stated: dict[str, Any] = {}
    for found in re.finditer(rf"(?<![\w.])({names})\s*(?:=|:|is)\s*(?=[-+\d\[({{'\"TFN])", text):
        value = literal_at(text, found.end())
        if value is None:
            stated.clear()
            continue
        if found[1] in stated:
            stated.clear()
        stated[found[1]] = value[0]
        if len(stated) == len(parameters):
            yield tuple(stated[name] for name in parameters)
            stated.clear()


def literal_at(text: str, at: int) -> tuple[Any] | None:
    """The literal that starts at a place of a text, in a tuple of its own; None where there is none."""
    if text[at] in _CLOSING:
        end = closing(text, at)
        piece = None if end is None else text[at : end + 1]
    elif text[at] in "'\"":
        end = text.find(text[at], at + 1)
        piece = None if end < 0 else text[at : end + 1]
    else:
        number = _NUMBER.match(text, at)
        word = re.match(r"\w+", text[at:])
        if number is None and word is not None and word[0] in _WORDS:
            return (_WORDS[word[0]],)
        piece = number[0].rstrip(".") if number else None
    if piece is None:
        return None
    try:
        return (ast.literal_eval(" ".join(piece.split("\n"))),)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return None


def closing(text: str, at: int) -> int | None:
    """Place of the bracket that closes the one at ``at``; brackets in quotes do not count."""
    expected, quote = [], ""
    for place in range(at, min(len(text), at + _LONGEST)):
        letter = text[place]
        if quote:
            if letter == quote and text[place - 1] != "\\":
                quote = ""
        elif letter in "'\"":
            quote = letter
        elif letter in _CLOSING:
            expected.append(_CLOSING[letter])
        elif letter in ")]}":
            if not expected or expected.pop() != letter:
                return None
            if not expected:
                return place
    return None
