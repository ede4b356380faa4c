"""Boundary values of a domain: tables for scalars, shapes for containers, constants of the code under test."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from hasten.core.values import (
    Tree,
    canonical,
    dict_tree,
    enum_tree,
    expression_tree,
    frozenset_tree,
    int_tree,
    set_tree,
    tuple_tree,
)
from hasten.inputs.boundary_tables import NUMPY_SCALARS, TABLES, UNTYPED
from hasten.inputs.constants import Constants, harvest
from hasten.inputs.domains import ANY, Domain, kind_of
from hasten.inputs.ladder import build_object, ladder, rung, with_class
from hasten.inputs.membership import contains

__all__ = ["LONG", "boundary_values", "harvest", "kin_values"]

#: Lengths at which implementations change their algorithm or their cost shows.
LONG = (67, 130, 600, 1501)
#: Values of one domain at most.
MOST = 400
#: Values of a part that are tried inside a container.
_INNER = 14
_DEEPEST = 4


def boundary_values(
    domain: Domain, constants: Constants | None = None, *, limit: int = MOST, long: bool = True
) -> list[Tree]:
    """Boundary values that lie in a domain, each once, the telling ones first.

    Args:
        domain: The domain.
        constants: Constants of both sides (``harvest``); they and their neighbours are among the values.
        limit: Values at most.
        long: Whether long containers are among them.
    """
    values = _distinct(_values(domain, constants or Constants(), 0 if long else 1), limit * 2)
    narrow = any(f"'{bound}'" in repr(domain) for bound in ("low", "high", "lengths"))
    # Long containers hold ladders, which lie in a domain without bounds by construction; checking them is slow.
    return [value for value in values if (not narrow and _is_long(value)) or contains(domain, value)][:limit]


def _is_long(tree: Tree) -> bool:
    return isinstance(tree, list) and tree[0] in ("l", "t", "d", "s", "f") and len(tree[1]) >= LONG[0]


def kin_values(domain: Domain, *, numpy: bool = False, hinted: bool = True) -> list[Tree]:
    """Near relatives that a domain's type admits without naming them.

    They are instances of subclasses of mappings; for an argument without a type also values of other kinds, or of
    kinds like those that were seen. They are to be tried rarely; a difference on them may be of no concern to the user.

    Args:
        domain: The domain.
        numpy: Whether numpy is installed where the code runs, so that its scalars may turn up untyped.
        hinted: Whether the domain was declared; one that was only seen has more relatives.
    """
    kind = domain["k"]
    if kind == "any":
        return [*UNTYPED, *(NUMPY_SCALARS if numpy else ())]
    if kind == "union":
        return [value for part in domain["of"] for value in kin_values(part, numpy=numpy, hinted=hinted)]
    if kind == "dict" and not domain.get("cls"):
        return _kin_of_dict(domain)
    if hinted or domain.get("cls"):
        return []
    if kind in ("int", "float"):
        return [tree for tree in NUMPY_SCALARS if numpy and f".{kind}" in tree[1]]
    if kind == "list":
        return [["t", value[1]] for value in boundary_values(domain, limit=12, long=False) if "@" not in repr(value)]
    return []


def _kin_of_dict(domain: Domain) -> list[Tree]:
    samples = [value for value in _dict(domain, Constants(), 1) if value[0] == "d"][1:4]
    value = (domain.get("value") or ANY)["k"]
    factory = ["n", f"builtins:{value}"] if value in ("int", "list", "str", "set", "dict", "float") else None
    found: list[Tree] = []
    for sample in samples:
        found.append(["u", "collections:OrderedDict", sample, {}])
        found.append(["u", "collections:defaultdict", sample, {"default_factory": factory}])
        if value == "int":
            found.append(["u", "collections:Counter", sample, {}])
    return found


def _distinct(values: Iterable[Tree], limit: int) -> list[Tree]:
    kept: dict[str, Tree] = {}
    for value in values:
        kept.setdefault(canonical(value), value)
        if len(kept) >= limit:
            break
    return list(kept.values())


def _values(domain: Domain, constants: Constants, level: int) -> Iterable[Tree]:
    if level > _DEEPEST:
        return [rung(domain, 0), rung(domain, 1)]
    make = _MAKE.get(domain["k"])
    return make(domain, constants, level) if make else domain.get("choices", [])


def _scalars(domain: Domain, constants: Constants, level: int) -> Iterator[Tree]:
    kind = domain["k"]
    table = TABLES[kind]
    own: list[Tree] = []
    if kind == "int":
        own = constants.int_values()
    elif kind == "float":
        own = list(constants.float_values())
    elif kind == "str":
        own = _strings(domain, constants)
    elif kind in ("bytes", "bytearray"):
        own = [["b" if kind == "bytes" else "B", text.decode("latin-1")] for text in constants.octets]
    values = itertools.chain(
        _edges(domain), table[:9], domain.get("choices", []), own[:60], table[9:], own[60:], _sized(domain)
    )
    for value in values:
        yield with_class(domain, value) if not (isinstance(value, list) and value[0] == "u") else value


def _edges(domain: Domain) -> Iterator[Tree]:
    """The bounds of a narrowed number and what lies around them."""
    for bound, steps in ((domain.get("low"), (0, 1, 2, -1)), (domain.get("high"), (0, -1, -2, 1))):
        if isinstance(bound, int) and domain["k"] == "int":
            yield from (int_tree(bound + step) for step in steps)
        elif bound is not None and domain["k"] == "float":
            yield from (float(bound), bound + steps[1] * 0.5, bound + steps[3] * 0.5)


def _strings(domain: Domain, constants: Constants) -> list[Tree]:
    alphabet = domain.get("alphabet")
    own: list[Tree] = []
    if alphabet:
        own.extend(("", alphabet[0], alphabet[-1], alphabet, alphabet[::-1], alphabet[0] * 3, alphabet[:2] * 4))
    return [*own, *constants.string_values()]


def _sized(domain: Domain) -> Iterator[Tree]:
    """Texts and bytes of the lengths that the domain names."""
    for length in domain.get("lengths", ()):
        if length <= 5000 and domain["k"] in ("str", "bytes", "bytearray"):
            text = ("abcdefghij" * (length // 10 + 1))[:length]
            yield text if domain["k"] == "str" else ["b" if domain["k"] == "bytes" else "B", text]


def _list(domain: Domain, constants: Constants, level: int) -> Iterator[Tree]:
    for items in _item_lists(domain, constants, level):
        yield with_class(domain, ["l", items])


def _item_lists(domain: Domain, constants: Constants, level: int) -> Iterator[list[Tree]]:
    """Contents of sequences: short shapes, each telling item alone and among ordinary ones, long ones."""
    of = domain.get("of") or ANY
    yield []
    inner = _distinct(_values(of, constants, level + 1), _INNER * 3)
    ordinary = ladder(of, 8)
    yield from _shapes(ordinary)
    if level == 0 and not constants.lengths():
        yield from _long(of, (67,))
    for place, item in enumerate(inner):
        yield [item]
        if place < _INNER:
            yield [ordinary[1], item, ordinary[2]]
            yield [item, item]
            yield [ordinary[3], item]
    for first, second in itertools.islice(itertools.combinations(inner[:6], 2), 15):
        yield [first, second]
        yield [second, first]
    yield inner[:_INNER]
    if of["k"] in ("list", "dict", "set", "object", "deque", "bytearray", "typeddict"):
        # The same mutable item twice.
        for first, rest in ((ordinary[1], []), (ordinary[2], [ordinary[1]])):
            label = canonical(first)
            yield [["@", label, first], *rest, ["r", label]]
    if of["k"] == "any":
        yield [1, True, 1.0]
        yield [0.0, -0.0, 0, False]
        yield ["a", "b", "a"]
        yield [1.5, float("nan"), float("nan")]
        yield [["l", [1]], ["l", [2]], ["l", [1]]]
    if level == 0:
        near = [length for length in constants.lengths() if length not in LONG]
        yield from _long(of, (*near[:24], *LONG))


def _shapes(ordinary: Sequence[Tree]) -> Iterator[list[Tree]]:
    a, b, c, d, e = ordinary[:5]
    yield from ([b], [a, b], [b, a], [b, b], [a, b, c], [c, b, a], [b, a, c], [b, b, b], [a, b, a], [a, a, b],
                [a, b, b], [c, a, d, b], [a, b, d, c, e], [e, a, b, c, d], [b, d, b, a, d, b], [a, c, e, b, d, c, a],
                [*ordinary], [*ordinary[::-1]], [*ordinary, *ordinary])  # fmt: skip


def _long(of: Domain, lengths: Iterable[int]) -> Iterator[list[Tree]]:
    for length in lengths:
        rising = ladder(of, length)
        half = length // 2
        yield rising
        yield rising[::-1]
        if length > 1:
            yield [*rising[:-1], rising[0]]
            yield [*rising[:-1], rising[-2]]
        yield [*rising[half:], *rising[:half]]
        if length < 700:
            yield [rising[place * 7 % max(length // 3, 1)] for place in range(length)]


def _sets(make: Callable[[list[Tree]], Tree]) -> Callable[[Domain, Constants, int], Iterator[Tree]]:
    def values(domain: Domain, constants: Constants, level: int) -> Iterator[Tree]:
        for items in _item_lists(domain, constants, level):
            if all(_hashable(item) for item in items):
                yield make(items)

    return values


def _hashable(tree: Tree) -> bool:
    if not isinstance(tree, list):
        return True
    if tree[0] in ("t", "f"):
        return all(_hashable(item) for item in tree[1])
    return tree[0] not in ("l", "d", "s", "B", "a", "r", "@", "it") and (tree[0] != "u" or _hashable(tree[2]))


def _deque(domain: Domain, constants: Constants, level: int) -> Iterator[Tree]:
    for items in _item_lists(domain, constants, level):
        yield ["u", "collections:deque", ["l", items], {"maxlen": None}]
        if 0 < len(items) < 4:
            yield ["u", "collections:deque", ["l", items], {"maxlen": len(items)}]


def _iterator(domain: Domain, constants: Constants, level: int) -> Iterator[Tree]:
    kinds = [domain["kind"]] if domain.get("kind") else ["iter", "gen"]
    for items in _item_lists(domain, constants, level):
        for kind in kinds:
            yield ["it", kind, items]


def _tuple(domain: Domain, constants: Constants, level: int) -> Iterator[Tree]:
    if domain.get("items") is None:
        for items in _item_lists({**domain, "of": domain.get("of") or ANY}, constants, level):
            yield tuple_tree(items)
        return
    parts = domain["items"]
    for values in _columns(parts, constants, level):
        yield tuple_tree(values)


def _columns(parts: Sequence[Domain], constants: Constants, level: int) -> Iterator[list[Tree]]:
    """One value per part: all ordinary, each part at its boundaries in turn, then all at theirs."""
    ordinary = [rung(part, 2) for part in parts]
    yield ordinary
    if not parts:
        return
    tables = [_distinct(_values(part, constants, level + 1), 60) for part in parts]
    for row in itertools.zip_longest(*tables, fillvalue=_NOTHING):
        for place, value in enumerate(row):
            if value is not _NOTHING:
                yield [*ordinary[:place], value, *ordinary[place + 1 :]]
        if _NOTHING not in row:
            yield list(row)
    if len(parts) > 1:
        yield [ordinary[0]] * len(parts) if len({part["k"] for part in parts}) == 1 else ordinary
        yield [rung(part, len(parts) - place) for place, part in enumerate(parts)]


_NOTHING: Any = object()


def _dict(domain: Domain, constants: Constants, level: int) -> Iterator[Tree]:
    key, value = domain.get("key") or {"k": "str"}, domain.get("value") or ANY
    keys = [tree for tree in _distinct(_values(key, constants, level + 1), 40) if _hashable(tree)]
    if key["k"] in ("str", "any"):
        keys = [*keys[:3], *constants.names, *constants.strings, *keys[3:]]
    values = _distinct(_values(value, constants, level + 1), 40)
    steps = ladder(key, 4), ladder(value, 4)
    pairs = [[a, b] for a, b in zip(*steps, strict=True)]
    yield with_class(domain, ["d", []])
    same_values = [[pair[0], pairs[1][1]] for pair in pairs]
    for chosen in ([pairs[1]], pairs[:2], pairs[1::-1], pairs[:3], pairs[2::-1], same_values):
        yield with_class(domain, dict_tree(chosen))
    for place in range(max(len(keys), len(values)) if keys and values else 0):
        pair = [keys[place % len(keys)], values[place % len(values)]]
        yield with_class(domain, dict_tree([pair]))
        yield with_class(domain, dict_tree([pairs[1], [pair[0], pairs[2][1]], [pairs[2][0], pair[1]]]))
    yield with_class(domain, dict_tree([name, values[0] if values else None] for name in keys[:20]))
    if level == 0:
        for length in (67, 600):
            yield with_class(domain, dict_tree(zip(ladder(key, length), ladder(value, length), strict=True)))


def _typeddict(domain: Domain, constants: Constants, level: int) -> Iterator[Tree]:
    names = list(domain["fields"])
    parts = list(domain["fields"].values())
    optional = [name for name in names if name not in domain["required"]]
    for values in _columns(parts, constants, level):
        pairs = list(zip(names, values, strict=True))
        yield dict_tree(pairs)
        if optional:
            yield dict_tree(pair for pair in pairs if pair[0] not in optional)
        if len(pairs) > 1 and values[0] == rung(parts[0], 2):
            yield dict_tree(pairs[::-1])
    if domain.get("open"):
        yield ["d", []]
        full = [(name, rung(part, 1)) for name, part in domain["fields"].items()]
        for place in range(len(full)):
            yield dict_tree(full[:place] + full[place + 1 :])
        yield dict_tree([*full, ("another", 1)])


def _object(domain: Domain, constants: Constants, level: int) -> Iterator[Tree]:
    fields = domain.get("fields")
    if fields is None:
        yield None
        return
    for values in _columns(list(fields.values()), constants, level):
        yield build_object(domain, dict(zip(fields, values, strict=True)))


def _union(domain: Domain, constants: Constants, level: int) -> Iterator[Tree]:
    parts = [iter(_values(part, constants, level)) for part in domain["of"]]
    for row in itertools.zip_longest(*parts, fillvalue=_NOTHING):
        yield from (value for value in row if value is not _NOTHING)


def _any(domain: Domain, constants: Constants, level: int) -> Iterator[Tree]:
    like = _values(domain["like"], constants, level) if domain.get("like") else ()
    others = itertools.chain(UNTYPED, constants.ints, constants.strings, constants.displays)
    for row in itertools.zip_longest(like, others, fillvalue=_NOTHING):
        yield from (value for value in row if value is not _NOTHING)


def _callable(domain: Domain, constants: Constants, level: int) -> Iterator[Tree]:
    yield from domain.get("choices", [])
    returns = domain.get("returns") or ANY
    for how, kinds in (("identity", ("any",)), ("length", ("int",)), ("negate", ("int", "float")), ("text", ("str",)),
                       ("constant", ("int", "any")), ("first", ("any",)), ("last", ("any",))):  # fmt: skip
        if returns["k"] in kinds or returns["k"] == "any":
            yield ["fn", "pick", {"how": how}]
    for seed in range(4):
        yield ["fn", "log", {"returns": plain_domain(returns), "seed": seed}]
    for at in (0, 1, 3):
        yield ["fn", "raise", {"returns": plain_domain(returns), "at": at, "exc": "ValueError" if at else "KeyError"}]


def plain_domain(domain: Domain) -> dict[str, Any]:
    """The domain without what was seen, as the child's call-backs read it."""
    kept = {key: value for key, value in domain.items() if key not in ("choices", "seen", "like")}
    for key in ("of", "key", "value"):
        if isinstance(kept.get(key), dict):
            kept[key] = plain_domain(kept[key])
    for key in ("items", "of"):
        if isinstance(kept.get(key), list):
            kept[key] = [plain_domain(part) for part in kept[key]]
    return kept


