"""Whether what a worker sent is an observation: it comes from a process that the code under test shares."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hasten.core.tree.check import validate
from hasten.errors import InvalidArgument

_OUTCOMES = frozenset({"returns", "raises", "exit", "undecodable"})
_TEXTS = ("stdout", "stderr", "random", "sum")
_LISTS = ("reach", "patched", "warnings", "calls", "hits")
_TABLES = ("state", "globals", "files")


def malformed(observation: Mapping[str, Any]) -> str:
    """What is wrong with the outer form of an observation, as a phrase, or "" where nothing is.

    This is cheap and looks at no value; ``malformed_values`` does.
    """
    out = observation.get("out")
    if not isinstance(out, str) or out not in _OUTCOMES:
        return "has no outcome"
    if out == "returns":
        if "value" not in observation:
            return "returns no value"
    elif not _is_exception(observation.get("exc")):
        return "raises no exception"
    for keys, kind in ((_TEXTS, str), (_LISTS, list), (_TABLES, dict)):
        for key in keys:
            if not isinstance(observation.get(key, _EMPTY[kind]), kind):
                return f"has {key!r} of the wrong kind"
    args = observation.get("args", _NO_ARGUMENTS)
    if not isinstance(args, dict) or not isinstance(args.get("args"), list) or not isinstance(args.get("kwargs"), dict):
        return "has arguments of the wrong kind"
    return ""


def malformed_values(observation: Mapping[str, Any]) -> str:
    """What is wrong with the values in an observation of the right outer form, as a phrase, or ""."""
    try:
        known = 0
        value = observation.get("value")
        if isinstance(value, dict):
            known = _lazy(value)
        else:
            known = validate(value, observed=True)
        if "args" in observation:
            validate(observation["args"], observed=True, known=known)
        for tree in (observation.get("globals") or {}).values():
            validate(tree, observed=True)
        for key in ("state", "files"):
            if not all(isinstance(text, str | None) for text in (observation.get(key) or {}).values()):
                return f"has {key!r} of the wrong kind"
        for key in ("reach", "patched"):
            if not all(isinstance(text, str) for text in observation.get(key) or ()):
                return f"has {key!r} of the wrong kind"
    except (InvalidArgument, RecursionError) as error:
        return f"holds a {error}"
    return ""


def _lazy(value: Mapping[str, Any]) -> int:
    """Check what was seen of a lazy result; how many containers its items have."""
    if not isinstance(value.get("kind"), str) or not isinstance(value.get("yields", []), list):
        raise InvalidArgument("lazy result without items")
    if value.get("exc") is not None and not _is_exception(value["exc"]):
        raise InvalidArgument("lazy result with an exception of the wrong kind")
    for tree in [*value.get("yields", []), value.get("return")]:
        validate(tree, observed=True)
    return validate(value.get("held"), observed=True)


def _is_exception(found: Any) -> bool:
    return isinstance(found, dict) and isinstance(found.get("type"), str) and isinstance(found.get("msg", ""), str)


_EMPTY: dict[type, Any] = {str: "", list: [], dict: {}}
_NO_ARGUMENTS: dict[str, Any] = {"args": [], "kwargs": {}}
