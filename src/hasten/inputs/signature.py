"""The parameters of a target with the domain of each."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from hasten.core.facts import ParameterFacts
from hasten.core.values import (
    CallTree,
    Path,
    Tree,
    call_tree,
    children,
    has_refs,
    is_numbered,
    replace_at,
    to_plain,
    walk,
)
from hasten.inputs.domains import ANY, Domain, union
from hasten.inputs.infer import from_trees
from hasten.inputs.membership import contains
from hasten.inputs.preferences import with_seen

#: Kinds of parameters, named as in ``inspect``.
POSITIONAL = ("positional_only", "positional_or_keyword")
KINDS = (*POSITIONAL, "var_positional", "keyword_only", "var_keyword")


@dataclass(frozen=True)
class Parameter:
    """One parameter.

    Attributes:
        name: Its name.
        kind: One of ``KINDS``; for ``*args`` and ``**kwargs`` the domain is that of one item.
        domain: What it may be.
        hint: Text of the annotation, or "".
        default: Tree of the default; meaningful when ``optional``.
        optional: Whether it has a default.
        hinted: Whether the domain comes from the annotation.
    """

    name: str
    kind: str = "positional_or_keyword"
    domain: Domain = field(default_factory=lambda: ANY)
    hint: str = ""
    default: Tree = None
    optional: bool = False
    hinted: bool = False


@dataclass(frozen=True)
class Signature:
    """All parameters, in order."""

    parameters: tuple[Parameter, ...] = ()

    def named(self, name: str) -> Parameter | None:
        """The parameter of that name."""
        return next((parameter for parameter in self.parameters if parameter.name == name), None)

    def replaced(self, name: str, domain: Domain) -> Signature:
        """The signature with another domain for one parameter."""
        changed = [dataclasses.replace(p, domain=domain) if p.name == name else p for p in self.parameters]
        return Signature(tuple(changed))

    def admits(self, call: CallTree) -> bool:
        """Whether a call fits the signature and every argument lies in its domain."""
        bound = bind(self, call)
        if bound is None:
            return False
        return all(contains(parameter.domain, tree) for parameter, _, tree in bound)


def from_description(description: Mapping[str, Any]) -> Signature:
    """The signature as the child describes it (``run/hasten_child/describe.py``)."""
    parameters = []
    for row in description["parameters"]:
        parameters.append(
            Parameter(
                name=row["name"],
                kind=row.get("kind", "positional_or_keyword").lower(),
                domain=_with_default(row),
                hint=row.get("hint", ""),
                default=row.get("default"),
                optional="default" in row,
                hinted="domain" in row,
            )
        )
    return Signature(tuple(parameters))


def _with_default(row: Mapping[str, Any]) -> Domain:
    """The domain of a described parameter, its default included where that is a plain value (``x: int = None``).

    Without a hint the default tells the likely kind; ``None`` tells nothing.
    """
    default = row.get("default")
    plain = "default" in row and _is_plain(default)
    domain: Domain | None = row.get("domain")
    if domain is None:
        return {"k": "any", "like": from_trees([default])} if plain and default is not None else ANY
    return domain if not plain or contains(domain, default) else union([domain, from_trees([default])])


def _is_plain(default: Tree) -> bool:
    """Whether a default is a value that a tree holds whole."""
    return not isinstance(default, list) or default[0] not in ("?", "cut", "o", "r")


def bind(signature: Signature, call: CallTree) -> list[tuple[Parameter, Path, Tree]] | None:
    """Each argument with its parameter, or None where the call does not fit the signature."""
    positional = [p for p in signature.parameters if p.kind in POSITIONAL]
    by_name = {p.name: p for p in signature.parameters if p.kind in ("positional_or_keyword", "keyword_only")}
    rest = next((p for p in signature.parameters if p.kind == "var_positional"), None)
    named_rest = next((p for p in signature.parameters if p.kind == "var_keyword"), None)
    bound: list[tuple[Parameter, Path, Tree]] = []
    for place, tree in enumerate(call["args"]):
        parameter = positional[place] if place < len(positional) else rest
        if parameter is None:
            return None
        bound.append((parameter, ("args", place), tree))
    given = {parameter.name for parameter, _, _ in bound if parameter is not rest}
    for name, tree in call["kwargs"].items():
        parameter = by_name.get(name, named_rest)
        if parameter is None or name in given:
            return None
        given.add(name)
        bound.append((parameter, ("kwargs", name), tree))
    missing = (p for p in signature.parameters if p.kind in (*POSITIONAL, "keyword_only"))
    if any(not p.optional and p.name not in given for p in missing):
        return None
    return bound


def with_recorded(signature: Signature, calls: Iterable[CallTree]) -> Signature:
    """The signature with what recorded calls show.

    A hinted parameter keeps its domain, widened where calls lie outside of it; another takes the domain of its values.
    Calls that do not fit the signature are left out.
    """
    values: dict[str, list[Tree]] = {}
    for call in calls:
        for parameter, _, tree in bind(signature, expanded(call)) or []:
            values.setdefault(parameter.name, []).append(tree)
    changed = []
    for parameter in signature.parameters:
        trees = values.get(parameter.name, [])
        if trees and parameter.hinted and not _open_constructor(parameter.domain, trees):
            changed.append(dataclasses.replace(parameter, domain=with_seen(parameter.domain, trees)))
        elif trees:
            seen = from_trees(trees)
            if parameter.optional:
                seen = union([seen, from_trees([parameter.default])])
            changed.append(dataclasses.replace(parameter, domain=seen))
        else:
            changed.append(parameter)
    return Signature(tuple(changed))


def _open_constructor(domain: Domain, trees: Sequence[Tree]) -> bool:
    """Whether a domain is only the constructor of a class that says too little of what it takes.

    The recorded instances, which the program made, say more: what they hold is what instances hold.
    """
    open_fields = any(part["k"] == "any" for part in (domain.get("fields") or {}).values())
    made = all(isinstance(tree, list) and tree[0] == "o" and tree[1] == domain.get("cls") for tree in trees)
    return domain.get("how") == "constructor" and open_fields and made


def from_calls(calls: Sequence[CallTree]) -> Signature:
    """A signature for recorded calls alone, when none is described: positions are named ``a0``, ``a1``, ..."""
    width = max((len(call["args"]) for call in calls), default=0)
    least = min((len(call["args"]) for call in calls), default=0)
    parameters = [
        Parameter(f"a{place}", "positional_only", optional=place >= least, default=None) for place in range(width)
    ]
    names = dict.fromkeys(name for call in calls for name in call["kwargs"])
    parameters.extend(
        Parameter(name, "keyword_only", optional=any(name not in call["kwargs"] for call in calls)) for name in names
    )
    found = Signature(tuple(parameters))
    values: dict[str, list[Tree]] = {}
    for call in calls:
        for parameter, _, tree in bind(found, expanded(call)) or []:
            values.setdefault(parameter.name, []).append(tree)
    domains = {name: from_trees(trees) for name, trees in values.items()}
    return Signature(tuple(dataclasses.replace(p, domain=domains.get(p.name, ANY)) for p in parameters))


#: Values looked at in one call before its further aliases are left out: so many, and so many for each of its own.
_MOST_EXPANDED, _EXPANDED_EACH = 20_000, 50


def expanded(call: CallTree) -> CallTree:
    """The call with its aliases written out, for reading only; a value that holds itself has None there.

    Objects that refer to each other have more paths than parts, so that beyond a number of values None stands for them.
    """
    if not has_refs(call):
        return call
    n_seen = 0
    parts = [part for _, part in walk(call)]
    most = max(_MOST_EXPANDED, _EXPANDED_EACH * len(parts))
    containers = [part for part in parts if is_numbered(part)]
    numbers = {id(part): number for number, part in enumerate(containers)}

    def whole(tree: Tree, above: tuple[int, ...]) -> Tree:
        nonlocal n_seen
        if not isinstance(tree, list):
            return tree
        n_seen += 1
        if tree[0] == "r":
            return None if tree[1] in above or n_seen > most else whole(containers[tree[1]], above)
        if id(tree) in numbers:
            above = (*above, numbers[id(tree)])
        copy = tree
        for path, part in children(tree):
            new = whole(part, above)
            if new is not part:
                copy = replace_at(copy, path, new)
        return copy

    return call_tree(
        [whole(tree, ()) for tree in call["args"]], {name: whole(tree, ()) for name, tree in call["kwargs"].items()}
    )


def facts(signature: Signature, calls: Iterable[CallTree]) -> tuple[ParameterFacts, ...]:
    """What a proposer may know of the parameters: types, lengths and ranges of the given workload.

    Where a call leaves a parameter out, its default is among the values.
    """
    values: dict[str, list[Tree]] = {}
    for call in calls:
        given = bind(signature, expanded(call)) or []
        for parameter, _, tree in given:
            values.setdefault(parameter.name, []).append(tree)
        named = {parameter.name for parameter, _, _ in given}
        for parameter in signature.parameters:
            if given and parameter.name not in named and parameter.optional and _is_plain(parameter.default):
                values.setdefault(parameter.name, []).append(parameter.default)
    found = []
    for parameter in signature.parameters:
        trees = values.get(parameter.name, [])
        lengths = {_length(tree) for tree in trees} - {None}
        numbers = [
            to_plain(part)
            for tree in trees
            for _, part in walk(tree)
            if _is_integer(part) or (isinstance(part, float) and part == part)
        ]
        found.append(
            ParameterFacts(
                name=parameter.name,
                domain=from_trees(trees) if trees else parameter.domain,
                lengths=tuple(sorted(length for length in lengths if length is not None)),
                low=min(numbers, default=None),
                high=max(numbers, default=None),
                hint=parameter.hint,
            )
        )
    return tuple(found)


def _is_integer(tree: Tree) -> bool:
    return type(tree) is int or (isinstance(tree, list) and tree[0] == "i")


def _length(tree: Tree) -> int | None:
    if isinstance(tree, str):
        return len(tree)
    if not isinstance(tree, list):
        return None
    if tree[0] == "u":
        return _length(tree[2])
    if tree[0] in "ltsfdbB":
        return len(tree[1])
    if tree[0] == "it":
        return len(tree[2])
    return None
