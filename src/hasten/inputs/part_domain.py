"""The domain of one part inside an argument."""

from __future__ import annotations

from hasten.core.values import CallTree, Path, Tree, part_at
from hasten.inputs.domains import Domain
from hasten.inputs.membership import contains

_SEQUENCES = ("l", "t", "s", "f", "it")


def domain_at(domain: Domain, call: CallTree, path: Path, start: int) -> Domain | None:
    """The domain of the part of ``call`` at ``path``, given that of the argument at ``path[:start]``.

    None where the domain says nothing of that part. A union is not entered: the part may be of any member.
    """
    place = start
    while place < len(path):
        tree = part_at(call, path[:place])
        if domain["k"] == "union":
            fitting = next((part for part in domain["of"] if contains(part, tree)), None)
            if fitting is None:
                return None
            domain = fitting
        step, width = _step(domain, tree, path[place:])
        if step is None:
            return None
        domain, place = step, place + width
    return domain


def _step(domain: Domain, tree: Tree, rest: Path) -> tuple[Domain | None, int]:
    """The domain of the next part on the way, and how many steps of the path it takes."""
    tag, kind = tree[0], domain["k"]
    if tag == "@":
        return domain, 1
    if tag == "u" and kind not in ("object", "any"):
        return (domain, 1) if rest[0] == 2 else (None, 0)
    if tag == "u" and kind == "object" and rest[:2] == (2, 1):
        fields = list((domain.get("fields") or {}).values())
        # A mutated tuple may have grown beyond its fields.
        return (fields[int(rest[2])] if int(rest[2]) < len(fields) else None), 3
    if tag == "d" and kind == "dict":
        return domain.get("key" if rest[2] == 0 else "value"), 3
    if tag == "d" and kind == "typeddict":
        key = tree[1][rest[1]][0]
        return (domain["fields"].get(key) if rest[2] and isinstance(key, str) else None), 3
    if tag == "o" and kind == "object":
        return (domain.get("fields") or {}).get(rest[1]), 2
    # What a mutation put there may be of another kind than the domain says.
    if kind == "tuple" and tag in _SEQUENCES and domain.get("items") is not None:
        items = domain["items"]
        return (items[int(rest[1])] if int(rest[1]) < len(items) else None), 2
    if tag in _SEQUENCES and isinstance(domain.get("of"), dict):
        return domain["of"], 2
    return None, 0
