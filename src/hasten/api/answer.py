"""What a request returns: the evidence, and the run that it comes from."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path

from hasten.api.options import Options
from hasten.api.setup import Setup
from hasten.core import Caveat, Evidence, Spent, Target
from hasten.report.caveats import caveat
from hasten.report.context import Cost, Report, RunContext
from hasten.report import machine
from hasten.stores.runs import RunStore

#: What a request prints and writes; ``Report`` is the noun of the report package for it.
Answer = Report


def caveats_of(findings: Mapping[str, Mapping[str, float]]) -> tuple[Caveat, ...]:
    """Caveats with their numbers, in the order found."""
    return tuple(caveat(name, **values) for name, values in findings.items())


def layer_findings(setup: Setup) -> dict[str, Mapping[str, float]]:
    """Caveats on missing layers of the sandbox."""
    return {} if setup.sandbox.bubblewrap else {"no-bubblewrap": {}}


def answer(
    command: str, evidence: Evidence, setup: Setup, spent: Spent, *, run: str = "", seed: int = 0, reproduce: str = "",
    fates: Sequence[Evidence] = (), rejected: Mapping[str, int] | None = None, new: Target | None = None,
    applied: bool = False,
) -> Answer:
    """Evidence with its context."""
    return Report(
        evidence,
        RunContext(
            command=command, run=run, target=setup.target, new_target=new, workload=setup.workload,
            refusals=dict(rejected or {}), cost=Cost(spent.seconds, cpu_s(), spent.evaluations, spent.tokens),
            seed=seed, machine=machine.describe(), reproduce=reproduce or shlex.join(["hasten", command, str(setup.target.file)]),
            fates=tuple(fates), folder=Path.cwd(), applied=applied,
        ),
    )


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


def finish(store: RunStore, run: str, evidence: Evidence, spent: Spent, rejected: Mapping[str, int]) -> None:
    """Record the answer of a run with the figures that its report needs later."""
    closing = {
        "seconds": spent.seconds, "cpu_seconds": cpu_s(), "evaluations": spent.evaluations, "rejected": dict(rejected),
        "machine": machine.describe(),
    }
    store.finish(run, evidence, closing=closing)


def cpu_s() -> float:
    """CPU seconds of this process and of its ended children."""
    import os

    used = os.times()
    return used.user + used.system + used.children_user + used.children_system
