"""PIE (ICLR 2024): pairs of a slow and a faster program with the problem's test cases.

Files, as github madaan/pie-perf has them: ``*.jsonl`` with ``problem_id``, ``language``, ``input`` (the slow program),
``target`` (the faster one), submission ids; and a folder of test cases, ``PROBLEM/input.N.txt`` beside
``PROBLEM/output.N.txt`` (``merged_test_cases``, ``public_test_cases``, ``generated_test_cases`` or ``test_cases``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hasten.bench.adapters.files import existing, read_json_lines, require
from hasten.bench.task import Solution, Task, literal_cases
from hasten.errors import InputsError

ORIGIN = "github.com/madaan/pie-perf (Apache-2.0): a split as *.jsonl and a folder of test cases"
_FILES = ("test.jsonl", "python_splits/test.jsonl", "val.jsonl", "pairs.jsonl", "train.jsonl")
_FOLDERS = ("merged_test_cases", "public_test_cases", "generated_test_cases", "test_cases")
_KEYS = ("problem_id", "input", "target")
_NUMBER = re.compile(r"input\.(\d+)\.txt")
#: Test cases of a program at most; PIE's problems have up to a hundred.
MOST_TESTS = 20


def pie_tasks(folder: Path) -> tuple[list[Task], dict[str, str]]:
    """The pairs in Python, and those left out with the reason.

    Raises:
        InputsError: A file is missing or of another layout.
    """
    file = existing(folder, _FILES, origin=ORIGIN)
    cases = next((folder / name for name in _FOLDERS if (folder / name).is_dir()), None)
    if cases is None:
        raise InputsError(f"--data {folder} holds no folder {' or '.join(_FOLDERS)}; the data comes from {ORIGIN}")
    found, left_out = [], {}
    for number, row in enumerate(read_json_lines(file), start=1):
        require(row, _KEYS, where=f"{file} line {number}")
        name = name_of(row, number)
        language = str(row.get("language", "python")).lower()
        if language not in ("python", "python3", "py"):
            left_out[name] = f"it is a program in {language}, and only Python can be run"
            continue
        pairs = test_cases(cases / str(row["problem_id"]))
        if not pairs:
            left_out[name] = f"there are no test cases for {row['problem_id']} in {cases.name}"
            continue
        found.append(_task(name, row, pairs))
    return found, left_out


def name_of(row: Mapping[str, Any], number: int) -> str:
    """``problem/submission``, or with the line's number where there is no submission."""
    return f"{row['problem_id']}/{row.get('submission_id_v0', number)}"


def test_cases(folder: Path) -> list[tuple[str, str]]:
    """Pairs of standard input and output, by their numbers."""
    found = []
    for file in folder.glob("input.*.txt") if folder.is_dir() else ():
        match = _NUMBER.fullmatch(file.name)
        output = file.with_name(f"output.{match[1]}.txt") if match else None
        if match and output is not None and output.is_file():
            found.append((int(match[1]), file, output))
    texts = [(a.read_text(encoding="utf-8"), b.read_text(encoding="utf-8")) for _, a, b in sorted(found)]
    return texts[:MOST_TESTS]


def _task(name: str, row: Mapping[str, Any], pairs: list[tuple[str, str]]) -> Task:
    slow = Solution(str(row["input"]), "main")
    tests = literal_cases([[given] for given, _ in pairs], [right for _, right in pairs])
    return Task(
        name=name, prompt=str(row["input"]), entry="main", original=slow,
        references=(slow, Solution(str(row["target"]), "main")), tests=tests, program=True,
        extra={"problem": str(row["problem_id"])},
    )
