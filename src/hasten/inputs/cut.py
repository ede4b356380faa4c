"""Calls cut down to a few items: what a large recorded call is about, at a hundredth of its cost."""

from __future__ import annotations

from hasten.core.values import CallTree, Tree, canonical, has_refs, size

#: Calls of at most so many leaves and characters are cheap enough as they are.
SMALL = 400
#: Items that are left in each container, the smallest cut first.
_ITEMS = (2, 7, 30)
#: A dict with at most so many keys, all of them texts, is a record and stays whole.
_RECORD = 12


def cut_down(call: CallTree) -> list[CallTree]:
    """The call with its long containers and texts cut, in a few sizes; the call alone where it is small.

    Nothing is left where the call is large and its arguments share parts, since cutting would break the sharing.
    """
    trees = [*call["args"], *call["kwargs"].values()]
    if sum(size(tree) for tree in trees) <= SMALL:
        return [call]
    if any(has_refs(tree) for tree in trees):
        return []
    found: dict[str, CallTree] = {}
    for most in _ITEMS:
        made: CallTree = {
            **call,
            "args": [_cut(tree, most) for tree in call["args"]],
            "kwargs": {name: _cut(tree, most) for name, tree in call["kwargs"].items()},
        }
        found.setdefault(canonical(made), made)
    return list(found.values())


def _cut(tree: Tree, most: int) -> Tree:
    if isinstance(tree, str):
        return tree[: 10 * most]
    if not isinstance(tree, list) or not tree:
        return tree
    tag = tree[0]
    if tag in ("l", "s", "f", "t"):
        # A short tuple is a record: its places mean something.
        kept = tree[1] if tag == "t" and len(tree[1]) <= _RECORD else tree[1][:most]
        return [tag, [_cut(item, most) for item in kept]]
    if tag == "d":
        record = len(tree[1]) <= _RECORD and all(isinstance(key, str) for key, _ in tree[1])
        pairs = tree[1] if record else tree[1][:most]
        return ["d", [[key, _cut(value, most)] for key, value in pairs]]
    if tag == "o":
        return ["o", tree[1], {name: _cut(value, most) for name, value in tree[2].items()}]
    if tag in ("b", "B"):
        return [tag, tree[1][: 10 * most]]
    return tree
