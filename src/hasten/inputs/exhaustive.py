"""Finite domains: small enough to be run whole, so that the answer is a proof and no search."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from hasten.core.values import CallTree, Tree, dict_tree, enum_tree, frozenset_tree, int_tree, set_tree
from hasten.inputs.domains import Domain
from hasten.inputs.ladder import build_object, with_class
from hasten.inputs.signature import POSITIONAL, Parameter, Signature

#: Larger domains are searched.
MOST_CALLS = 20_000


def all_calls(signature: Signature, *, most: int = MOST_CALLS) -> list[CallTree] | None:
    """Every call that fits the signature, or None where there are more than ``most`` or infinitely many.

    A parameter with a default is left out in one half of the calls. Bounds that come from guards count as bounds: the
    calls that the code refuses are not among these.
    """
    counts = [count(p.domain) for p in signature.parameters]
    total = 1
    for parameter, number in zip(signature.parameters, counts, strict=True):
        if number is None or parameter.kind.startswith("var_"):
            return None
        total *= number + parameter.optional
        if total > most:
            return None
    choices = [_arguments(parameter) for parameter in signature.parameters]
    made = (_call(signature, values) for values in itertools.product(*choices))
    return [call for call in made if call is not None]


def _arguments(parameter: Parameter) -> list[Tree]:
    values = list(every(parameter.domain))
    return [*values, _LEFT_OUT] if parameter.optional else values


_LEFT_OUT: Tree = object()


def _call(signature: Signature, values: Sequence[Tree]) -> CallTree | None:
    args: list[Tree] = []
    kwargs: dict[str, Tree] = {}
    by_keyword = False
    for parameter, value in zip(signature.parameters, values, strict=True):
        if value is _LEFT_OUT:
            by_keyword = by_keyword or parameter.kind in POSITIONAL
        elif parameter.kind in POSITIONAL and not by_keyword:
            args.append(value)
        elif parameter.kind == "positional_only":
            return None
        else:
            kwargs[parameter.name] = value
    return {"args": args, "kwargs": kwargs}


def count(domain: Domain) -> int | None:
    """How many values a domain has (an upper limit where values may be equal), or None where it is not finite."""
    kind = domain["k"]
    if kind in ("none", "bool"):
        return 2 if kind == "bool" else 1
    if kind == "int":
        low, high = domain.get("low"), domain.get("high")
        return max(0, int(high) - int(low) + 1) if low is not None and high is not None else None
    if kind in ("enum", "literal"):
        return len(list(domain["members" if kind == "enum" else "values"]))
    if kind == "union":
        return _total([count(part) for part in domain["of"]])
    if kind == "tuple" and domain.get("items") is not None:
        return _product([count(part) for part in domain["items"]])
    if kind == "object" and domain.get("fields") is not None:
        return _product([count(part) for part in domain["fields"].values()])
    if kind == "typeddict" and not domain.get("open"):
        optional = set(domain["fields"]) - set(domain["required"])
        rows = [(name in optional, count(part)) for name, part in domain["fields"].items()]
        return _product([None if number is None else number + more for more, number in rows])
    return _count_collections(domain)


def _count_collections(domain: Domain) -> int | None:
    of = domain.get("of")
    inner = count(of) if isinstance(of, dict) else None
    if inner is None or inner > MOST_CALLS:
        return None
    if domain["k"] in ("set", "frozenset"):
        return 2**inner if inner <= 16 else None
    if domain["k"] in ("list", "tuple", "iterator") and domain.get("lengths"):
        low, high = int(domain["lengths"][0]), int(domain["lengths"][-1])
        return sum(int(inner) ** length for length in range(low, high + 1)) if high <= 16 else None
    return None


def _total(numbers: Sequence[int | None]) -> int | None:
    known = [number for number in numbers if number is not None]
    return sum(known) if len(known) == len(numbers) else None


def _product(numbers: Sequence[int | None]) -> int | None:
    total = 1
    for number in numbers:
        if number is None:
            return None
        total *= number
    return total


def every(domain: Domain) -> Iterator[Tree]:
    """The values of a finite domain, in order."""
    kind = domain["k"]
    if kind == "none":
        yield None
    elif kind == "bool":
        yield from (False, True)
    elif kind == "int":
        for value in range(int(domain["low"]), int(domain["high"]) + 1):
            yield with_class(domain, int_tree(value))
    elif kind == "enum":
        yield from (enum_tree(domain["cls"], member) for member in domain["members"])
    elif kind == "literal":
        yield from domain["values"]
    elif kind == "union":
        for part in domain["of"]:
            yield from every(part)
    elif kind == "tuple" and domain.get("items") is not None:
        for values in itertools.product(*map(list, map(every, domain["items"]))):
            yield ["t", list(values)]
    elif kind == "object":
        for values in itertools.product(*map(list, map(every, domain["fields"].values()))):
            yield build_object(domain, dict(zip(domain["fields"], values, strict=True)))
    elif kind == "typeddict":
        yield from _every_record(domain)
    else:
        yield from _every_collection(domain)


def _every_record(domain: Domain) -> Iterator[Tree]:
    columns = [
        [*every(part), *([] if name in domain["required"] else [_LEFT_OUT])] for name, part in domain["fields"].items()
    ]
    for values in itertools.product(*columns):
        yield dict_tree(pair for pair in zip(domain["fields"], values, strict=True) if pair[1] is not _LEFT_OUT)


def _every_collection(domain: Domain) -> Iterator[Tree]:
    values = list(every(domain["of"]))
    if domain["k"] in ("set", "frozenset"):
        make = set_tree if domain["k"] == "set" else frozenset_tree
        for length in range(len(values) + 1):
            yield from (make(chosen) for chosen in itertools.combinations(values, length))
        return
    for length in range(domain["lengths"][0], domain["lengths"][-1] + 1):
        for chosen in itertools.product(values, repeat=length):
            if domain["k"] == "iterator":
                yield ["it", domain.get("kind") or "iter", list(chosen)]
            else:
                yield with_class(domain, ["l" if domain["k"] == "list" else "t", list(chosen)])
