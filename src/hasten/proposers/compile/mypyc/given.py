"""Types of arguments from the domains that recorded calls show; the compiled form checks them on every call."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hasten.proposers.compile.mypyc.atoms import ANY, Ty, one, union

_SCALARS = {"none": "none", "bool": "bool", "int": "int", "float": "float", "complex": "complex", "str": "str",
            "bytes": "bytes", "range": "range"}  # fmt: skip
Cells = dict[tuple[object, ...], Ty]


def _shape(domain: Mapping[str, Any]) -> tuple[object, ...]:
    """What a domain says of types. Containers of one shape are one place: arguments may share them."""
    inner = [_shape(domain[key]) for key in ("of", "key", "value") if isinstance(domain.get(key), Mapping)]
    parts = domain.get("items") or (domain.get("of") if domain.get("k") == "union" else None) or ()
    inner += [_shape(part) for part in parts if isinstance(part, Mapping)]
    return ("given", str(domain.get("k")), str(domain.get("cls", "")), *inner)


def type_of_domain(domain: Mapping[str, Any], cells: Cells) -> Ty:
    """The type of a domain; what its containers hold is put into ``cells`` by their place."""
    place = _shape(domain)
    kind = str(domain.get("k", "any"))
    if kind in _SCALARS:
        return one(_SCALARS[kind])
    if kind == "list":
        cells["elem", place] = type_of_domain(domain.get("of", {}), cells)
        return one("list", place)
    if kind == "dict":
        cells["key", place] = type_of_domain(domain.get("key", {}), cells)
        cells["elem", place] = type_of_domain(domain.get("value", {}), cells)
        return one("dict", place)
    if kind == "tuple":
        for index, item in enumerate(domain.get("items", ())):
            cells["item", place, index] = type_of_domain(item, cells)
        if not domain.get("items"):
            cells["elem", place] = type_of_domain(domain.get("of", {}), cells)
        return one("tuple", place)
    if kind == "object" and str(domain.get("cls", "")).startswith("$:"):
        return one("cls", str(domain["cls"])[2:])
    if kind == "union":
        parts = [type_of_domain(part, cells) for part in domain.get("of", ())]
        return union(*parts) if parts else ANY
    return ANY
