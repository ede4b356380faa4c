"""Values of a call in the parent: read from trees, copied, and compared as strictly as the oracle compares them."""

from __future__ import annotations

import struct
from collections import Counter
from collections.abc import Sequence
from typing import Any

#: A form that is equal for two results exactly when types, order, float bits and aliasing agree.
Form = tuple[Any, ...]

_SCALARS = (int, bool, str, type(None), bytes)


class Unreadable(Exception):
    """The tree holds something that has no plain value here: an object, a value that was cut."""


def joint_form(value: Any, args: Sequence[Any]) -> Form:
    """The form of a result together with the arguments after the call, so that what they share shows."""
    numbers: dict[int, int] = {}
    return _form(value, numbers), tuple(_form(arg, numbers) for arg in args)


def form(value: Any) -> Form:
    """The form of one value."""
    return _form(value, {})


def _form(value: Any, numbers: dict[int, int]) -> Form:
    kind = type(value)
    if kind in _SCALARS:
        return kind.__name__, value
    if kind is float:
        return "float", "nan" if value != value else struct.pack(">d", value)
    if kind is tuple:
        return "tuple", *[_form(item, numbers) for item in value]
    if kind is frozenset:
        return "frozenset", frozenset(_form(item, numbers) for item in value)
    if id(value) in numbers:
        return "alias", numbers[id(value)]
    numbers[id(value)] = len(numbers)
    if kind is list:
        return "list", *[_form(item, numbers) for item in value]
    if kind is set:
        return "set", frozenset(_form(item, numbers) for item in value)
    if kind in (dict, Counter):
        return kind.__name__, *[(_form(key, numbers), _form(item, numbers)) for key, item in value.items()]
    return "other", kind.__name__, id(value)


def read(trees: Sequence[Any]) -> list[Any]:
    """Plain values of the trees of one message; containers that are aliased in it are aliased here.

    Raises:
        Unreadable: Some part has no plain value.
    """
    made: list[Any] = []
    return [_read(tree, made) for tree in trees]


def _read(tree: Any, made: list[Any]) -> Any:
    if not isinstance(tree, list):
        return tree
    tag = tree[0]
    if tag == "i":
        return int(tree[1], 16)
    if tag == "b":
        return tree[1].encode("latin-1")
    if tag == "t":
        return tuple(_read(item, made) for item in tree[1])
    if tag == "f":
        return frozenset(_read(item, made) for item in tree[1])
    if tag == "r" and tree[1] < len(made):
        return made[tree[1]]
    if tag == "l":
        items: list[Any] = []
        made.append(items)
        items += [_read(item, made) for item in tree[1]]
        return items
    if tag == "s":
        made.append(None)
        place = len(made) - 1
        made[place] = {_read(item, made) for item in tree[1]}
        return made[place]
    if tag == "d" or (tag == "u" and tree[1] == "collections:Counter" and not tree[3]):
        table: dict[Any, Any] = {} if tag == "d" else Counter()
        made.append(table)
        for key, item in tree[1] if tag == "d" else tree[2][1]:
            table[_read(key, made)] = _read(item, made)
        return table
    raise Unreadable(str(tag))


def fresh(value: Any) -> Any:
    """A deep copy of a plain value; aliases inside it are not kept."""
    kind = type(value)
    if kind is list:
        return [fresh(item) for item in value]
    if kind is tuple:
        return tuple(fresh(item) for item in value)
    if kind is dict:
        return {key: fresh(item) for key, item in value.items()}
    if kind is set:
        return set(value)
    return value
