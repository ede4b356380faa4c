"""Typical values: what a working program would pass, as opposed to what breaks one; the start of made workloads."""

from __future__ import annotations

import random
import string
from collections.abc import Callable, Sequence
from typing import Any

from hasten.core.values import (
    CallTree,
    Tree,
    dict_tree,
    expression_tree,
    frozenset_tree,
    int_tree,
    set_tree,
    tuple_tree,
)
from hasten.inputs.domains import ANY, Domain
from hasten.inputs.ladder import build_object, rung, with_class
from hasten.inputs.membership import contains
from hasten.inputs.relations import relations_for
from hasten.inputs.signature import POSITIONAL, Signature

_ITEM_LENGTH = 4


def typical_call(signature: Signature, rng: random.Random, *, length: int = 12) -> CallTree:
    """A call with ordinary values; parameters with defaults are left out.

    Args:
        signature: The parameters.
        rng: Source of randomness; different calls relate their arguments differently.
        length: About how many items or characters the arguments have.
    """
    values: dict[str, Tree] = {}
    for parameter in signature.parameters:
        if not parameter.optional and not parameter.kind.startswith("var_"):
            values[parameter.name] = typical_value(parameter.domain, rng, length)
    relations = relations_for(signature)
    if relations and rng.random() < 0.5:
        before = dict(values)
        relations[int(rng.random() * len(relations))](values, rng)
        related = all(contains(p.domain, values[p.name]) for p in signature.parameters if p.name in values)
        if not related or any(isinstance(tree, list) and tree[0] in ("@", "r") for tree in values.values()):
            values = before
    rest = next((p for p in signature.parameters if p.kind == "var_positional"), None)
    args = [values[p.name] for p in signature.parameters if p.kind in POSITIONAL and p.name in values]
    if rest is not None and not any(p.optional and p.kind in POSITIONAL for p in signature.parameters):
        args.extend(typical_value(rest.domain, rng, _ITEM_LENGTH) for _ in range(3))
    kwargs = {p.name: values[p.name] for p in signature.parameters if p.kind == "keyword_only" and p.name in values}
    return {"args": args, "kwargs": kwargs}


def typical_value(domain: Domain, rng: random.Random, length: int) -> Tree:
    """An ordinary value of a domain with about ``length`` parts."""
    if domain["k"] == "any":
        return typical_value(domain.get("like") or {"k": "list", "of": {"k": "int"}}, rng, length)
    choices = domain.get("choices")
    if choices and domain["k"] not in ("list", "dict", "set"):
        return choices[int(rng.random() * len(choices))]
    make = _MAKE.get(domain["k"])
    return make(domain, rng, length) if make else rung(domain, int(rng.random() * 20))


def _int(domain: Domain, rng: random.Random, length: int) -> Tree:
    low, high = domain.get("low"), domain.get("high")
    start = int(low if low is not None else min(0, high if high is not None else 0))
    stop = start + max(10, 4 * length) if high is None else min(int(high), start + max(10, 4 * length))
    return with_class(domain, int_tree(rng.randint(start, max(start, stop))))


def _float(domain: Domain, rng: random.Random, length: int) -> Tree:
    low = domain.get("low", 0.0)
    high = domain.get("high", low + 100.0)
    return with_class(domain, round(low + rng.random() * (high - low), 3))


def _str(domain: Domain, rng: random.Random, length: int) -> Tree:
    alphabet = domain.get("alphabet") or string.ascii_lowercase
    low, high = (domain["lengths"][0], domain["lengths"][-1]) if domain.get("lengths") else (0, 10**9)
    if length > 8 and alphabet == string.ascii_lowercase and high > length:
        words: list[str] = []
        while sum(len(word) + 1 for word in words) < length:
            words.append("".join(rng.choices(alphabet, k=2 + int(rng.random() * 6))))
        made = " ".join(words)
    else:
        made = "".join(rng.choices(alphabet, k=max(1, min(length, high))))
    return with_class(domain, made + "".join(rng.choices(alphabet, k=max(0, low - len(made)))))


