"""Run samples of many tasks: a process per core, each with sandboxes of its own; what is done is on disk."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hasten.bench.bed import Bed, Unusable
from hasten.bench.codes import NotCode
from hasten.bench.parallel import as_they_end
from hasten.bench.program import as_function
from hasten.bench.results import ResultFile
from hasten.bench.samples import Sample
from hasten.bench.suite import Settings, wrong
from hasten.bench.suites import suite_of
from hasten.bench.task import Task
from hasten.errors import HastenError


@dataclass(frozen=True)
class Work:
    """One task with the samples of all systems.

    Attributes:
        suite: Name of the benchmark.
        task: The task.
        samples: Pairs of system and sample.
    """

    suite: str
    task: Task
    samples: tuple[tuple[str, Sample], ...]
    settings: Settings


@dataclass(frozen=True)
class Done:
    """What became of a task.

    Attributes:
        rows: One per sample.
        excluded: Why the task could not be judged, or None.
    """

    task: str
    rows: tuple[dict[str, Any], ...]
    excluded: str | None = None


@dataclass(frozen=True)
class Progress:
    """How far a run is.

    Attributes:
        done: Tasks done, those of an earlier, interrupted run included.
        total: All tasks.
        seconds: Wall seconds of this run.
        left_s: Estimate of the seconds that are left, None before the first task is done.
        task: The task that was done last.
    """

    done: int
    total: int
    seconds: float
    left_s: float | None
    task: str


def judged(work: Work) -> Done:
    """Run all samples of a task in this process."""
    suite = suite_of(work.suite)
    task = work.task
    codes = [_module(task, s.code) for _, s in work.samples]
    rows: list[dict[str, Any]] = []
    try:
        with tempfile.TemporaryDirectory(prefix="bench-") as below, Bed(
            task, [c for c in codes if isinstance(c, str)], below=Path(below), python=work.settings.python
        ) as bed:
            shared = suite.prepared(bed, work.settings)
            known: dict[str, dict[str, Any]] = {}
            for (system, sample), code in zip(work.samples, codes, strict=True):
                started = time.monotonic()
                # The same text twice from one system is judged once; two systems are measured apart, as a control.
                key = f"{system}\n{code}"
                if isinstance(code, NotCode):
                    found = wrong(code.reason)
                elif key in known:
                    found = known[key]
                else:
                    found = known[key] = suite.trial(bed, shared, code, work.settings)
                rows.append({
                    "task": task.name, "system": system, "sample": sample.number, **found,
                    "seconds": round(time.monotonic() - started, 3),
                })
    except Unusable as error:
        return Done(task.name, (), str(error))
    except HastenError as error:
        return Done(task.name, (), f"{task.name}: {error}")
    return Done(task.name, tuple(rows))


def _module(task: Task, code: str | NotCode) -> str | NotCode:
    return as_function(code) if task.program and isinstance(code, str) else code


def run(
    works: Sequence[Work], results: ResultFile, *, jobs: int, tell: Callable[[Progress], None] = lambda _: None
) -> None:
    """Judge all works that the result file does not hold yet.

    Raises:
        HastenError: A worker process died (out of memory, killed); what was done until then is on disk.
    """
    left = [work for work in works if work.task.name not in results.done]
    started = time.monotonic()
    finished = len(works) - len(left)
    tell(Progress(finished, len(works), 0.0, None if left else 0.0, ""))
    for number, done in enumerate(as_they_end(judged, left, processes=jobs), start=1):
        results.add(done.task, done.rows, done.excluded)
        seconds = time.monotonic() - started
        tell(Progress(finished + number, len(works), seconds, seconds / number * (len(left) - number), done.task))


def works_of(
    suite: str, tasks: Sequence[Task], systems: Mapping[str, Mapping[str, Sequence[Sample]]], settings: Settings
) -> list[Work]:
    """One work per task with the samples of all systems, in the order of the systems."""
    found = []
    for task in tasks:
        answers = [(name, sample) for name, samples in systems.items() for sample in samples.get(task.name, ())]
        found.append(Work(suite, task, tuple(answers), settings))
    return found
