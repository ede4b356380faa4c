"""The A/A self-test: the same code on both sides tells what this machine resolves."""

from __future__ import annotations

import math
import random
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from hasten.core import Artifact, Candidate, PairedSamples, RecordedCall, SourceEdit, Target, Workload
from hasten.core.evidence import LEAST_RESOLVED
from hasten.meters.cpu_clock import ClockSettings, TwinForkMeter
from hasten.meters.settle import settled
from hasten.run import Runner, Sandbox
from hasten.stats.calibration import resolution
from hasten.stats.degenerate import Degenerate
from hasten.stats.intervals import by_process

_PROBE = """
def probe(n):
    table = {}
    out = []
    total = 0
    for i in range(n):
        total += i * i % 7
        out.append((i, str(i)))
        table[i % 97] = total
    return total, len(out), len(table)
"""
#: What is assumed where the self-test fails: little is claimed then.
_ASSUMED = 0.10
#: A result above this is poor: the test is repeated, because a noisy moment must not decide for a whole day.
POOR = 0.03
_MOST_ROUNDS = 3
#: No further round is begun after this, wall seconds: a crowded machine is not made quieter by waiting for it.
_LONG_S = 4.0


def calibrate(sandbox: Sandbox, *, rng: random.Random, processes: int = 9) -> tuple[float, Mapping[str, float]]:
    """The smallest gain that this machine resolves, and the figures it rests on; two seconds, six on a noisy machine.

    Equal code is measured as a confirmation measures it (same pairs, same core rule, fresh processes, collector off and
    on together). A poor round is repeated, and the best of the rounds and of all of them together counts: what a
    confirmation meets later is written into its own interval, this figure only says what the machine can do.

    Returns:
        ``(resolution, {"largest": ..., "processes": ..., "rounds": ...})``, resolution at least 0.02.
    """
    file = Path(sandbox.project) / "_hasten_probe.py"
    target = Target(name="probe", file=file, module="_hasten_probe", root=sandbox.project, source=_PROBE)
    artifact = Artifact(Candidate(SourceEdit(_PROBE), "calibration"), _PROBE)
    call = RecordedCall(tree={"args": [1000], "kwargs": {}}, size=1)
    settings = ClockSettings(processes=processes, most_processes=processes, pairs=20, budget_s=_LONG_S)
    medians: list[float] = []
    best = math.inf
    rounds = 0
    started = time.monotonic()
    with Runner(sandbox, target) as runner:
        meter = TwinForkMeter(runner, Workload((call,), "calibration"), rng=rng, settings=settings)
        while rounds < _MOST_ROUNDS and best > POOR and (not rounds or time.monotonic() - started < _LONG_S):
            rounds += 1
            samples = settled(meter.measure(artifact, artifact), {0: 1.0}).samples
            found = process_estimates(samples)
            medians += found
            for values in (found, medians):
                # A confirmation on a machine as noisy as this adds processes up to its most; on a quiet one both agree.
                resolved = resolution(values, processes=ClockSettings().most_processes)
                if not isinstance(resolved, Degenerate):
                    best = min(best, resolved)
    if not math.isfinite(best):
        return _ASSUMED, {"processes": float(len(medians)), "rounds": float(rounds)}
    figures = {"largest": max(abs(m) for m in medians), "processes": float(len(medians)), "rounds": float(rounds)}
    return max(LEAST_RESOLVED, best), figures


def process_estimates(samples: Sequence[PairedSamples]) -> list[float]:
    """One log ratio per process, over all its pairs."""
    found = by_process(samples)
    if isinstance(found, Degenerate):
        return []
    return [calls[0].log_ratio for calls in found.values() if 0 in calls]