def _items(domain: Domain, rng: random.Random, length: int) -> list[Tree]:
    of = domain.get("of") or {"k": "int"}
    if domain.get("lengths"):
        length = max(int(domain["lengths"][0]), min(int(domain["lengths"][-1]), length))
    inner = 6 if of["k"] in ("str", "bytes") else _ITEM_LENGTH if of["k"] != "int" else length
    return [typical_value(of, rng, inner) for _ in range(length)]


def _sequence(tag: str) -> Callable[[Domain, random.Random, int], Tree]:
    return lambda domain, rng, length: with_class(domain, [tag, _items(domain, rng, length)])


def _tuple(domain: Domain, rng: random.Random, length: int) -> Tree:
    if domain.get("items") is not None:
        return tuple_tree([typical_value(part, rng, length) for part in domain["items"]])
    return tuple_tree(_items(domain, rng, length))


def _dict(domain: Domain, rng: random.Random, length: int) -> Tree:
    key, value = domain.get("key") or {"k": "str"}, domain.get("value") or {"k": "int"}
    pairs = [(typical_value(key, rng, 5), typical_value(value, rng, _ITEM_LENGTH)) for _ in range(length)]
    return with_class(domain, dict_tree(pairs))


def _fields(domain: Domain, rng: random.Random, length: int) -> dict[str, Tree]:
    return {name: typical_value(part, rng, min(length, 8)) for name, part in (domain.get("fields") or {}).items()}


def _object(domain: Domain, rng: random.Random, length: int) -> Tree:
    return build_object(domain, _fields(domain, rng, length)) if "fields" in domain else None


def _deque(domain: Domain, rng: random.Random, length: int) -> Tree:
    return ["u", "collections:deque", ["l", _items(domain, rng, length)], {"maxlen": None}]


def _union(domain: Domain, rng: random.Random, length: int) -> Tree:
    parts: Sequence[Domain] = [part for part in domain["of"] if part["k"] != "none"] or domain["of"]
    return typical_value(parts[int(rng.random() * len(parts))], rng, length)


def _text_of(template: str) -> Callable[[Domain, random.Random, int], Tree]:
    def make(domain: Domain, rng: random.Random, length: int) -> Tree:
        number, small = int(rng.random() * 1000), int(rng.random() * 28) + 1
        return expression_tree(template.format(number=number, small=small, month=small % 12 + 1))

    return make


def _callable(domain: Domain, rng: random.Random, length: int) -> Tree:
    if domain.get("choices"):
        return domain["choices"][0]
    returns = (domain.get("returns") or ANY)["k"]
    how = {"int": "length", "float": "negate", "str": "text"}.get(returns, "identity")
    return ["fn", "pick", {"how": how}]


_MAKE: dict[str, Callable[[Any, random.Random, int], Tree]] = {
    "int": _int,
    "float": _float,
    "str": _str,
    "bytes": lambda domain, rng, length: ["b", "".join(rng.choices(string.printable, k=length))],
    "bytearray": lambda domain, rng, length: ["B", "".join(rng.choices(string.printable, k=length))],
    "list": _sequence("l"),
    "set": lambda domain, rng, length: set_tree(_items(domain, rng, length)),
    "frozenset": lambda domain, rng, length: frozenset_tree(_items(domain, rng, length)),
    "deque": _deque,
    "iterator": lambda domain, rng, length: ["it", domain.get("kind") or "iter", _items(domain, rng, length)],
    "tuple": _tuple,
    "dict": _dict,
    "typeddict": lambda domain, rng, length: dict_tree(_fields(domain, rng, length).items()),
    "object": _object,
    "union": _union,
    "callable": _callable,
    "decimal": _text_of("Decimal('{number}.{small}')"),
    "date": _text_of("datetime.date(2023, {month}, {small})"),
    "datetime": _text_of("datetime.datetime(2023, {month}, {small}, 12, {small})"),
}
