"""Scenarios of what can be done with a result."""

from __future__ import annotations

import random
from collections.abc import Iterator

from hasten.core.values import CallTree, Tree, walk
from hasten.oracles.material import Material, Scenario, Step, call_step


def _probes(m: Material, rng: random.Random) -> Iterator[Scenario]:
    if m.classes:
        for call in m.examples[:2]:
            yield Scenario(
                "what the result can do", (call_step(call), call_step(call, "b"), {"do": "probe"}), "same-result"
            )
            yield Scenario("members of the result", (call_step(call), {"do": "members"}), "same-identity")
    if m.classes or m.mentions("weakref", "lru_cache", "cache", "cached_property") or m.private:
        yield Scenario(
            "what stays alive after the call", (call_step(m.examples[0]), {"do": "release"}), "same-identity"
        )


#: Arguments with which a returned function is tried.
_TRIED: tuple[list[Tree], ...] = ([], [3], [1, 2], [["l", [3, 1, 2]]], ["ab"])


def _returned_functions(m: Material, rng: random.Random) -> Iterator[Scenario]:
    """Functions that are the result, or items of it."""
    made = [(call, _items_to_call(o["value"])) for call, o in m.kept if o["out"] == "returns"]
    for call, items in [(call, items) for call, items in made if items][:3]:
        for args in _TRIED:
            steps: list[Step] = [call_step(call)]
            for item in items:
                again: Step = {"do": "call_result", "args": args, **item}
                steps += [again, again]
            here: Step = {"do": "call_result", "args": args, **items[0]}
            there: Step = {**here, "slot": "b"}
            steps += [call_step(call, "b"), there, here, there, here]
            yield Scenario("the returned function called", tuple(steps), "same-result")
    for call, items in [(call, items) for call, items in made if items][:3]:
        for args in _own_parts(call):
            again = {"do": "call_result", "args": args, **items[0]}
            for at in (0, 1):
                changed: Step = {"do": "mutate_args", "at": at}
                steps = [call_step(call), again, changed, again, changed, again]
                yield Scenario("an argument changed, then the returned function called", tuple(steps), "same-identity")


def _own_parts(call: CallTree) -> list[list[Tree]]:
    """Parts of the arguments with which a returned function may be called: what it was made from, it may know."""
    leaves = [part for _, part in walk(call) if isinstance(part, str | int | float)]
    return [[leaf] for leaf in [*dict.fromkeys(leaves[:1] + leaves[-1:])]]


def _items_to_call(value: Tree) -> list[dict[str, int]]:
    """Where in a result functions without a name are: the result itself, or its first and last items."""
    if not isinstance(value, list) or not value:
        return []
    if value[0] == "?" and value[1] == "builtins:function":
        return [{}]
    items = value[1] if value[0] in ("l", "t") else [pair[1] for pair in value[1]] if value[0] == "d" else []
    places = [i for i, item in enumerate(items) if isinstance(item, list) and item[:2] == ["?", "builtins:function"]]
    return [{"item": i} for i in dict.fromkeys([*places[:2], *places[-1:]])]


#: Makers of scenarios, each for the material that it applies to.
MAKERS = (
    _probes,
    _returned_functions,
)
