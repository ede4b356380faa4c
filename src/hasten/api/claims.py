"""From samples to what may be claimed, with the caveats that belong to it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from hasten.core import Artifact, PairedSamples, RecordedCall, SizeRow, Speedup
from hasten.meters.cpu_clock import TwinForkMeter
from hasten.meters.settle import settled
from hasten.meters.units import Unit
from hasten.stats.degenerate import Degenerate
from hasten.stats.sizes import row_direction, size_table

_WALL_PARTS = math.log(1.3)
_FAULTS_PART = 8.0


@dataclass(frozen=True)
class Claim:
    """The measured figures of one pair of versions.

    Attributes:
        speedup: Headline over the given workload, None where it cannot be computed.
        rows: Size classes.
        samples: All raw samples.
        findings: Caveat name to the figures that belong in its text.
        why_not: Why there is no headline.
        clock: ``cpu``, or ``wall`` for calls that wait rather than compute.
    """

    speedup: Speedup | None
    rows: tuple[SizeRow, ...]
    samples: tuple[PairedSamples, ...]
    findings: Mapping[str, Mapping[str, float]]
    why_not: str = ""
    clock: str = "cpu"


def measured_claim(meter: TwinForkMeter, old: Artifact, new: Artifact, *, resolution: float) -> Claim:
    """Measure OLD against NEW and summarise what the claim rests on (``meters/settle.py``)."""
    samples = tuple(meter.measure(old, new))
    weights = {u.index: u.weight for u in meter.units}
    findings: dict[str, Mapping[str, float]] = dict(meter.findings)
    if meter.bound is not None:
        return Claim(meter.bound, (), samples, findings, clock="wall" if meter.waits else "cpu")
    rests_on = settled(samples, weights, waits=meter.waits)
    findings.update(rests_on.findings)
    if isinstance(rests_on.speedup, Degenerate):
        return Claim(None, (), samples, findings, rests_on.speedup.reason)
    used = rests_on.samples
    calls = [pseudo_call(u) for u in meter.units]
    table = size_table(used, calls, resolution=resolution)
    if any(row_direction(row, resolution=resolution) < 0 for row in table.rows):
        slower = [row for row in table.rows if row_direction(row, resolution=resolution) < 0]
        findings["slower-on-some-sizes"] = {"size": float(slower[0].size), "speedup": slower[0].speedup}
    findings.update(_spoilers(samples, waits=meter.waits))
    return Claim(rests_on.speedup, tuple(table.rows), samples, findings, clock=rests_on.clock)


def pseudo_call(unit: Unit) -> RecordedCall:
    """A unit as one call, for the table of sizes."""
    return RecordedCall(tree={}, size=unit.size, weight=unit.weight, origin=unit.origin)


def _spoilers(samples: Sequence[PairedSamples], *, waits: bool) -> dict[str, dict[str, float]]:
    """What may have spoilt the samples: page faults on one side only, and wall time that tells another story."""
    found: dict[str, dict[str, float]] = {}
    faults = [(s.old_faults, s.new_faults) for s in samples]
    old, new = median(f[0] for f in faults), median(f[1] for f in faults)
    if max(old, new) > _FAULTS_PART * max(1.0, min(old, new)):
        found["minor-faults-differ"] = {"old": old, "new": new}
    if waits:
        return found
    cpu = [math.log(a / b) for s in samples for a, b in zip(s.old_s, s.new_s, strict=True)]
    wall = [
        math.log(a / b) for s in samples for a, b in zip(s.old_wall_s, s.new_wall_s, strict=True) if a > 0 and b > 0
    ]
    if cpu and wall and abs(median(cpu) - median(wall)) > _WALL_PARTS:
        found["wall-and-cpu-part"] = {"cpu": math.exp(median(cpu)), "wall": math.exp(median(wall))}
    return found
