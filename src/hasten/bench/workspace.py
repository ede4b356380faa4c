"""Tasks as files on disk, so that everything that takes ``path.py::name`` can work on them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from hasten.bench.task import Cases, Solution, Task


@dataclass(frozen=True)
class Place:
    """Where a task lies.

    Attributes:
        folder: A folder of its own.
        target: ``path.py::name`` of the solution, None where only inputs were written.
        inputs: ``path.py::calls``.
    """

    folder: Path
    target: str | None
    inputs: str


def written(task: Task, solution: Solution | None, cases: Cases, *, below: Path) -> Place:
    """Write a solution and its inputs into a folder named for the task; equal calls give equal files."""
    folder = below / file_name(task.name)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "cases.py").write_text(cases.text, encoding="utf-8", newline="")
    target = None
    if solution is not None:
        file = folder / "solution.py"
        file.write_text(solution.text, encoding="utf-8", newline="")
        target = f"{file}::{solution.entry}"
    return Place(folder, target, f"{folder / 'cases.py'}::calls")


def file_name(name: str) -> str:
    """A task's name as a file name: ``HumanEval/0`` becomes ``HumanEval_0``."""
    return re.sub(r"[^A-Za-z0-9.-]+", "_", name) or "task"
