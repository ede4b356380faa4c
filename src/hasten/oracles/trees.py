"""Compare two encoded messages part by part, telling values from aliasing."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

from hasten.core.values import Tree, canonical, children, is_numbered, walk
from hasten.oracles.difference import Difference

#: Iterators of the library that differ in nothing a caller would use.
_ITERATORS = {"map": "iter", "list": "iter"}
_SEQUENCES = frozenset("ltsf")
#: Flags of arrays that no value depends on: the buffer shared with another array, and the order in memory.
_UNSEEN = frozenset({"of", "order"})


class Message:
    """The trees of one message in the order of their numbering."""

    def __init__(self, trees: Sequence[Tree]) -> None:
        self.trees = list(trees)
        self._numbered: list[Tree] | None = None

    def resolve(self, tree: Tree) -> Tree:
        """What an alias stands for; any other tree stands for itself."""
        if not (isinstance(tree, list) and tree[0] == "r"):
            return tree
        if self._numbered is None:
            self._numbered = [part for root in self.trees for _, part in walk(root) if is_numbered(part)]
        return self._numbered[tree[1]] if tree[1] < len(self._numbered) else None


class TreeComparer:
    """Walks two messages side by side and reports the leaves that differ.

    Aliases are followed, so that a shared list and two equal ones compare equal here; ``aliasing`` tells them apart.

    Args:
        old: Message of the original.
        new: Message of the variant.
        found: Receives each difference.
        most: Stop after so many.
    """

    def __init__(self, old: Message, new: Message, found: Callable[[Difference], None], most: int = 1) -> None:
        self.old, self.new = old, new
        self.found = found
        self.left = most
        self.seen: set[tuple[int, int]] = set()

    def compare(self, old: Tree, new: Tree, where: str, kind: str = "", level: str = "same-value") -> None:
        """Report what differs between two trees at ``where``.

        Args:
            kind: Kind of the differences; empty: ``value``, ``type`` or ``order`` as it turns out.
            level: Level from which they count.
        """
        stack = [(old, new, where)]
        while stack and self.left > 0:
            a, b, place = stack.pop()
            inner = self._step(a, b, place, kind, level)
            stack.extend(reversed(inner))

    def _report(
        self, default: str, place: str, a: Tree, b: Tree, kind: str, level: str, within: float | None = None
    ) -> None:
        self.left -= 1
        self.found(Difference(kind or default, place, a, b, level, within))

    def _step(self, a: Tree, b: Tree, place: str, kind: str, level: str) -> list[tuple[Tree, Tree, str]]:
        """Compare two nodes; gives the pairs of parts that are still to be compared."""
        a, b = self.old.resolve(a), self.new.resolve(b)
        if not (isinstance(a, list) and isinstance(b, list)):
            self._leaf(a, b, place, kind, level)
            return []
        if is_numbered(a) and is_numbered(b):
            pair = (id(a), id(b))
            if pair in self.seen:
                return []
            self.seen.add(pair)
        if type_of(a) != type_of(b):
            self._report("type", place, a, b, kind, level)
            return []
        tag = a[0]
        if tag in _SEQUENCES:
            return self._items(a[1], b[1], a, b, place, kind, level)
        if tag == "it":
            return self._items(a[2], b[2], a, b, place, kind, level)
        if tag == "d":
            return self._pairs(a, b, place, kind, level)
        if tag == "o":
            return self._fields(a[2], b[2], a, b, place, kind, level)
        if tag == "u":
            return [(a[2], b[2], place), *self._fields(a[3], b[3], a, b, place, kind, level)]
        if tag == "a":
            return self._array(a, b, place, kind, level)
        if tag == "?":
            return []
        if a != b:
            self._report("value", place, a, b, kind, level)
        return []

    def _leaf(self, a: Tree, b: Tree, place: str, kind: str, level: str) -> None:
        if same_scalar(a, b):
            return
        if type_of(a) != type_of(b):
            self._report("type", place, a, b, kind, level, distance(a, b))
        else:
            self._report("value", place, a, b, kind, level, distance(a, b))

    def _items(
        self, old: list[Tree], new: list[Tree], a: Tree, b: Tree, place: str, kind: str, level: str
    ) -> list[tuple[Tree, Tree, str]]:
        if len(old) != len(new):
            self._report("value", place, a, b, kind, level)
            return []
        # 1 == 1.0 == True in Python, and equal aliases need not stand for equal parts.
        plain = old == new and not any(isinstance(item, list | float) for item in old)
        if plain and list(map(type, old)) == list(map(type, new)):
            return []
        return [(x, y, f"{place}[{i}]") for i, (x, y) in enumerate(zip(old, new, strict=True)) if not _same(x, y)]

    def _pairs(self, a: Tree, b: Tree, place: str, kind: str, level: str) -> list[tuple[Tree, Tree, str]]:
        old, new = a[1], b[1]
        if len(old) != len(new):
            self._report("value", place, a, b, kind, level)
            return []
        old_keys = [canonical(pair[0]) if len(pair) == 2 else canonical(pair) for pair in old]
        new_keys = [canonical(pair[0]) if len(pair) == 2 else canonical(pair) for pair in new]
        if old_keys != new_keys:
            if sorted(old_keys) != sorted(new_keys):
                plain = not any('["r"' in key for key in (*old_keys, *new_keys))
                if plain:
                    self._report("value", place, a, b, kind, level)
                    return []
                return [
                    part
                    for i, (x, y) in enumerate(zip(old, new, strict=True))
                    for part in ((x[0], y[0], f"{place} key {i}"), (x[1], y[1], f"{place} value {i}"))
                ]
            self._report("order", place, a, b, kind, level)
            order = {key: i for i, key in enumerate(new_keys)}
            new = [new[order[key]] for key in old_keys]
        return [
            (x[1], y[1], f"{place}[{_short(x[0])}]")
            for x, y in zip(old, new, strict=True)
            if len(x) == 2 and not _same(x[1], y[1])
        ]

    def _fields(
        self, old: dict[str, Tree], new: dict[str, Tree], a: Tree, b: Tree, place: str, kind: str, level: str
    ) -> list[tuple[Tree, Tree, str]]:
        if set(old) != set(new):
            self._report("value", place, a, b, kind, level)
            return []
        return [(value, new[name], f"{place}.{name}") for name, value in old.items() if not _same(value, new[name])]

    def _array(self, a: Tree, b: Tree, place: str, kind: str, level: str) -> list[tuple[Tree, Tree, str]]:
        if a[2] != b[2]:
            self._report("value", place, a, b, kind, level)
            return []
        old_flags = {k: v for k, v in (a[4] if len(a) > 4 else {}).items() if k not in _UNSEEN}
        new_flags = {k: v for k, v in (b[4] if len(b) > 4 else {}).items() if k not in _UNSEEN}
        if old_flags != new_flags:
            self._report("type", f"{place} (flags)", a, b, kind, level)
            return []
        if isinstance(a[3], list) and isinstance(b[3], list) and a[3][:1] != ["cut"] and len(a[3]) == len(b[3]):
            return [
                (x, y, f"{place}.flat[{i}]") for i, (x, y) in enumerate(zip(a[3], b[3], strict=True)) if not _same(x, y)
            ]
        if a[3] != b[3]:
            self._report("value", place, a, b, kind, level)
        return []


def aliasing(old: Sequence[Tree], new: Sequence[Tree]) -> bool:
    """Whether two messages that are equal in value share their containers in the same pattern."""
    return _shape(old) == _shape(new)


def _shape(trees: Sequence[Tree]) -> list[Any]:
    """The aliases of a message with their places, and which arrays share a buffer."""
    found: list[Any] = []
    for root, tree in enumerate(trees):
        for path, part in walk(tree):
            if isinstance(part, list) and (part[0] == "r" or (part[0] == "a" and len(part) > 4 and "of" in part[4])):
                found.append((root, path, part[1] if part[0] == "r" else part[4]["of"]))
    return found


def type_of(tree: Tree) -> object:
    """The exact type that a tree stands for, as something comparable."""
    if not isinstance(tree, list):
        return type(tree).__name__
    tag = tree[0]
    if tag == "i":
        return "int"
    if tag in ("o", "u", "?"):
        return (tag, tree[1])
    if tag == "it":
        return (tag, _ITERATORS.get(tree[1], tree[1]))
    if tag == "a":
        return (tag, tree[1])
    if tag == "x":
        return (tag, str(tree[1]).partition("(")[0])
    return tag


def same_scalar(a: Tree, b: Tree) -> bool:
    """Equal in type and value; floats by bits, but any NaN equals any NaN."""
    if type(a) is not type(b):
        return False
    if isinstance(a, float):
        if a != a or b != b:
            return a != a and b != b
        return a == b and math.copysign(1.0, a) == math.copysign(1.0, b)
    return bool(a == b)


def distance(a: Tree, b: Tree) -> float | None:
    """Distance of two finite numbers relative to the larger, None where there is none."""
    if isinstance(a, bool) or isinstance(b, bool) or not isinstance(a, int | float) or not isinstance(b, int | float):
        return None
    if not (math.isfinite(a) and math.isfinite(b)):
        return None
    largest = max(abs(a), abs(b))
    return 0.0 if largest == 0 else abs(a - b) / largest


def _same(a: Tree, b: Tree) -> bool:
    """A quick yes for scalars that are the same; a no may still turn out equal."""
    return not isinstance(a, list) and not isinstance(b, list) and same_scalar(a, b)


def _short(tree: Tree) -> str:
    text = canonical(tree)
    return text if len(text) <= 40 else text[:37] + "..."


def leaves(tree: Tree) -> int:
    """Number of leaves, for a measure of how much of a value differs."""
    return sum(1 for _, part in walk(tree) if not children(part))
