"""What an argument may be beyond what was seen: an integer seen where nothing was declared may as well be a float."""

from __future__ import annotations

import dataclasses
import math
import random
from collections.abc import Mapping, Sequence
from typing import Any

from hasten.core.values import CallTree, Path, Tree, has_refs, replace_at, walk
from hasten.inputs.signature import Parameter, Signature, bind

#: The first is one object wherever it stands in a call, the second a new object at each place.
_SPECIAL: tuple[Tree, ...] = (
    float("nan"),
    ["x", "float('nan')"],
    float("inf"),
    float("-inf"),
    -0.0,
    0.0,
    1e308,
    5e-324,
    1e16,
    0.1,
)
#: Distances around the tolerances that people write.
_APART = (1e-15, 1e-12, 5e-11, 1e-10, 1e-9, 1e-8, 5e-7, 1e-6, 1e-4, 0.5)
_FLOAT = {"k": "float"}


def widened(signature: Signature) -> Signature | None:
    """The signature with floats where only integers were seen and nothing declared; None if that changes nothing."""
    changed = [p if p.hinted else dataclasses.replace(p, domain=_wider(p.domain)) for p in signature.parameters]
    if all(a.domain == b.domain for a, b in zip(signature.parameters, changed, strict=True)):
        return None
    return Signature(tuple(changed))


def _wider(domain: Mapping[str, Any]) -> Mapping[str, Any]:
    if domain["k"] == "int":
        return {"k": "union", "of": [domain, _FLOAT]}
    result = dict(domain)
    for key in ("of", "value", "like"):
        inner = domain.get(key)
        if isinstance(inner, Mapping):
            result[key] = _wider(inner)
        elif isinstance(inner, Sequence) and domain["k"] == "union":
            result[key] = [_wider(part) for part in inner]
    if domain.get("items"):
        result["items"] = [_wider(part) for part in domain["items"]]
    return result


def sprinkled(signature: Signature, call: CallTree, rng: random.Random) -> CallTree:
    """The call with a few numbers replaced by those that break assumptions: NaN, infinities, -0.0, extremes.

    Integers are replaced where nothing declares them. The same value may land in two arguments: code that compares by
    identity first finds a NaN that code that compares by value does not.
    """
    if has_refs(call):
        return call
    groups = [_places(parameter, path, tree) for parameter, path, tree in bind(signature, call) or []]
    groups = [group for group in groups if group]
    if not groups:
        return call
    if rng.random() < 0.35:
        return _neighbours(call, [place for group in groups for place in group], rng)
    value: Tree = _SPECIAL[rng.random() < 0.3] if rng.random() < 0.35 else rng.choice(_SPECIAL)
    chosen = groups if rng.random() < 0.6 else [rng.choice(groups)]
    same = rng.random() < 0.6
    for group in chosen:
        for _ in range(rng.choice((1, 1, 2))):
            call = replace_at(call, rng.choice(group), value)
        if not same:
            value = rng.choice(_SPECIAL)
    return call


def _neighbours(call: CallTree, places: list[Path], rng: random.Random) -> CallTree:
    """Two numbers one or a few representable steps apart: what divides, subtracts or compares them rounds."""
    if len(places) < 2:
        return call
    if len(places) > 2 and rng.random() < 0.5:
        return _steps_apart(call, places, rng)
    first, second = rng.sample(places, 2)
    base = float(rng.choice((0.0, 1.0, 1.9999, 3.7, 0.1, 1e9 + 0.1, 2.0**53, 1e-300))) * rng.choice((1, 1, -1))
    other = base + rng.choice((1, -1)) * rng.choice(_APART)
    if rng.random() < 0.5:
        other = base
        for _ in range(rng.choice((1, 1, 2, 5))):
            other = math.nextafter(other, rng.choice((math.inf, -math.inf)))
    made: CallTree = replace_at(replace_at(call, first, base), second, other)
    return made


def _places(parameter: Parameter, path: Path, tree: Tree) -> list[Path]:
    """Where in an argument a special float may stand."""
    found = []
    for inner, part in walk(tree):
        if isinstance(part, float) or (
            isinstance(part, int) and not isinstance(part, bool) and _undeclared(parameter, inner)
        ):
            found.append(path + inner)
        if len(found) == 300:
            break
    return found


def _undeclared(parameter: Parameter, inner: Path) -> bool:
    """Whether no hint says what stands at a place of an argument; of a container only its items are looked at."""
    domain = parameter.domain
    if not parameter.hinted:
        return True
    for _ in range(len(inner) // 2):
        part = domain.get("of") or domain.get("value") or {"k": "any"}
        if not isinstance(part, Mapping):
            return False
        domain = part
    return bool(domain["k"] == "any")


def _steps_apart(call: CallTree, places: list[Path], rng: random.Random) -> CallTree:
    """Three numbers of which one is the first plus a few times the second: grids, bins and steps meet their edges."""
    first, second, third = rng.sample(places, 3)
    start, step = (
        float(rng.choice((0.0, 0.0, 1.0, 0.1, -0.5, 2.7))),
        float(rng.choice((0.1, 0.3, 0.7, 1 / 3, 0.01, 1.1))),
    )
    call = replace_at(replace_at(call, first, start), second, step)
    made: CallTree = replace_at(call, third, start + rng.randrange(12) * step)
    return made
