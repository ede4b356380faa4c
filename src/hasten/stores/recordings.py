"""Calls that were recorded earlier, kept under ``.hasten/recorded/`` until they are recorded again.

One file holds the calls of one target that one process saw; the workers of one test run share a session, and only the
newest session of a target counts. The calls hold the user's own values: they never leave the state folder.
"""

from __future__ import annotations

import ast
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hasten.core.target import Target
from hasten.stores.whole_file import replace_whole

SCHEMA = "hasten.recording/1"
FOLDER = "recorded"


@dataclass(frozen=True)
class Recording:
    """Calls of one target.

    Attributes:
        calls: Encoded calls.
        counts: How many calls of the program each stands for.
        seen: Calls in all.
        origin: What made them, as the user typed it.
        when: ISO time at which they were recorded.
        found: For each call which part of ``state`` and which state in it the call found in modules.
        state: What the calls found, one part a process (``hasten_child/module_state.py``).
    """

    calls: tuple[Mapping[str, Any], ...]
    counts: tuple[int, ...]
    seen: int
    origin: str
    when: str
    found: tuple[tuple[int, int], ...] = ()
    state: tuple[dict[str, Any] | None, ...] = ()

    def __post_init__(self) -> None:
        if not self.found:
            object.__setattr__(self, "found", ((0, 0),) * len(self.calls))


def place_key(file: Path, name: str) -> str:
    """Name of a target's files: digest of its absolute path and its qualified name."""
    return hashlib.sha256(f"{file.absolute()}\0{name}".encode("utf-8", "surrogatepass")).hexdigest()[:16]


def signature_text(source: str, name: str) -> str:
    """The parameters of a function as text, empty where there is no such function.

    Calls recorded for other parameters are void.
    """
    try:
        body: list[ast.stmt] = ast.parse(source).body
    except (SyntaxError, ValueError):
        return ""
    found: ast.AST | None = None
    for part in name.split("."):
        found = next((n for n in body if getattr(n, "name", None) == part), None)
        if found is None:
            return ""
        body = getattr(found, "body", [])
    return ast.unparse(found.args) if isinstance(found, ast.FunctionDef | ast.AsyncFunctionDef) else ""


def write_recording(
    state: Path, file: Path, name: str, found: Recording, *, session: str, process: str, source: str
) -> None:
    """Keep what one process saw; earlier sessions of the target go.

    Args:
        state: The state folder.
        file: File of the target.
        name: Its qualified name.
        found: The calls.
        session: Shared by the processes of one run.
        process: Tells them apart.
        source: Text of the file.

    Raises:
        OSError: The folder cannot be written.
    """
    folder = state / FOLDER
    folder.mkdir(exist_ok=True)
    key = place_key(file, name)
    for old in folder.glob(f"{key}.*.json"):
        if _read(old).get("session") != session:
            old.unlink(missing_ok=True)
    text = json.dumps(
        {
            "schema": SCHEMA, "target": f"{file}::{name}", "signature": signature_text(source, name),
            "session": session, "calls": list(found.calls), "counts": list(found.counts), "seen": found.seen,
            "origin": found.origin, "when": found.when,
            "found": [number for _, number in found.found], "state": found.state[0] if found.state else None,
        }
    )  # fmt: skip
    replace_whole(folder / f"{key}.{process}.json", text.encode("utf-8"))


def read_recording(state: Path, target: Target) -> Recording | None:
    """The newest recording of a target, None where there is none for its present parameters."""
    files = (state / FOLDER).glob(f"{place_key(target.file, target.name)}.*.json")
    parts = [part for part in map(_read, sorted(files)) if part.get("calls")]
    parts = [part for part in parts if part.get("signature") == signature_text(target.source, target.name)]
    if not parts:
        return None
    newest = max(parts, key=lambda part: str(part["when"]))
    mine = [part for part in parts if part["session"] == newest["session"]]
    return Recording(
        calls=tuple(call for part in mine for call in part["calls"]),
        counts=tuple(int(count) for part in mine for count in part["counts"]),
        seen=sum(int(part["seen"]) for part in mine),
        origin=str(newest["origin"]),
        when=str(newest["when"]),
        found=tuple((at, int(n)) for at, part in enumerate(mine) for n in part.get("found", [0] * len(part["calls"]))),
        state=tuple(part.get("state") for part in mine),
    )


def _read(file: Path) -> dict[str, Any]:
    """A recording as it was written, empty where the file is none."""
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) and found.get("schema") == SCHEMA else {}
