"""Mutations that bring two places or two calls together: equal leaves, equal fields, spliced parts, crossed calls."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

from hasten.core.values import CallTree, Path, Tree, canonical, children, has_refs, replace_at, walk
from hasten.inputs.domains import kind_of
from hasten.inputs.parts import editable_parts, is_key, with_unique_keys


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
    if isinstance(part, list) and is_key(call, path):
        return call
    donor = corpus[int(rng.random() * len(corpus))]
    if has_refs(donor):
        return call
    wanted = kind_of(part)
    found = [tree for _, tree in editable_parts(donor, rng) if kind_of(tree) == wanted and _same_class(tree, part)]
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
    return {**first, "args": args, "kwargs": kwargs}
