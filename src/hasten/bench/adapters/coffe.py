"""COFFE (FSE 2025): function-level and file-level problems with stressful test cases.

Files, as github JohnnyPeng18/Coffe has them: ``data.json`` (list of problems), and dicts keyed by a problem's
``final_prompt``: ``best_solutions.json`` (``[code, is_stdin]``), ``stressful_testcases.json``, ``testcases.json``.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hasten.bench.adapters.files import existing, read_json, require
from hasten.bench.task import Cases, Solution, Task, expression_cases, literal_cases
from hasten.errors import InputsError

ORIGIN = "github.com/JohnnyPeng18/Coffe (Apache-2.0), one folder per subset with data.json beside the other files"
_KEYS = ("task_id", "final_prompt")
#: Name under which the best solutions define their function.
_BEST_ENTRY = "solution"
#: Names that stressful inputs may use.
_PREAMBLE = "import math, random, string\nrandom.seed(0)\n"


def coffe_tasks(folder: Path) -> list[Task]:
    """The problems in the order of ``data.json``.

    Raises:
        InputsError: A file is missing or of another layout.
    """
    problems = read_json(existing(folder, ["data.json"], origin=ORIGIN))
    best, stress, tests = (
        read_json(existing(folder, [f"{name}.json"], origin=ORIGIN))
        for name in ("best_solutions", "stressful_testcases", "testcases")
    )
    if not isinstance(problems, list):
        raise InputsError(f"{folder / 'data.json'} must be a list of problems but is a {type(problems).__name__}")
    found = []
    for number, problem in enumerate(problems):
        require(problem, _KEYS, where=f"{folder / 'data.json'} problem {number}")
        key = problem["final_prompt"]
        name = str(problem["task_id"])
        for table, file in ((best, "best_solutions"), (stress, "stressful_testcases"), (tests, "testcases")):
            if key not in table:
                raise InputsError(f"{folder / file}.json has no entry for {name}; its keys must be each final_prompt")
        found.append(_task(name, problem, best[key], stress[key], tests[key]))
    return found


def _task(name: str, problem: dict[str, Any], best: list[Any], stress: list[Any], tests: list[Any]) -> Task:
    code, program = str(best[0]), bool(best[1])
    entry = "main" if program else str(problem.get("entry_point") or _BEST_ENTRY)
    original = None
    if not program and problem.get("canonical_solution"):
        original = Solution(str(problem["prompt"]) + str(problem["canonical_solution"]), entry)
    elif program and problem.get("solutions"):
        original = Solution(str(problem["solutions"][0]), entry)
    return Task(
        name=name, prompt=str(problem["final_prompt"]), entry=entry, original=original,
        references=(Solution(code, "main" if program else _BEST_ENTRY),),
        tests=_tests(tests, program), stress=_stress(stress, program), tolerance=1e-6, program=program,
    )


def _tests(cases: list[Any], program: bool) -> Cases:
    inputs = [[case["input"]] if program else list(case["input"]) for case in cases]
    expected = [case["output"] if program else _single(case["output"]) for case in cases]
    return literal_cases(inputs, expected)


def _stress(cases: list[Any], program: bool) -> Cases:
    if program:
        return literal_cases([[case["input"]] for case in cases])
    return expression_cases([str(case["input"]) for case in cases], _PREAMBLE)


def _single(output: Any) -> Any:
    """The one value of ``[value]``."""
    return output[0] if isinstance(output, list) and len(output) == 1 else output