def _array(domain: Domain, constants: Constants, level: int) -> Iterator[Tree]:
    yield from domain.get("choices", [])
    dtype = domain.get("dtype") or "float64"
    texts = _ARRAYS.get(_family(dtype), _ARRAYS["f"])
    for text in texts:
        for rank in [domain["ndim"]] if domain.get("ndim") else [1, 2]:
            flat = f"numpy.array([{text}], dtype={dtype!r})"
            shape = "" if rank == 1 else f".reshape({(1,) * (rank - 1) + (-1,)})"
            yield expression_tree(flat + shape)
    for count in (0, 1, 4, 9, 64):
        for rank in [domain["ndim"]] if domain.get("ndim") else [1, 2]:
            yield expression_tree(f"numpy.arange({count**rank}).reshape({(count,) * rank}).astype({dtype!r})")
    if domain.get("ndim") in (None, 2):
        yield expression_tree(f"numpy.asfortranarray(numpy.arange(6).reshape(2, 3).astype({dtype!r}))")
        yield expression_tree(f"numpy.arange(12).reshape(3, 4).astype({dtype!r})[:, ::2]")
    if domain.get("ndim") in (None, 1):
        yield expression_tree(f"numpy.arange(10).astype({dtype!r})[::-1]")
        yield expression_tree(f"numpy.arange(10).astype({dtype!r})[::3]")


