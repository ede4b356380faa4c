"""Stressful inputs for a task set, in COFFE's layout."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

from hasten.api.bench import Request, selected
from hasten.bench.harness import Progress
from hasten.bench.parallel import as_they_end
from hasten.bench.stress import StressJob, stressed
from hasten.bench.suites import suite_of


def stress(
    request: Request, file: Path, *, tell: Callable[[Progress], None] = lambda _: None
) -> tuple[int, dict[str, str]]:
    """Write stressful inputs by prompt; how many tasks got some, and why the others did not.

    Raises:
        HastenError: The data cannot be read.
    """
    tasks = selected(suite_of(request.bench).tasks(request.data), request)
    table: dict[str, list[dict[str, object]]] = {}
    without: dict[str, str] = {}
    started = time.monotonic()
    jobs = [StressJob(task, request.settings) for task in tasks]
    for number, found in enumerate(as_they_end(stressed, jobs, processes=request.jobs), start=1):
        if found.inputs:
            table[found.prompt] = [{"input": text, "output": None} for text in found.inputs]
        else:
            without[found.task] = found.reason
        seconds = time.monotonic() - started
        tell(Progress(number, len(jobs), seconds, seconds / number * (len(jobs) - number), found.task))
    file.write_text(json.dumps(table), encoding="utf-8")
    return len(table), without
