"""Scenarios of changed surroundings: globals, stack, clock zone, contexts, folder, threads."""

from __future__ import annotations

import random
from collections.abc import Iterator

from hasten.core.values import (
    CallTree,
    has_refs,
    part_at,
    replace_at,
    size,
    walk,
)
from hasten.oracles.material import Material, Scenario, Step, call_step

_MOST_GLOBALS = 6


def _globals_changed(m: Material, rng: random.Random) -> Iterator[Scenario]:
    for name in m.globals[:_MOST_GLOBALS]:
        for at in (0, 1):
            steps: list[Step] = [call_step(m.examples[0])]
            for call in m.examples[:3]:
                steps += [{"do": "change_global", "name": name, "at": at}, call_step(call)]
            yield Scenario(f"the global {name} changed between calls", tuple(steps), alone=True)


def _stacks(m: Material, rng: random.Random) -> Iterator[Scenario]:
    """Another stack below the call: code that looks who calls it, or that needs more of the stack than before."""
    large = max(m.examples, key=size)
    for shape in ("test", "deep", "thread"):
        yield Scenario(
            f"called from another place ({shape})",
            tuple(call_step(call, shape=shape) for call in (m.examples[0], large)),
        )


def _surroundings(m: Material, rng: random.Random) -> Iterator[Scenario]:
    small = [call for call in m.tried if size(call) <= 60]
    calls = tuple(call_step(call) for call in [*m.examples[:4], *rng.sample(small, min(len(small), 24))])
    if m.mentions(
        "time", "datetime", "zoneinfo", "calendar", "date", "timezone", "localtime", "fromtimestamp", "timestamp"
    ):
        moments = tuple(call_step(call) for call in _at_moments(m))
        for zone in ("America/New_York", "Asia/Kolkata"):
            steps = (*calls, {"do": "time_zone", "name": zone}, *calls, *moments)
            yield Scenario(f"time zone {zone}", steps, alone=True)
    if m.mentions("random", "shuffle", "choice", "sample", "randint"):
        yield Scenario(
            "other random seeds", tuple(call_step(call, seed=seed) for seed in range(1, 9) for call in m.examples[:4])
        )
    if m.mentions("decimal", "Decimal", "getcontext", "localcontext"):
        for settings in ({"prec": 4, "rounding": "ROUND_UP"}, {"prec": 50, "rounding": "ROUND_DOWN"}):
            yield Scenario("another decimal context", ({"do": "decimal", **settings}, *calls), alone=True)
    if m.mentions("os", "environ", "getenv", "getcwd", "pathlib", "Path", "open"):
        yield Scenario(
            "another folder and environment",
            (
                {"do": "environment", "values": {"HOME": "/nowhere", "LANG": "de_DE.UTF-8", "DEBUG": "1"}},
                {"do": "directory", "path": "/tmp"},
                *calls,
            ),
            alone=True,
        )
    if m.mentions("locale", "strftime", "format"):
        yield Scenario("another locale", ({"do": "locale", "name": "C"}, *calls), alone=True)


#: Seconds since 1970 in winter, in summer, around changes of the clock, and before 1970.
_MOMENTS = (1704067200, 1719835200, 1710054000, 1710053999, 1730613600, 1730610000, -86400, 951782400)
_NEW_YORK = ", tzinfo=zoneinfo.ZoneInfo('America/New_York')"
_DATETIMES = tuple(
    f"datetime.datetime({text}{zone})"
    for text in ("2024, 1, 15, 12, 0", "2024, 7, 1, 0, 30", "2024, 3, 10, 1, 59", "2024, 3, 10, 2, 30",
                 "2024, 3, 10, 3, 1",
                 "2024, 11, 3, 1, 30", "2024, 11, 3, 1, 30, fold=1", "2024, 11, 2, 23, 0")
    for zone in ("", _NEW_YORK, ", tzinfo=datetime.timezone.utc")
)  # fmt: skip


def _at_moments(m: Material) -> Iterator[CallTree]:
    """The first example at other times of the year, one argument after the other and all together."""
    for call in m.examples[:2]:
        if has_refs(call):
            continue
        numbers = [path for path, part in walk(call) if isinstance(part, int | float) and not isinstance(part, bool)][
            :6
        ]
        dates = [
            path for path, part in walk(call) if isinstance(part, list) and part[0] == "x" and "datetime(" in part[1]
        ][:6]
        for i, moment in enumerate(_MOMENTS):
            for path in numbers[:2]:
                number = part_at(call, path)
                yield replace_at(call, path, float(moment) if isinstance(number, float) else moment)
            if len(dates) > 1:
                made = call
                for k, path in enumerate(dates):
                    made = replace_at(made, path, ["x", _DATETIMES[(3 * i + 3 * k + 1) % len(_DATETIMES)]])
                yield made
        for text in _DATETIMES:
            for path in dates[:1]:
                yield replace_at(call, path, ["x", text])


def _threads(m: Material, rng: random.Random) -> Iterator[Scenario]:
    locks = m.mentions("threading", "Lock", "RLock", "acquire", "lock")
    if locks:
        yield Scenario(
            "global locks watched", ({"do": "locks"}, *(call_step(call) for call in m.examples[:3])), alone=True
        )
    if locks or m.private:
        large = max(m.examples, key=size)
        yield Scenario("three threads at once", ({"do": "threads", "call": large, "count": 3},), alone=True)


#: Makers of scenarios, each for the material that it applies to.
MAKERS = (
    _globals_changed,
    _stacks,
    _surroundings,
    _threads,
)
