"""Many different values of one domain in a fixed, mostly ascending order, for long containers and for growing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hasten.core.values import Tree, dict_tree, enum_tree, expression_tree, int_tree, to_source, tuple_tree
from hasten.inputs.domains import ANY, Domain

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def rung(domain: Domain, place: int) -> Tree:
    """The value number ``place`` (>= 0) of a domain.

    Different places give different values where the domain has them, and numbers, texts and tuples ascend.
    """
    return _RUNGS.get(domain["k"], _opaque)(domain, place)


def ladder(domain: Domain, length: int) -> list[Tree]:
    """The first ``length`` values."""
    return [rung(domain, place) for place in range(length)]


def _int(domain: Domain, place: int) -> Tree:
    low, high = domain.get("low"), domain.get("high")
    start = low if low is not None else (0 if high is None or high >= 0 else high - 10_000)
    value = start + place
    if high is not None and value > high:
        value = start + place % (high - start + 1)
    return int_tree(value)


def _float(domain: Domain, place: int) -> Tree:
    low, high = domain.get("low"), domain.get("high")
    if low is not None and high is not None:
        return low + (high - low) * ((place % 1000) / 1000.0)
    value = place * 0.75
    return value + low if low is not None else (high - 10_000 + value if high is not None else value)


def _str(domain: Domain, place: int) -> Tree:
    """Words of base 26 with a fixed width, so that their order is the order of the places."""
    alphabet = domain.get("alphabet") or _LETTERS
    low, high = _span(domain, 3, None)
    text = ""
    width = max(low, 3) if high is None else max(low, min(3, high))
    rest = place
    for _ in range(width):
        text = alphabet[rest % len(alphabet)] + text
        rest //= len(alphabet)
    return text


def _span(domain: Domain, low: int, high: int | None) -> tuple[int, int | None]:
    lengths = domain.get("lengths")
    return (lengths[0], lengths[-1]) if lengths else (min(low, 1), high)


def _bytes(domain: Domain, place: int) -> Tree:
    return ["B" if domain["k"] == "bytearray" else "b", chr(place // 256 % 256) + chr(place % 256)]


def _sequence(tag: str) -> Callable[[Domain, int], Tree]:
    def make(domain: Domain, place: int) -> Tree:
        of = domain.get("of") or ANY
        low, _ = _span(domain, 1, None)
        width = max(low, 1 + place % 2) if tag in "lt" else max(low, 1)
        return [tag, [rung(of, place + step) for step in range(width)]]

    return make


def _deque(domain: Domain, place: int) -> Tree:
    return ["u", "collections:deque", ["l", [rung(domain.get("of") or ANY, place)]], {"maxlen": None}]


def _tuple(domain: Domain, place: int) -> Tree:
    if domain.get("items") is not None:
        return tuple_tree(rung(part, place) for part in domain["items"])
    return tuple_tree([rung(domain.get("of") or ANY, place), rung(domain.get("of") or ANY, place + 1)])


def _dict(domain: Domain, place: int) -> Tree:
    pairs = [(rung(domain.get("key") or {"k": "str"}, place), rung(domain.get("value") or ANY, place))]
    return with_class(domain, dict_tree(pairs))


def with_class(domain: Domain, tree: Tree) -> Tree:
    """The value as an instance of the domain's own class (``OrderedDict``, ``class Id(int)``), where it has one."""
    cls = domain.get("cls")
    if cls is None:
        return tree
    attributes: dict[str, Tree] = {}
    if cls == "collections:defaultdict":
        kinds = {"int": "int", "list": "list", "str": "str", "set": "set", "dict": "dict", "float": "float"}
        factory = kinds.get((domain.get("value") or ANY)["k"])
        attributes["default_factory"] = None if factory is None else ["n", f"builtins:{factory}"]
    return ["u", cls, tree, attributes]


def _typeddict(domain: Domain, place: int) -> Tree:
    return dict_tree((name, rung(part, place)) for name, part in domain["fields"].items())


def _object(domain: Domain, place: int) -> Tree:
    return build_object(domain, {name: rung(part, place) for name, part in (domain.get("fields") or {}).items()})


