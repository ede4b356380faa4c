"""The user's own interpreter: which one it is and what it needs mounted."""

from __future__ import annotations

import functools
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from hasten.errors import EnvironmentProblem

_QUESTION = (
    "import json,sys,platform;"
    "print(json.dumps([sys.executable,sys.prefix,sys.base_prefix,list(sys.version_info[:3]),"
    "platform.python_implementation(),[p for p in sys.path if p]]))"
)
#: A longer chain of links is a circle.
_MOST_LINKS = 40


@dataclass(frozen=True)
class Interpreter:
    """A Python that runs the child side.

    Attributes:
        executable: Absolute path, links not resolved (a venv is recognised by where it lies).
        version: ``(3, 11, 7)``.
        implementation: ``CPython``, ``PyPy``.
        paths: Folders and files that must be readable inside the sandbox.
    """

    executable: str
    version: tuple[int, int, int]
    implementation: str
    paths: tuple[str, ...]


def find_interpreter(python: str | None, project: Path) -> Interpreter:
    """The interpreter given, else the project's venv, else ours.

    Raises:
        EnvironmentProblem: There is no such interpreter, or it does not run, or it is older than 3.9.
    """
    if python is None:
        for folder in (".venv", "venv"):
            candidate = project / folder / "bin" / "python"
            if candidate.exists() and os.access(candidate, os.X_OK):
                return _ask(str(candidate))
        return _ask(sys.executable)
    given = Path(python)
    if given.is_dir():
        given = given / "bin" / "python"
    found = str(given.absolute()) if given.exists() else shutil.which(python)
    if found is None:
        raise EnvironmentProblem(
            f"--python {python}: no such interpreter; give the path of a python or of a venv folder"
        )
    return _ask(found)


@functools.lru_cache(maxsize=8)
def _ask(executable: str) -> Interpreter:
    try:
        done = subprocess.run(
            [executable, "-s", "-c", _QUESTION], capture_output=True, text=True, timeout=60, check=True,
            stdin=subprocess.DEVNULL, env={"PATH": os.defpath, "LC_ALL": "C.UTF-8"},
        )
        path, prefix, base, version, implementation, search = json.loads(done.stdout)
    except (OSError, subprocess.SubprocessError, ValueError) as error:
        raise EnvironmentProblem(
            f"{executable} does not run as a Python interpreter ({type(error).__name__}); give another with --python"
        ) from error
    if tuple(version) < (3, 9, 0):
        raise EnvironmentProblem(
            f"{executable} is Python {'.'.join(map(str, version))}, but the code under test needs 3.9 or newer; "
            "give another with --python"
        )
    # What was given may be a script that only finds the interpreter, which needs more than the sandbox shows.
    executable = path if path and os.access(path, os.X_OK) else executable
    real = os.path.dirname(os.path.dirname(os.path.realpath(executable)))
    paths = {p for p in (prefix, base, real, *search, *_way_to(executable)) if os.path.exists(p)}
    return Interpreter(executable, (version[0], version[1], version[2]), implementation, tuple(sorted(paths)))


def _way_to(executable: str) -> list[str]:
    """Folders of the symbolic links that lead from the path of an interpreter to its file."""
    found: list[str] = []
    path = executable
    while os.path.islink(path) and len(found) < _MOST_LINKS:
        found.append(os.path.dirname(path))
        path = os.path.join(os.path.dirname(path), os.readlink(path))
    return [*found, os.path.dirname(path)]
