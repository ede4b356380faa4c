"""Infer domains from values that were seen, all values of one place together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from hasten.core.values import Tree, to_plain
from hasten.inputs.domains import ANY, Domain, distinct, items_of, kind_of, union

#: Records have at most so many fields; larger dicts with text keys are taken as mappings.
MOST_FIELDS = 40


def infer(tree: Tree) -> Domain:
    """The domain that one value suggests."""
    return from_trees([tree])


def from_trees(trees: Iterable[Tree]) -> Domain:
    """The domain that several values of the same place suggest; nothing seen gives ``any``."""
    return _gather(list(trees), ()) or ANY


def _gather(trees: Sequence[Tree], outer: tuple[str, ...]) -> Domain | None:
    """The domain of ``trees``, or None where there is none to learn from; ``outer`` are the classes around."""
    groups: dict[Any, list[Tree]] = {}
    for tree in trees:
        if isinstance(tree, list) and tree[0] in ("r", "cut", "?"):
            continue
        kind = kind_of(tree)
        group = (kind, tree[1]) if kind in ("object", "enum", "opaque") or _is_subclass(tree) else (kind, "")
        groups.setdefault(group, []).append(tree)
    found = [_READ[kind](members, outer) for (kind, _), members in groups.items()]
    return union(found) if found else None


def _is_subclass(tree: Tree) -> bool:
    return isinstance(tree, list) and tree[0] == "u"


def _scalar(kind: str) -> Callable[[list[Tree], tuple[str, ...]], Domain]:
    def read(trees: list[Tree], outer: tuple[str, ...]) -> Domain:
        if kind in ("none", "bool"):
            return {"k": kind}
        domain: dict[str, Any] = {"k": kind, "choices": distinct(trees)}
        if _is_subclass(trees[0]):
            domain["cls"] = trees[0][1]
        if kind == "int":
            numbers = [to_plain(tree[2] if _is_subclass(tree) else tree) for tree in trees]
            domain["seen"] = [min(numbers), max(numbers)]
        elif kind == "float":
            reals = [tree for tree in trees if isinstance(tree, float) and abs(tree) < float("inf")]
            if reals:
                domain["seen"] = [min(reals), max(reals)]
        elif kind in ("str", "bytes", "bytearray"):
            lengths = [len(tree) if isinstance(tree, str) else len(tree[1]) for tree in trees]
            domain["seen"] = [min(lengths), max(lengths)]
        return domain

    return read


def _collection(kind: str) -> Callable[[list[Tree], tuple[str, ...]], Domain]:
    def read(trees: list[Tree], outer: tuple[str, ...]) -> Domain:
        inner = [items_of(tree) for tree in trees]
        lengths = [len(items) for items in inner]
        domain: dict[str, Any] = {"k": kind, "seen": [min(lengths), max(lengths)]}
        of = _gather([item for items in inner for item in items], (*outer, ""))
        if of is not None:
            domain["of"] = of
        if kind == "iterator":
            domain["kind"] = trees[0][1]
        if trees[0][0] == "u" and kind != "deque":
            domain["cls"] = trees[0][1]
        return domain

    return read


def _tuple(trees: list[Tree], outer: tuple[str, ...]) -> Domain:
    arities = {len(tree[1]) for tree in trees}
    if len(arities) == 1 and 0 < max(arities) <= 12:
        columns = zip(*(tree[1] for tree in trees), strict=True)
        return {"k": "tuple", "items": [_gather(column, (*outer, "")) or ANY for column in columns]}
    domain: dict[str, Any] = {"k": "tuple", "seen": [min(arities), max(arities)]}
    of = _gather([item for tree in trees for item in tree[1]], (*outer, ""))
    if of is not None or len(arities) > 1:
        domain["of"] = of or ANY
    return domain


def _dict(trees: list[Tree], outer: tuple[str, ...]) -> Domain:
    pairs = [[pair for pair in (tree[2] if tree[0] == "u" else tree)[1] if len(pair) == 2] for tree in trees]
    cls = {"cls": trees[0][1]} if trees[0][0] == "u" else {}
    if not cls and _is_record(pairs, bool(outer)):
        names = list(dict.fromkeys(key for entries in pairs for key, _ in entries))
        fields = {
            name: _gather([value for entries in pairs for key, value in entries if key == name], (*outer, "")) or ANY
            for name in names
        }
        required = [name for name in names if all(any(key == name for key, _ in entries) for entries in pairs)]
        return {"k": "typeddict", "fields": fields, "required": required, "open": True}
    lengths = [len(entries) for entries in pairs]
    domain: dict[str, Any] = {"k": "dict", "seen": [min(lengths), max(lengths)], **cls}
    key = _gather([key for entries in pairs for key, _ in entries], (*outer, ""))
    value = _gather([value for entries in pairs for _, value in entries], (*outer, ""))
    if key is not None:
        domain.update(key=key, value=value or ANY)
    return domain


def _is_record(pairs: list[list[list[Tree]]], inside: bool) -> bool:
    """Whether dicts are records (the same few text keys, each with its own type) and not mappings."""
    keys = [{key for key, _ in entries if isinstance(key, str)} for entries in pairs]
    if any(len(names) != len(entries) or len(names) > MOST_FIELDS for names, entries in zip(keys, pairs, strict=True)):
        return False
    shared, every = set.intersection(*keys), set.union(*keys)
    if not shared or len(every) > 2 * len(shared):
        return False
    kinds = {kind_of(value) for entries in pairs for _, value in entries} - {"none"}
    # An argument of its own with values of one type is as likely a mapping; an item of a list of equals is not.
    return len(kinds) > 1 or (inside and len(pairs) > 1)


def _object(trees: list[Tree], outer: tuple[str, ...]) -> Domain:
    cls = trees[0][1]
    if trees[0][0] == "u":
        columns = [tree[2][1] for tree in trees]
        if len({len(column) for column in columns}) > 1 or any(tree[3] for tree in trees):
            return _opaque(trees, outer)
        parts = [_gather(column, (*outer, cls)) or ANY for column in zip(*columns, strict=True)]
        return {"k": "object", "cls": cls, "how": "namedtuple", "fields": {str(i): d for i, d in enumerate(parts)}}
    if cls in outer:
        return {"k": "object", "cls": cls, "how": "plain"}
    every = _with_inner(trees, cls)
    names = list(dict.fromkeys(name for tree in every for name in tree[2]))
    fields = {}
    for name in names:
        fields[name] = _gather([tree[2][name] for tree in every if name in tree[2]], (*outer, cls)) or ANY
    return {"k": "object", "cls": cls, "how": "plain", "fields": fields}


def _with_inner(trees: list[Tree], cls: str) -> list[Tree]:
    """The instances of a class with those of the same class that hang directly on them (a chain of nodes)."""
    found: list[Tree] = []
    queue = list(trees)
    while queue and len(found) < 500:
        tree = queue.pop()
        found.append(tree)
        queue.extend(
            value for value in tree[2].values() if isinstance(value, list) and value[0] == "o" and value[1] == cls
        )
    return found


def _enum(trees: list[Tree], outer: tuple[str, ...]) -> Domain:
    return {"k": "enum", "cls": trees[0][1], "members": list(dict.fromkeys(tree[2] for tree in trees))}


def _callable(trees: list[Tree], outer: tuple[str, ...]) -> Domain:
    return {"k": "callable", "args": None, "returns": ANY, "choices": distinct(trees)}


def _array(trees: list[Tree], outer: tuple[str, ...]) -> Domain:
    dtypes, ranks = {tree[1] for tree in trees}, {len(tree[2]) for tree in trees}
    return {
        "k": "ndarray",
        "dtype": dtypes.pop() if len(dtypes) == 1 else None,
        "ndim": ranks.pop() if len(ranks) == 1 else None,
        "shape": None,
        "choices": distinct(trees),
    }


def _opaque(trees: list[Tree], outer: tuple[str, ...]) -> Domain:
    return {"k": "opaque", "type": str(trees[0][1])[:80], "choices": distinct(trees)}


_READ: dict[str, Callable[[list[Tree], tuple[str, ...]], Domain]] = {
    **{kind: _scalar(kind) for kind in ("none", "bool", "int", "float", "complex", "str", "bytes", "bytearray",
                                        "decimal", "fraction", "date", "datetime", "time", "timedelta", "path",
                                        "range")},
    **{kind: _collection(kind) for kind in ("list", "set", "frozenset", "deque", "iterator")},
    "tuple": _tuple, "dict": _dict, "object": _object, "enum": _enum, "callable": _callable, "ndarray": _array,
    "opaque": _opaque,
}  # fmt: skip
