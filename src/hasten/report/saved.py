"""A run as a report, from the store alone; and what a run must leave there so that this works."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Protocol

from hasten.core.evidence import Evidence, Objective
from hasten.core.target import Target
from hasten.errors import StoreError
from hasten.report.context import Cost, Report, RunContext, WorkloadSummary
from hasten.stores.runs import RunRecord


class ReadableStore(Protocol):
    """The part of a store that a report reads."""

    def run(self, name: str) -> RunRecord:
        """One run."""
        ...

    def fates(self, run: str) -> Iterable[Evidence]:
        """Its candidates."""
        ...


def kept(context: RunContext) -> dict[str, object]:
    """What ``store.finish`` takes as ``closing`` so that the report can be written again later.

    Target, workload, fates and evidence are in the store already.
    """
    cost = context.cost
    return {
        "command": context.command, "seed": context.seed, "machine": dict(context.machine),
        "reproduce": context.reproduce, "new_target": context.new_target, "objective": context.objective,
        "folder": context.folder, "refusals": dict(context.refusals), "applied": context.applied,
        "cost": {
            "seconds": cost.seconds, "cpu_seconds": cost.cpu_seconds, "evaluations": cost.evaluations,
            "tokens": cost.tokens,
        },
    }


def saved_report(store: ReadableStore, name: str) -> Report:
    """The report of a run.

    Args:
        store: Where it is kept.
        name: Name of the run, an unmistakable part of it, or ``last``.

    Raises:
        StoreError: There is no such run. One that was cut short is reported as ``inconclusive``, with what is known.
    """
    record = store.run(name)
    fates = tuple(store.fates(record.name))
    evidence = record.evidence or Evidence(
        candidate=None, outcome="inconclusive",
        reason=f"the run was cut short after {len(fates)} candidates; go on with: hasten resume {record.name}",
    )
    return Report(evidence, _context(record, fates))


def _context(record: RunRecord, fates: tuple[Evidence, ...]) -> RunContext:
    known: dict[str, Any] = dict(record.closing)
    try:
        return RunContext(
            command=str(known.get("command", "optimize")),
            run=record.name,
            target=record.target,
            new_target=_kind(known.get("new_target"), Target),
            workload=WorkloadSummary(record.workload_origin, record.workload_calls, record.workload_hash),
            objective=_kind(known.get("objective"), Objective) or Objective(),
            refusals=known.get("refusals", {}),
            cost=Cost(**known["cost"]) if "cost" in known else Cost(evaluations=len(fates)),
            seed=_kind(known.get("seed", record.settings.get("seed")), int),
            machine=known.get("machine", {}),
            reproduce=str(known.get("reproduce", "")),
            fates=fates,
            folder=_kind(known.get("folder"), Path),
            applied=bool(known.get("applied", False)),
        )
    except TypeError as error:
        raise StoreError(
            f"run {record.name} was written by another version of hasten ({error}); run it again for a report"
        ) from error


def _kind(value: Any, kind: type) -> Any:
    return value if isinstance(value, kind) else None
