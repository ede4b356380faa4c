"""From samples to what may be claimed, with the caveats that belong to it."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hasten.core import Artifact, PairedSamples, RecordedCall, SizeRow, Speedup
from hasten.meters.cores import core_times, stolen_share
from hasten.meters.cpu_clock import TwinForkMeter
from hasten.meters.settle import settled
from hasten.meters.units import Unit
from hasten.stats.degenerate import Degenerate
from hasten.stats.diagnostics import diagnose, load_high, steal
from hasten.stats.sizes import row_direction, size_table


@dataclass(frozen=True)
class Claim:
    """The measured figures of one pair of versions.

    Attributes:
        speedup: Headline over the given workload, None where it cannot be computed.
        rows: Size classes.
        samples: All raw samples.
        findings: Caveat name to the figures that belong in its text.
        why_not: Why there is no headline.
        clock: ``cpu``, or ``wall`` for calls that wait rather than compute, and for those that compute in threads.
        cores: Processors that each side had.
    """

    speedup: Speedup | None
    rows: tuple[SizeRow, ...]
    samples: tuple[PairedSamples, ...]
    findings: Mapping[str, Mapping[str, float]]
    why_not: str = ""
    clock: str = "cpu"
    cores: int = 1


def measured_claim(meter: TwinForkMeter, old: Artifact, new: Artifact, *, resolution: float) -> Claim:
    """Measure OLD against NEW and summarise what the claim rests on (``meters/settle.py``)."""
    surroundings = _Surroundings()
    samples = tuple(meter.measure(old, new))
    weights = {u.index: u.weight for u in meter.units}
    findings: dict[str, Mapping[str, float]] = dict(meter.findings)
    if meter.bound is not None:
        return Claim(meter.bound, (), samples, findings, clock="wall" if meter.waits else "cpu", cores=meter.cores)
    rests_on = settled(samples, weights, waits=meter.waits)
    findings.update(rests_on.findings)
    if meter.threads:
        # Of threads that compute at once it says nothing that the clock and the processors do not.
        findings.pop("wall-and-cpu-part", None)
    if isinstance(rests_on.speedup, Degenerate):
        return Claim(None, (), samples, findings, rests_on.speedup.reason)
    used = rests_on.samples
    calls = [pseudo_call(u) for u in meter.units]
    table = size_table(used, calls, resolution=resolution)
    if any(row_direction(row, resolution=resolution) < 0 for row in table.rows):
        slower = [row for row in table.rows if row_direction(row, resolution=resolution) < 0]
        findings["slower-on-some-sizes"] = {"size": float(slower[0].size), "speedup": slower[0].speedup}
    if table.crossings:
        crossing = table.crossings[0]
        name = "faster-above" if crossing.new_wins == "above" else "faster-below"
        findings[name] = {"size": crossing.size}
    findings.update(_spoilers(used, waits=meter.waits))
    findings.update(surroundings.findings())
    return Claim(rests_on.speedup, tuple(table.rows), samples, findings, clock=rests_on.clock, cores=meter.cores)


def pseudo_call(unit: Unit) -> RecordedCall:
    """A unit as one call, for the table of sizes."""
    return RecordedCall(tree={}, size=unit.size, weight=unit.weight, origin=unit.origin)


def _spoilers(samples: Sequence[PairedSamples], *, waits: bool) -> dict[str, Mapping[str, float]]:
    """What the samples themselves show to have spoilt them (``stats/diagnostics.py``)."""
    passed_over = {"too-short"} | ({"wall-and-cpu-part"} if waits else set())  # the meter has said these already
    return {found.name: found.values for found in diagnose(samples) if found.name not in passed_over}


class _Surroundings:
    """How busy the machine is between two looks at it."""

    def __init__(self) -> None:
        self._times, self._began_s = core_times(), time.monotonic()

    def findings(self) -> dict[str, Mapping[str, float]]:
        """Caveats about load and stolen time since it was made."""
        stolen = stolen_share(self._times, core_times(), time.monotonic() - self._began_s)
        load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
        found = (load_high(load, os.cpu_count() or 1), steal(stolen))
        return {finding.name: finding.values for finding in found if finding is not None}
