"""Whether an answer is the right one, as benchmarks see it: equality of Python values, floats within a bound.

Answers are trees (``docs/explanation/architecture.md``): nothing of the code under test runs here.
"""

from __future__ import annotations

import math
import re
from typing import Any

from hasten.core.values import Tree, canonical, equality_key
from hasten.oracles.trees import Message

#: Relative bound on floats beside the absolute one, wherever any is allowed.
_RELATIVE = 1e-7
_NUMPY_SCALAR = re.compile(r"numpy\.(?:float|int|uint|bool)\w*\((.*)\)")
#: Pairs compared at most: a value can be exponentially large when its aliases are written out.
_MOST_PAIRS = 5_000_000


def same_answer(right: Tree, given: Tree, *, tolerance: float = 0.0, loose: bool = False, as_set: bool = False) -> bool:
    """Whether ``given == right`` holds in Python, aliases followed.

    Args:
        right: The right answer.
        given: The answer given.
        tolerance: Largest absolute difference between two numbers of which one is a float, >= 0.
        loose: The right answer went through JSON: lists stand for tuples and sets too, texts for any key.
        as_set: Order and repetition of the outermost items do not matter.

    Returns:
        False too where a value was cut and its digest differs, or cannot be encoded.
    """
    rights, givens = Message([right]), Message([given])
    if as_set:
        a, b = (_items(message.resolve(tree)) for message, tree in ((rights, right), (givens, given)))
        return a is not None and b is not None and _keys(a, loose) == _keys(b, loose)
    stack = [(right, given)]
    for _ in range(_MOST_PAIRS):
        if not stack:
            return True
        a, b = stack.pop()
        if a is b:
            continue
        inner = _step(rights.resolve(a), givens.resolve(b), tolerance, loose)
        if inner is None:
            return False
        stack.extend(inner)
    return False


def _step(a: Tree, b: Tree, tolerance: float, loose: bool) -> list[tuple[Tree, Tree]] | None:
    """Pairs of parts that must be the same, or None where these two differ already."""
    a, b = _plain(a), _plain(b)
    if isinstance(a, complex | float | int) and isinstance(b, complex | float | int):
        return [] if same_number(a, b, tolerance) else None
    if not (isinstance(a, list) and isinstance(b, list)):
        return [] if type(a) is type(b) and a == b else None
    one, other = a[0], b[0]
    if loose and one in "lt" and other in "lt":
        one = other = "l"
    if loose and one == "l" and other in "sf":
        b, other = ["l", sorted(b[1], key=canonical)], "l"
        a = ["l", sorted(a[1], key=canonical)]
    if {one, other} <= {"s", "f"}:
        return [] if _keys(a[1], loose) == _keys(b[1], loose) else None
    if one != other or one == "?":
        return None
    if one in "lt":
        return list(zip(a[1], b[1], strict=True)) if len(a[1]) == len(b[1]) else None
    if one == "d":
        return _entries(a[1], b[1], loose)
    if one == "o":
        same = a[1] == b[1] and list(a[2]) == list(b[2])
        return list(zip(a[2].values(), b[2].values(), strict=True)) if same else None
    if one == "it":
        return list(zip(a[2], b[2], strict=True)) if len(a[2]) == len(b[2]) else None
    return [] if a == b else None


def _plain(tree: Tree) -> Any:
    """Numbers of all kinds as numbers; an instance of a builtin's subclass as the builtin part that it equals."""
    if not isinstance(tree, list):
        return tree
    if tree[0] == "u":
        return _plain(tree[2])
    if tree[0] == "i":
        return int(tree[1], 16)
    if tree[0] == "c":
        return complex(tree[1], tree[2])
    if tree[0] == "x":
        found = _NUMPY_SCALAR.fullmatch(tree[1])
        if found:
            try:
                return float(found[1]) if found[1] not in ("True", "False") else found[1] == "True"
            except ValueError:
                return tree
    return tree


def same_number(a: complex, b: complex, tolerance: float) -> bool:
    """Equal numbers; floats within the bound, one NaN like another."""
    if a == b or (a != a and b != b):
        return True
    exact = isinstance(a, int) and isinstance(b, int)
    if exact or tolerance <= 0.0:
        return False
    try:
        distance = abs(a - b)
        return math.isfinite(distance) and distance <= tolerance + _RELATIVE * abs(a)
    except OverflowError:
        return False


def _items(tree: Tree) -> list[Tree] | None:
    tree = _plain(tree)
    if isinstance(tree, list) and tree[0] in "ltsf":
        return list(tree[1])
    return [pair[0] for pair in tree[1]] if isinstance(tree, list) and tree[0] == "d" else None


def _keys(items: list[Tree], loose: bool) -> set[object]:
    return {_key(item, loose) for item in items}


def _key(tree: Tree, loose: bool) -> object:
    if loose:
        return _loose_text(tree)
    try:
        return equality_key(tree)
    except TypeError:
        return canonical(tree)


def _loose_text(tree: Tree) -> str:
    """A text that JSON makes of a key or a member."""
    value = _plain(tree)
    if isinstance(value, bool):
        return str(value).lower()
    if value is None:
        return "null"
    if isinstance(value, int | float) and value == value and abs(value) != math.inf and value == int(value):
        return str(int(value))
    if isinstance(value, list) and value[0] in "ltsf":
        return "[" + ",".join(map(_loose_text, value[1])) + "]"
    return value if isinstance(value, str) else canonical(value)


def _entries(a: list[Any], b: list[Any], loose: bool) -> list[tuple[Tree, Tree]] | None:
    if len(a) != len(b) or any(len(pair) != 2 for pair in [*a, *b]):
        return [] if a == b else None
    found = {_key(key, loose): value for key, value in b}
    pairs = []
    for key, value in a:
        name = _key(key, loose)
        if name not in found:
            return None
        pairs.append((value, found[name]))
    return pairs
