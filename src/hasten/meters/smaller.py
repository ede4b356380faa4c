"""A small relative of a call, for warming up a process that must not see the call itself."""

from __future__ import annotations

from hasten.core.values import Tree, has_refs
from hasten.core.workload import CallTree

_MOST_ITEMS = 3
_MOST_INT = 4


def smaller(call: CallTree) -> CallTree | None:
    """The call with its containers, texts and numbers cut down, or None where that gives the call itself.

    It need not be a call that makes sense: what it raises is of no interest. A call whose arguments share parts is left
    out, since cutting would break the sharing.
    """
    trees = [*call["args"], *call["kwargs"].values()]
    if any(has_refs(tree) for tree in trees):
        return None
    found: CallTree = {
        **call,
        "args": [_cut(tree) for tree in call["args"]],
        "kwargs": {name: _cut(tree) for name, tree in call["kwargs"].items()},
    }
    return None if found == call else found


def _cut(tree: Tree) -> Tree:
    if isinstance(tree, bool) or tree is None:
        return tree
    if isinstance(tree, int):
        return tree if abs(tree) <= _MOST_INT else (_MOST_INT if tree > 0 else -_MOST_INT)
    if isinstance(tree, str):
        return tree[:_MOST_ITEMS]
    if isinstance(tree, list) and tree:
        if tree[0] in ("l", "s", "f"):
            return [tree[0], [_cut(item) for item in tree[1][:_MOST_ITEMS]]]
        if tree[0] == "d":
            return ["d", [[key, _cut(value)] for key, value in tree[1][:_MOST_ITEMS]]]
        if tree[0] == "t":
            return ["t", [_cut(item) for item in tree[1]]] if len(tree[1]) <= _MOST_ITEMS else tree
        if tree[0] in ("b", "B"):
            return [tree[0], tree[1][:_MOST_ITEMS]]
    return tree
