"""BigO(Bench) (2025): problems with solutions labelled by growth class.

File: ``time_complexity_test_set.jsonl`` as facebook/BigOBench has it: problem_id, problem_name, description,
solution_id, solution_code (a program), dataclass_code (``Input.from_str`` and ``__repr__``), inputs_example,
time_complexity_inferred, tests (public, private and generated: ``input`` and ``output``).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hasten.bench.adapters.files import existing, read_json_lines, require
from hasten.bench.task import Cases, Solution, Task, literal_cases

ORIGIN = "huggingface.co/datasets/facebook/BigOBench (CC-BY-NC), time_complexity_test_set.jsonl"
_KEYS = ("problem_id", "description", "solution_id", "solution_code", "time_complexity_inferred", "tests")
#: Tests of a problem at most.
MOST_TESTS = 20


def bigobench_tasks(folder: Path, *, prediction: bool) -> list[Task]:
    """One task per labelled solution: to name its class, or to write a program of that class.

    Raises:
        InputsError: The file is missing or of another layout.
    """
    file = existing(folder, ["time_complexity_test_set.jsonl", "time_complexity_test_set.jsonl.gz"], origin=ORIGIN)
    found = []
    for number, row in enumerate(read_json_lines(file), start=1):
        require(row, _KEYS, where=f"{file} line {number}")
        found.append(_task(row, prediction=prediction))
    return found


def _task(row: Mapping[str, Any], *, prediction: bool) -> Task:
    solution = Solution(str(row["solution_code"]), "main")
    label = str(row["time_complexity_inferred"])
    ask = f"Name the time complexity of this program:\n{solution.text}" if prediction else f"Solve it in time {label}."
    return Task(
        name=f"{row['problem_id']}/{row['solution_id']}", prompt=f"{row['description']}\n\n{ask}", entry="main",
        original=solution, references=(solution,), tests=tests_of(row), program=True,
        extra={
            "problem": str(row["problem_id"]), "label": label, "dataclass": str(row.get("dataclass_code") or ""),
            "example": str(row.get("inputs_example") or ""), "text": prediction,
        },
    )


def tests_of(row: Mapping[str, Any]) -> Cases:
    """The problem's tests, public ones first."""
    tests = row["tests"] if isinstance(row["tests"], Mapping) else {}
    pairs = [
        (str(case["input"]), str(case["output"]))
        for kind in ("public_tests", "private_tests", "generated_tests") for case in tests.get(kind) or ()
    ][:MOST_TESTS]
    return literal_cases([[given] for given, _ in pairs], [right for _, right in pairs])


def fields_module(dataclass: str) -> str:
    """A module with ``fields(text)`` and ``render(fields)``, which take an input apart and put it together again."""
    return f'''{dataclass}


def fields(text):
    """The parts of an input by name."""
    return dict(vars(Input.from_str(text)))


def render(parts):
    """An input of these parts."""
    made = Input.__new__(Input)
    made.__dict__.update(parts)
    return repr(made)
'''
