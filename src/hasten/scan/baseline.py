"""Findings that are known and accepted: they are counted, not shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from hasten.errors import InvalidArgument
from hasten.scan.given_json import read_json
from hasten.scan.tree import Placed

SCHEMA = "hasten.scan-baseline/1"


def baseline_of(findings: Sequence[Placed]) -> dict[str, Any]:
    """The findings as a baseline: by file, how often each fingerprint occurs, with its code for people who read it."""
    files = baseline_counts(findings)
    return {"schema": SCHEMA, "files": {file: dict(sorted(files[file].items())) for file in sorted(files)}}


def baseline_counts(findings: Sequence[Placed]) -> dict[str, Counter[str]]:
    """By file, how often each finding occurs."""
    files: dict[str, Counter[str]] = {}
    for placed in findings:
        key = f"{placed.finding.code}:{placed.finding.fingerprint}"
        files.setdefault(placed.file, Counter())[key] += 1
    return files


def read_baseline(file: Path) -> dict[str, Counter[str]]:
    """A baseline that ``--write-baseline`` wrote.

    Raises:
        InvalidArgument: The file cannot be read or is none.
    """
    advice = "write one with --write-baseline"
    found = read_json("--baseline", file, advice)
    files = found.get("files") if isinstance(found, dict) and found.get("schema") == SCHEMA else None
    if not isinstance(files, dict) or not all(isinstance(known, dict) for known in files.values()):
        raise InvalidArgument(f"--baseline {file} is no baseline of hasten scan; {advice}")
    return {name: Counter({str(key): int(count) for key, count in known.items()}) for name, known in files.items()}


def without_known(findings: Sequence[Placed], known: dict[str, Counter[str]]) -> tuple[list[Placed], int]:
    """The findings that the baseline does not hold, and how many it does; a second copy of a known one is new."""
    left = {file: Counter(counts) for file, counts in known.items()}
    fresh = []
    for placed in findings:
        key = f"{placed.finding.code}:{placed.finding.fingerprint}"
        counts = left.get(placed.file)
        if counts is not None and counts[key] > 0:
            counts[key] -= 1
        else:
            fresh.append(placed)
    return fresh, len(findings) - len(fresh)
