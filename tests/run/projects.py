"""Small projects on disk, and what runs them."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hasten.api.targets import import_place, project_of
from hasten.core import Target
from hasten.run import Runner, Sandbox, find_interpreter


def written(folder: Path, files: Mapping[str, str]) -> Path:
    """The folder with these files in it."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text), encoding="utf-8")
    return folder


def target(file: Path, name: str = "f") -> Target:
    """A target as the command line would find it."""
    root, module = import_place(file)
    return Target(name, file, module, root, file.read_text(encoding="utf-8"))


def runner(
    file: Path,
    name: str = "f",
    *,
    python: str = sys.executable,
    project: Path | None = None,
    cwd: Path | None = None,
    remake: Mapping[str, str] | None = None,
    **layers: Any,
) -> Runner:
    """A runner for a function of a file; ``layers`` are fields of ``Sandbox``."""
    project = project or project_of(file)
    sandbox = Sandbox(find_interpreter(python, project), project, cwd or project, **layers)
    return Runner(sandbox, target(file, name), remake=remake)


def value_of(run: Runner, *args: object, source: str | None = None) -> Any:
    """What a call returns, as a tree; the whole observation where it does not return."""
    call = {"args": list(args), "kwargs": {}}
    observation = run.observe(source or run.target.source, [call], cpu_limit_s=5.0)[0]
    return observation["value"] if observation["out"] == "returns" else observation
