"""Let what was seen steer what is made: recorded values on top of domains from hints."""

from __future__ import annotations

from collections.abc import Sequence

from hasten.core.values import Tree
from hasten.inputs.domains import ANY, Domain, join
from hasten.inputs.infer import from_trees
from hasten.inputs.membership import contains


def with_seen(domain: Domain, trees: Sequence[Tree]) -> Domain:
    """A domain from hints, with what recorded values show: preferences, and room for values that lie outside of it."""
    outside = [tree for tree in trees if not contains(domain, tree)]
    if outside:
        domain = join(domain, from_trees(outside))
    return _prefer(domain, from_trees([tree for tree in trees if contains(domain, tree)]) if trees else ANY)


def _prefer(domain: Domain, seen: Domain) -> Domain:
    if seen["k"] == "any":
        return domain
    if domain["k"] == "any":
        # An untyped argument is what it was seen to be, and may still be something else.
        return {"k": "any", "like": seen}
    if domain["k"] == "union":
        parts = seen["of"] if seen["k"] == "union" else [seen]
        return {**domain, "of": [_prefer_one_of(part, parts) for part in domain["of"]]}
    if seen["k"] == "union":
        return _prefer_one_of(domain, seen["of"])
    if domain["k"] != seen["k"]:
        return domain
    result = dict(domain)
    for key in ("choices", "seen"):
        if key in seen:
            result[key] = seen[key]
    for key in ("of", "key", "value"):
        if domain.get(key) and seen.get(key):
            result[key] = _prefer(domain[key], seen[key])
    if domain.get("items") and seen.get("items") and len(domain["items"]) == len(seen["items"]):
        result["items"] = [_prefer(a, b) for a, b in zip(domain["items"], seen["items"], strict=True)]
    if domain.get("fields") and seen.get("fields"):
        known = seen["fields"]
        result["fields"] = {
            name: _prefer(part, known[name]) if name in known else part for name, part in domain["fields"].items()
        }
    return result


def _prefer_one_of(domain: Domain, parts: Sequence[Domain]) -> Domain:
    return next((_prefer(domain, part) for part in parts if part["k"] == domain["k"]), domain)
