"""Aliases: ``["r", n]`` stands for the n-th mutable container of a message.

Numbers break when a tree is edited, so an edit happens on labelled trees: ``label_refs`` gives every aliased container
a lasting label, ``renumber`` counts again afterwards.
"""

from __future__ import annotations

from typing import Any

from hasten.core.tree.make import Tree
from hasten.core.tree.walk import LABEL, SEQUENCES, arguments, children, part_at, replace_at, walk

_ALWAYS = frozenset({"l", "d", "s", "B", "o", "a", "it"})
_MUTABLE_BASES = frozenset({"l", "d", "s", "B"})
#: Classes that the child numbers, or does not number, whatever their parts are.
_MUTABLE_CLASSES = frozenset({"weakref:ref", "_thread:lock", "random:Random"})
_IMMUTABLE_CLASSES = frozenset({"builtins:bound", "datetime:datetime", "datetime:time"})


def is_numbered(tree: Tree) -> bool:
    """Whether the tree is a mutable container, which has a number and can be aliased."""
    if not isinstance(tree, list):
        return False
    if tree[0] not in ("u", "o"):
        return tree[0] in _ALWAYS
    if tree[1] in _IMMUTABLE_CLASSES:
        return False
    if tree[0] == "o" or tree[3] or tree[1] in _MUTABLE_CLASSES:
        return True
    return isinstance(tree[2], list) and tree[2][0] in _MUTABLE_BASES


def has_refs(tree: Any) -> bool:
    """Whether a tree or call holds an alias."""
    stack: list[Tree] = [part for _, part in arguments(tree)] if isinstance(tree, dict) else [tree]
    while stack:
        part = stack.pop()
        if not isinstance(part, list):
            continue
        if part[0] == "r":
            return True
        # Most parts of large inputs are sequences, whose items need no paths here.
        if part[0] in SEQUENCES:
            stack.extend([item for item in part[1] if isinstance(item, list)])
        else:
            stack.extend([inner for _, inner in children(part)])
    return False


def label_refs(tree: Any, *, prefix: str = "") -> tuple[Any, dict[str, Tree]]:
    """The tree or call with lasting labels in place of numbers, and the labelled containers.

    A container that is aliased becomes ``["@", label, tree]``, its aliases become ``["r", label]``. Both results go to
    ``renumber`` after the edit. A tree without aliases comes back as it is. Labels of two calls that are to be mixed
    need different prefixes.
    """
    wanted = {part[1] for _, part in walk(tree) if isinstance(part, list) and part[0] == "r"}
    if not wanted:
        return tree, {}
    places = []
    number = 0
    for path, part in walk(tree):
        if is_numbered(part):
            if number in wanted:
                places.append((path, number))
            number += 1
    # Inner containers first: a path stays valid while only what lies below or beside it changes.
    found: dict[str, Tree] = {}
    for path, number in reversed(places):
        label = f"{prefix}{number}"
        found[label] = part_at(tree, path)
        tree = replace_at(tree, path, [LABEL, label, found[label]])
    for path, part in list(walk(tree)):
        if isinstance(part, list) and part[0] == "r":
            tree = replace_at(tree, path, ["r", f"{prefix}{part[1]}"])
    return tree, found


def renumber(tree: Any, labelled: dict[str, Tree]) -> Any:
    """Undo ``label_refs`` after an edit: count the containers again and point the aliases at them.

    Labels may also have been set by hand (``["@", "mine", tree]``, ``["r", "mine"]``): then ``labelled`` may be empty.

    The first place where a label occurs holds the container, every later one an alias; a container whose own place
    was edited away reappears at its first alias.
    """
    current = dict(labelled)
    _collect(tree, current)
    if not current:
        return tree
    counter = _Counter(current)
    if isinstance(tree, dict):
        args = [counter.render(part) for part in tree["args"]]
        return {**tree, "args": args, "kwargs": {name: counter.render(part) for name, part in tree["kwargs"].items()}}
    return counter.render(tree)


def _collect(tree: Any, found: dict[str, Tree]) -> None:
    stack = [part for _, part in arguments(tree)] if isinstance(tree, dict) else [tree]
    while stack:
        part = stack.pop()
        if isinstance(part, list):
            if part[0] == LABEL:
                found[part[1]] = part[2]
                stack.append(part[2])
            else:
                stack.extend([inner for _, inner in children(part)])


class _Counter:
    """Renders labelled trees in pre-order, handing out numbers."""

    def __init__(self, labelled: dict[str, Tree]) -> None:
        self.labelled = labelled
        self.numbers: dict[str, int] = {}
        self.next = 0

    def render(self, tree: Tree) -> Tree:
        if not isinstance(tree, list):
            return tree
        if tree[0] in (LABEL, "r"):
            label = tree[1]
            if label in self.numbers:
                return ["r", self.numbers[label]]
            if label not in self.labelled:
                return None
            return self._first(label)
        if is_numbered(tree):
            self.next += 1
        parts = children(tree)
        if not parts:
            return tree
        copy = list(tree)
        if tree[0] == "u" and isinstance(tree[2], list) and tree[2][0] in "ltsfd":
            copy[2] = self._filled(tree[2], [part for path, part in parts if path[0] == 2])
            copy[3] = {name: self.render(value) for name, value in tree[3].items()}
            return copy
        if tree[0] == "u":
            copy[3] = {name: self.render(value) for name, value in tree[3].items()}
            return copy
        return self._filled(tree, [part for _, part in parts])

    def _first(self, label: str) -> Tree:
        """The labelled container at its first place."""
        container = self.labelled[label]
        if is_numbered(container):
            self.numbers[label] = self.next
            return self.render(container)
        # An edit put an immutable value there: it stands in full at each place, and cannot hold itself.
        rest = {other: tree for other, tree in self.labelled.items() if other != label}
        self.labelled, whole = rest, self.labelled
        tree = self.render(container)
        self.labelled = whole
        return tree

    def _filled(self, tree: Tree, parts: list[Tree]) -> Tree:
        """A copy of a container with its rendered parts."""
        done = [self.render(part) for part in parts]
        if tree[0] == "d":
            return ["d", [[done[place], done[place + 1]] for place in range(0, len(done), 2)]]
        if tree[0] == "o":
            return ["o", tree[1], dict(zip(tree[2], done, strict=True))]
        if tree[0] == "it":
            return ["it", tree[1], done]
        if tree[0] == "a":
            return [*tree[:3], done, *tree[4:]]
        return [tree[0], done]
