"""Variations of pandas frames and series on their encoding: other rows, in another order, under other labels."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import Any

from hasten.core.values import CallTree, Tree, has_refs, replace_at, walk

FRAMES = ("pandas:DataFrame", "pandas:Series")


def reindexed(call: CallTree, rng: random.Random) -> CallTree:
    """The call with the rows or the labels of its frames varied; the call itself where it has none.

    Two frames of as many rows often get the same labels in another order: what aligns on labels parts from what goes
    by position.
    """
    if has_refs(call):
        return call
    places = [(path, part) for path, part in walk(call) if isinstance(part, list) and part[0] == "o"]
    for path, tree in places:
        if tree[1] in FRAMES and rng.random() < 0.7:
            call = replace_at(call, path, _varied(tree, rng))
    return call


def _varied(tree: Tree, rng: random.Random) -> Tree:
    fields: dict[str, Any] = tree[2]
    labels = fields["index"][2]["data"][1][1][1] if "data" in fields["index"][2] else None
    if not isinstance(labels, list) or not all(isinstance(label, str | int | float) for label in labels):
        return tree
    order = list(range(len(labels)))
    if rng.random() < 0.4 and order:
        order = rng.choice(_ORDERS)(order, rng)
    rows = {**fields, "data": _taken(fields["data"], order, tree[1])}
    made = [labels[at] for at in order]
    if rng.random() < 0.6:
        made = rng.choice(_LABELS)(made, rng)
    elif order == list(range(len(labels))):
        return tree
    names = fields["index"][2].get("names", ["l", [None]])
    return ["o", tree[1], {**rows, "index": _index(made, names)}]


def fewer_rows(tree: Tree) -> Iterator[Tree]:
    """The frame with none or half of its rows, or all but one, and then under the labels 0, 1, ..."""
    fields: dict[str, Any] = tree[2]
    labels = fields["index"][2]["data"][1][1][1] if "data" in fields["index"][2] else None
    if not isinstance(labels, list):
        return
    every = list(range(len(labels)))
    half = len(every) // 2
    names = fields["index"][2].get("names", ["l", [None]])
    orders = [[], every[:half], every[half:], *([*every[:at], *every[at + 1 :]] for at in every[:20])]
    for order in orders:
        if len(order) < len(every):
            index = _index([labels[at] for at in order], names)
            yield ["o", tree[1], {**fields, "data": _taken(fields["data"], order, tree[1]), "index": index}]
    if labels != every:
        yield ["o", tree[1], {**fields, "index": _index(every, names)}]


def _index(labels: list[Any], names: Tree) -> Tree:
    kinds = {type(label) for label in labels}
    kind = "int64" if kinds <= {int} else "float64" if kinds <= {int, float} else "object"
    return ["o", "pandas:Index", {"data": ["t", [kind, ["t", labels]]], "names": names}]


def _taken(data: Tree, order: list[int], kind: str) -> Tree:
    """The cells of the rows in ``order``."""
    columns = [data] if kind == "pandas:Series" else data[1]
    made = [["t", [column[1][0], ["t", [column[1][1][1][at] for at in order]]]] for column in columns]
    return made[0] if kind == "pandas:Series" else ["t", made]


_ORDERS: tuple[Callable[[list[int], random.Random], list[int]], ...] = (
    lambda order, rng: order[::-1],
    lambda order, rng: rng.sample(order, len(order)),
    lambda order, rng: [*order, rng.choice(order)],
    lambda order, rng: [rng.choice(order) for _ in range(rng.randrange(6))],
    lambda order, rng: order * 2,
)
_LABELS: tuple[Callable[[list[Any], random.Random], list[Any]], ...] = (
    lambda labels, rng: labels[::-1],
    lambda labels, rng: rng.sample(labels, len(labels)),
    lambda labels, rng: rng.sample(labels, len(labels)),
    lambda labels, rng: list(range(10, 10 + len(labels))),
    lambda labels, rng: [rng.choice(labels) for _ in labels],
    lambda labels, rng: [chr(97 + at % 26) for at in range(len(labels))],
)
