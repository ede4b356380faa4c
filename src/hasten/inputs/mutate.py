"""Type-aware mutation of calls: small steps from what is known to reach deep into the code."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from typing import Any

from hasten.core.values import (
    CallTree,
    Path,
    Tree,
    arguments,
    canonical,
    children,
    dict_tree,
    frozenset_tree,
    has_refs,
    int_tree,
    is_numbered,
    label_refs,
    part_at,
    renumber,
    replace_at,
    set_tree,
    trees_on,
    walk,
)
from hasten.inputs.boundary_tables import RELATIVES, TABLES
from hasten.inputs.constants import Constants
from hasten.inputs.domains import kind_of
from hasten.inputs.generate import Generator
from hasten.inputs.part_domain import domain_at
from hasten.inputs.signature import Signature, bind

#: Parts of a call that are considered at most; larger calls are mutated near their start and at random places.
_MOST_PARTS = 400
#: Containers are not grown beyond this many items by a mutation.
_LONGEST = 4000

Leaf = Callable[["Mutator", Tree, random.Random], Tree]


class Mutator:
    """Makes variations of calls; the same state of ``rng`` gives the same variation.

    A mutation keeps the types of what it changes. With a signature, what leaves the domain is dropped and tried again.

    Args:
        signature: The parameters, when their domains are to be kept.
        constants: Constants of both sides.
    """

    def __init__(self, signature: Signature | None = None, constants: Constants | None = None) -> None:
        self.signature = signature
        constants = constants or Constants()
        self.tables: dict[str, list[Tree]] = dict(TABLES)
        for kind, own in (
            ("int", constants.int_values()),
            ("float", list(constants.float_values())),
            ("str", constants.string_values()),
        ):
            # Constants are few: they are listed several times, so that they are drawn as often as all of the table.
            times = min(8, max(1, len(self.tables[kind]) // len(own))) if own else 0
            self.tables[kind] = [*self.tables[kind], *own * times]
        self.near_lengths = [length for length in constants.lengths() if length <= 2000]

        self._generator = Generator(signature, constants, kin=0.0) if signature else None
        self._labelled = False

    def mutate(self, call: CallTree, rng: random.Random, corpus: Sequence[CallTree] = ()) -> CallTree:
        """A variation of ``call``: one or a few steps; ``corpus`` gives parts to splice in.

        The result always fits the grammar; where five attempts leave the domain, ``call`` itself comes back.
        """
        for _ in range(5):
            made = self._attempt(call, rng, corpus)
            if self.signature is None or self.signature.admits(made):
                return made
        return call

    def _attempt(self, call: CallTree, rng: random.Random, corpus: Sequence[CallTree]) -> CallTree:
        if corpus and rng.random() < 0.12:
            return crossover(call, corpus[int(rng.random() * len(corpus))], rng)
        self._labelled = has_refs(call)
        edited, containers = label_refs(call) if self._labelled else (call, {})
        for _ in range(1 + int(rng.random() ** 3 * 4)):
            edited = self._step(edited, rng, corpus)
        return renumber(edited, containers) if self._labelled else edited

    def _step(self, call: CallTree, rng: random.Random, corpus: Sequence[CallTree]) -> CallTree:
        parts = _parts(call, rng)
        if not parts:
            return call
        draw = rng.random()
        if draw < 0.12 and len(parts) > 1:
            return tie_leaves(call, parts, rng)
        if draw < 0.18:
            return tie_fields(call, parts, rng)
        if draw < 0.26 and corpus:
            return splice(call, parts, corpus, rng)
        if draw < 0.3 and len(call["args"]) > 1:
            return relate_arguments(call, rng)
        path, part = parts[int(rng.random() * len(parts))]
        made = self._redrawn(call, path, part, rng) if draw > 0.9 else self.changed(part, rng)
        return call if made is part else with_unique_keys(replace_at(call, path, made), path)

    def _redrawn(self, call: CallTree, path: Path, part: Tree, rng: random.Random) -> Tree:
        """A fresh value for a part, which may be of another member of a union."""
        if self.signature is None or self._generator is None:
            return self.changed(part, rng)
        for parameter, start, _ in bind(self.signature, call) or []:
            if path[: len(start)] == start:
                domain = domain_at(parameter.domain, call, path, len(start))
                made = self._generator.value(domain, rng, len(path) // 2) if domain else part
                return made if is_free(made) else part
        return part

    def with_same_item(self, tree: Tree, rng: random.Random) -> Tree:
        """A list that holds one of its mutable items twice, the same object."""
        places = [place for place, item in enumerate(tree[1]) if is_numbered(item) and item[0] not in ("it", "a")]
        if not places:
            return tree
        at = places[int(rng.random() * len(places))]
        label = canonical(tree[1][at])
        self._labelled = True
        return ["l", [*tree[1][:at], ["@", label, tree[1][at]], *tree[1][at + 1 :], ["r", label]]]

    def changed(self, tree: Tree, rng: random.Random) -> Tree:
        """Another value of the same type."""
        if not isinstance(tree, list):
            return _LEAVES[type(tree)](self, tree, rng)
        change = _CONTAINERS.get(tree[0])
        return change(self, tree, rng) if change else tree


def _parts(call: CallTree, rng: random.Random) -> list[tuple[Path, Tree]]:
    """Parts that can be changed, arguments themselves listed more often; of large calls a sample."""
    found: list[tuple[Path, Tree]] = []
    stack = arguments(call)
    found.extend(stack)
    while stack and len(found) < _MOST_PARTS:
        path, part = stack.pop()
        inner = _changeable(part)
        if len(inner) > 60:
            start = int(rng.random() * (len(inner) - 40))
            inner = [*inner[:10], *inner[start : start + 20], *inner[-10:]]
        for step, tree in inner:
            found.append((path + step, tree))
            if isinstance(tree, list):
                stack.append((path + step, tree))
    return [(path, part) for path, part in found if not isinstance(part, list) or part[0] not in _FIXED]


def _changeable(tree: Tree) -> list[tuple[Path, Tree]]:
    """The parts of a tree that can be changed one by one and still make a value."""
    if not isinstance(tree, list) or tree[0] not in ("o", "u") or tree[1].startswith("$:"):
        return children(tree)
    if tree[0] == "u":
        # Attributes of library classes belong together with the contents (the length limit of a deque).
        return [(path, part) for path, part in children(tree) if path[0] == 2]
    if tree[1] in ("pandas:DataFrame", "pandas:Series"):
        return _cells(tree)
    return [] if tree[1].partition(":")[0].partition(".")[0] in ("builtins", "functools", "pandas") else children(tree)


def _cells(tree: Tree) -> list[tuple[Path, Tree]]:
    """The cells of a frame or series: its columns keep their types and lengths."""
    data: Path = (2, "data", 1)
    columns: list[Path] = [data] if tree[1] == "pandas:Series" else []
    if not columns:
        columns = [(*data, place, 1) for place in range(len(tree[2]["data"][1]))]
    return [
        ((*column, 1, 1, row), cell)
        for column in columns
        for row, cell in enumerate(part_at(tree, (*column, 1, 1)))
        if not isinstance(cell, list)
    ]


_FIXED = frozenset({"r", "@", "m", "n", "e", "?", "cut"})


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


_LEAVES: dict[type, Leaf] = {
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
    names = list(tree[2])
    if not names:
        return tree
    name = names[int(rng.random() * len(names))]
    return ["o", tree[1], {**tree[2], name: mutator.changed(tree[2][name], rng)}]


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


_CONTAINERS: dict[str, Callable[[Mutator, Tree, random.Random], Tree]] = {
    "i": _big_int, "c": _complex, "b": _bytes, "B": _bytes, "l": _items, "t": _tuple, "s": _members, "f": _members,
    "d": _dict, "o": _object, "u": _subclass, "it": _iterator, "x": _expression, "fn": _callback,
}  # fmt: skip


def tie_leaves(call: CallTree, parts: Sequence[tuple[Path, Tree]], rng: random.Random) -> CallTree:
    """Make two scalar parts of one type equal."""
    scalars = [(path, part) for path, part in parts if not isinstance(part, list) and part is not None]
    if len(scalars) < 2:
        return call
    path, part = scalars[int(rng.random() * len(scalars))]
    alike = [(other, tree) for other, tree in scalars if type(tree) is type(part) and other != path]
    if not alike:
        return call
    target, _ = alike[int(rng.random() * len(alike))]
    return with_unique_keys(replace_at(call, target, part), target)


def with_unique_keys(call: CallTree, path: Path) -> CallTree:
    """The call after an edit at ``path``: the dicts and sets around the edit have each key once."""
    for at, tree in reversed(trees_on(call, path)):
        if tree[0] == "d" and path[len(at) + 2] == 0:
            call = replace_at(call, at, dict_tree(tree[1]))
        elif tree[0] in ("s", "f"):
            call = replace_at(call, at, set_tree(tree[1]) if tree[0] == "s" else frozenset_tree(tree[1]))
    return call


def _is_key(call: CallTree, path: Path) -> bool:
    """Whether a part lies in a key of a dict or in a member of a set."""
    return any(
        tree[0] in ("s", "f") or (tree[0] == "d" and path[len(at) + 2] == 0) for at, tree in trees_on(call, path)
    )


def tie_fields(call: CallTree, parts: Sequence[tuple[Path, Tree]], rng: random.Random) -> CallTree:
    """Give two rows or records of one container an equal field and leave the others: order among ties."""
    holders = [(path, part) for path, part in parts if isinstance(part, list) and part[0] in ("l", "t", "it")]
    if not holders:
        return call
    path, holder = holders[int(rng.random() * len(holders))]
    place = 2 if holder[0] == "it" else 1
    rows = holder[place]
    if len(rows) < 2:
        return call
    first, second = int(rng.random() * len(rows)), int(rng.random() * len(rows))
    made = _tied(rows[second], rows[first], rng)
    if made is rows[second]:
        return call
    tied: CallTree = replace_at(call, (*path, place, second), made)
    return tied


def _tied(row: Tree, source: Tree, rng: random.Random) -> Tree:
    if not isinstance(row, list) or not isinstance(source, list) or row[0] != source[0]:
        return row
    if row[0] in ("t", "l") and row[1] and source[1]:
        column = int(rng.random() * min(len(row[1]), len(source[1])))
        if isinstance(source[1][column], list) and source[1][column][0] in ("@", "r"):
            return row
        return [row[0], [*row[1][:column], source[1][column], *row[1][column + 1 :]]]
    if row[0] == "d":
        known = {canonical(key): value for key, value in source[1]}
        shared = [at for at, (key, _) in enumerate(row[1]) if canonical(key) in known]
        if not shared:
            return row
        at = shared[int(rng.random() * len(shared))]
        key = row[1][at][0]
        return ["d", [*row[1][:at], [key, known[canonical(key)]], *row[1][at + 1 :]]]
    if row[0] == "o" and row[1] == source[1]:
        shared_names = sorted(set(row[2]) & set(source[2]))
        if shared_names:
            name = shared_names[int(rng.random() * len(shared_names))]
            return ["o", row[1], {**row[2], name: source[2][name]}]
    return row


def splice(
    call: CallTree, parts: Sequence[tuple[Path, Tree]], corpus: Sequence[CallTree], rng: random.Random
) -> CallTree:
    """Put a part of another call in the place of one of the same kind."""
    path, part = parts[int(rng.random() * len(parts))]
    if isinstance(part, list) and _is_key(call, path):
        return call
    donor = corpus[int(rng.random() * len(corpus))]
    if has_refs(donor):
        return call
    wanted = kind_of(part)
    found = [tree for _, tree in _parts(donor, rng) if kind_of(tree) == wanted and _same_class(tree, part)]
    if not found:
        return call
    chosen = found[int(rng.random() * len(found))]
    return with_unique_keys(replace_at(call, path, chosen), path)


def _same_class(first: Tree, second: Tree) -> bool:
    named = isinstance(first, list) and first[0] in ("o", "u", "e")
    return not named or (isinstance(second, list) and first[1] == second[1])


def relate_arguments(call: CallTree, rng: random.Random) -> CallTree:
    """Make one argument equal to another of its kind, or to an element of it, or swap the two."""
    args = list(call["args"])
    first, second = rng.sample(range(len(args)), 2)
    mine, theirs = args[first], args[second]
    if kind_of(mine) == kind_of(theirs) and _same_class(mine, theirs):
        if rng.random() < 0.4:
            args[first], args[second] = theirs, mine
        elif is_free(theirs):
            args[first] = theirs
    elif is_free(theirs):
        inner = [tree for _, tree in children(theirs) if kind_of(tree) == kind_of(mine)]
        if inner:
            args[first] = inner[int(rng.random() * len(inner))]
        elif type(mine) is int and isinstance(theirs, list | str):
            length = len(theirs) if isinstance(theirs, str) else len(children(theirs))
            args[first] = length + int(rng.random() * 3) - 1
    return {**call, "args": args}


def is_free(tree: Tree) -> bool:
    """Whether a tree can stand in a second place: it holds no labels."""
    return all(not isinstance(part, list) or part[0] not in ("@", "r") for _, part in walk(tree))


def crossover(first: CallTree, second: CallTree, rng: random.Random) -> CallTree:
    """A call with some arguments of each; where kinds differ the first is kept."""
    if has_refs(first) or has_refs(second):
        return first
    args = [
        other if place < len(second["args"]) and rng.random() < 0.5 and kind_of(other) == kind_of(own) else own
        for place, (own, other) in enumerate(zip(first["args"], [*second["args"], *first["args"]], strict=False))
    ]
    kwargs: dict[str, Any] = dict(first["kwargs"])
    for name, tree in second["kwargs"].items():
        if name in kwargs and rng.random() < 0.5 and kind_of(tree) == kind_of(kwargs[name]):
            kwargs[name] = tree
    return {"args": args, "kwargs": kwargs}


def deepen(tree: Tree) -> Tree:
    """One level more of the same nesting, where a list or tuple holds others of its kind."""
    if isinstance(tree, list) and tree[0] in ("l", "t") and tree[1]:
        for place, item in enumerate(tree[1]):
            if isinstance(item, list) and item[0] == tree[0]:
                return [tree[0], [*tree[1][:place], tree, *tree[1][place + 1 :]]]
    return tree

