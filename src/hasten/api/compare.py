"""Is NEW faster than OLD, by how much, how sure? Sameness is checked first unless the user says otherwise."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Mapping

from hasten.api.answer import Answer, answered, begun, caveats_of, found_on_the_way
from hasten.api.claims import Claim, measured_claim
from hasten.api.growth import growth_pair
from hasten.api.judging import artifact_of
from hasten.api.options import Options
from hasten.api.resolution import resolution_of
from hasten.api.setup import Setup, apart, require_trust
from hasten.api.verify import checked
from hasten.api.workloads import prepared
from hasten.core import Artifact, Budget, Evidence, Spent, Target, Verdict
from hasten.core.evidence import claim
from hasten.errors import InputsError
from hasten.meters.cpu_clock import ClockSettings, TwinForkMeter
from hasten.meters.instructions import InstructionMeter, memory_bound
from hasten.stores.runs import RunStore

#: Counts of one program spread by 0.2 %; less than this is not worth a word.
LEAST_COUNTED = 0.01


def compare_targets(old: Target, new: Target, options: Options, *, store: RunStore) -> Answer:
    """Measure both sides on the workload.

    Raises:
        HastenError: A side or the inputs cannot be used.
    """
    if options.inputs is None and options.tests is None:
        raise InputsError("compare needs inputs to measure on; give --inputs FILE::NAME or --tests COMMAND")
    return measured_pair(old, new, options, store=store, command="compare")


def measured_pair(old: Target, new: Target, options: Options, *, store: RunStore, command: str) -> Answer:
    """Check and measure both sides on the workload, which is made where none was given.

    Args:
        command: The request that asks, for the report.

    Raises:
        HastenError: A side or the inputs cannot be used.
    """
    spent = Spent(Budget(seconds=options.budget_s))
    side = apart(old, new)
    setup, refusal = prepared(old, options, new=side)
    try:
        require_trust(setup.sandbox, options)
        run, _ = begun(store, setup, options, command)
        evidence = (
            _evidence(setup, old, side, options, spent, store)
            if refusal is None
            else Evidence(None, "refused", reason=refusal)
        )
        spent.evaluations = setup.runner.evaluations
        return answered(store, command, evidence, setup, options, spent, run=run, new=new)
    finally:
        setup.close()


def _evidence(setup: Setup, old: Target, new: Target, options: Options, spent: Spent, store: RunStore) -> Evidence:
    verdict: Verdict | None = None
    if options.check_sameness:
        verdict, test = checked(setup, old, new, options, store)
        if verdict.word == "differs":
            extra = {"test": test} if test else {}
            return Evidence(None, "differs", verdict=verdict, extra=extra, caveats=caveats_of(found_on_the_way(setup)))
    rng = random.Random(options.seed)
    resolution = resolution_of(setup.sandbox, store, rng)
    if options.meter == "instructions":
        return _counted(setup, old, new, verdict, rng, resolution)
    settings = ClockSettings(budget_s=max(4.0, min(20.0, spent.left_s * 0.6)))
    meter = TwinForkMeter(setup.runner, setup.workload, rng=rng, settings=settings)
    a, b = artifact_of(old), artifact_of(new)
    measured = measured_claim(meter, a, b, resolution=resolution)
    before, after = meter.peak_memory(a), meter.peak_memory(b)
    growth = growth_pair(setup, a, b, budget_s=3.0)
    findings = {**found_on_the_way(setup), **measured.findings}
    if setup.workload.calls and setup.workload.calls[0].origin == "generated":
        findings["inputs-generated"] = {}
    if before and after and after.peak_bytes > 1.5 * before.peak_bytes + 65536:
        findings["memory-higher"] = {"before": float(before.peak_bytes), "after": float(after.peak_bytes)}
    outcome, reason = judged(measured, resolution)
    return Evidence(
        None,
        outcome,
        verdict=verdict,
        speedup=measured.speedup,
        sizes=measured.rows,
        samples=measured.samples,
        resolution=resolution,
        memory_before=before,
        memory_after=after,
        growth_before=growth[0],
        growth_after=growth[1],
        caveats=caveats_of(findings),
        reason=reason,
        extra={"clock": measured.clock, **(_sites(meter, a, b) if options.memory_sites else {})},
    )


def _sites(meter: TwinForkMeter, old: Artifact, new: Artifact) -> dict[str, object]:
    """Lines that hold the memory of the largest call near its peak, of both sides."""
    sides = {"before": meter.memory_sites(old), "after": meter.memory_sites(new)}
    return {"memory_sites": {name: [dataclasses.asdict(site) for site in sites] for name, sites in sides.items()}}


def _counted(
    setup: Setup, old: Target, new: Target, verdict: Verdict | None, rng: random.Random, resolution: float
) -> Evidence:
    """Evidence on instruction counts; times are taken too, for a caveat where they tell another story."""
    a, b = artifact_of(old), artifact_of(new)
    counts = InstructionMeter(setup.runner, setup.workload).measure(a, b)
    meter = TwinForkMeter(setup.runner, setup.workload, rng=rng, settings=ClockSettings(budget_s=4.0))
    timed = measured_claim(meter, a, b, resolution=resolution)
    findings: dict[str, Mapping[str, float]] = dict(found_on_the_way(setup))
    parted = memory_bound(counts, timed.speedup) if timed.speedup is not None else None
    if parted is not None:
        findings["memory-bound"] = parted
    outcome, reason = judged(Claim(counts.speedup(), (), (), {}), LEAST_COUNTED)
    return Evidence(
        None,
        outcome,
        verdict=verdict,
        speedup=counts.speedup(),
        resolution=LEAST_COUNTED,
        caveats=caveats_of(findings),
        reason=reason,
        extra={"clock": "instructions", "counts": {"old": counts.old, "new": counts.new, "counter": counts.counter}},
    )


def judged(measured: Claim, resolution: float) -> tuple[str, str]:
    """``faster``, ``slower``, ``not_faster`` or ``inconclusive``, and why.

    ``not_faster`` is itself a finding: the interval's high end must lie below what would count as faster.
    """
    if measured.speedup is None:
        return "inconclusive", measured.why_not
    said = claim(measured.speedup, resolution)
    if said.accepted:
        return "faster", said.reason
    least = 1.0 + resolution
    if measured.speedup.high < 1.0 and measured.speedup.estimate <= 1.0 / least:
        return "slower", "confirmed slower"
    if measured.speedup.high < least * 1.03:
        return "not_faster", said.reason
    return (
        "inconclusive",
        f"{said.reason}; the interval is too wide to say more, raise --budget or use a quieter machine",
    )
