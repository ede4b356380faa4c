"""Types of arguments from the domains that recorded calls show; the compiled form checks them on every call."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hasten.proposers.compile.mypyc.atoms import ANY, Ty, one, union

_SCALARS = {"none": "none", "bool": "bool", "int": "int", "float": "float", "complex": "complex", "str": "str",
            "bytes": "bytes", "range": "range"}  # fmt: skip
Cells = dict[tuple[object, ...], Ty]


def type_of_domain(domain: Mapping[str, Any], cells: Cells, place: tuple[object, ...]) -> Ty:
    """The type of a domain; what its containers hold is put into ``cells`` by their place."""
    kind = str(domain.get("k", "any"))
    if kind in _SCALARS:
        return one(_SCALARS[kind])
    if kind == "list":
        cells["elem", place] = type_of_domain(domain.get("of", {}), cells, (*place, "elem"))
        return one("list", place)
    if kind == "dict":
        cells["key", place] = type_of_domain(domain.get("key", {}), cells, (*place, "key"))
        cells["elem", place] = type_of_domain(domain.get("value", {}), cells, (*place, "elem"))
        return one("dict", place)
    if kind == "tuple":
        for index, item in enumerate(domain.get("items", ())):
            cells["item", place, index] = type_of_domain(item, cells, (*place, index))
        if not domain.get("items"):
            cells["elem", place] = type_of_domain(domain.get("of", {}), cells, (*place, "elem"))
        return one("tuple", place)
    if kind == "object" and str(domain.get("cls", "")).startswith("$:"):
        return one("cls", str(domain["cls"])[2:])
    if kind == "union":
        parts = [type_of_domain(part, cells, (*place, number)) for number, part in enumerate(domain.get("of", ()))]
        return union(*parts) if parts else ANY
    return ANY
