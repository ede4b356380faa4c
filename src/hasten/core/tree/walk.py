"""Visit and edit the parts of a tree."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hasten.core.tree.make import Tree
from hasten.core.workload import CallTree

#: Steps into the JSON of a tree or call: ``("args", 0, 1, 3)`` is item 3 of the list that is the first argument.
Path = tuple[int | str, ...]

#: Tag of a container that aliases point at while a tree is edited (``refs.py``): ``["@", label, tree]``.
LABEL = "@"

#: Tags whose second part is a list of trees.
SEQUENCES = frozenset("ltsf")


def children(tree: Tree) -> list[tuple[Path, Tree]]:
    """The direct parts of a tree in the order of their numbering, each with its path from the tree.

    The builtin part of a subclass instance is not a part of its own when it is a container: its items are.
    """
    if not isinstance(tree, list):
        return []
    tag = tree[0]
    if tag in SEQUENCES:
        return [((1, place), item) for place, item in enumerate(tree[1])]
    if tag == "d":
        parts: list[tuple[Path, Tree]] = []
        for place, pair in enumerate(tree[1]):
            if len(pair) == 2:  # longer: the rest of an observed dict, cut
                parts.append(((1, place, 0), pair[0]))
                parts.append(((1, place, 1), pair[1]))
        return parts
    if tag == "o":
        return [((2, name), value) for name, value in tree[2].items()]
    if tag == "u":
        base = tree[2]
        if isinstance(base, list) and base[0] in "ltsfd":
            parts = [((2, *path), part) for path, part in children(base)]
        else:
            parts = [((2,), base)]
        parts.extend(((3, name), value) for name, value in tree[3].items())
        return parts
    if tag == "a" and isinstance(tree[3], list) and tree[3][:1] != ["cut"]:
        return [((3, place), item) for place, item in enumerate(tree[3])]
    if tag == "it":
        return [((2, place), item) for place, item in enumerate(tree[2])]
    if tag == LABEL:
        return [((2,), tree[2])]
    return []


def arguments(call: CallTree) -> list[tuple[Path, Tree]]:
    """The arguments of a call, positional ones first, each with its path."""
    found: list[tuple[Path, Tree]] = [(("args", place), tree) for place, tree in enumerate(call["args"])]
    found.extend((("kwargs", name), tree) for name, tree in call["kwargs"].items())
    return found


def walk(tree: Tree) -> Iterator[tuple[Path, Tree]]:
    """Every part of a tree or call with its path, in pre-order; the tree itself first (a call only its arguments)."""
    stack: list[tuple[Path, Tree]] = arguments(tree)[::-1] if isinstance(tree, dict) else [((), tree)]
    while stack:
        path, part = stack.pop()
        yield path, part
        if isinstance(part, list):
            stack.extend([(path + step, inner) for step, inner in reversed(children(part))])


def part_at(tree: Any, path: Path) -> Tree:
    """The part at ``path``."""
    for step in path:
        tree = tree[step]
    return tree


def trees_on(call: CallTree, path: Path) -> list[tuple[Path, Tree]]:
    """The trees around the part at ``path``, each with its own path: the argument first, the part itself left out.

    The builtin part of a subclass instance is one of them.
    """
    found = []
    place = 2
    while place < len(path):
        tree = part_at(call, path[:place])
        found.append((path[:place], tree))
        if tree[0] == "d":
            place += 3
        elif tree[0] == LABEL or (tree[0] == "u" and path[place] == 2):
            place += 1
        else:
            place += 2
    return found


def replace_at(tree: Any, path: Path, part: Tree) -> Any:
    """The tree or call with ``part`` at ``path``; the rest is shared with the old one.

    Aliases (``["r", n]``) count containers, so an edit that adds or removes containers in a tree with aliases belongs
    between ``label_refs`` and ``renumber``.
    """
    if not path:
        return part
    copy: Any = dict(tree) if isinstance(tree, dict) else list(tree)
    top = copy
    for step in path[:-1]:
        inner = copy[step]
        inner = dict(inner) if isinstance(inner, dict) else list(inner)
        copy[step] = inner
        copy = inner
    copy[path[-1]] = part
    return top


def size(tree: Any) -> int:
    """Number of leaves and characters in a tree or call; an empty string is one leaf, an empty container none."""
    total = 0
    stack: list[Tree] = [part for _, part in arguments(tree)] if isinstance(tree, dict) else [tree]
    while stack:
        part = stack.pop()
        if not isinstance(part, list):
            total += len(part) or 1 if isinstance(part, str) else 1
        elif part[0] in SEQUENCES:
            stack.extend(part[1])
        elif part[0] in "bB":
            total += len(part[1]) or 1
        elif part[0] == "a" and not isinstance(part[3], list):
            cells = 1
            for extent in part[2]:
                cells *= extent
            total += cells
        elif part[0] in _CONTAINERS:
            stack.extend([inner for _, inner in children(part)])
        elif part[0] != "r":
            total += 1
    return total


_CONTAINERS = frozenset({"d", "o", "u", "a", "it", LABEL})


def depth(tree: Any) -> int:
    """Levels of nesting: 0 for a scalar, 1 for a flat list."""
    deepest = 0
    parts = [part for _, part in arguments(tree)] if isinstance(tree, dict) else [tree]
    stack: list[tuple[int, Tree]] = [(0, part) for part in parts]
    while stack:
        level, part = stack.pop()
        inner = children(part)
        if inner or (isinstance(part, list) and part[0] in "ltsfd"):
            level += 1
            stack.extend([(level, tree) for _, tree in inner])
        deepest = max(deepest, level)
    return deepest
