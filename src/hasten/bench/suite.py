"""What a benchmark must offer to be run by the harness."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from hasten.bench.bed import Bed
from hasten.bench.task import Task

#: What became of one sample on one task, as JSON; every suite adds keys of its own.
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Settings:
    """How a benchmark is run; kept in the head of its results.

    Attributes:
        seed: Seed of everything random.
        as_published: Measure as the benchmark itself does where hasten would close a loophole.
        clock: ``time`` or ``instructions``.
        python: Interpreter that runs the samples, None for ours.
    """

    seed: int = 0
    as_published: bool = False
    clock: str = "time"
    python: str | None = None

    def rng(self, *names: object) -> random.Random:
        """A source of randomness of its own for each thing that is named, so that tasks may run in any order."""
        text = "/".join(map(str, (self.seed, *names)))
        return random.Random(int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big"))


@dataclass(frozen=True)
class Figure:
    """One number of a score table.

    Attributes:
        name: Column head, the benchmark's own word for it.
        value: The number, None where there is nothing to compute it from.
        percent: Whether it is shown as percent (the value is a share).
        higher: Whether more is better.
    """

    name: str
    value: float | None
    percent: bool = False
    higher: bool = True


class Suite(Protocol):
    """One benchmark: tasks from its files, a trial of one sample, a score from rows."""

    name: str
    title: str
    origin: str

    def tasks(self, folder: Path) -> list[Task]:
        """All tasks of the benchmark's files.

        Raises:
            InputsError: A file is missing or of another layout.
        """
        ...

    def prepared(self, bed: Bed, settings: Settings) -> Any:
        """What all samples of a task share: inputs, right answers, times of the reference.

        Raises:
            Unusable: The task cannot be judged here.
        """
        ...

    def trial(self, bed: Bed, shared: Any, code: str, settings: Settings) -> dict[str, Any]:
        """What becomes of one sample: ``right``, ``why`` and whatever the score needs, as JSON."""
        ...

    def figures(self, rows: Mapping[str, Sequence[Row]], ks: Sequence[int]) -> list[Figure]:
        """The scores of one system: rows by task; tasks without an answer have no rows."""
        ...


def wrong(why: str) -> dict[str, Any]:
    """The row of a sample that is wrong."""
    return {"right": False, "why": why}


def answerable(rows: Mapping[str, Sequence[Row]], ks: Sequence[int]) -> list[int]:
    """The ks for which every answered task has enough samples."""
    least = min((len(found) for found in rows.values() if found), default=0)
    return [k for k in ks if k <= least]
