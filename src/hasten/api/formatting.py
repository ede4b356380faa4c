"""Changed files in the style of the project's own formatter, where it has one and the file follows it."""

from __future__ import annotations

import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import Any

from hasten.core.candidate import normalised

_LIMIT_S = 30.0


def formatted(file: Path, before: str, after: str, *, project: Path, python: Path) -> str:
    """``after`` as the project's formatter writes it; as it is where there is none that this file follows.

    A file that the formatter would change anyway is not formatted: the patch holds the change and nothing else.

    Args:
        file: Where the text belongs, for what the formatter's settings say of it.
        before: The text without the change.
        after: The text with the change.
        project: Folder of ``pyproject.toml``.
        python: The project's interpreter, or the folder of its venv; the formatter there comes before one on the path.
    """
    command = _command(file, project, python)
    if command is None or _run(command, before, project) != before:
        return after
    found = _run(command, after, project)
    # A formatter changes no meaning; what is kept is what was checked.
    return found if found is not None and normalised(found) == normalised(after) else after


def _command(file: Path, project: Path, python: Path) -> list[str] | None:
    name = _chosen(project)
    if name is None:
        return None
    places = [python.parent / name, python / "bin" / name]
    program = next((str(place) for place in places if place.is_file()), shutil.which(name))
    if program is None:
        return None
    if name == "black":
        return [program, "-q", "--stdin-filename", str(file), "-"]
    return [program, "format", "-q", "--stdin-filename", str(file), "-"]


def _chosen(project: Path) -> str | None:
    """``ruff`` or ``black``, as the project's settings say."""
    tools: Any = _settings(project / "pyproject.toml").get("tool", {})
    if not isinstance(tools, dict):
        return None
    own = [file for file in ("ruff.toml", ".ruff.toml") if (project / file).is_file()]
    ruff = _settings(project / own[0]) if own else tools.get("ruff")
    if isinstance(ruff, dict) and "format" in ruff:
        return "ruff"
    if "black" in tools:
        return "black"
    return "ruff" if ruff is not None else None


def _settings(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def _run(command: list[str], text: str, project: Path) -> str | None:
    """What the formatter makes of a text; None where it fails."""
    try:
        done = subprocess.run(
            command, input=text.encode("utf-8"), capture_output=True, cwd=project, timeout=_LIMIT_S, check=False
        )
        return done.stdout.decode("utf-8") if done.returncode == 0 else None
    except (OSError, subprocess.TimeoutExpired, UnicodeError):
        return None
