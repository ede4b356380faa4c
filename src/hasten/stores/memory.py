"""The store that forgets everything with the process: for tests, and for runs that may not write."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from hasten.core.evidence import Evidence
from hasten.core.target import Target
from hasten.core.verdict import Counterexample
from hasten.core.workload import Workload
from hasten.errors import InvalidArgument, StoreError
from hasten.stores.names import replay_key, run_name, target_key
from hasten.stores.runs import RunRecord, named


@dataclass
class _Run:
    record: RunRecord
    fates: list[Evidence] = field(default_factory=list)


class MemoryStore:
    """Keeps runs, fates, counterexamples and calibrations in this process.

    Args:
        now: Clock for the names and times of runs.
    """

    place = "memory"

    def __init__(self, *, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._now = now
        self._runs: dict[str, _Run] = {}
        self._current: _Run | None = None
        self._corpus: dict[str, dict[str, Counterexample]] = {}
        self._calibrations: dict[tuple[str, str], dict[str, Any]] = {}

    def begin(self, target: Target, workload: Workload, settings: dict[str, object]) -> str:
        """Name of the new run; what is told from now on belongs to it."""
        started = self._now()
        name = run_name(target.name, started=started, token=secrets.token_hex(2))
        while name in self._runs:
            name = run_name(target.name, started=started, token=secrets.token_hex(2))
        self._current = self._runs[name] = _Run(RunRecord(
            name=name, target=target, started=_timestamp(started), finished=None, settings=dict(settings),
            workload_origin=workload.origin, workload_calls=len(workload.calls), workload_hash=workload.hash,
        ))
        return name

    def reopen(self, name: str) -> None:
        """Go on with an unfinished run."""
        self._current = self._open(name)

    def tell(self, evidence: Evidence) -> None:
        """Record the fate of one candidate of the run begun or reopened last."""
        if self._current is None:
            raise InvalidArgument("the store was told of a candidate before any run; call begin or reopen first")
        self._current.fates.append(evidence)
        counterexample = evidence.verdict.counterexample if evidence.verdict else None
        if counterexample is not None and counterexample.trees:
            self.corpus_add(target_key(self._current.record.target), counterexample)

    def finish(self, run: str, evidence: Evidence, *, closing: Mapping[str, object] | None = None) -> None:
        """Record the final evidence of a run, and figures that are known only at its end."""
        entry = self._open(run)
        entry.record = replace(
            entry.record, finished=_timestamp(self._now()), evidence=evidence, closing=dict(closing or {})
        )

    def fates(self, run: str) -> Iterable[Evidence]:
        """Every candidate of a run with its fate, in the order told."""
        return list(self._find(run).fates)

    def runs(self) -> Sequence[RunRecord]:
        """All runs in the order begun."""
        return [_told(entry) for entry in self._runs.values()]

    def run(self, name: str) -> RunRecord:
        """One run by its name, a part of its name that no other run has, or ``last``."""
        return _told(self._find(name))

    def unfinished(self, target: Target | None = None) -> Sequence[RunRecord]:
        """Always empty: a run in memory is at work as long as there is anyone to ask."""
        return []

    def corpus_add(self, target_key: str, counterexample: Counterexample) -> bool:
        """Keep a counterexample for all later runs on the target; False where it is known already."""
        kept = self._corpus.setdefault(target_key, {})
        if (key := replay_key(counterexample)) in kept:
            return False
        kept[key] = counterexample
        return True

    def corpus_of(self, target_key: str) -> Sequence[Counterexample]:
        """The kept counterexamples of a target, latest first."""
        return list(reversed(self._corpus.get(target_key, {}).values()))

    def calibration_add(self, machine: str, day: str, record: Mapping[str, object]) -> None:
        """Keep what an A/A self-test found on this machine on this day."""
        self._calibrations[machine, day] = dict(record)

    def judged_of(self, proposer: str) -> tuple[int, int]:
        """How often a proposer was wrong: its distinct candidates that differed, and all that have a verdict."""
        judged: dict[str, bool] = {}
        for fate in [fate for run in self._runs.values() for fate in run.fates]:
            if fate.candidate is not None and fate.candidate.proposer == proposer and fate.verdict is not None:
                key = fate.candidate.key
                judged[key] = judged.get(key, False) or fate.verdict.word == "differs"
        return sum(judged.values()), len(judged)

    def calibration_of(self, machine: str, day: str) -> Mapping[str, Any] | None:
        """The self-test kept for this machine and day, or None."""
        return self._calibrations.get((machine, day))

    def close(self) -> None:
        """Nothing to let go of."""

    def _find(self, name: str) -> _Run:
        return self._runs[named(name, list(reversed(self._runs)), place=self.place)]

    def _open(self, name: str) -> _Run:
        entry = self._find(name)
        if entry.record.finished is not None:
            raise StoreError(f"run {entry.record.name} is finished since {entry.record.finished}; begin a new one")
        return entry


def _told(entry: _Run) -> RunRecord:
    return replace(entry.record, tried=len(entry.fates))


def _timestamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
