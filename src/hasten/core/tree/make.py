"""Make trees from plain values, and plain values from trees."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from hasten.core.workload import CallTree
from hasten.errors import InvalidArgument

#: A value as JSON; see the grammar.
Tree = Any

#: Integers at or beyond this magnitude cross as hexadecimal text.
PLAIN_INT = 2**63

#: Types that stand for themselves (integers only while they are small).
SCALARS = (type(None), bool, int, float, str)

_ENCODE = json.JSONEncoder(separators=(",", ":"), sort_keys=True).encode


def canonical(tree: Tree) -> str:
    """Stable text of a tree or call: equal exactly when the encoded values are equal (all NaN are one).

    ``1``, ``1.0`` and ``true`` differ, as do ``0.0`` and ``-0.0``. The order of keyword arguments counts.
    """
    if isinstance(tree, dict):
        state = [tree["state"]] if "state" in tree else []
        return _ENCODE([tree.get("args", []), list(tree.get("kwargs", {}).items()), *state])
    return _ENCODE(tree)


def int_tree(value: int) -> Tree:
    """An integer of any size."""
    if -PLAIN_INT < value < PLAIN_INT:
        return value
    return ["i", hex(value)]


def complex_tree(value: complex) -> Tree:
    """A complex number."""
    return ["c", value.real, value.imag]


def bytes_tree(value: bytes) -> Tree:
    """An immutable string of bytes."""
    return ["b", value.decode("latin-1")]


def bytearray_tree(value: bytes) -> Tree:
    """A mutable string of bytes."""
    return ["B", value.decode("latin-1")]


def list_tree(items: Iterable[Tree]) -> Tree:
    """A list."""
    return ["l", list(items)]


def tuple_tree(items: Iterable[Tree]) -> Tree:
    """A tuple."""
    return ["t", list(items)]


def dict_tree(pairs: Iterable[Sequence[Tree]]) -> Tree:
    """A dict in the order of ``pairs``; of equal keys the last value stays at the first place, as in Python."""
    kept: dict[object, list[Tree]] = {}
    for key, value in pairs:
        identity = equality_key(key)
        if identity in kept:
            kept[identity][1] = value
        else:
            kept[identity] = [key, value]
    return ["d", list(kept.values())]


def set_tree(items: Iterable[Tree]) -> Tree:
    """A set: equal members once, in the order of ``in_set_order``."""
    return ["s", _members(items)]


def frozenset_tree(items: Iterable[Tree]) -> Tree:
    """A frozenset: equal members once, in the order of ``in_set_order``."""
    return ["f", _members(items)]


def _members(items: Iterable[Tree]) -> list[Tree]:
    kept: dict[object, Tree] = {}
    for item in items:
        kept.setdefault(equality_key(item), item)
    return in_set_order(kept.values())


def in_set_order(members: Iterable[Tree]) -> list[Tree]:
    """Members of a set as the child writes them: numbers and texts by value, mixed scalars by type, others by text."""
    found = list(members)
    kinds = {type(member) for member in found}
    if kinds in ({int}, {str}):
        return sorted(found)
    if list not in kinds:
        return sorted(found, key=lambda member: (type(member).__name__, repr(member)))
    if all(not isinstance(member, list) or member[0] == "i" for member in found):
        plain = [(to_plain(member), member) for member in found]
        if all(type(value) is int for value, _ in plain):
            return [member for _, member in sorted(plain, key=lambda pair: pair[0])]
        return [member for _, member in sorted(plain, key=lambda pair: (type(pair[0]).__name__, repr(pair[0])))]
    return sorted(found, key=canonical)


def object_tree(cls: str, attributes: Mapping[str, Tree]) -> Tree:
    """An instance of the Python class ``module:qualname`` with these attributes."""
    return ["o", cls, {name: attributes[name] for name in sorted(attributes)}]


def subclass_tree(cls: str, base: Tree, attributes: Mapping[str, Tree] | None = None) -> Tree:
    """An instance of a subclass of a builtin; ``base`` is its builtin part."""
    attributes = attributes or {}
    return ["u", cls, base, {name: attributes[name] for name in sorted(attributes)}]


def enum_tree(cls: str, member: str) -> Tree:
    """A member of an Enum."""
    return ["e", cls, member]


def named_tree(name: str) -> Tree:
    """A class, function or module found by name (``math:sqrt``, ``$:Point``, ``math:``)."""
    return ["n", name]


def expression_tree(text: str) -> Tree:
    """A value that the child makes by evaluating ``text``."""
    return ["x", text]


def iterator_tree(items: Iterable[Tree], kind: str = "iter") -> Tree:
    """A one-shot iterator over ``items``; kind ``iter``, ``gen`` or ``map``."""
    return ["it", kind, list(items)]


def function_tree(kind: str, spec: Mapping[str, Any] | None = None) -> Tree:
    """A call-back that the child makes."""
    return ["fn", kind, dict(spec or {})]


def call_tree(args: Iterable[Tree] = (), kwargs: Mapping[str, Tree] | None = None) -> CallTree:
    """One call."""
    return {"args": list(args), "kwargs": dict(kwargs or {})}


def from_plain(value: object) -> Tree:
    """The tree of a value made of builtin types only; containers are copied, aliases are not kept.

    Raises:
        InvalidArgument: Some part is of another type.
    """
    kind = type(value)
    if kind is int:
        return int_tree(value)  # type: ignore[arg-type]
    if kind in SCALARS:
        return value
    if kind in _FROM_PLAIN:
        return _FROM_PLAIN[kind](value)
    raise InvalidArgument(f"a value of type {kind.__qualname__} has no tree of its own; use an expression_tree")


_FROM_PLAIN: dict[type, Any] = {
    complex: complex_tree,
    bytes: bytes_tree,
    bytearray: lambda value: bytearray_tree(bytes(value)),
    list: lambda value: list_tree(from_plain(item) for item in value),
    tuple: lambda value: tuple_tree(from_plain(item) for item in value),
    set: lambda value: set_tree(from_plain(item) for item in value),
    frozenset: lambda value: frozenset_tree(from_plain(item) for item in value),
    dict: lambda value: dict_tree((from_plain(key), from_plain(item)) for key, item in value.items()),
}


def to_plain(tree: Tree) -> Any:
    """The builtin value of a tree.

    Raises:
        InvalidArgument: The tree holds something that is not a builtin value (an object, an expression, an alias).
    """
    if not isinstance(tree, list):
        return tree
    make = _TO_PLAIN.get(tree[0])
    if make is None:
        raise InvalidArgument(f"a tree tagged {tree[0]!r} is no plain value")
    return make(tree)


_TO_PLAIN: dict[str, Any] = {
    "i": lambda tree: int(tree[1], 16),
    "c": lambda tree: complex(tree[1], tree[2]),
    "b": lambda tree: tree[1].encode("latin-1"),
    "B": lambda tree: bytearray(tree[1].encode("latin-1")),
    "l": lambda tree: [to_plain(item) for item in tree[1]],
    "t": lambda tree: tuple(to_plain(item) for item in tree[1]),
    "s": lambda tree: {to_plain(item) for item in tree[1]},
    "f": lambda tree: frozenset(to_plain(item) for item in tree[1]),
    "d": lambda tree: {to_plain(key): to_plain(value) for key, value in tree[1]},
}


def equality_key(tree: Tree) -> object:
    """Something hashable that is equal for trees of equal values, so that ``1``, ``1.0`` and ``true`` are one key.

    NaN counts as equal to itself: the child makes one NaN object of all plain NaN, which a dict finds by identity.
    """
    if not isinstance(tree, list):
        if isinstance(tree, float) and tree != tree:
            return ("nan",)
        return tree
    if tree[0] == "i":
        return int(tree[1], 16)
    if tree[0] == "t":
        return ("t", *map(equality_key, tree[1]))
    return (tree[0], canonical(tree))
