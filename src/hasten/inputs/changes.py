"""How a value of each kind is changed; used by ``mutate.Mutator`` alone."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from typing import TYPE_CHECKING

from hasten.core.values import Tree, canonical, dict_tree, frozenset_tree, int_tree, replace_at, set_tree
from hasten.inputs.boundary_tables import RELATIVES, TABLES
from hasten.inputs.domains import kind_of
from hasten.inputs.parts import editable, is_fixed

if TYPE_CHECKING:
    from hasten.inputs.mutate import Mutator

#: Containers are not grown beyond this many items by a mutation.
_LONGEST = 4000

Leaf = Callable[["Mutator", Tree, random.Random], Tree]


def _int(mutator: Mutator, value: int, rng: random.Random) -> Tree:
    draw = rng.random()
    if draw < 0.3:
        return int_tree(value + (1 if rng.random() < 0.5 else -1))
    if draw < 0.45:
        return _of_table(mutator, "int", rng)
    steps = (-value, value * 2, value // 2, value * 10, value + 2, value - 2, value * value, 0, value ^ 1,
             value + int(rng.random() * 21) - 10, rng.randrange(abs(value) + 2),
             math.isqrt(abs(value)), value * 2 + 1)  # fmt: skip
    made = steps[int(rng.random() * len(steps))]
    return int_tree(made) if abs(made) < 2**4000 else value


def _of_table(mutator: Mutator, kind: str, rng: random.Random) -> Tree:
    table = mutator.tables[kind]
    return table[int(rng.random() * len(table))]


def _float(mutator: Mutator, value: float, rng: random.Random) -> Tree:
    draw = rng.random()
    if draw < 0.3:
        return _of_table(mutator, "float", rng)
    if value != value or abs(value) > 1e300:
        return (0.0, 1.0, -1.5, 100.0)[int(rng.random() * 4)]
    steps = (
        math.nextafter(value, math.inf), math.nextafter(value, -math.inf), -value, value * 2, value / 2, value + 1.0,
        value - 1.0, round(value, 1), float(math.floor(value)), math.floor(value) + 0.5, value * 1e9, value / 1e9,
        value + 1e9, value * value, 1 / value if value else 0.0, value * 3 / 3, math.sqrt(abs(value)),
    )  # fmt: skip
    return steps[int(rng.random() * len(steps))]


def _str(mutator: Mutator, value: str, rng: random.Random) -> Tree:
    draw = rng.random()
    if draw < 0.2:
        found = _of_table(mutator, "str", rng)
        if draw < 0.1 or len(value) > _LONGEST:
            return found
        at = int(rng.random() * (len(value) + 1))
        return value[:at] + found[:200] + value[at:]
    if not value:
        return ("a", " ", "0", "A", "\n")[int(rng.random() * 5)]
    at = int(rng.random() * len(value))
    to = at + 1 + int(rng.random() ** 2 * (len(value) - at))
    if draw < 0.4:
        return value[:at] + _relative(value[at], rng) + value[at + 1 :]
    steps: tuple[Callable[[], str], ...] = (
        lambda: value[:at] + value[to:],
        lambda: value[:to] + value[at:],
        lambda: value[:at] + value[at:to][::-1] + value[to:],
        lambda: value[:at] + value[at:to].swapcase() + value[to:],
        lambda: value[at:] + value[:at],
        lambda: value[at:to],
        lambda: value + value[at],
        lambda: value[:at] + " " + value[at:],
        lambda: value[:at] + value[int(rng.random() * len(value))] + value[at + 1 :],
        lambda: value * 2 if len(value) < _LONGEST else value[:at],
        lambda: "".join(sorted(value)),
        lambda: value.upper() if rng.random() < 0.5 else value.lower(),
        lambda: value[::-1],
        lambda: value[:at] + "\n" + value[at:],
        lambda: (value * 1600)[: _near(mutator, rng, len(value))],
    )
    return steps[int(rng.random() * len(steps))]()


def _near(mutator: Mutator, rng: random.Random, length: int) -> int:
    """A length at which code may change its mind."""
    if mutator.near_lengths and rng.random() < 0.5:
        return mutator.near_lengths[int(rng.random() * len(mutator.near_lengths))]
    return (length + 1, 67, 130, max(length - 1, 0), 33, 20, 600)[int(rng.random() ** 2 * 7)]


def _relative(letter: str, rng: random.Random) -> str:
    near = RELATIVES.get(letter) or RELATIVES.get(letter.lower())
    if near and rng.random() < 0.5:
        return near[int(rng.random() * len(near))]
    code = ord(letter) + (1 if rng.random() < 0.5 else -1)
    others = (letter.swapcase(), chr(min(max(code, 0), 0x10FFFF)), "é", "\u0301", "\u00a0", "0", "a", "\U0001f600", "_")
    return others[int(rng.random() * len(others))]


#: How to change a scalar, by its type.
LEAVES: dict[type, Leaf] = {
    type(None): lambda mutator, value, rng: value,
    bool: lambda mutator, value, rng: not value,
    int: _int,
    float: _float,
    str: _str,
}


def _big_int(mutator: Mutator, tree: Tree, rng: random.Random) -> Tree:
    return _int(mutator, int(tree[1], 16), rng)


def _complex(mutator: Mutator, tree: Tree, rng: random.Random) -> Tree:
    place = 1 + int(rng.random() * 2)
    made = _float(mutator, float(tree[place]), rng)
    return [*tree[:place], made if isinstance(made, float) else 0.0, *tree[place + 1 :]]


def _bytes(mutator: Mutator, tree: Tree, rng: random.Random) -> Tree:
    text = tree[1]
    if rng.random() < 0.2 or not text:
        return [tree[0], _of_table(mutator, "bytes", rng)[1]]
    at = int(rng.random() * len(text))
    other = chr((ord(text[at]) + (1, -1, 128, 32)[int(rng.random() * 4)]) % 256)
    edits = (text[:at] + other + text[at + 1 :], text[:at] + text[at + 1 :], text[at:] + text[:at], text[:at] + text,
             text[::-1], text + other)  # fmt: skip
    made = edits[int(rng.random() * len(edits))]
    return [tree[0], made[:_LONGEST]]


def _items(mutator: Mutator, tree: Tree, rng: random.Random) -> Tree:
    draw = rng.random()
    if draw < 0.04:
        return deepen(tree)
    if draw < 0.08:
        return mutator.with_same_item(tree, rng)
    return [tree[0], _rearranged(mutator, tree[1], rng)]


def _members(mutator: Mutator, tree: Tree, rng: random.Random) -> Tree:
    make = set_tree if tree[0] == "s" else frozenset_tree
    return make(_rearranged(mutator, tree[1], rng))


def _tuple(mutator: Mutator, tree: Tree, rng: random.Random) -> Tree:
    """A tuple keeps its length mostly: it is as often a row as a sequence."""
    if rng.random() < 0.5 and len(tree[1]) > 1 and len({kind_of(item) for item in tree[1]}) == 1:
        return ["t", _swapped(tree[1], rng)]
    if rng.random() < 0.3 or not tree[1]:
        return ["t", _rearranged(mutator, tree[1], rng)]
    at = int(rng.random() * len(tree[1]))
    return ["t", [*tree[1][:at], mutator.changed(tree[1][at], rng), *tree[1][at + 1 :]]]


def _swapped(items: list[Tree], rng: random.Random) -> list[Tree]:
    first, second = int(rng.random() * len(items)), int(rng.random() * len(items))
    swapped = list(items)
    swapped[first], swapped[second] = swapped[second], swapped[first]
    return swapped


def _rearranged(mutator: Mutator, items: list[Tree], rng: random.Random) -> list[Tree]:
    """The items with one change of order, number or multiplicity; new items are variations of present ones."""
    n = len(items)
    if n == 0:
        return items
    draw = int(rng.random() * 16)
    at = int(rng.random() * n)
    to = at + 1 + int(rng.random() ** 2 * (n - at))
    if draw == 0:
        return items[:at] + items[to:]
    if draw == 1:
        return items[:at] + items[at + 1 :]
    if draw == 2:
        return [*items, items[at]]
    if draw == 3:
        place = int(rng.random() * (n + 1))
        return [*items[:place], items[at], *items[place:]]
    if draw == 4:
        return items[::-1]
    if draw == 5:
        return _sorted(items, rng)
    if draw == 6:
        return _swapped(items, rng)
    if draw == 7:
        return items * 2 if n < _LONGEST else items[:at]
    if draw == 8:
        return [items[at]] * n
    if draw == 9:
        return items[at:to]
    if draw == 10:
        return items[at:] + items[:at]
    if draw == 11:
        shuffled = list(items)
        rng.shuffle(shuffled)
        return shuffled
    if draw == 12:
        return _to_length(mutator, items, rng)
    if draw == 13:
        return []
    changed = mutator.changed(items[at], rng)
    return [*items, changed] if draw == 14 else [changed, *items]


def _sorted(items: list[Tree], rng: random.Random) -> list[Tree]:
    if len({type(item) for item in items}) == 1 and type(items[0]) in (int, float, str):
        return sorted(items, reverse=rng.random() < 0.3)
    return sorted(items, key=canonical)


def _to_length(mutator: Mutator, items: list[Tree], rng: random.Random) -> list[Tree]:
    """As many items as code may change its mind at: repeated, or as variations."""
    length = _near(mutator, rng, len(items))
    if length <= len(items):
        return items[:length]
    if rng.random() < 0.5 or length > 300:
        return (items * (length // len(items) + 1))[:length]
    return [*items, *(mutator.changed(items[place % len(items)], rng) for place in range(length - len(items)))]


def _dict(mutator: Mutator, tree: Tree, rng: random.Random) -> Tree:
    pairs = [list(pair) for pair in tree[1]]
    if not pairs:
        return tree
    at = int(rng.random() * len(pairs))
    draw = int(rng.random() * 8)
    if draw == 0:
        return ["d", pairs[:at] + pairs[at + 1 :]]
    if draw == 1:
        return ["d", pairs[::-1]]
    if draw == 2:
        return ["d", pairs[at:] + pairs[:at]]
    if draw == 3:
        pairs[at][1] = pairs[int(rng.random() * len(pairs))][1]
        return ["d", pairs]
    if draw == 4 and len({kind_of(key) for key, _ in pairs}) == 1:
        return dict_tree([*pairs, (mutator.changed(pairs[at][0], rng), pairs[at][1])])
    if draw == 5 and len(pairs) > 1:
        other = int(rng.random() * len(pairs))
        pairs[at][1], pairs[other][1] = pairs[other][1], pairs[at][1]
        return ["d", pairs]
    if draw == 6:
        return ["d", []] if rng.random() < 0.3 else ["d", sorted(pairs, key=lambda pair: canonical(pair[0]))]
    pairs[at][1] = mutator.changed(pairs[at][1], rng)
    return ["d", pairs]


def _object(mutator: Mutator, tree: Tree, rng: random.Random) -> Tree:
    parts = [(path, part) for path, part in editable(tree) if not is_fixed(part)]
    if not parts:
        return tree
    path, part = parts[int(rng.random() * len(parts))]
    return replace_at(tree, path, mutator.changed(part, rng))


def _subclass(mutator: Mutator, tree: Tree, rng: random.Random) -> Tree:
    base = mutator.changed(tree[2], rng)
    return ["u", tree[1], base, tree[3]] if kind_of(base) == kind_of(tree[2]) else tree


def _iterator(mutator: Mutator, tree: Tree, rng: random.Random) -> Tree:
    return ["it", tree[1], _rearranged(mutator, tree[2], rng)]


def _expression(mutator: Mutator, tree: Tree, rng: random.Random) -> Tree:
    kind = kind_of(tree)
    return _of_table(mutator, kind, rng) if kind in TABLES else tree


def _callback(mutator: Mutator, tree: Tree, rng: random.Random) -> Tree:
    if tree[1] != "log":
        return tree
    return ["fn", "log", {**tree[2], "seed": int(rng.random() * 100)}]


#: How to change a tagged tree, by its tag.
CONTAINERS: dict[str, Callable[[Mutator, Tree, random.Random], Tree]] = {
    "i": _big_int, "c": _complex, "b": _bytes, "B": _bytes, "l": _items, "t": _tuple, "s": _members, "f": _members,
    "d": _dict, "o": _object, "u": _subclass, "it": _iterator, "x": _expression, "fn": _callback,
}  # fmt: skip


def deepen(tree: Tree) -> Tree:
    """One level more of the same nesting, where a list or tuple holds others of its kind."""
    if isinstance(tree, list) and tree[0] in ("l", "t") and tree[1]:
        for place, item in enumerate(tree[1]):
            if isinstance(item, list) and item[0] == tree[0]:
                return [tree[0], [*tree[1][:place], tree, *tree[1][place + 1 :]]]
    return tree
