"""The parts of a call that can be edited one by one, and what keeps a call sound after such an edit."""

from __future__ import annotations

import random
from collections.abc import Iterator

from hasten.core.values import (
    CallTree,
    Path,
    Tree,
    arguments,
    children,
    dict_tree,
    frozenset_tree,
    part_at,
    replace_at,
    set_tree,
    trees_on,
)

#: Parts of a call that are considered at most; of larger calls some near the start and some at random places.
_MOST_PARTS = 400


def editable_parts(call: CallTree, rng: random.Random) -> list[tuple[Path, Tree]]:
    """Parts that can be changed, arguments themselves listed more often; of large calls a sample."""
    found: list[tuple[Path, Tree]] = []
    stack = arguments(call)
    found.extend(stack)
    while stack and len(found) < _MOST_PARTS:
        path, part = stack.pop()
        inner = editable(part)
        if len(inner) > 60:
            start = int(rng.random() * (len(inner) - 40))
            inner = [*inner[:10], *inner[start : start + 20], *inner[-10:]]
        for step, tree in inner:
            found.append((path + step, tree))
            if isinstance(tree, list):
                stack.append((path + step, tree))
    return [(path, part) for path, part in found if not is_fixed(part)]


def every_part(call: CallTree) -> Iterator[tuple[Path, Tree]]:
    """All parts of a call that can be changed one by one, in pre-order; each is read before its parts are."""
    stack = arguments(call)[::-1]
    while stack:
        path, part = stack.pop()
        yield path, part
        stack.extend((path + step, tree) for step, tree in reversed(editable(part)))


def editable(tree: Tree) -> list[tuple[Path, Tree]]:
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


def is_fixed(tree: Tree) -> bool:
    """Whether a part is left as it is: names, aliases, values that cannot be made from a tree."""
    return isinstance(tree, list) and tree[0] in ("r", "@", "m", "n", "e", "?", "cut")


def with_unique_keys(call: CallTree, path: Path) -> CallTree:
    """The call after an edit at ``path``: the dicts and sets around the edit have each key once."""
    for at, tree in reversed(trees_on(call, path)):
        if tree[0] == "d" and path[len(at) + 2] == 0:
            call = replace_at(call, at, dict_tree(tree[1]))
        elif tree[0] in ("s", "f"):
            call = replace_at(call, at, set_tree(tree[1]) if tree[0] == "s" else frozenset_tree(tree[1]))
    return call


def is_key(call: CallTree, path: Path) -> bool:
    """Whether a part lies in a key of a dict or in a member of a set."""
    return any(
        tree[0] in ("s", "f") or (tree[0] == "d" and path[len(at) + 2] == 0) for at, tree in trees_on(call, path)
    )
