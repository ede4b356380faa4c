"""Kinds of parameters: what an algorithm takes, which domains of a target fit it, and how canonical values are dressed.

A kind has a *pattern*, its structure, and a *pool*, the canonical values it is probed with. Canonical values are made
of integers, lists and text; ``dress`` turns them into the target's own containers and leaves (a tuple of words, a list
of floats), so that one set of canonical inputs serves them all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

#: ``"int"``, ``("seq", pattern)``, ``("pair", pattern, pattern)``, ``("map", pattern, pattern)`` and the like.
Pattern = Any
#: A domain as ``core/facts.py`` describes it.
Domain = Mapping[str, Any]

#: Leaves and the domains they accept. ``item`` needs equality and a hash, ``ordered`` an order as well, ``number`` too.
_LEAVES = {
    "int": ("int",),
    "number": ("int", "float"),
    "ordered": ("int", "float", "str"),
    "item": ("int", "float", "str", "bool"),
    "str": ("str",),
    "bool": ("bool",),
}


@dataclass(frozen=True)
class Kind:
    """One kind of parameter.

    Attributes:
        pattern: Its structure.
        pool: Name of the canonical values it shares with kinds of the same shape.
    """

    pattern: Pattern
    pool: str


_INTS = ("seq", "int")
_PAIR = ("pair", "int", "int")

KINDS: dict[str, Kind] = {
    "int": Kind("int", "int"),
    "ints": Kind(_INTS, "ints"),
    "numbers": Kind(("seq", "number"), "ints"),
    "ordered": Kind(("seq", "ordered"), "ints"),
    "items": Kind(("seq", "item"), "ints"),
    "short": Kind(("seq", "item"), "short"),
    "item": Kind("item", "int"),
    "marks": Kind(("seq", "item"), "marks"),
    "mark": Kind("item", "mark"),
    "number": Kind("number", "int"),
    "sorted": Kind(("seq", "ordered"), "sorted"),
    "naturals": Kind(_INTS, "naturals"),
    "bits": Kind(_INTS, "bits"),
    "set": Kind(("set", "item"), "set"),
    "text": Kind("str", "text"),
    "pattern": Kind("str", "pattern"),
    "texts": Kind(("seq", "str"), "texts"),
    "digits": Kind("str", "digits"),
    "brackets": Kind("str", "brackets"),
    "roman": Kind("str", "roman"),
    "matrix": Kind(("seq", _INTS), "matrix"),
    "square": Kind(("seq", _INTS), "square"),
    "grid": Kind(("seq", _INTS), "grid"),
    "adjacency": Kind(("seq", _INTS), "adjacency"),
    "triangle": Kind(("seq", _INTS), "triangle"),
    "rows": Kind(("seq", _INTS), "rows"),
    "neighbours": Kind(("seq", _INTS), "neighbours"),
    "intervals": Kind(("seq", _PAIR), "intervals"),
    "points": Kind(("seq", _PAIR), "points"),
    "edges": Kind(("seq", ("pair", "item", "item")), "edges"),
    "nodes": Kind("int", "nodes"),
    "links": Kind(("seq", _PAIR), "links"),
    "weighted": Kind(("seq", ("triple", "int", "int", "int")), "weighted"),
    "graph": Kind(("map", "item", ("seq", "item")), "graph"),
    "dag": Kind(("map", "item", ("seq", "item")), "dag"),
    "weighted_graph": Kind(("map", "item", ("seq", ("pair", "item", "int"))), "weighted_graph"),
    "weighted_map": Kind(("map", "item", ("map", "item", "int")), "weighted_map"),
    "node": Kind("item", "node"),
    "vertex": Kind("int", "vertex"),
    "weights": Kind(_INTS, "weights"),
    "values": Kind(_INTS, "values"),
    "capacity": Kind("int", "capacity"),
    "coins": Kind(_INTS, "coins"),
    "amount": Kind("int", "amount"),
    "count": Kind("int", "count"),
    "modulus": Kind("int", "modulus"),
}
#: Kinds of integers of which a table is made, an entry for each up to it; and the largest that is tried out.
TABLED, MOST_TABLED = frozenset({"amount", "capacity", "count"}), 1_000_000


def fits(domain: Domain, pattern: Pattern) -> bool:
    """Whether values of a pattern can be dressed as values of a domain."""
    return choose(domain, pattern) is not None


def choose(domain: Domain, pattern: Pattern) -> Domain | None:
    """The domain, or the member of a union, that a pattern fits; None where it does not."""
    kind = domain.get("k")
    if kind == "union":
        members = [choose(member, pattern) for member in domain["of"] if member.get("k") != "none"]
        found = [member for member in members if member is not None]
        # An int or a float: floats are asked for, which an int is as well for whoever takes both.
        return max(found, key=lambda member: member.get("k") == "float", default=None)
    if isinstance(pattern, str):
        return domain if kind in _LEAVES[pattern] else None
    return domain if _fits_container(domain, pattern) else None


def _fits_container(domain: Domain, pattern: Pattern) -> bool:
    kind, shape = domain.get("k"), pattern[0]
    if shape == "seq":
        if kind == "str":
            return pattern[1] in ("item", "ordered")
        return kind in ("list", "tuple") and all(_fits_part(part, pattern[1]) for part in _parts(domain))
    if shape == "set":
        return kind == "set" and _fits_part(domain.get("of", {"k": "any"}), pattern[1])
    if shape in ("pair", "triple"):
        width = len(pattern) - 1
        if kind == "list":
            return all(_fits_part(domain.get("of", {"k": "any"}), part) for part in pattern[1:])
        items = domain.get("items")
        if kind == "tuple" and items is not None:
            return len(items) == width and all(map(_fits_part, items, pattern[1:]))
        return kind == "tuple" and all(_fits_part(domain.get("of", {"k": "any"}), part) for part in pattern[1:])
    if shape == "map":
        key, value = domain.get("key", {"k": "any"}), domain.get("value", {"k": "any"})
        return kind == "dict" and _fits_part(key, pattern[1]) and _fits_part(value, pattern[2])
    return False


def _fits_part(domain: Domain, pattern: Pattern) -> bool:
    """As ``fits``, but nothing is known of the parts of containers that were always empty."""
    return domain.get("k") == "any" or fits(domain, pattern)


def _parts(domain: Domain) -> list[Domain]:
    """The domains of the items of a list or tuple."""
    items = domain.get("items")
    return list(items) if items else [domain.get("of", {"k": "any"})]


def dress(value: Any, domain: Domain, pattern: Pattern) -> Any:
    """A canonical value in the containers and leaves of a domain that the pattern fits."""
    chosen = choose(domain, pattern) or {"k": "any"}
    kind = chosen.get("k")
    if isinstance(pattern, str):
        return _leaf(value, str(kind))
    shape = pattern[0]
    if shape == "map":
        key, item = chosen.get("key", {"k": "any"}), chosen.get("value", {"k": "any"})
        return {dress(k, key, pattern[1]): dress(v, item, pattern[2]) for k, v in value.items()}
    parts = _parts(chosen)
    patterns = pattern[1:] if shape in ("pair", "triple") else [pattern[1]] * len(value)
    if kind == "str":
        return "".join(map(_letter, value))
    domains = parts if len(parts) == len(value) else [parts[0]] * len(value)
    items = [dress(item, part, inner) for item, part, inner in zip(value, domains, patterns, strict=True)]
    if kind == "set":
        return set(items)
    return tuple(items) if kind == "tuple" or (kind != "list" and shape in ("pair", "triple")) else items


def _letter(value: int) -> str:
    """One letter for an integer, in the order of the integers around zero."""
    return chr(ord("a") + value % 26) if -3 <= value < 23 else chr(0x3B1 + value % 24)


def _leaf(value: Any, kind: str) -> Any:
    if kind == "float" and isinstance(value, int):
        return value / 2
    if kind == "str" and isinstance(value, int):
        # Two letters, so that a name of a node is not taken for an unusually short text.
        return f"{_letter(value)}o"
    if kind == "bool":
        return bool(value)
    return value
