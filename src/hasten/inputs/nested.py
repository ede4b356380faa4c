"""Values nested more deeply than Python's recursion limit, as text that the child evaluates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from hasten.core.values import CallTree, Tree, has_refs, replace_at, size, to_source
from hasten.inputs.domains import Domain
from hasten.inputs.signature import Signature, bind

#: Levels: below the recursion limit of 1000 with some frames a level, and beyond it.
LEVELS = (400, 1500)
_NESTED = re.compile(r"functools\.reduce\(lambda inner, _: [\[(]")


def is_nested(tree: Tree) -> bool:
    """Whether a value is one that ``nested_calls`` made."""
    return isinstance(tree, list) and tree[0] == "x" and _NESTED.match(tree[1]) is not None


def nested_calls(signature: Signature, bases: Sequence[CallTree]) -> Iterator[CallTree]:
    """Calls in which a list that may hold lists is wrapped many times over."""
    for base in bases:
        if has_refs(base):
            continue
        for parameter, path, tree in bind(signature, base) or []:
            if isinstance(tree, list) and tree[0] == "l" and size(tree) < 50 and _holds_itself(parameter.domain):
                for levels in LEVELS:
                    for wrapped in ("[inner]", "[0, inner]"):
                        text = f"functools.reduce(lambda inner, _: {wrapped}, range({levels}), {to_source(tree)})"
                        yield replace_at(base, path, ["x", text])


def _holds_itself(domain: Domain) -> bool:
    """Whether the items of a list may be lists of the same kind."""
    if domain["k"] == "any":
        return bool(domain.get("like")) and _holds_itself(domain["like"])
    if domain["k"] == "union":
        return any(_holds_itself(part) for part in domain["of"])
    if domain["k"] != "list":
        return False
    of = domain.get("of") or {"k": "any"}
    kinds = {part["k"] for part in (of["of"] if of["k"] == "union" else [of])}
    return "any" in kinds or ("list" in kinds and len(kinds) > 1)
