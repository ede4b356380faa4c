"""What a system answered: samples from files of the layouts in use."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hasten.bench.adapters.files import read_json, read_json_lines, require
from hasten.bench.codes import NotCode, code_of, program_of
from hasten.bench.task import Task
from hasten.errors import InputsError

_TEXT_KEYS = ("solution", "completion", "code", "answer", "canonical_solution", "generated_code", "output")


@dataclass(frozen=True)
class Sample:
    """One answer to one task.

    Attributes:
        task: Name of the task.
        number: Ordinal among the answers to it, from 0.
        code: A module or program, or why the answer is none.
    """

    task: str
    number: int
    code: str | NotCode


@dataclass(frozen=True)
class Answers:
    """All samples of a system.

    Attributes:
        samples: By task.
        unknown: Keys of the file that name no task, with how many answers each held.
    """

    samples: Mapping[str, tuple[Sample, ...]]
    unknown: Mapping[str, int]


def read_samples(file: Path, tasks: Sequence[Task]) -> Answers:
    """Samples of a file.

    Layouts: JSON lines (or a JSON list of objects) with ``task_id`` and one of ``solution``, ``completion``, ``code``,
    ``answer``, ``canonical_solution``; a JSON object from a task's name, number or prompt to a text, a list of texts,
    or a pair of such a list and a flag (COFFE).

    Raises:
        InputsError: The file is missing or of another layout.
    """
    if not file.is_file():
        raise InputsError(f"--samples {file}: no such file")
    if file.suffix in (".jsonl", ".gz"):
        pairs = _pairs_of_rows(file, read_json_lines(file))
    else:
        found = read_json(file)
        if isinstance(found, list) and found and isinstance(found[0], dict):
            return matched(_pairs_of_rows(file, found), tasks)
        if isinstance(found, list):
            found = {str(i): texts for i, texts in enumerate(found)}
        if not isinstance(found, dict):
            raise InputsError(f"{file} must be an object of answers by task but is a {type(found).__name__}")
        pairs = [(key, text) for key, value in found.items() for text in _texts(file, key, value)]
    return matched(pairs, tasks)


def matched(pairs: Sequence[tuple[str, str]], tasks: Sequence[Task]) -> Answers:
    """Pairs of key and text as samples of the tasks that the keys name."""
    by_key: dict[str, Task] = {}
    for task in tasks:
        for key in (task.prompt, task.name.rpartition("/")[2], task.name):
            by_key[key] = task
    counts: Counter[str] = Counter()
    unknown: Counter[str] = Counter()
    samples: dict[str, list[Sample]] = {}
    for key, text in pairs:
        known = by_key.get(key) or by_key.get(key.strip())
        if known is None:
            unknown[key[:60].replace("\n", " ")] += 1
            continue
        number = counts[known.name]
        counts[known.name] += 1
        samples.setdefault(known.name, []).append(Sample(known.name, number, sample_code(text, known)))
    return Answers({name: tuple(found) for name, found in samples.items()}, dict(unknown))


def sample_code(text: str, task: Task) -> str | NotCode:
    """A task's code out of an answer's text."""
    if task.extra.get("text"):
        return text
    return program_of(text) if task.program else code_of(text, task.entry, prompt=task.prompt)


def _pairs_of_rows(file: Path, rows: Sequence[dict[str, Any]]) -> list[tuple[str, str]]:
    pairs = []
    for number, row in enumerate(rows, start=1):
        require(row, ["task_id"], where=f"{file} entry {number}")
        key = next((k for k in _TEXT_KEYS if isinstance(row.get(k), str | list)), None)
        if key is None:
            raise InputsError(f"{file} entry {number} has none of the keys {', '.join(_TEXT_KEYS)}")
        texts = row[key] if isinstance(row[key], list) else [row[key]]
        pairs += [(str(row["task_id"]), str(text)) for text in texts]
    return pairs


def _texts(file: Path, key: str, value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, list) and len(value) == 2 and isinstance(value[0], list) and isinstance(value[1], bool):
        value = value[0]  # COFFE: [[texts], flag]
    if isinstance(value, list) and all(isinstance(text, str) for text in value):
        return list(value)
    raise InputsError(f"{file}: the entry for {key[:60]!r} must be a text or a list of texts")
