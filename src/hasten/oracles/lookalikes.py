"""Scenarios of arguments that look alike or are the same: equal values of other types, aliases."""

from __future__ import annotations

import random
from collections.abc import Iterator

from hasten.core.values import (
    CallTree,
    Tree,
    arguments,
    canonical,
    has_refs,
    is_numbered,
    replace_at,
    validate,
    walk,
)
from hasten.errors import InvalidArgument
from hasten.oracles.material import Material, Scenario, call_step
from hasten.oracles.session import outside_of


def _equal_keys(m: Material, rng: random.Random) -> Iterator[Scenario]:
    """Values that are equal and hash alike but are of other types: what a cache keyed on values mixes up."""
    seen: set[str] = set()
    for call in m.examples[:4]:
        for path, part in list(walk(call))[:40]:
            kin = _relatives(part)
            if len(kin) < 2 or len(seen) > 6 or has_refs(call):
                continue
            bases = [kin] if part not in (0, 1) else [kin, kin[::-1]]
            for values in [*bases, [1, True, 1.0], [1.0, True, 1], [0, False, 0.0, -0.0], [-0.0, 0.0]]:
                calls = [replace_at(call, path, value) for value in values]
                key = canonical(calls[0]) + canonical(calls[-1])
                if key not in seen:
                    seen.add(key)
                    yield Scenario(
                        "equal values of other types", tuple(call_step(c, str(i)) for i, c in enumerate(calls))
                    )
            break


def _relatives(part: Tree) -> list[Tree]:
    if isinstance(part, bool):
        return [part, int(part), float(part)]
    if isinstance(part, int) and abs(part) < 2**53:
        return [part, float(part), *([bool(part)] if part in (0, 1) else [])]
    if isinstance(part, float) and part.is_integer() and abs(part) < 2**53:
        return [part, int(part), *([bool(part)] if part in (0.0, 1.0) else [])]
    return []


def _aliased(m: Material, rng: random.Random) -> Iterator[Scenario]:
    """The same object in all arguments that take it, and the same row twice inside an argument."""
    for call in m.examples[:4]:
        if has_refs(call):
            continue
        args = arguments(call)
        for i, (_, first) in enumerate(args):
            for path, second in args[i + 1 :]:
                # A tuple of points is no list of numbers: each argument stays what its parameter takes.
                if _same_kind(first, second) and not outside_of(m.signature, replace_at(call, path, first)):
                    number = _number_of(call, i)
                    alias = replace_at(call, path, ["r", number])
                    if _valid(alias):
                        yield Scenario(
                            "the same object as two arguments", (call_step(alias), {"do": "look"}), "same-identity"
                        )
        for (place, *_), tree in args:
            if isinstance(tree, list) and tree[0] == "l" and len(tree[1]) > 1 and len(args) == 1 and place == "args":
                inner = [i for i, item in enumerate(tree[1]) if is_numbered(item)]
                if len(inner) > 1 and inner[0] == 0:
                    alias = {
                        "args": [["l", [tree[1][0], *[["r", 1] if is_numbered(x) else x for x in tree[1][1:]]]]],
                        "kwargs": {},
                    }
                    yield Scenario(
                        "the same part twice in an argument",
                        (call_step(alias), {"do": "mutate_result"}),
                        "same-identity",
                    )


def _number_of(call: CallTree, place: int) -> int:
    """Number of the container that is argument ``place``."""
    count = 0
    for path, part in walk(call):
        if path == arguments(call)[place][0]:
            return count
        count += is_numbered(part)
    return count


def _valid(call: CallTree) -> bool:
    try:
        validate(call)
    except InvalidArgument:
        return False
    return True


def _same_kind(first: Tree, second: Tree) -> bool:
    return (
        is_numbered(first)
        and is_numbered(second)
        and first[0] == second[0]
        and (first[0] not in "ou" or first[1] == second[1])
    )


#: Makers of scenarios, each for the material that it applies to.
MAKERS = (
    _equal_keys,
    _aliased,
)
