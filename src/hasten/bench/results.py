"""Results on disk: JSON lines, a head and then one line per sample, so that a killed run loses one task at most."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hasten.bench.suite import Row
from hasten.errors import InputsError
from hasten.stores.whole_file import replace_whole

SCHEMA = "hasten.bench/1"


@dataclass(frozen=True)
class Results:
    """All of one file.

    Attributes:
        head: What was run, how and where.
        rows: What became of each sample.
        excluded: Tasks that could not be judged, with the reason.
        answered: Tasks that were judged, in order, those without any sample of a system included.
        seconds: Wall seconds of all runs that went into it and came to their end; a killed run's are not known.
    """

    head: Mapping[str, Any]
    rows: tuple[Row, ...] = ()
    excluded: Mapping[str, str] = field(default_factory=dict)
    answered: tuple[str, ...] = ()
    seconds: float = 0.0

    @property
    def systems(self) -> tuple[str, ...]:
        """Names of the systems, in the order in which they were asked for."""
        named = list(self.head.get("systems", []))
        return tuple(dict.fromkeys([*named, *(row["system"] for row in self.rows)]))

    def by_task(self, system: str) -> dict[str, list[Row]]:
        """Rows of a system for every judged task; an unanswered one has none."""
        found: dict[str, list[Row]] = {task: [] for task in self.answered}
        for row in self.rows:
            if row["system"] == system and row["task"] in found:
                found[row["task"]].append(row)
        return found


def read_results(file: Path) -> Results:
    """A result file; a last line that was cut short is passed over.

    Raises:
        InputsError: The file is missing, or holds something else.
    """
    if not file.is_file():
        raise InputsError(f"{file}: no such file; `hasten bench` writes it with --out")
    lines = file.read_text(encoding="utf-8").split("\n")
    messages = [found for found in map(_parsed, lines) if found is not None]
    if not messages or messages[0].get("schema") != SCHEMA:
        raise InputsError(f"{file} holds no benchmark results (its first line has no schema {SCHEMA!r})")
    rows = tuple(m for m in messages[1:] if "sample" in m)
    excluded = {m["task"]: m["excluded"] for m in messages[1:] if "excluded" in m}
    done = tuple(dict.fromkeys(m["done"] for m in messages[1:] if "done" in m))
    seconds = sum(float(m["seconds"]) for m in messages[1:] if "ended" in m)
    return Results(messages[0], rows, excluded, tuple(t for t in done if t not in excluded), seconds)


def _parsed(line: str) -> dict[str, Any] | None:
    try:
        found = json.loads(line)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


class ResultFile:
    """Appends to a result file; goes on with one of the same head.

    Args:
        file: Where to write.
        head: What is run; a file with another head is refused, so that results are never mixed.

    Raises:
        InputsError: The file holds results of something else.
    """

    def __init__(self, file: Path, head: Mapping[str, Any]) -> None:
        self.file = file
        self.done: set[str] = set()
        if file.is_file() and file.stat().st_size:
            before = read_results(file)
            for key in ("bench", "settings", "systems", "tasks_hash"):
                if before.head.get(key) != head.get(key):
                    raise InputsError(
                        f"--out {file} holds results of another run ({key} differs); give another file or remove it"
                    )
            self.done = {*before.answered, *before.excluded}
            self._rewrite(before)
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(json.dumps({"schema": SCHEMA, **head}) + "\n", encoding="utf-8")
        self._stream = file.open("a", encoding="utf-8")
        self._started = time.monotonic()

    def _rewrite(self, before: Results) -> None:
        """Drop lines of tasks that were not finished, and a last line that was cut short."""
        kept = [dict(before.head)]
        kept += [dict(row) for row in before.rows if row["task"] in self.done]
        kept += [{"task": task, "excluded": why} for task, why in before.excluded.items()]
        kept += [{"done": task} for task in before.answered]
        if before.seconds:
            kept.append(_end(before.seconds))
        # Rows must stand before the line that says they are complete, so this order is as good as the first one.
        text = "".join(json.dumps(line) + "\n" for line in kept)
        replace_whole(self.file, text.encode(), mode=0o644)

    def add(self, task: str, rows: Iterable[Row], excluded: str | None = None) -> None:
        """All rows of a task at once; on disk before this returns."""
        lines: list[Mapping[str, Any]] = list(rows)
        if excluded is not None:
            lines.append({"task": task, "excluded": excluded})
        lines.append({"done": task})
        self._stream.write("".join(json.dumps(line, allow_nan=False) + "\n" for line in lines))
        self._stream.flush()
        os.fsync(self._stream.fileno())
        self.done.add(task)

    def close(self) -> None:
        """Say how long this run took, and close the file."""
        self._stream.write(json.dumps(_end(time.monotonic() - self._started)) + "\n")
        self._stream.close()

    def __enter__(self) -> ResultFile:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _end(seconds: float) -> dict[str, Any]:
    return {"ended": True, "seconds": round(seconds, 1)}


def tasks_hash(names: Sequence[str], texts: Sequence[str]) -> str:
    """Digest of what is run, so that a file is never gone on with after its inputs have changed."""
    import hashlib

    return hashlib.sha256(json.dumps([list(names), list(texts)]).encode()).hexdigest()[:16]
