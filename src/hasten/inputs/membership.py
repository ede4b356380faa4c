"""Whether a value lies in a domain."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hasten.core.values import Tree, canonical, to_plain
from hasten.inputs.domains import ANY, Domain, items_of, kind_of


def contains(domain: Domain, tree: Tree, _outer: Mapping[str, Domain] | None = None) -> bool:
    """Whether a value lies in a domain: its type, its parts and the hard bounds; an alias counts as fitting.

    An instance of a subclass fits the builtin type; ``True`` does not fit ``int``, nor ``1`` ``float``.
    """
    kind = domain["k"]
    if kind == "any" or (isinstance(tree, list) and tree[0] in ("r", "m")):
        return True
    if isinstance(tree, list) and tree[0] == "@":
        return contains(domain, tree[2], _outer)
    outer = _outer or {}
    if kind == "union":
        return any(contains(part, tree, outer) for part in domain["of"])
    if kind == "literal":
        return canonical(tree) in {canonical(value) for value in domain["values"]}
    if kind == "opaque" or kind == "frame":
        return isinstance(tree, list) or canonical(tree) in {canonical(value) for value in domain.get("choices", [])}
    if kind == "object":
        return _contains_object(domain, tree, outer)
    if isinstance(tree, list) and tree[0] == "u" and kind_of(tree) == "object":
        tree = tree[2]
    if kind == "typeddict":
        return kind_of(tree) == "dict" and _contains_fields(domain, _base(tree)[1], outer)
    if kind_of(tree) != kind:
        return kind == "callable" and isinstance(tree, list) and tree[0] in ("x", "o")
    base = _base(tree)
    return _within(domain, base) and _contains_parts(kind, domain, base, outer)


def _base(tree: Tree) -> Tree:
    return tree[2] if isinstance(tree, list) and tree[0] == "u" else tree


def _within(domain: Domain, base: Tree) -> bool:
    if domain.get("soft"):
        return True
    if domain["k"] in ("int", "float") and ("low" in domain or "high" in domain):
        number = to_plain(base) if not isinstance(base, list) or base[0] == "i" else None
        if number is not None and not domain.get("low", number) <= number <= domain.get("high", number):
            return False
    if domain.get("lengths") and domain["k"] in _SIZED:
        length = len(base) if isinstance(base, str) else len(base[2] if base[0] == "it" else base[1])
        return bool(domain["lengths"][0] <= length <= domain["lengths"][-1])
    return True


_SIZED = frozenset({"list", "set", "frozenset", "deque", "dict", "str", "bytes", "bytearray", "tuple", "iterator"})


_PLAIN = {"int": int, "float": float, "str": str, "bool": bool}
_BOUNDS = {"low", "high", "lengths"}


def _contains_parts(kind: str, domain: Domain, base: Tree, outer: Mapping[str, Domain]) -> bool:
    if kind in ("list", "set", "frozenset", "deque", "iterator"):
        of = domain.get("of")
        if of is None or of["k"] == "any":
            return True
        items = items_of(base)
        # Most lists are long and hold scalars of one type: their types are compared all at once.
        if set(map(type, items)) == {_PLAIN.get(of["k"])} and not _BOUNDS & of.keys():
            return True
        return all(contains(of, item, outer) for item in items)
    if kind == "tuple":
        if domain.get("items") is not None:
            return len(base[1]) == len(domain["items"]) and all(
                contains(part, item, outer) for part, item in zip(domain["items"], base[1], strict=True)
            )
        return "of" not in domain or all(contains(domain["of"], item, outer) for item in base[1])
    if kind == "dict":
        key, value = domain.get("key") or ANY, domain.get("value") or ANY
        return all(contains(key, pair[0], outer) and contains(value, pair[1], outer) for pair in base[1])
    if kind == "enum":
        return base[1] == domain["cls"] and base[2] in domain["members"]
    if kind == "ndarray" and base[0] == "a":
        return (not domain.get("dtype") or domain["dtype"] in (base[1], _DTYPES.get(base[1]))) and (
            domain.get("ndim") is None or len(base[2]) == domain["ndim"]
        )
    return True


_DTYPES = {"<f8": "float64", "<f4": "float32", "<i8": "int64", "<i4": "int32", "<i2": "int16", "|i1": "int8",
           "<u8": "uint64", "<u4": "uint32", "<u2": "uint16", "|u1": "uint8", "|b1": "bool", "<c16": "complex128",
           "|O": "object_"}  # fmt: skip


def _contains_object(domain: Domain, tree: Tree, outer: Mapping[str, Domain]) -> bool:
    if not isinstance(tree, list):
        return False
    if domain.get("how") == "constructor":
        return tree[0] in ("x", "o") and (tree[0] == "x" or tree[1] == domain["cls"])
    if tree[0] not in ("o", "u") or tree[1] != domain["cls"]:
        return False
    fields = domain.get("fields") or outer.get(domain["cls"], {}).get("fields")
    if fields is None:
        return True
    outer = {**outer, domain["cls"]: {"fields": fields}}
    if domain.get("how") == "namedtuple":
        values = tree[2][1] if tree[0] == "u" else list(tree[2].values())
        return len(values) == len(fields) and all(
            contains(part, value, outer) for part, value in zip(fields.values(), values, strict=True)
        )
    attributes = tree[2] if tree[0] == "o" else tree[3]
    return all(contains(part, attributes[name], outer) for name, part in fields.items() if name in attributes)


def _contains_fields(domain: Domain, pairs: Sequence[Sequence[Tree]], outer: Mapping[str, Domain]) -> bool:
    present = {pair[0]: pair[1] for pair in pairs if isinstance(pair[0], str)}
    exact = len(present) == len(pairs) and set(domain["required"]) <= set(present) <= set(domain["fields"])
    if not exact and not domain.get("open"):
        return False
    return all(contains(part, present[name], outer) for name, part in domain["fields"].items() if name in present)
