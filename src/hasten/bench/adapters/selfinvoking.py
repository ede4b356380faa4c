"""Self-invoking pairs (HumanEval Pro and MBPP Pro): a problem whose solution calls that of an easier one.

File: JSON list of objects ``raw_problem``, ``raw_solution``, ``new_problem``, ``new_solution``, ``test_code``, ``id``.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

from hasten.bench.adapters.enamel import joined
from hasten.bench.adapters.files import existing, read_json, require
from hasten.bench.task import Solution, Task, literal_cases
from hasten.errors import InputsError

ORIGIN = "huggingface.co/datasets/CodeEval-Pro (humaneval_pro.json, mbpp_pro.json)"
_KEYS = ("raw_problem", "raw_solution", "new_problem", "new_solution", "test_code")
_DEFINED = re.compile(r"^def\s+(\w+)", re.MULTILINE)


def selfinvoking_tasks(folder: Path) -> list[Task]:
    """One task per pair: the new problem, tested by its own assertions.

    Raises:
        InputsError: The file is missing or of another layout.
    """
    file = existing(folder, ["humaneval_pro.json", "mbpp_pro.json"], origin=ORIGIN)
    rows = read_json(file)
    if not isinstance(rows, list):
        raise InputsError(f"{file} must be a list of pairs but is a {type(rows).__name__}")
    return [_task(file, number, row) for number, row in enumerate(rows)]


def _task(file: Path, number: int, row: dict[str, Any]) -> Task:
    require(row, _KEYS, where=f"{file} entry {number}")
    names = _DEFINED.findall(row["new_problem"])
    if not names:
        raise InputsError(f"{file} entry {number}: new_problem defines no function")
    raw = joined(row["raw_problem"], row["raw_solution"])
    solution = Solution(raw + "\n\n" + joined(row["new_problem"], row["new_solution"]), names[-1])
    return Task(
        name=str(row.get("id", number)), prompt=raw_stub(row["raw_problem"]) + row["new_problem"], entry=names[-1],
        original=solution, references=(solution,), tests=literal_cases([[]]),
        extra={"test_code": str(row["test_code"])},
    )


def raw_stub(problem: str) -> str:
    """The easier problem's text as a part of the prompt, if it parses by itself."""
    try:
        ast.parse(problem)
    except SyntaxError:
        return problem.rstrip() + "\n    pass\n\n\n"
    return problem.rstrip() + "\n\n\n"
