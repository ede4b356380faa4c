"""Reports of earlier runs, from the store alone."""

from __future__ import annotations

from pathlib import Path

from hasten.api.targets import read_source
from hasten.errors import StoreError
from hasten.report.context import Cost, Report, RunContext, WorkloadSummary
from hasten.stores.runs import RunRecord, RunStore


def stored_report(store: RunStore, run: str | None) -> Report:
    """The report of a run, the last one where none is named; an unfinished run shows what it found so far.

    Raises:
        StoreError: There is no such run.
    """
    if run is None:
        runs = store.runs()
        if not runs:
            raise StoreError("there are no runs here yet; run `hasten optimize` first")
        run = runs[-1].name
    record = store.run(run)
    if record.evidence is None:
        raise StoreError(f"run {run} was cut short after {record.tried} candidates; `hasten resume {run}` goes on")
    return Report(record.evidence, context_of(store, record))


def context_of(store: RunStore, record: RunRecord) -> RunContext:
    """What was kept of the run beside its evidence."""
    closing = record.closing
    return RunContext(
        command=str(record.settings.get("what", "optimize")), run=record.name, target=record.target,
        workload=WorkloadSummary(record.workload_origin, record.workload_calls, record.workload_hash),
        refusals=dict(closing.get("rejected", {})),
        cost=Cost(float(closing.get("seconds", 0.0)), closing.get("cpu_seconds"), int(closing.get("evaluations", 0))),
        seed=record.settings.get("seed"), machine=dict(closing.get("machine", {})),
        reproduce=str(record.settings.get("command", "")), fates=tuple(store.fates(record.name)), folder=Path.cwd(),
    )


def listed(store: RunStore) -> list[str]:
    """One line a run, oldest first."""
    return [
        f"{r.name}  {r.target.file.name}::{r.target.name}  {r.evidence.outcome if r.evidence else 'unfinished'}  {r.tried} tried"
        for r in store.runs()
    ]


def unfinished_run(store: RunStore, run: str | None) -> RunRecord:
    """The unfinished run of this name, or the last one.

    Raises:
        StoreError: There is none, or it is finished, or its target's file has changed since.
    """
    if run is None:
        left = [r for r in store.unfinished() if r.settings.get("what") == "optimize"]
        if not left:
            raise StoreError("there is no unfinished run here; `hasten report --list` shows all runs")
        record = left[-1]
    else:
        record = store.run(run)
        if record.evidence is not None:
            raise StoreError(f"run {run} is finished; `hasten report {run}` shows it")
    if not record.target.file.exists() or read_source(record.target.file) != record.target.source:
        raise StoreError(f"{record.target.file} has changed since run {record.name}; start again with `hasten optimize`")
    return record
