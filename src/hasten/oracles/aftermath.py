"""Scenarios of what one call leaves behind for the next: shared parts, caches, defaults, counters."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from hasten.core.values import (
    CallTree,
    has_refs,
    size,
)
from hasten.inputs.signature import bind
from hasten.oracles.material import Material, Scenario, Step, call_step

#: Calls of one ``repeat``: beyond the size at which caches, buffers and counters start to matter.
REPEATS = 120
#: Calls of the longest ``repeat``.
MOST_REPEATS = 6000


def _result_changed(m: Material, rng: random.Random) -> Iterator[Scenario]:
    for call in m.examples[:3]:
        for at in (0, 1):
            steps = (
                call_step(call),
                {"do": "mutate_result", "at": at},
                call_step(call, "b"),
                {"do": "look", "slot": "b"},
            )
            yield Scenario("call again after changing the result", steps, "same-identity")


def _arguments_changed(m: Material, rng: random.Random) -> Iterator[Scenario]:
    for call in m.examples[:3]:
        steps = (
            call_step(call),
            {"do": "mutate_args", "at": 0},
            {"do": "again"},
            {"do": "mutate_args", "at": 1},
            {"do": "again"},
        )
        yield Scenario("call again after changing an argument", steps, "same-identity")


def _earlier_result(m: Material, rng: random.Random) -> Iterator[Scenario]:
    if len(m.examples) > 1:
        first, second = m.examples[:2]
        yield Scenario(
            "an earlier result after another call",
            (
                call_step(first),
                call_step(second, "b"),
                {"do": "look"},
                {"do": "mutate_result", "slot": "b"},
                {"do": "look"},
                call_step(first, "c"),
            ),
            "same-identity",
        )


def _same_arguments_again(m: Material, rng: random.Random) -> Iterator[Scenario]:
    call = m.examples[0]
    yield Scenario(
        "the same objects again", (call_step(call), {"do": "again"}, {"do": "again"}, {"do": "look"}), "same-effects"
    )


def _many_calls(m: Material, rng: random.Random) -> Iterator[Scenario]:
    calls = [*m.examples, *m.refused]
    yield Scenario("120 calls", (_repeat(m, calls, REPEATS),))
    many = [call for call, _ in m.kept if size(call) <= 60][:60]
    if len(many) > len(calls):
        yield Scenario("many different calls, then the first again", (_repeat(m, many, 2 * len(many)),))


def _as_often_as_it_says(m: Material, rng: random.Random) -> Iterator[Scenario]:
    """A variant that keeps something of its own may change its ways after as many calls as a constant in it says."""
    if m.private:
        for count in [n for n in m.new_numbers if REPEATS < n <= MOST_REPEATS][:2]:
            yield Scenario(f"{count + 2} calls", (_repeat(m, m.examples[:2], count + 2),))


def _repeat(m: Material, calls: Sequence[CallTree], times: int) -> Step:
    return {"do": "repeat", "calls": list(calls), "times": times, "globals": list(m.globals)}


def _after_an_error(m: Material, rng: random.Random) -> Iterator[Scenario]:
    for call in m.refused:
        steps = (call_step(m.examples[0]), call_step(call, "b"), call_step(m.examples[0]), call_step(call, "b"))
        yield Scenario("call again after an exception", steps)


def _defaults(m: Material, rng: random.Random) -> Iterator[Scenario]:
    optional = [p for p in m.signature.parameters if p.optional]
    if not optional:
        return
    names = {p.name for p in optional}
    for call in m.examples[:3]:
        bound = bind(m.signature, call) or []
        args = [tree for p, path, tree in bound if path[0] == "args" and p.name not in names]
        kwargs = {str(path[1]): tree for p, path, tree in bound if path[0] == "kwargs" and p.name not in names}
        bare: CallTree = {"args": args, "kwargs": kwargs}
        if has_refs(bare):
            continue
        steps = (
            call_step(bare),
            {"do": "mutate_result"},
            call_step(bare, "b"),
            {"do": "mutate_result", "slot": "b"},
            call_step(bare, "c"),
        )
        yield Scenario("defaults used twice", steps)
        return


#: Makers of scenarios, each for the material that it applies to.
MAKERS = (
    _result_changed,
    _arguments_changed,
    _earlier_result,
    _same_arguments_again,
    _many_calls,
    _as_often_as_it_says,
    _after_an_error,
    _defaults,
)
