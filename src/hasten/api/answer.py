"""What a request returns: the evidence, and the run that it comes from."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path

from hasten.api.setup import Setup
from hasten.core import Caveat, Evidence, Spent, Target
from hasten.report.caveats import caveat
from hasten.report.context import Cost, Report, RunContext
from hasten.report import machine

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


def cpu_s() -> float:
    """CPU seconds of this process and of its ended children."""
    import os

    used = os.times()
    return used.user + used.system + used.children_user + used.children_system
