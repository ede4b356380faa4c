"""Levels of reference solutions for differential performance evaluation, as ``hasten bench dpe build`` writes them.

File: ``levels.jsonl``: one object a task: ``task``, ``prompt``, ``entry``, ``cases`` (text of a module with
``calls()``), ``levels`` (slowest first: ``code``, ``entry``, ``cost`` relative to the fastest, ``share``, ``members``).
EvalPerf's own data set can be brought into this layout.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hasten.bench.adapters.files import existing, read_json_lines, require
from hasten.bench.task import Cases, Solution, Task
from hasten.errors import InputsError

ORIGIN = "`hasten bench dpe build`, which makes levels.jsonl from any pool of solutions"
_KEYS = ("task", "prompt", "entry", "cases", "levels")


def evalperf_tasks(folder: Path) -> list[Task]:
    """The tasks with levels.

    Raises:
        InputsError: The file is missing or of another layout.
    """
    file = existing(folder, ["levels.jsonl"], origin=ORIGIN)
    found = []
    for number, row in enumerate(read_json_lines(file), start=1):
        where = f"{file} line {number}"
        require(row, _KEYS, where=where)
        if not row["levels"]:
            raise InputsError(f"{where}: {row['task']} has no levels")
        for level in row["levels"]:
            require(level, ("code", "entry", "cost", "share"), where=f"{where} level")
        found.append(_task(row))
    return found


def _task(row: Mapping[str, Any]) -> Task:
    levels = row["levels"]
    fastest_first = [Solution(str(level["code"]), str(level["entry"])) for level in reversed(levels)]
    return Task(
        name=str(row["task"]), prompt=str(row["prompt"]), entry=str(row["entry"]), original=fastest_first[-1],
        references=tuple(fastest_first), tests=Cases(str(row["cases"])),
        extra={"shares": [float(level["share"]) for level in levels], "tolerance": 1e-6},
    )
