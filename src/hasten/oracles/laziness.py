"""Scenarios of lazy results, context managers, call-backs and one-shot iterators."""

from __future__ import annotations

import random
from collections.abc import Iterator

from hasten.core.values import (
    has_refs,
    replace_at,
    walk,
)
from hasten.inputs.signature import bind
from hasten.oracles.levels import parts
from hasten.oracles.material import Material, Scenario, call_step


def _lazy(m: Material, rng: random.Random) -> Iterator[Scenario]:
    made = [(call, o) for call, o in m.kept if o["out"] == "returns" and isinstance(o.get("value"), dict)]
    # What gives several items can be stopped between them; an empty one shows nothing.
    made.sort(key=lambda pair: abs(len(pair[1]["value"].get("yields", ())) - 4))
    lazy = [call for call, _ in made[:3]]
    if not lazy or m.kind in ("async_generator",):
        return
    first, second = lazy[0], lazy[-1]
    for call in lazy[:2]:
        yield Scenario(
            "two lazy results interleaved",
            (
                {"do": "start", "call": call},
                {"do": "start", "call": second, "slot": "b"},
                {"do": "next"},
                {"do": "next", "slot": "b"},
                {"do": "next", "count": 2},
                {"do": "next", "slot": "b", "count": 3},
                {"do": "next", "count": 40},
            ),
            "same-identity",
        )
    for at in (0, 1):
        yield Scenario(
            "arguments changed while items are taken",
            (
                {"do": "start", "call": first},
                {"do": "next"},
                {"do": "mutate_args", "at": at},
                {"do": "next", "count": 40},
            ),
            "same-protocol",
        )
    yield Scenario(
        "items changed while more are taken",
        ({"do": "start", "call": first}, {"do": "next"}, {"do": "mutate_result"}, {"do": "next", "count": 40}),
        "same-identity",
    )
    if m.kind == "generator":
        yield Scenario(
            "a lazy result closed early",
            ({"do": "start", "call": first}, {"do": "next"}, {"do": "close"}, {"do": "look"}),
            "same-identity",
        )
        yield Scenario(
            "an exception thrown into a lazy result",
            ({"do": "start", "call": first}, {"do": "next"}, {"do": "throw"}, {"do": "next"}),
            "same-protocol",
        )
        yield Scenario(
            "values sent into a lazy result",
            ({"do": "start", "call": first}, {"do": "next"}, {"do": "send", "value": 7}, {"do": "next"}),
            "same-result" if m.receives else "same-protocol",
        )


def _managers(m: Material, rng: random.Random) -> Iterator[Scenario]:
    """Context managers left by an exception."""
    for call, o in m.kept:
        value = o.get("value")
        lazy = isinstance(value, dict) and value.get("kind") == "context manager"
        if o["out"] == "returns" and (
            lazy or (m.mentions("__enter__") and isinstance(value, list) and value[0] == "o")
        ):
            steps = ({"do": "start", "call": call}, {"do": "enter"}, {"do": "leave"}, {"do": "look"})
            yield Scenario("a context manager left by an exception", steps, "same-result")
            return


def _call_backs(m: Material, rng: random.Random) -> Iterator[Scenario]:
    """Call-backs that raise, change what is being worked on, or call again."""
    for call in m.examples[:3]:
        for path, part in walk(call):
            if not (isinstance(part, list) and part[0] == "fn" and part[1] in ("log", "pick", "raise")):
                continue
            returns = part[2].get("returns") or {"k": "any"}
            for kind, spec in (
                ("raise", {"at": 0, "exc": "KeyError"}),
                ("raise", {"at": 1}),
                ("raise", {"at": 2, "exc": "StopIteration"}),
                ("touch", {"at": 0}),
                ("touch", {"at": 1}),
                ("mutate", {"at": 0}),
                ("reenter", {"at": 0}),
                ("reenter", {"at": 1}),
            ):
                tree = replace_at(call, path, ["fn", kind, {"returns": returns, "seed": 5, **spec}])
                yield Scenario(f"a call-back: {kind}", (call_step(tree), {"do": "look"}), "same-protocol")


def _one_shot(m: Material, rng: random.Random) -> Iterator[Scenario]:
    """Arguments that may be any iterable, given as iterators; and iterators that raise midway."""
    domains = {p.name: p for p in m.signature.parameters}
    for call in m.examples[:3]:
        if has_refs(call):
            continue
        for parameter, path, tree in bind(m.signature, call) or []:
            domain = domains[parameter.name].domain
            if not isinstance(tree, list):
                continue
            takes = any(part["k"] == "iterator" for part in parts(domain)) or any(
                part.get("iterable") for part in parts(domain)
            )
            if not takes or tree[0] not in ("l", "it"):
                continue
            items = tree[1] if tree[0] == "l" else tree[2]
            for kind in ("iter", "gen", "map"):
                yield Scenario(
                    "a one-shot iterator",
                    (call_step(replace_at(call, path, ["it", kind, items])), {"do": "look"}),
                    "same-effects",
                )
            for at in sorted({0, 1, len(items)}):
                faulty = replace_at(call, path, ["fn", "faulty", {"items": items, "at": at}])
                yield Scenario("an iterator that raises", (call_step(faulty), {"do": "look"}), "same-protocol")


#: Makers of scenarios, each for the material that it applies to.
MAKERS = (
    _lazy,
    _managers,
    _call_backs,
    _one_shot,
)
