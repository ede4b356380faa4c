"""One version under two interpreters, both warm: a figure to decide by, never a claim."""

from __future__ import annotations

import math
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass

from hasten.core import Censored
from hasten.core.workload import CallTree
from hasten.meters.cores import one_core
from hasten.meters.twins import Side
from hasten.run import Runner

#: Shares of the budget for warming the other interpreter up, and for the rounds that count.
_WARM_SHARE = 0.6
_LEAST_ROUNDS, _MOST_ROUNDS = 2, 40
#: It has settled when no pass gained this share for so many CPU seconds, and for this share of all of them so far.
_GAIN, _QUIET_S, _QUIET_SHARE = 0.03, 0.3, 0.4
#: Calls shorter than this are repeated within a sample until it takes as long.
_SAMPLE_S = 0.01
_MOST_REPS = 2000


@dataclass(frozen=True)
class WarmTimes:
    """CPU seconds of one pass over the calls by each interpreter, the smallest of several rounds taken in turn.

    Attributes:
        own_s: By the interpreter that runs the code.
        other_s: By the other one, after a warm-up.
        settled: Whether the other one had stopped becoming faster when they began.
    """

    own_s: float
    other_s: float
    settled: bool


def warm_times(
    own: Runner, other: Runner, source: str, calls: Mapping[int, float], trees: Sequence[CallTree], *, budget_s: float,
    limit_s: float,
) -> WarmTimes | Censored:
    """Time a version under both interpreters, or say that a call takes too long for it.

    Args:
        own: Runs the version under its own interpreter.
        other: Runs it under the other.
        source: Text of the version.
        calls: Place in ``trees`` to weight.
        trees: Encoded calls.
        budget_s: Wall seconds for all of it; two rounds are run at least.
        limit_s: CPU limit of one sample.

    Raises:
        SideFailed: A side does not load, or dies.
    """
    cores, started = one_core(), time.monotonic()
    with ExitStack() as stack:
        sides = []
        for runner in (own, other):
            zygote = stack.enter_context(runner.new_zygote())
            sides.append(Side(runner, zygote, source, trees, cores=cores))
            stack.callback(sides[-1].close)
        reps = dict.fromkeys(calls, 1)
        warmed: dict[int, float] = {}
        used_s, last_s, least_s, settled = 0.0, 0.0, math.inf, False
        while not warmed or (not settled and time.monotonic() - started < _WARM_SHARE * budget_s):
            # What is seen while it warms up is slower than it will be, and only says how often to repeat a call.
            if (cut := _pass(sides[1], reps, limit_s, warmed)) is not None:
                return cut
            used_s += math.fsum(reps[call] * warmed[call] for call in calls)
            pass_s = math.fsum(warmed.values())
            if pass_s < (1 - _GAIN) * least_s:
                least_s, last_s = pass_s, used_s
            settled = used_s - last_s > max(_QUIET_S, _QUIET_SHARE * used_s)
            reps = {call: max(1, min(_MOST_REPS, int(_SAMPLE_S / max(warmed[call], 1e-7)))) for call in calls}
        best: list[dict[int, float]] = [{}, {}]
        rounds = 0
        while rounds < _LEAST_ROUNDS or (time.monotonic() - started < budget_s and rounds < _MOST_ROUNDS):
            rounds += 1
            for side, times in zip(sides, best, strict=True):
                if (cut := _pass(side, reps, limit_s, times)) is not None:
                    return cut
    own_s, other_s = (math.fsum(weight * times[call] for call, weight in calls.items()) for times in best)
    return WarmTimes(own_s, other_s, settled)


def _pass(side: Side, reps: Mapping[int, int], limit_s: float, best: dict[int, float]) -> Censored | None:
    """Sample every call once, and keep the smallest time of each so far."""
    for call, times in reps.items():
        found = side.sample([call], times, gc_on=True, limit_s=limit_s)
        if isinstance(found, Censored):
            return found
        best[call] = min(found.cpu_s, best.get(call, math.inf))
    return None
