"""What a request returns: the evidence, and the run that it comes from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from hasten.api.options import Options
from hasten.api.setup import Setup
from hasten.core import Caveat, Evidence, Spent, Target
from hasten.core.evidence import Objective
from hasten.report import machine
from hasten.report.caveats import caveat
from hasten.report.context import Cost, Report, RunContext
from hasten.report.saved import kept
from hasten.stores.runs import RunStore

#: What a request prints and writes; ``Report`` is the noun of the report package for it.
Answer = Report
#: What is made better, by ``Evidence.extra["clock"]``.
OBJECTIVES = {
    "cpu": Objective(),
    "wall": Objective(clock="wall, read by the parent"),
    "instructions": Objective("instructions", "instructions", "lower", "instruction counter"),
}


def caveats_of(findings: Mapping[str, Mapping[str, float]]) -> tuple[Caveat, ...]:
    """Caveats with their numbers, in the order found."""
    return tuple(caveat(name, **values) for name, values in findings.items())


def found_on_the_way(setup: Setup) -> dict[str, Mapping[str, float]]:
    """Caveats that belong to the target or to the sandbox rather than to one measurement."""
    found: dict[str, Mapping[str, float]] = {name: {} for name in setup.notes}
    if not setup.sandbox.bubblewrap:
        found["no-bubblewrap"] = {}
    return found


def answered(
    store: RunStore,
    command: str,
    evidence: Evidence,
    setup: Setup,
    options: Options,
    spent: Spent,
    *,
    run: str,
    fates: Sequence[Evidence] = (),
    rejected: Mapping[str, int] | None = None,
    new: Target | None = None,
) -> Answer:
    """Evidence with its context, recorded as the end of the run."""
    cost = Cost(spent.seconds, cpu_s(), spent.evaluations, spent.tokens)
    context = RunContext(
        command=command,
        run=run,
        target=setup.target,
        new_target=new,
        workload=setup.workload,
        objective=OBJECTIVES[evidence.extra.get("clock", "cpu")],
        refusals=dict(rejected or {}),
        cost=cost,
        seed=options.seed,
        machine=machine.describe(),
        reproduce=options.command,
        fates=tuple(fates),
        folder=Path.cwd(),
    )
    store.finish(run, evidence, closing=kept(context))
    return Report(evidence, context)


def answered_alone(
    title: str, evidence: Evidence, options: Options, seconds: float, *, clock: Objective | None = None
) -> Answer:
    """Evidence about something that is no target (two commands, two commits); it is printed and not stored."""
    context = RunContext(
        command="compare",
        title=title,
        objective=clock or OBJECTIVES[evidence.extra.get("clock", "cpu")],
        cost=Cost(seconds, cpu_s(), 1),
        seed=options.seed,
        machine=machine.describe(),
        reproduce=options.command,
        folder=Path.cwd(),
    )
    return Report(evidence, context)


def begun(store: RunStore, setup: Setup, options: Options, what: str = "optimize") -> tuple[str, dict[str, Evidence]]:
    """A run in the store: an interrupted one of the same request is gone on with, with the fates it had recorded."""
    settings = {"what": what, **options.settings()}
    if what == "optimize":
        for record in store.unfinished(setup.target):
            same = all(record.settings.get(k) == settings[k] for k in ("what", "allow", "seed", "level", "waivers"))
            if same and record.workload_hash == setup.workload.hash:
                store.reopen(record.name)
                fates = store.fates(record.name)
                return record.name, {e.candidate.key: e for e in fates if e.candidate is not None}
    return store.begin(setup.target, setup.workload, settings), {}


def cpu_s() -> float:
    """CPU seconds of this process and of its ended children."""
    import os

    used = os.times()
    return used.user + used.system + used.children_user + used.children_system
