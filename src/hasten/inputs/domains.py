"""Domains: which values an argument may have, as JSON; the grammar is in ``docs/explanation/architecture.md``.

A domain comes from hints (the child resolves them) or from the values of recorded calls. Beyond the keys of the grammar
this package reads and writes:

* ``choices``: values seen. They are preferred when values are made and exclude nothing.
* ``seen``: ``[low, high]`` of the numbers or lengths seen; also a preference.
* ``soft``: the bounds come from guards in the code; what lies beyond them is refused by the code, and is still tried.
* ``open``: a record (``typeddict``) that was inferred: fields may be missing, others may be present.
* An ``object`` without ``fields`` is the same class further out (a linked node); an unknown part is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from hasten.core.values import Tree, canonical

Domain = Mapping[str, Any]

ANY: Domain = {"k": "any"}
#: Values seen that a domain remembers at most.
MOST_CHOICES = 24

_TAGS = {"l": "list", "t": "tuple", "d": "dict", "s": "set", "f": "frozenset", "b": "bytes", "B": "bytearray",
         "c": "complex", "i": "int", "it": "iterator", "a": "ndarray", "o": "object", "e": "enum",
         "n": "callable", "fn": "callable"}  # fmt: skip
_EXPRESSIONS = (
    (re.compile(r"Decimal\("), "decimal"),
    (re.compile(r"Fraction\("), "fraction"),
    (re.compile(r"datetime\.datetime\("), "datetime"),
    (re.compile(r"datetime\.date\("), "date"),
    (re.compile(r"datetime\.timedelta\("), "timedelta"),
    (re.compile(r"datetime\.time\("), "time"),
    (re.compile(r"range\("), "range"),
    (re.compile(r"numpy\.(array|arange|asfortranarray|zeros|ones|empty|frombuffer|linspace)\("), "ndarray"),
    (re.compile(r"pathlib\."), "path"),
    (re.compile(r"-?(\d|inf|nan|float\()"), "float"),
)
_BUILTIN_PARTS = {"collections:deque": "deque"}


def kind_of(tree: Tree) -> str:
    """The domain kind of one value; ``opaque`` for what has none."""
    if tree is None:
        return "none"
    if not isinstance(tree, list):
        return type(tree).__name__
    tag = tree[0]
    if tag == "x":
        return next((kind for pattern, kind in _EXPRESSIONS if pattern.match(tree[1])), "opaque")
    if tag == "u":
        if tree[1] in _BUILTIN_PARTS:
            return _BUILTIN_PARTS[tree[1]]
        kind = kind_of(tree[2])
        if kind == "tuple":
            return "object"
        return kind if kind in _WITH_BASE else "opaque"
    if tag == "n" and tree[1].endswith(":"):
        return "opaque"
    return _TAGS.get(tag, "opaque")


def items_of(tree: Tree) -> list[Tree]:
    """The items of a list, tuple, set, deque or iterator."""
    if tree[0] == "u":
        return items_of(tree[2])
    return list(tree[2] if tree[0] == "it" else tree[1])


_WITH_BASE = frozenset({"int", "float", "str", "bytes", "bytearray", "list", "dict", "set", "frozenset"})


def union(domains: Iterable[Domain]) -> Domain:
    """The smallest domain that holds all of ``domains``: parts of one kind are merged, ``any`` swallows the rest."""
    merged: list[Domain] = []
    for domain in domains:
        for part in _members(domain):
            if part["k"] == "any":
                return ANY
            for place, other in enumerate(merged):
                both = _merged(other, part)
                if both is not None:
                    merged[place] = both
                    break
            else:
                merged.append(part)
    if not merged:
        return ANY
    return merged[0] if len(merged) == 1 else {"k": "union", "of": merged}


def _members(domain: Domain) -> Iterator[Domain]:
    """The parts of a union, those of unions inside it too; any other domain itself."""
    if domain["k"] != "union":
        yield domain
        return
    for part in domain["of"]:
        yield from _members(part)


def join(first: Domain, second: Domain) -> Domain:
    """The smallest domain that holds both."""
    return union([first, second])


def _merged(first: Domain, second: Domain) -> Domain | None:
    """One domain for two of the same kind, or None where they stay apart."""
    kind = first["k"]
    if kind != second["k"] or first.get("cls") != second.get("cls") or first.get("how") != second.get("how"):
        return None
    if kind in ("opaque", "frame") and first.get("type") != second.get("type"):
        return None
    result = dict(first)
    for key in ("low", "high"):
        if key in first and key in second:
            result[key] = min(first[key], second[key]) if key == "low" else max(first[key], second[key])
        else:
            result.pop(key, None)
    for key in ("seen", "lengths"):
        spans = [domain[key] for domain in (first, second) if domain.get(key)]
        if len(spans) == 2:
            result[key] = [min(spans[0][0], spans[1][0]), max(spans[0][-1], spans[1][-1])]
        elif spans and key == "seen":
            result[key] = spans[0]
        else:
            result.pop(key, None)
    for key in ("sorted", "distinct", "soft", "alphabet", "dtype", "ndim", "shape", "iterable", "args"):
        if first.get(key) != second.get(key):
            result.pop(key, None)
    if first.get("choices") or second.get("choices"):
        result["choices"] = distinct([*first.get("choices", []), *second.get("choices", [])])
    return {**result, **_merged_parts(kind, first, second)}


def _merged_parts(kind: str, first: Domain, second: Domain) -> dict[str, Any]:
    if kind == "tuple":
        return _merged_tuples(first, second)
    parts: dict[str, Any] = {}
    for key in ("of", "key", "value", "returns"):
        inner = [domain[key] for domain in (first, second) if domain.get(key)]
        if inner:
            parts[key] = union(inner)
    if "fields" in first and "fields" in second:
        names = list(dict.fromkeys([*first["fields"], *second["fields"]]))
        parts["fields"] = {
            name: union([domain["fields"][name] for domain in (first, second) if name in domain["fields"]])
            for name in names
        }
    elif "fields" in second:
        parts["fields"] = second["fields"]
    if kind == "typeddict":
        parts["required"] = [name for name in first["required"] if name in second["required"]]
        parts["open"] = bool(first.get("open") or second.get("open"))
    if kind == "enum":
        parts["members"] = list(dict.fromkeys([*first["members"], *second["members"]]))
    if kind == "literal":
        values = {canonical(value): value for value in [*first["values"], *second["values"]]}
        parts["values"] = list(values.values())
    return parts


def _merged_tuples(first: Domain, second: Domain) -> dict[str, Any]:
    if "items" in first and "items" in second and len(first["items"]) == len(second["items"]):
        return {"items": [join(a, b) for a, b in zip(first["items"], second["items"], strict=True)]}
    parts = [part for domain in (first, second) for part in (*domain.get("items", ()), domain.get("of")) if part]
    return {"items": None, "of": union(parts)}


def distinct(trees: Iterable[Tree]) -> list[Tree]:
    """The first few different values, short ones only: what a domain remembers as ``choices``."""
    kept: dict[str, Tree] = {}
    for tree in trees:
        if len(kept) == MOST_CHOICES:
            break
        text = canonical(tree)
        if len(text) <= 400:
            kept.setdefault(text, tree)
    return list(kept.values())
