"""The A/A self-test: the same code on both sides tells what this machine resolves."""

from __future__ import annotations

import random
from collections.abc import Mapping
from pathlib import Path

from hasten.core import Artifact, Candidate, RecordedCall, SourceEdit, Target, Workload
from hasten.core.evidence import LEAST_RESOLVED
from hasten.meters.cpu_clock import ClockSettings, TwinForkMeter
from hasten.run import Runner, Sandbox
from hasten.stats.calibration import resolution
from hasten.stats.degenerate import Degenerate
from hasten.stats.intervals import process_median

_PROBE = '''
def probe(n):
    table = {}
    out = []
    total = 0
    for i in range(n):
        total += i * i % 7
        out.append((i, str(i)))
        table[i % 97] = total
    return total, len(out), len(table)
'''
#: What is assumed where the self-test fails: little is claimed then.
_ASSUMED = 0.10


def calibrate(sandbox: Sandbox, *, rng: random.Random, processes: int = 7) -> tuple[float, Mapping[str, float]]:
    """The smallest gain that this machine resolves, and the figures it rests on; about two seconds.

    Returns:
        ``(resolution, {"largest": ..., "processes": ...})``, resolution at least 0.02.
    """
    file = Path(sandbox.project) / "_hasten_probe.py"
    target = Target(name="probe", file=file, module="_hasten_probe", root=sandbox.project, source=_PROBE)
    artifact = Artifact(Candidate(SourceEdit(_PROBE), "calibration"), _PROBE)
    call = RecordedCall(tree={"args": [4000], "kwargs": {}}, size=1)
    with Runner(sandbox, target) as runner:
        settings = ClockSettings(processes=processes, pairs=16, budget_s=3.0)
        meter = TwinForkMeter(runner, Workload((call,), "calibration"), rng=rng, settings=settings)
        samples = [s for s in meter.measure(artifact, artifact) if not s.gc_on]
    medians = [m for s in samples if not isinstance(m := process_median(s), Degenerate)]
    found = resolution(medians)
    if isinstance(found, Degenerate):
        return _ASSUMED, {"processes": float(len(medians))}
    return max(LEAST_RESOLVED, found), {"largest": max(abs(m) for m in medians), "processes": float(len(medians))}
