"""Which level of sameness a target is held to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from hasten.core.verdict import LEVELS
from hasten.errors import InvalidArgument

_MUTABLE = frozenset(
    {"list", "set", "dict", "deque", "bytearray", "typeddict", "object", "ndarray", "frame", "any", "opaque"}
)
_LOCKS = ("_thread:lock", "_thread:RLock", "threading:Lock", "threading:RLock", "threading:Condition")

#: What each level leaves unlooked at, for the report.
NOT_CHECKED = {
    "same-value": ("types", "float bits", "order of dicts", "effects", "aliasing", "sequences of calls", "call-backs"),
    "same-result": ("arguments after the call", "output", "globals", "process state", "aliasing", "sequences of calls"),
    "same-effects": ("aliasing between results and arguments", "laziness"),
    "same-identity": ("order of call-backs", "laziness"),
    "same-protocol": (),
}
_ALWAYS = ("exception messages", "memory use", "timing")


def parts(domain: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """A domain and all that it is made of."""
    yield domain
    for key in ("of", "key", "value", "like"):
        inner = domain.get(key)
        for part in inner if isinstance(inner, list) else [inner]:
            if isinstance(part, Mapping):
                yield from parts(part)
    for part in [*(domain.get("items") or ()), *(domain.get("fields") or {}).values()]:
        if isinstance(part, Mapping):
            yield from parts(part)


def takes_protocol(domain: Mapping[str, Any]) -> bool:
    """Whether an argument is a callable, an iterator or a lock: how it is used is part of what the function does."""
    return any(
        part["k"] in ("callable", "iterator") or (part["k"] == "opaque" and part.get("type") in _LOCKS)
        for part in parts(domain)
    )


def default_level(parameters: Sequence[Mapping[str, Any]], returns: Mapping[str, Any], kind: str = "function") -> str:
    """The level that a function is held to when the user asks for none.

    Args:
        parameters: Domain of each parameter.
        returns: Domain of the result.
        kind: ``function``, ``generator``, ``coroutine`` or ``async_generator``.
    """
    if any(takes_protocol(domain) for domain in parameters):
        return "same-protocol"
    touched = [part["k"] for domain in (*parameters, returns) for part in parts(domain)]
    return "same-identity" if kind != "function" or _MUTABLE & set(touched) else "same-effects"


def checked_level(name: str | None, default: str) -> str:
    """The level asked for, or the default.

    Raises:
        InvalidArgument: There is no such level.
    """
    if name is None:
        return default
    if name not in LEVELS:
        raise InvalidArgument(f"there is no level {name!r}; choose from {', '.join(LEVELS)}")
    return name


def not_checked(level: str) -> tuple[str, ...]:
    """What is not looked at, as short phrases."""
    return (*NOT_CHECKED[level], *_ALWAYS)
