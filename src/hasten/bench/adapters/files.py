"""Read a benchmark's files, and say plainly what is wrong with them."""

from __future__ import annotations

import csv
import gzip
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from hasten.errors import InputsError


def existing(folder: Path, names: Iterable[str], *, origin: str) -> Path:
    """The first of the files that exists in the folder.

    Raises:
        InputsError: The folder or all of the files are missing; the message says where they come from.
    """
    names = list(names)
    if not folder.is_dir():
        raise InputsError(f"--data {folder}: no such folder; the data comes from {origin}")
    for name in names:
        if (folder / name).is_file():
            return folder / name
    raise InputsError(f"--data {folder} holds no {' or '.join(names)}; the data comes from {origin}")


def read_json(file: Path) -> Any:
    """A JSON file.

    Raises:
        InputsError: It is not JSON.
    """
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except (ValueError, UnicodeDecodeError) as error:
        raise InputsError(f"{file} is not JSON ({error}); fetch it again") from error


def read_json_lines(file: Path) -> list[dict[str, Any]]:
    """A file of one JSON object a line, gzipped or not.

    Raises:
        InputsError: A line is not a JSON object; the message gives its number.
    """
    rows = []
    opener = gzip.open if file.suffix == ".gz" else open
    with opener(file, "rt", encoding="utf-8") as stream:
        try:
            for number, line in enumerate(stream, start=1):
                if line.strip():
                    rows.append(_object(file, number, line))
        except (OSError, UnicodeDecodeError, EOFError) as error:
            raise InputsError(f"{file} cannot be read ({error}); fetch it again") from error
    return rows


def _object(file: Path, number: int, line: str) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except ValueError as error:
        raise InputsError(f"{file} line {number} is not JSON ({error}); fetch it again") from error
    if not isinstance(found, dict):
        raise InputsError(f"{file} line {number} is a {type(found).__name__}, not an object; fetch it again")
    return found


def read_csv(file: Path) -> list[dict[str, str]]:
    """A comma-separated file with a header, fields of any length."""
    csv.field_size_limit(1 << 30)
    with file.open(encoding="utf-8", newline="") as stream:
        return [dict(row) for row in csv.DictReader(stream)]


def require(row: Mapping[str, Any], keys: Iterable[str], *, where: str) -> None:
    """Refuse a row of another layout.

    Raises:
        InputsError: A key is missing; it is named, with the keys that are there.
    """
    for key in keys:
        if key not in row:
            there = ", ".join(sorted(map(str, row))[:12])
            raise InputsError(f"{where} has no key {key!r} (it has {there}); see docs/reference/benchmarks.md")
