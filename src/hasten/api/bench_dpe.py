"""Levels for differential performance evaluation: pools from files, one job a task, two runs compared."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hasten.api.bench import Request, as_entry, selected
from hasten.bench.dpe import Dropped, PoolJob, built, dropped_row
from hasten.bench.harness import Progress
from hasten.bench.parallel import as_they_end
from hasten.bench.results import Results
from hasten.bench.samples import read_samples
from hasten.bench.scores.evalperf import LEAST_LEVELS
from hasten.bench.suites import suite_of
from hasten.bench.task import Solution, Task
from hasten.errors import InvalidArgument


@dataclass(frozen=True)
class DpeRequest:
    """A task set and its pools.

    Attributes:
        request: The benchmark whose tasks are taken, and where; ``out`` is the folder that gets ``levels.jsonl``.
        pools: Files of solutions.
        least_levels: Fewest levels that a task is kept with; EvalPerf asks for 4.
    """

    request: Request
    pools: Sequence[Path] = ()
    least_levels: int = LEAST_LEVELS


@dataclass(frozen=True)
class Outcome:
    """What was built.

    Attributes:
        kept: Tasks with levels, with how many.
        dropped: Tasks without, with the reason.
    """

    kept: Mapping[str, int]
    dropped: Mapping[str, str] = field(default_factory=dict)

    def text(self) -> str:
        """Counts, and why tasks were dropped."""
        reasons: dict[str, int] = {}
        for reason in self.dropped.values():
            short = "costs vary too much" if reason.startswith("costs vary") else reason.partition(":")[0]
            reasons[short] = reasons.get(short, 0) + 1
        lines = [f"{len(self.kept)} tasks with levels ({sum(self.kept.values())} levels), {len(self.dropped)} dropped:"]
        lines += [f"  {count}  {reason}" for reason, count in sorted(reasons.items(), key=lambda item: -item[1])]
        return "\n".join(lines)


def pool_of(task: Task, answers: Sequence[Mapping[str, Sequence[object]]]) -> tuple[Solution, ...]:
    """Original, references and all answers that are code, under the task's entry."""
    own = [s for s in (task.original, *task.references) if s is not None]
    texts = [as_entry(s.text, s.entry, task.entry) for s in own]
    for found in answers:
        for sample in found.get(task.name, ()):
            code = getattr(sample, "code", None)
            if isinstance(code, str):
                texts.append(code)
    return tuple(Solution(text, task.entry) for text in texts)


def build(asked: DpeRequest, *, tell: Callable[[Progress], None] = lambda _: None) -> Outcome:
    """Build the levels of all tasks that the folder does not hold yet.

    Raises:
        HastenError: Data or pools cannot be read.
    """
    request = asked.request
    suite = suite_of(request.bench)
    if asked.least_levels < 2:
        raise InvalidArgument(f"--least-levels must be 2 or more but is {asked.least_levels}; one level tells nothing")
    every = suite.tasks(request.data)
    tasks = selected(every, request)
    answers = [read_samples(file, every).samples for file in asked.pools]
    folder = request.out
    folder.mkdir(parents=True, exist_ok=True)
    kept_file, dropped_file = folder / "levels.jsonl", folder / "dropped.jsonl"
    kept = {row["task"]: len(row["levels"]) for row in _rows(kept_file)}
    dropped = {row["task"]: row["reason"] for row in _rows(dropped_file)}
    jobs = [
        PoolJob(request.bench, task, pool_of(task, answers), request.settings, asked.least_levels)
        for task in tasks if task.name not in kept and task.name not in dropped
    ]
    started = time.monotonic()
    with kept_file.open("a", encoding="utf-8") as good, dropped_file.open("a", encoding="utf-8") as bad:
        for number, found in enumerate(as_they_end(built, jobs, processes=request.jobs), start=1):
            if isinstance(found, Dropped):
                dropped[found.task] = found.reason
                bad.write(json.dumps(dropped_row(found)) + "\n")
                bad.flush()
            else:
                kept[found["task"]] = len(found["levels"])
                good.write(json.dumps(found) + "\n")
                good.flush()
            seconds = time.monotonic() - started
            name = found.task if isinstance(found, Dropped) else str(found["task"])
            done = len(tasks) - len(jobs) + number
            tell(Progress(done, len(tasks), seconds, seconds / number * (len(jobs) - number), name))
    return Outcome(kept, dropped)


def _rows(file: Path) -> list[dict[str, Any]]:
    found = []
    for line in file.read_text(encoding="utf-8").splitlines() if file.is_file() else ():
        try:
            found.append(json.loads(line))
        except ValueError:
            continue
    return found


def agreement(first: Results, second: Results) -> tuple[int, int, list[str]]:
    """How many solutions got the same level in two runs, of how many right in both, and which did not."""
    one, other = (
        {(r["system"], r["task"], r["sample"]): int(r["level"]) for r in run.rows if r["right"]}
        for run in (first, second)
    )
    common = [key for key in one if key in other]
    parted = [f"{k[1]} ({k[0]}): {one[k]} and {other[k]}" for k in common if one[k] != other[k]]
    return len(common) - len(parted), len(common), parted
