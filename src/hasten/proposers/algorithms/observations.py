"""What the original did on a canonical input, read from what the sandbox reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hasten.proposers.algorithms.values import Form, Unreadable, form, fresh, joint_form, read

#: Raised where the original refuses an input for want of stack, memory or time: the input says nothing.
_VOID_EXCEPTIONS = frozenset({"RecursionError", "MemoryError"})
#: Keys of an observation that are set where the call had an effect beyond its result.
_EFFECTS = ("stdout", "stderr", "globals", "random", "state", "patched")


@dataclass(frozen=True)
class Seen:
    """One observation.

    Attributes:
        out: ``returns``, ``raises``, ``void`` (says nothing) or ``effect`` (does more than return a plain value).
        value: What was returned.
        form: Form of the result and the arguments after the call, together.
        exception: Name of what was raised (``ValueError``; ``module:Name`` for others than builtins).
        message: Its text.
        changed: Whether the arguments are not what they were.
    """

    out: str
    value: Any = None
    form: Form = ()
    exception: str = ""
    message: str = ""
    changed: bool = False


def seen_of(observation: Mapping[str, Any], args: Sequence[Any]) -> Seen:
    """What an observation says of a call with these arguments (as they were before it)."""
    out = observation.get("out")
    if out == "raises":
        error = observation.get("exc") or {}
        name = str(error.get("type", "")).removeprefix("builtins:")
        if name in _VOID_EXCEPTIONS:
            return Seen("void")
        return Seen("raises", exception=name, message=str(error.get("msg", "")))
    if out != "returns":
        return Seen("void")
    if any(observation.get(key) for key in _EFFECTS):
        return Seen("effect")
    after = observation.get("args") or {}
    try:
        value, *left = read([observation.get("value"), *after.get("args", []), *after.get("kwargs", {}).values()])
    except Unreadable:
        return Seen("effect")
    if not after:
        left = [fresh(arg) for arg in args]
    changed = [form(arg) for arg in left] != [form(arg) for arg in args]
    return Seen("returns", value, joint_form(value, left), changed=changed)