def build_object(domain: Domain, fields: dict[str, Tree]) -> Tree:
    """An instance of the domain's class with these fields, made in the way that the class is made."""
    cls, how = domain["cls"], domain.get("how")
    if how == "namedtuple":
        return ["u", cls, tuple_tree(fields.values()), {}]
    if how == "constructor":
        module, _, name = cls.partition(":")
        place = name if module == "$" else f"__import__({module!r}, fromlist=['_']).{name}"
        given = ", ".join(f"{field}={to_source(tree)}" for field, tree in fields.items())
        return expression_tree(f"{place}({given})")
    return ["o", cls, {name: fields[name] for name in sorted(fields)}]


def _union(domain: Domain, place: int) -> Tree:
    # Values of one kind stay comparable with each other: the first part that is not None carries the ladder.
    parts = [part for part in domain["of"] if part["k"] != "none"] or domain["of"]
    return rung(parts[0], place)


def _listed(key: str) -> Callable[[Domain, int], Tree]:
    def make(domain: Domain, place: int) -> Tree:
        values = domain[key]
        value = values[place % len(values)] if values else None
        return enum_tree(domain["cls"], value) if key == "members" and value is not None else value

    return make


def _any(domain: Domain, place: int) -> Tree:
    return rung(domain.get("like") or {"k": "int"}, place)


def _callable(domain: Domain, place: int) -> Tree:
    return domain["choices"][place % len(domain["choices"])] if domain.get("choices") else ["n", "builtins:repr"]


def _opaque(domain: Domain, place: int) -> Tree:
    return domain["choices"][place % len(domain["choices"])] if domain.get("choices") else None


def _iterator(domain: Domain, place: int) -> Tree:
    return ["it", domain.get("kind") or "iter", [rung(domain.get("of") or ANY, place)]]


def _text(template: str) -> Callable[[Domain, int], Tree]:
    def make(domain: Domain, place: int) -> Tree:
        parts = {"low": place % 28 + 1, "mid": place // 28 % 12 + 1, "top": 2000 + place // 336 % 7000}
        return expression_tree(template.format(place=place, minute=place % 60, hour=place // 60 % 24, **parts))

    return make


def _array(domain: Domain, place: int) -> Tree:
    if domain.get("choices"):
        return domain["choices"][place % len(domain["choices"])]
    rank = domain.get("ndim") or 1
    return expression_tree(f"numpy.arange({(place % 5 + 1) ** rank}).reshape({(place % 5 + 1,) * rank})")


_RUNGS: dict[str, Callable[[Any, int], Tree]] = {
    "none": lambda domain, place: None,
    "bool": lambda domain, place: bool(place % 2),
    "int": lambda domain, place: with_class(domain, _int(domain, place)),
    "float": lambda domain, place: with_class(domain, _float(domain, place)),
    "complex": lambda domain, place: ["c", place * 0.5, float(-place)],
    "str": lambda domain, place: with_class(domain, _str(domain, place)),
    "bytes": _bytes,
    "bytearray": _bytes,
    "any": _any,
    "decimal": _text("Decimal('{place}.{low}')"),
    "fraction": _text("Fraction({place}, 3)"),
    "date": _text("datetime.date({top}, {mid}, {low})"),
    "datetime": _text("datetime.datetime({top}, {mid}, {low}, 12, 30)"),
    "time": _text("datetime.time({hour}, {minute})"),
    "timedelta": _text("datetime.timedelta(minutes={place})"),
    "range": _text("range(0, {place})"),
    "path": _text("pathlib.Path('dir/file{place}.txt')"),
    "list": lambda domain, place: with_class(domain, _sequence("l")(domain, place)),
    "set": _sequence("s"),
    "frozenset": _sequence("f"),
    "deque": _deque,
    "iterator": _iterator,
    "tuple": _tuple,
    "dict": _dict,
    "typeddict": _typeddict,
    "object": _object,
    "enum": _listed("members"),
    "literal": _listed("values"),
    "union": _union,
    "callable": _callable,
    "ndarray": _array,
}
