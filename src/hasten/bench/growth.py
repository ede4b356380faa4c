"""The growth class of a version's time on growing inputs, for scoring; the clock is the meter's."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from hasten.core import Censored
from hasten.core.values import CallTree, size
from hasten.inputs.grow import grow_series
from hasten.meters.twins import Side
from hasten.run import Runner
from hasten.stats.degenerate import Degenerate
from hasten.stats.growth import GrowthFit, fit_growth

#: A call is grown until it takes this long, seconds, ...
_LONGEST_S = 1.0
#: ... and by no more than this in all.
_FACTORS = tuple(2.0**i for i in range(15))
_ROUNDS = 3
_CLOCK_S = 2e-5

Render = Callable[[CallTree], CallTree | None]


def growth_of(
    runner: Runner, source: str, call: CallTree, *, rng: random.Random, render: Render = lambda call: call
) -> str:
    """The class of CPU time against size, or an empty text where none can be named.

    Args:
        runner: Loads the version.
        source: Text of the version.
        call: A call to start from.
        rng: Source of the growth.
        render: The call that is run for a grown one, None where there is none (a format that refuses it).
    """
    series = [(size(grown), render(grown)) for _, grown in grow_series(call, None, _FACTORS, rng)]
    calls: list[CallTree] = []
    sizes: list[int] = []
    for amount, rendered in series:
        if rendered is not None and amount > (sizes[-1] if sizes else 0):
            calls.append(rendered)
            sizes.append(amount)
    if len(calls) < 5:
        return ""
    points = _points(runner, source, calls, sizes)
    found = fit_growth(points, least=_CLOCK_S)
    return found.label if isinstance(found, GrowthFit) and not isinstance(found, Degenerate) else ""


def _points(runner: Runner, source: str, calls: Sequence[CallTree], sizes: Sequence[int]) -> list[tuple[float, float]]:
    points: list[tuple[float, float]] = []
    side = Side(runner, runner.zygote(0), source, calls)
    try:
        side.empty()
        for number, amount in enumerate(sizes):
            for _ in range(_ROUNDS):
                found = side.sample((number,), 1, gc_on=False, limit_s=4 * _LONGEST_S)
                if isinstance(found, Censored):
                    return points
                points.append((float(amount), found.cpu_s))
            if points[-1][1] > _LONGEST_S:
                break
    finally:
        side.close()
    return points
