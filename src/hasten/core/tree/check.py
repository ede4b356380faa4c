"""The grammar check: a tree that comes from a child is untrusted data."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from typing import Any

from hasten.core.tree.make import PLAIN_INT, Tree
from hasten.core.tree.refs import is_numbered
from hasten.core.tree.walk import arguments, children
from hasten.errors import InvalidArgument

#: Deeper trees are refused: json and the printers recurse.
MAX_DEPTH = 300
#: Longer expressions are refused: the parser recurses.
MAX_EXPRESSION = 20_000

_NAME = re.compile(r"[\w.$?-]+:[\w.<>]*")
_HEX = re.compile(r"-?0x[0-9a-f]+")
_WORD = re.compile(r"[\w.-]+")


def validate(tree: Any, *, observed: bool = False, known: int = 0) -> int:
    """Check a tree or call against the grammar.

    Args:
        tree: What the child sent, already parsed from JSON.
        observed: Whether the tree is an observation, where values that were cut or could not be encoded may occur.
        known: How many mutable containers of the same message came before (numbering is joint).

    Returns:
        How many mutable containers the message has had up to the end of this tree.

    Raises:
        InvalidArgument: The tree breaks the grammar; the message says where.
    """
    parts = _call_arguments(tree) if isinstance(tree, dict) else [((), tree)]
    stack = [(path, part, 0) for path, part in reversed(parts)]
    while stack:
        path, part, level = stack.pop()
        if isinstance(part, list):
            if level >= MAX_DEPTH:
                raise _malformed(path, f"is nested deeper than {MAX_DEPTH}")
            _check_shape(path, part, observed)
            if part[0] == "r" and not 0 <= part[1] < known:
                raise _malformed(path, f"refers to container {part[1]} of {known}")
            known += is_numbered(part)
            stack.extend([(path + step, inner, level + 1) for step, inner in reversed(children(part))])
        elif type(part) is int:
            if not -PLAIN_INT < part < PLAIN_INT:
                raise _malformed(path, "is an integer outside 64 bits that is not tagged")
        elif part is not None and type(part) not in (bool, float, str):
            raise _malformed(path, f"is a {type(part).__name__}")
    return known


def _call_arguments(call: dict[Any, Any]) -> list[tuple[Any, Tree]]:
    args, kwargs = call.get("args"), call.get("kwargs")
    if len(call) != 2 + (type(call.get("state")) is int) or not isinstance(args, list) or not isinstance(kwargs, dict):
        raise InvalidArgument("a call must have exactly 'args', a list, and 'kwargs', an object")
    if not all(isinstance(name, str) for name in kwargs):
        raise InvalidArgument("the names of keyword arguments must be text")
    return arguments(call)


def _check_shape(path: Any, tree: list[Any], observed: bool) -> None:
    if not tree or not isinstance(tree[0], str):
        raise _malformed(path, "has no tag")
    tag = tree[0]
    rule = _RULES.get(tag)
    if rule is None:
        raise _malformed(path, f"has the unknown tag {tag[:20]!r}")
    if tag in ("?", "cut") and not observed:
        raise _malformed(path, f"is tagged {tag!r}, which only observations have")
    if not rule(tree, observed):
        raise _malformed(path, f"does not have the parts of a tree tagged {tag!r}")


def _malformed(path: Any, what: str) -> InvalidArgument:
    where = "".join(f"[{step!r}]" for step in path) or "itself"
    return InvalidArgument(f"malformed tree: the part at {where} {what}")


def _is_name(text: Any) -> bool:
    return isinstance(text, str) and len(text) < 1000 and _NAME.fullmatch(text) is not None


def _is_word(text: Any) -> bool:
    return isinstance(text, str) and len(text) < 1000 and _WORD.fullmatch(text) is not None


def _is_octets(text: Any, observed: bool) -> bool:
    if observed and isinstance(text, list):
        return bool(text) and text[0] == "cut" and _is_cut(text)
    return isinstance(text, str) and (text.isascii() or max(text) <= "\xff")


def _is_cut(tree: list[Any]) -> bool:
    if len(tree) not in (3, 4) or type(tree[1]) is not int:
        return False
    return all(isinstance(text, str) and len(text) < 1000 for text in tree[2:])


def _is_attributes(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(name, str) for name in value)


def _is_expression(text: Any) -> bool:
    if not isinstance(text, str) or len(text) > MAX_EXPRESSION:
        return False
    try:
        ast.parse(text, mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def _is_pairs(value: Any, observed: bool) -> bool:
    return isinstance(value, list) and all(_is_pair(pair, observed) for pair in value)


def _is_pair(pair: Any, observed: bool) -> bool:
    if not isinstance(pair, list):
        return False
    if len(pair) == 2:
        return _is_hashable(pair[0])
    return observed and bool(pair) and pair[0] == "cut" and _is_cut(pair)


def _is_hashable(tree: Any) -> bool:
    if not isinstance(tree, list):
        return True
    if len(tree) == 2 and tree[0] in ("t", "f") and isinstance(tree[1], list):
        return all(_is_hashable(item) for item in tree[1])
    return bool(tree) and tree[0] not in ("l", "d", "s", "B", "a")


def _is_items(value: Any) -> bool:
    return isinstance(value, list)


def _is_members(value: Any) -> bool:
    return isinstance(value, list) and all(_is_hashable(item) for item in value)


def _is_base(tree: Any, observed: bool) -> bool:
    if not isinstance(tree, list):
        return True
    return bool(tree) and isinstance(tree[0], str) and tree[0] in _RULES and bool(_RULES[tree[0]](tree, observed))


def _is_array(tree: list[Any], observed: bool) -> bool:
    if len(tree) not in (4, 5) or not isinstance(tree[1], str) or not isinstance(tree[2], list):
        return False
    if not all(type(extent) is int and 0 <= extent < 2**40 for extent in tree[2]):
        return False
    if len(tree) == 5 and not (_is_attributes(tree[4]) and all(map(_is_flag, tree[4].values()))):
        return False
    if isinstance(tree[3], list) and tree[3][:1] == ["cut"]:
        return observed and _is_cut(tree[3])
    return isinstance(tree[3], str | list)


def _is_flag(value: Any) -> bool:
    return type(value) in (bool, int, str)


def _is_number(value: Any) -> bool:
    return type(value) in (int, float)


_RULES: dict[str, Callable[[list[Any], bool], bool]] = {
    "i": lambda t, seen: len(t) == 2 and isinstance(t[1], str) and _HEX.fullmatch(t[1]) is not None,
    "c": lambda t, seen: len(t) == 3 and _is_number(t[1]) and _is_number(t[2]),
    "b": lambda t, seen: len(t) == 2 and _is_octets(t[1], seen),
    "B": lambda t, seen: len(t) == 2 and _is_octets(t[1], seen),
    "l": lambda t, seen: len(t) == 2 and _is_items(t[1]),
    "t": lambda t, seen: len(t) == 2 and _is_items(t[1]),
    "d": lambda t, seen: len(t) == 2 and _is_pairs(t[1], seen),
    "s": lambda t, seen: len(t) == 2 and _is_members(t[1]),
    "f": lambda t, seen: len(t) == 2 and _is_members(t[1]),
    "r": lambda t, seen: len(t) == 2 and type(t[1]) is int,
    "o": lambda t, seen: len(t) == 3 and _is_name(t[1]) and _is_attributes(t[2]),
    "u": lambda t, seen: len(t) == 4 and _is_name(t[1]) and _is_base(t[2], seen) and _is_attributes(t[3]),
    "e": lambda t, seen: len(t) == 3 and _is_name(t[1]) and isinstance(t[2], str) and t[2].isidentifier(),
    "n": lambda t, seen: len(t) == 2 and _is_name(t[1]),
    "x": lambda t, seen: len(t) == 2 and _is_expression(t[1]),
    "a": _is_array,
    "it": lambda t, seen: len(t) == 3 and _is_word(t[1]) and _is_items(t[2]),
    "fn": lambda t, seen: len(t) == 3 and _is_word(t[1]) and _is_attributes(t[2]),
    "m": lambda t, seen: len(t) == 3 and type(t[1]) is int and type(t[2]) in (int, str),
    "?": lambda t, seen: len(t) == 3 and isinstance(t[1], str) and isinstance(t[2], str),
    "cut": lambda t, seen: _is_cut(t),
}