def _family(dtype: str) -> str:
    name = dtype.lstrip("<>=|")
    if name.startswith(("u",)):
        return "u"
    return name[0] if name[0] in "fbci" and not name.startswith("bool") else ("b" if name.startswith("b") else "f")


_ARRAYS = {
    "f": ("", "0.0", "-0.0, 0.0", "1.5, 2.5, -1.5", "float('nan'), 1.0, 2.0", "1.0, float('inf'), float('-inf')",
          "1e9, 1e9 + 1, 1e9 + 2", "0.1, 0.2, 0.3, 0.7", "3.0, 1.0, 2.0, 1.0", "5e-324, 1e308"),
    "i": ("", "0", "3, 1, 2, 1", "-1, 0, 1", "127, -128, 100", "5, 5, 5", "9, 8, 7, 6, 5, 4, 3, 2, 1, 0"),
    "u": ("", "0", "3, 1, 2, 1", "255, 1, 0", "5, 5, 5", "200, 100, 56"),
    "b": ("", "False", "True, False, True", "True, True"),
    "c": ("", "0j", "1+2j, 1-2j", "complex(0.0, -0.0), 1j"),
}  # fmt: skip


def _listed(key: str) -> Callable[[Domain, Constants, int], Iterator[Tree]]:
    def values(domain: Domain, constants: Constants, level: int) -> Iterator[Tree]:
        for value in domain[key]:
            yield enum_tree(domain["cls"], value) if key == "members" else value

    return values


_MAKE: dict[str, Callable[[Domain, Constants, int], Iterable[Tree]]] = {
    **dict.fromkeys(TABLES, _scalars),
    "any": _any,
    "list": _list,
    "set": _sets(set_tree),
    "frozenset": _sets(frozenset_tree),
    "deque": _deque,
    "iterator": _iterator,
    "tuple": _tuple,
    "dict": _dict,
    "typeddict": _typeddict,
    "object": _object,
    "union": _union,
    "enum": _listed("members"),
    "literal": _listed("values"),
    "callable": _callable,
    "ndarray": _array,
}


def is_kind(domain: Domain, *kinds: str) -> bool:
    """Whether every value of the domain is of one of the kinds; ``any`` is not, unless it was seen to be."""
    if domain["k"] == "union":
        return all(is_kind(part, *kinds) for part in domain["of"] if part["k"] != "none")
    if domain["k"] == "any" and domain.get("like"):
        return is_kind(domain["like"], *kinds)
    if domain["k"] == "literal":
        return all(kind_of(value) in kinds for value in domain["values"])
    return domain["k"] in kinds
