"""Two whole commands side by side, in any language."""

from __future__ import annotations

import random
import time
from collections.abc import Mapping, Sequence
from statistics import median

from hasten.api.answer import Answer, answered_alone
from hasten.api.options import Options
from hasten.core import Evidence, MemoryUse, SizeRow, Speedup
from hasten.core.evidence import LEAST_RESOLVED, claim
from hasten.meters.commands import Command, CommandMeter, PairedRuns, ProcessRun, waits
from hasten.report.caveats import caveat
from hasten.stats.degenerate import Degenerate
from hasten.stats.intervals import headline

#: Whole processes differ in wall time by what the machine does besides; a smaller gain is not claimed from it.
LEAST_WALL = 0.05


def compare_commands(old: str, new: str, options: Options) -> Answer:
    """Two commands, run as typed, outside of the sandbox: they are the user's own.

    The claim is about CPU time with that of all children, or about wall time where the commands wait or compute in
    parallel; ``extra`` has both, and says which.

    Raises:
        CommandFailed: A command fails or does not end.
    """
    meter = CommandMeter(random.Random(options.seed), budget_s=options.budget_s)
    started = time.monotonic()
    evidence = evidence_of(meter.measure(Command(old), Command(new)))
    return answered_alone(f"{old} → {new}", evidence, options, time.monotonic() - started)


def evidence_of(runs: PairedRuns, *, what: str = "the commands") -> Evidence:
    """Outcome, speed-up on both clocks and caveats of paired runs."""
    found = {clock: headline(runs.samples(wall=clock == "wall"), {0: 1.0}) for clock in ("cpu", "wall")}
    clock = "wall" if waits(runs.old) or _parallel(runs) else "cpu"
    speedup = found[clock]
    findings: dict[str, Mapping[str, float]] = {}
    cpu, wall = found["cpu"], found["wall"]
    if isinstance(cpu, Speedup) and isinstance(wall, Speedup) and clock == "wall":
        findings["wall-and-cpu-part"] = {"cpu": cpu.estimate, "wall": wall.estimate}
    least = LEAST_WALL if clock == "wall" else LEAST_RESOLVED
    outcome, reason = _judged(speedup, least)
    memory = [_peak(side) for side in (runs.old, runs.new)]
    rows: tuple[SizeRow, ...] = ()
    if isinstance(speedup, Speedup):
        old_s = median(r.wall_s if clock == "wall" else r.cpu_s for r in runs.old)
        rows = (
            SizeRow(0, old_s, old_s / speedup.estimate, speedup.estimate, speedup.low, speedup.high, origin="command"),
        )
    return Evidence(
        None, outcome, speedup=speedup if isinstance(speedup, Speedup) else None, sizes=rows,
        samples=tuple(runs.samples(wall=clock == "wall")), resolution=least, memory_before=memory[0],
        memory_after=memory[1], caveats=tuple(caveat(name, **values) for name, values in findings.items()),
        reason=reason, extra={"clock": clock, "cpu": _figures(cpu), "wall": _figures(wall), "compared": what},
    )  # fmt: skip


def _peak(side: Sequence[ProcessRun]) -> MemoryUse | None:
    peaks = [r.peak_bytes for r in side if r.peak_bytes is not None]
    return MemoryUse(max(peaks)) if peaks and len(peaks) == len(side) else None


def _parallel(runs: PairedRuns) -> bool:
    """Whether either side computes on several processors at once, so that less wall time is the point."""
    return any(median(r.cpu_s for r in side) > 1.3 * median(r.wall_s for r in side) for side in (runs.old, runs.new))


def _judged(speedup: Speedup | Degenerate, least: float) -> tuple[str, str]:
    if isinstance(speedup, Degenerate):
        return "inconclusive", speedup.reason
    said = claim(speedup, least)
    if said.accepted:
        return "faster", said.reason
    if speedup.high < 1.0 and speedup.estimate <= 1.0 / (1.0 + least):
        return "slower", "confirmed slower"
    if speedup.high < 1.0 + 2 * least:
        return "not_faster", said.reason
    return "inconclusive", f"{said.reason}; raise --budget for more pairs"


def _figures(speedup: Speedup | Degenerate) -> Mapping[str, float] | None:
    if isinstance(speedup, Degenerate):
        return None
    return {"estimate": speedup.estimate, "low": speedup.low, "high": speedup.high}
