"""Compare two observations of the same call."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from hasten.core.values import Tree, walk
from hasten.oracles.difference import Difference
from hasten.oracles.trees import Message, TreeComparer, aliasing

Observation = Mapping[str, Any]

#: Outcomes of the original on which nothing can be compared: the input is void.
VOID = frozenset({"timeout", "crash", "undecodable", "load"})
#: Exceptions of the original that speak of the machine and not of the function.
RESOURCE_ERRORS = frozenset({"builtins:RecursionError", "builtins:MemoryError"})
_LISTED = 200

#: Texts compared as they are: key of the observation, kind of the difference, level from which it counts.
_TEXTS = (
    ("stdout", "stdout", "same-effects"),
    ("stderr", "stderr", "same-effects"),
    ("random", "random", "same-effects"),
    ("files", "files", "same-effects"),
)


def is_void(observation: Observation) -> bool:
    """Whether the original shows nothing on this input that a variant could be held to."""
    if observation["out"] in VOID:
        return True
    return observation["out"] == "raises" and observation["exc"]["type"] in RESOURCE_ERRORS


def compare(
    old: Observation, new: Observation, *, globals_of_old: Collection[str] | None = None, most: int = 1
) -> list[Difference]:
    """How the variant's observation differs from the original's, at all levels; the caller picks what counts.

    Args:
        old: Observation of the original; not void.
        new: Observation of the variant.
        globals_of_old: Globals of the original; others (a cache of the variant's own) are its private matter.
        most: Differences of value listed at most.
    """
    outcome = _outcomes(old, new)
    if outcome is not None:
        return [outcome]
    found: list[Difference] = []
    old_trees, new_trees = _message(old), _message(new)
    comparer = TreeComparer(Message(old_trees), Message(new_trees), found.append, most)
    if old["out"] == "returns":
        _values(comparer, old["value"], new["value"], found)
    _arguments(comparer, old.get("args"), new.get("args"))
    if not found and not aliasing(old_trees, new_trees):
        found.append(Difference("aliasing", "result and arguments", _sharing(old), _sharing(new), "same-identity"))
    for key, kind, level in _TEXTS:
        if old.get(key) != new.get(key):
            found.append(Difference(kind, key, old.get(key) or "", new.get(key) or "", level))
    categories = [sorted({str(warning[0]) for warning in o.get("warnings") or ()}) for o in (old, new)]
    if categories[0] != categories[1]:
        found.append(Difference("warnings", "warnings", categories[0], categories[1], "same-effects"))
    found += _globals(old, new, globals_of_old)
    found += _state(old, new)
    found += _reach(old, new)
    if old.get("calls") != new.get("calls") or old.get("n_calls") != new.get("n_calls"):
        found.append(
            Difference("callbacks", "calls of call-backs", old.get("calls", []), new.get("calls", []), "same-protocol")
        )
    return found


def _outcomes(old: Observation, new: Observation) -> Difference | None:
    """A difference in how the call ended, which makes all other comparison moot."""
    a, b = old["out"], new["out"]
    if b == "timeout":
        return Difference("timeout", "call", describe(old), describe(new), "same-value")
    if b == "crash":
        return Difference("crash", "call", describe(old), describe(new), "same-value")
    if b == "load":
        return Difference("import", "module", "imports", describe(new), "same-value")
    if b == "undecodable":
        return Difference("type", "arguments", "takes them", describe(new), "same-value")
    if a != b or (a != "returns" and old["exc"]["type"] != new["exc"]["type"]):
        return Difference("exception", "call", describe(old), describe(new), "same-value")
    return None


def _is_lazy(value: Any) -> bool:
    return isinstance(value, dict)


def _message(observation: Observation) -> list[Tree]:
    value: Any = observation.get("value")
    call = observation.get("args") or {"args": [], "kwargs": {}}
    return [value.get("held") if _is_lazy(value) else value, *call["args"], *call["kwargs"].values()]


def _values(comparer: TreeComparer, old: Any, new: Any, found: list[Difference]) -> None:
    if not _is_lazy(old) and not _is_lazy(new):
        comparer.compare(old, new, "result")
        return
    old, new = (value if _is_lazy(value) else {"kind": "plain value", "yields": []} for value in (old, new))
    if old["kind"] != new["kind"]:
        found.append(Difference("type", "result", old["kind"], new["kind"]))
        return
    for key in ("return", "exc", "open"):
        a, b = old.get(key), new.get(key)
        if key == "exc":
            a, b = (error["type"] if error else None for error in (a, b))
            if a != b:
                found.append(Difference("exception", "while iterating", a or "none", b or "none", "same-value"))
        elif key == "open":
            if bool(a) != bool(b):
                found.append(Difference("value", "end of the items", a, b))
        else:
            comparer.compare(a, b, "value of the return")
    a, b = old.get("yields", []), new.get("yields", [])
    if len(a) != len(b):
        found.append(Difference("value", "number of items", len(a), len(b)))
    for i, (x, y) in enumerate(zip(a, b, strict=False)):
        # Each item is a message of its own.
        TreeComparer(Message([x]), Message([y]), found.append, comparer.left).compare(x, y, f"item {i}")
    if old.get("seen") != new.get("seen"):
        found.append(Difference("laziness", "between items", old.get("seen"), new.get("seen"), "same-protocol"))


def _arguments(comparer: TreeComparer, old: Any, new: Any) -> None:
    if not old or not new:
        return
    pairs = [(f"argument {i}", a, b) for i, (a, b) in enumerate(zip(old["args"], new["args"], strict=False))]
    pairs += [(f"argument {name}", a, new["kwargs"].get(name)) for name, a in old["kwargs"].items()]
    for where, a, b in pairs:
        kind = "iterators" if isinstance(a, list) and a[0] == "it" else "arguments"
        comparer.compare(a, b, where, kind, "same-effects")


def _globals(old: Observation, new: Observation, names: Collection[str] | None) -> list[Difference]:
    a, b = old.get("globals") or {}, new.get("globals") or {}
    found: list[Difference] = []
    for name in sorted(set(a) | set(b)):
        if names is not None and name not in names:
            continue
        if (name in a) != (name in b):
            found.append(
                Difference("globals", name, a.get(name, "unchanged"), b.get(name, "unchanged"), "same-effects")
            )
        else:
            comparer = TreeComparer(Message([a[name]]), Message([b[name]]), found.append)
            comparer.compare(a[name], b[name], name, "globals", "same-effects")
    return found


def _state(old: Observation, new: Observation) -> list[Difference]:
    a, b = old.get("state") or {}, new.get("state") or {}
    return [
        Difference("state", part, a.get(part, "unchanged"), b.get(part, "unchanged"), "same-effects")
        for part in sorted(set(a) | set(b))
        if a.get(part) != b.get(part)
    ]


def _reach(old: Observation, new: Observation) -> list[Difference]:
    """What the variant reached or replaced and the original did not."""
    found = []
    more = sorted(set(new.get("patched") or ()) - set(old.get("patched") or ()))
    if more:
        found.append(
            Difference("forbidden", "library", "leaves it alone", f"replaces {', '.join(more[:5])}", "same-value")
        )
    reached = sorted(set(new.get("reach") or ()) - set(old.get("reach") or ()))
    if reached:
        found.append(Difference("forbidden", "system", "not used", ", ".join(reached[:5]), "same-value"))
    return found


def _sharing(observation: Observation) -> str:
    return "shares containers between result and arguments" if "r" in _tags(observation) else "shares none"


def _tags(observation: Observation) -> set[str]:
    return {part[0] for tree in _message(observation) for _, part in walk(tree) if isinstance(part, list)}


def describe(observation: Observation) -> str:
    """How a call ended, as a phrase."""
    out = observation["out"]
    if out == "returns":
        return "returns"
    if out in ("raises", "exit", "undecodable"):
        error = observation["exc"]
        name = error["type"].partition(":")[2]
        return f"raises {name}: {error['msg'][:_LISTED]}" if error.get("msg") else f"raises {name}"
    if out == "timeout":
        return f"does not end within {observation.get('limit_s', 0):.3g} s"
    if out == "load":
        error = observation.get("error", {})
        return f"does not import: {error.get('type', '')}: {error.get('msg', '')}"
    return f"crashes: {observation.get('reason', 'the process ended')}"
