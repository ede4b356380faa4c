"""ENAMEL (ICLR 2025): expert references, generated inputs of growing size, strong checkers.

File: ``enamel.csv`` as github q-rz/enamel has it: task_id, prompt, input_generator (``generate_input(size, lid,
cid)``), input_levels (sizes), reference_solution (a body), checker (``__check(input, answer, output)``), entry_point.
"""

from __future__ import annotations

from pathlib import Path

from hasten.bench.adapters.enamel_inputs import GENERATORS
from hasten.bench.adapters.files import existing, read_csv, require
from hasten.bench.task import Cases, Solution, Task
from hasten.errors import InputsError

ORIGIN = "github.com/q-rz/enamel (Apache-2.0), dataset/enamel.csv"
_KEYS = ("task_id", "prompt", "input_generator", "input_levels", "reference_solution", "checker", "entry_point")
#: Tests of each level, and the seed of their inputs, as upstream's defaults.
TESTS = (8, 4, 4, 4)
SEED = 998244353


def enamel_tasks(folder: Path) -> list[Task]:
    """The rows that have a reference, in file order.

    Raises:
        InputsError: The file is missing or of another layout.
    """
    file = existing(folder, ["enamel.csv"], origin=ORIGIN)
    found = []
    for number, row in enumerate(read_csv(file), start=2):
        require(row, _KEYS, where=f"{file} line {number}")
        # Upstream keeps rows without a reference for the problems that it leaves out.
        if row["reference_solution"].strip() and row["input_generator"].strip():
            found.append(_task(file, row))
    return found


def _task(file: Path, row: dict[str, str]) -> Task:
    name, prompt, entry = row["task_id"], row["prompt"], row["entry_point"]
    try:
        sizes = [int(text) for text in row["input_levels"].split()]
        place = int(name.rpartition("/")[2])
    except ValueError as error:
        raise InputsError(f"{file}: {name or 'a row'} has a level or number that is no integer ({error})") from error
    if len(sizes) != len(TESTS):
        raise InputsError(f"{file}: {name} has {len(sizes)} levels where {len(TESTS)} were expected")
    reference = Solution(joined(prompt, row["reference_solution"]), entry)
    levels = tuple(level for level, count in enumerate(TESTS) for _ in range(count))
    return Task(
        name=name, prompt=prompt, entry=entry, original=None, references=(reference,),
        tests=Cases(cases_text(prompt, row["input_generator"], sizes, place), levels=levels),
        checker=checker_text(prompt, row["checker"]),
    )


def joined(prompt: str, body: str) -> str:
    """A module out of a prompt that ends in a docstring and a body."""
    return prompt.rstrip("\n") + "\n" + body.strip("\n") + "\n"


def cases_text(prompt: str, generator: str, sizes: list[int], place: int) -> str:
    """A module whose ``calls()`` makes all inputs of a task, seeded case by case as upstream does.

    Args:
        place: Number of the task in the whole benchmark; it is part of the seed.
    """
    return f'''{GENERATORS}

{prompt.rstrip()}
    pass

{generator}

def calls():
    found = []
    first = 0
    for level, (size, count) in enumerate(zip({sizes!r}, {list(TESTS)!r})):
        for case in range(count):
            random.seed({SEED} ^ {place} ^ (first + case))
            found.append(tuple(generate_input(size=size, lid=level, cid=case)))
        first += count
    return found
'''


def checker_text(prompt: str, checker: str) -> str:
    """A module whose ``check(arguments, right, given)`` asks the task's own checker."""
    return f'''import math, random, time

{prompt.rstrip()}
    pass

{checker}

def check(arguments, right, given):
    return bool(__check(tuple(arguments), right, given))
'''
