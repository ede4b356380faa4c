"""What is simpler: an order on calls, and simpler variants of values."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TypeVar

from hasten.core.values import (
    CallTree,
    Tree,
    canonical,
    children,
    dict_tree,
    expression_tree,
    frozenset_tree,
    int_tree,
    label_refs,
    renumber,
    replace_at,
    set_tree,
    size,
    walk,
)
from hasten.inputs.boundary_tables import TABLES
from hasten.inputs.domains import kind_of
from hasten.inputs.frames import FRAMES, fewer_rows
from hasten.inputs.parts import every_part, is_fixed, with_unique_keys

#: Simple call-backs of the child, the simplest first.
_PICKS = ("identity", "constant", "length", "negate", "text", "first", "last")

S = TypeVar("S", str, list[Tree])


def complexity(call: CallTree) -> tuple[int, int, str]:
    """How complex a call is: leaves, characters and containers, then how odd they are, then the text."""
    odd = 0
    containers = 0
    for _, part in walk(call):
        if isinstance(part, list):
            containers += part[0] != "i"
            odd += _container_oddness(part)
        elif isinstance(part, str):
            odd += sum(map(_oddness, part))
        else:
            odd += _number_oddness(part)
    return size(call) + containers, odd, canonical(call)


def _container_oddness(tree: Tree) -> int:
    if tree[0] == "i":
        return 2 * abs(int(tree[1], 16))
    if tree[0] == "fn":
        return 1 + _PICKS.index(tree[2].get("how", "identity")) if tree[1] == "pick" else 100 + len(canonical(tree))
    return len(tree[1]) if tree[0] == "x" else 1


def _oddness(letter: str) -> int:
    place = "abcdefghijklmnopqrstuvwxyz0123456789 ".find(letter)
    return place if place >= 0 else (40 + ord(letter) % 88 if letter.isascii() else 200)


def _number_oddness(value: Tree) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return 2 * abs(value) + (value < 0)
    if isinstance(value, float):
        negative = math.copysign(1.0, value) < 0
        if not math.isfinite(value):
            return 2**70 + negative
        whole = 0 if value == int(value) else 40 + 8 * len(repr(value))
        return 2 * int(abs(value)) + whole + negative
    return int(value is not None and value is not False)


def simpler_values(tree: Tree) -> Iterator[Tree]:
    """Simpler values of the same type, the simplest first; ones of fewer parts before ones of simpler parts."""
    if not isinstance(tree, list):
        yield from _simpler_scalars(tree)
        return
    tag = tree[0]
    if tag == "i":
        yield from _simpler_int(int(tree[1], 16))
    elif tag in "ltsf":
        yield from _simpler_items(tag, tree[1])
    elif tag == "it":
        yield from (["it", tree[1], made[1]] for made in _simpler_items("l", tree[2]))
        if tree[1] != "iter":
            yield ["it", "iter", tree[2]]
    elif tag == "d":
        for pairs in _fewer_items(tree[1]):
            yield dict_tree(pairs)
    elif tag == "u":
        yield from (["u", tree[1], base, tree[3]] for base in simpler_values(tree[2]) if _same_kind(base, tree[2]))
    elif tag in "bB":
        yield from ([tag, text] for text in _simpler_texts(tree[1]))
    elif tag == "c":
        yield from (["c", real, tree[2]] for real in _simpler_scalars(tree[1]))
        yield from (["c", tree[1], imaginary] for imaginary in _simpler_scalars(tree[2]))
    elif tag == "x":
        yield from _simpler_expressions(tree)
    elif tag == "fn" and tree[1] in ("log", "pick"):
        yield from (["fn", "pick", {"how": how}] for how in _PICKS)
    elif tag == "o" and tree[1] in FRAMES:
        yield from fewer_rows(tree)
    elif tag == "o":
        yield from (inner for _, inner in children(tree) if _same_kind(inner, tree))


def _same_kind(first: Tree, second: Tree) -> bool:
    named = isinstance(second, list) and second[0] in ("o", "u")
    return kind_of(first) == kind_of(second) and (not named or first[1] == second[1])


def _simpler_scalars(value: Tree) -> Iterator[Tree]:
    if value is True:
        yield False
    elif isinstance(value, float):
        yield from _simpler_float(value)
    elif type(value) is int:
        yield from _simpler_int(value)
    elif isinstance(value, str):
        yield from _simpler_texts(value)


def _simpler_int(value: int) -> Iterator[Tree]:
    if value < 0:
        yield int_tree(-value)
    sign = 1 if value >= 0 else -1
    magnitude = abs(value)
    for small in (0, 1, 2, 3):
        if small < magnitude:
            yield sign * small
    if magnitude > 3:
        yield int_tree(sign * math.isqrt(magnitude))
        yield int_tree(sign * (magnitude // 2))
        yield int_tree(sign * (magnitude - magnitude // 8 - 1))
        yield int_tree(sign * (magnitude - 1))


def _simpler_float(value: float) -> Iterator[Tree]:
    if value != value:
        return
    if value < 0 or (value == 0 and math.copysign(1.0, value) < 0):
        yield -value
    yield from (small for small in (0.0, 1.0, 2.0, 0.5) if small < abs(value) or abs(value) == math.inf)
    if not math.isfinite(value):
        return
    yield float(math.floor(value))
    yield round(value, 1)
    yield round(value, 3)
    yield float(math.floor(value / 2))
    if abs(value) < 2**53:
        yield from (float(number) for number in _simpler_int(int(value)) if isinstance(number, int))


def _simpler_texts(text: str) -> Iterator[str]:
    n = len(text)
    yield from _fewer_items(text)
    for letter in ("a", "0", " "):
        if set(text) != {letter}:
            yield letter * n
    for at, old in enumerate(text[:200]):
        for letter in ("a", "b", "0", " "):
            if _oddness(letter) < _oddness(old):
                yield text[:at] + letter + text[at + 1 :]


def _fewer_items(items: S) -> Iterator[S]:
    """Fewer items or characters: none, a few from the start or the end, all but a chunk."""
    n = len(items)
    if n:
        yield items[:0]
    for few in (1, 2, 3, 4, 6, 8, 16, 32, 67):
        if few < n - 1:
            yield items[:few]
            if few < 3:
                yield items[n - few :]
    width = (n + 1) // 2
    while width:
        for at in range(0, n, width):
            if width < n or at:
                yield items[:at] + items[at + width :]
        if width == 1:
            return
        width = (width + 1) // 2 if width > 2 else 1


def _simpler_items(tag: str, items: list[Tree]) -> Iterator[Tree]:
    make = {"s": set_tree, "f": frozenset_tree}.get(tag)
    for fewer in _fewer_items(items):
        yield make(fewer) if make else [tag, fewer]
    # A part of the same kind in the place of the whole.
    for item in items[:20]:
        if isinstance(item, list) and item[0] == tag:
            yield item
    if tag in "lt" and len(items) > 1 and len({kind_of(item) for item in items}) == 1:
        yield [tag, [items[0]] * len(items)]
        yield [tag, sorted(items, key=canonical)]


def _simpler_expressions(tree: Tree) -> Iterator[Tree]:
    kind = kind_of(tree)
    for value in TABLES.get(kind, [])[:8]:
        if value != tree and isinstance(value, list) and len(value[1]) <= len(tree[1]):
            yield value
    if kind == "range":
        yield expression_tree("range(0, 2)")


def simpler_calls(call: CallTree) -> Iterator[CallTree]:
    """Variants of a call with one part simplified, for ``shrink_sequence``."""
    edited, labels = label_refs(call)
    rank = complexity(call)
    for path, part in every_part(edited):
        if is_fixed(part):
            continue
        for simpler in simpler_values(part):
            candidate: CallTree = renumber(with_unique_keys(replace_at(edited, path, simpler), path), labels)
            if complexity(candidate) < rank:
                yield candidate
