"""Which samples a claim rests on: collector off and on together, or on alone; CPU time, or wall time where it waits."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median

from hasten.core import PairedSamples, Speedup
from hasten.core.evidence import LEAST_RESOLVED
from hasten.stats.degenerate import Degenerate
from hasten.stats.intervals import headline

#: Collector off and on part when their intervals do not meet and their estimates differ by more than is ever resolved.
_GC_PARTS = math.log(1.0 + LEAST_RESOLVED)
#: A call that waits for more than this share of its wall time is judged by wall time.
WAITS = 0.5
#: Less waiting than this is the protocol's own.
LEAST_WAIT_S = 5e-4


@dataclass(frozen=True)
class Settled:
    """What a claim rests on.

    Attributes:
        samples: The records used, all with the same collector label.
        speedup: Headline over them, or why there is none.
        clock: ``cpu`` or ``wall``; for ``wall`` the times in ``samples`` are wall times.
        findings: Caveat names with their figures.
    """

    samples: tuple[PairedSamples, ...]
    speedup: Speedup | Degenerate
    clock: str
    findings: Mapping[str, Mapping[str, float]]


def settled(samples: Sequence[PairedSamples], weights: Mapping[int, float], *, waits: bool = False) -> Settled:
    """The samples of the claim, out of all that were taken.

    Collector off and on are put together where they agree: the same processes measured twice as long. Where they part,
    the program as it runs, with the collector on, is the claim.

    Args:
        samples: All samples of a confirmation.
        weights: Unit index to how often it counts.
        waits: Whether the calls wait rather than compute (``TwinForkMeter.waits``); then the claim is about wall time.
    """
    findings: dict[str, Mapping[str, float]] = {}
    if waits:
        cpu, wall = _median_ratio(samples, wall=False), _median_ratio(samples, wall=True)
        if cpu is not None and wall is not None:
            findings["wall-and-cpu-part"] = {"cpu": cpu, "wall": wall}
        samples = [replace(s, old_s=s.old_wall_s, new_s=s.new_wall_s) for s in samples]
    off = headline([s for s in samples if not s.gc_on], weights)
    on_samples = tuple(s for s in samples if s.gc_on)
    on = headline(on_samples, weights)
    if isinstance(off, Speedup) and isinstance(on, Speedup):
        apart = on.low > off.high or on.high < off.low
        if apart and abs(math.log(off.estimate / on.estimate)) > _GC_PARTS:
            findings["gc-matters"] = {"off": off.estimate, "on": on.estimate}
            return Settled(on_samples, on, _clock(waits), findings)
    if isinstance(off, Degenerate) and on_samples:
        return Settled(on_samples, on, _clock(waits), findings)
    together = tuple(replace(s, gc_on=True) for s in samples)
    return Settled(together, headline(together, weights), _clock(waits), findings)


def _clock(waits: bool) -> str:
    return "wall" if waits else "cpu"


def _median_ratio(samples: Sequence[PairedSamples], *, wall: bool) -> float | None:
    pairs = [
        (a, b)
        for s in samples
        for a, b in zip(s.old_wall_s if wall else s.old_s, s.new_wall_s if wall else s.new_s, strict=True)
    ]
    return median(a / b for a, b in pairs) if pairs else None
