"""Earlier runs: the list of them, and the one that is gone on with."""

from __future__ import annotations

from hasten.api.targets import read_source
from hasten.errors import StoreError
from hasten.stores.runs import RunRecord, RunStore


def listed(store: RunStore) -> list[str]:
    """One line a run, oldest first."""
    return [
        f"{r.name}  {r.target.file.name}::{r.target.name}  "
        f"{r.evidence.outcome if r.evidence else 'unfinished'}  {r.tried} tried"
        for r in store.runs()
    ]


def unfinished_run(store: RunStore, run: str | None) -> RunRecord:
    """The unfinished run of this name, or the last one.

    Raises:
        StoreError: There is none, or it is finished, or its target's file has changed since.
    """
    if run is None:
        left = [r for r in store.unfinished() if r.settings.get("what") in ("optimize", "tune")]
        if not left:
            raise StoreError("there is no unfinished run here; `hasten report --list` shows all runs")
        record = left[-1]
    else:
        record = store.run(run)
        if record.evidence is not None:
            raise StoreError(f"run {run} is finished; `hasten report {run}` shows it")
    if record.target.kind == "command":
        # What it runs may have changed too: its files are part of the workload, which is compared when it goes on.
        return record
    if not record.target.file.exists() or read_source(record.target.file) != record.target.source:
        raise StoreError(
            f"{record.target.file} has changed since run {record.name}; start again with `hasten optimize`"
        )
    return record
