"""What an argument may be beyond what was seen: an integer seen where nothing was declared may as well be a float."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Mapping, Sequence
from typing import Any

from hasten.core.values import CallTree, Path, Tree, has_refs, replace_at, walk
from hasten.inputs.signature import Parameter, Signature, bind

_SPECIAL = (float("nan"), float("inf"), float("-inf"), -0.0, 0.0, 1e308, 5e-324, 1e16, 0.1)
_FLOAT = {"k": "float"}


def widened(signature: Signature) -> Signature | None:
    """The signature with floats where only integers were seen and nothing was declared; None where that is no change."""
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
    value: Tree = rng.choice(_SPECIAL)
    chosen = groups if rng.random() < 0.5 else [rng.choice(groups)]
    for group in chosen:
        for _ in range(rng.choice((1, 1, 2))):
            call = replace_at(call, rng.choice(group), value)
        if rng.random() < 0.3:
            value = rng.choice(_SPECIAL)
    return call


def _places(parameter: Parameter, path: Path, tree: Tree) -> list[Path]:
    """Where in an argument a special float may stand."""
    found = []
    for inner, part in walk(tree):
        if isinstance(part, float) or (isinstance(part, int) and not isinstance(part, bool) and _undeclared(parameter, inner)):
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
        domain = domain.get("of") or domain.get("value") or {"k": "any"} if isinstance(domain, Mapping) else {"k": "any"}
        if isinstance(domain, list):
            return False
    return bool(domain["k"] == "any")
