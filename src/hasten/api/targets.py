"""From ``path.py::name`` (or a function object) to a Target."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hasten.code.locate import NotLocated, locate
from hasten.core import Target
from hasten.errors import TargetError

_PROJECT_MARKS = ("pyproject.toml", "setup.py", "setup.cfg", ".git", ".hg")


def target_of(what: str | Callable[..., Any]) -> Target:
    """The target that a text ``path.py::name`` or a function object names.

    Raises:
        TargetError: No such file or function, a file that does not parse, or a kind that is not supported.
    """
    if not isinstance(what, str):
        return target_of(spec_of(what))
    path_text, mark, name = what.rpartition("::")
    if not mark or not path_text or not name:
        raise TargetError(f"target {what!r} must be written as path.py::function")
    path = Path(path_text)
    if not path.exists():
        raise TargetError(f"{path_text}: no such file{near_files(path)}; write the target as path.py::function")
    if path.is_dir():
        raise TargetError(f"{path_text} is a folder; name a file, as in {path_text.rstrip('/')}/module.py::{name}")
    source = read_source(path)
    found = locate(source, name, file=path_text)
    if isinstance(found, NotLocated):
        raise TargetError(found.reason)
    file = path.absolute()
    root, module = import_place(file)
    return Target(name=found.name, file=file, module=module, root=root, source=source, kind=found.kind)


def spec_of(function: Callable[..., Any]) -> str:
    """``path.py::name`` of a function object.

    Raises:
        TargetError: The function has no source file.
    """
    try:
        file = inspect.getsourcefile(inspect.unwrap(function))
    except TypeError:
        file = None
    if not file or not Path(file).exists():
        raise TargetError(
            f"{getattr(function, '__name__', function)!r} has no source file; hasten reads and edits files"
        )
    return f"{file}::{function.__qualname__}"


def read_source(path: Path) -> str:
    """Text of a Python file, line ends kept.

    Raises:
        TargetError: The file cannot be read or is not text.
    """
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            return stream.read()
    except UnicodeDecodeError as error:
        raise TargetError(f"{path} is not UTF-8 text (byte {error.start}); save it as UTF-8") from error
    except OSError as error:
        raise TargetError(f"{path} cannot be read: {error.strerror}") from error


def near_files(path: Path) -> str:
    """``, did you mean ...`` for a file name that is nearly right, else nothing."""
    import difflib

    folder = path.parent if path.parent.is_dir() else Path()
    near = difflib.get_close_matches(path.name, sorted(p.name for p in folder.glob("*.py")), n=2, cutoff=0.6)
    return f"; did you mean {' or '.join(near)}?" if near else ""


def import_place(file: Path) -> tuple[Path, str]:
    """``(folder for sys.path, dotted module name)``: packages are followed upwards by their ``__init__.py``."""
    parts = [] if file.name == "__init__.py" else [file.stem]
    folder = file.parent
    while (folder / "__init__.py").exists() and folder.parent != folder:
        parts.insert(0, folder.name)
        folder = folder.parent
    return folder, ".".join(parts) or file.stem


def project_of(file: Path) -> Path:
    """The project's folder: the nearest one upwards with a project mark, else the file's own import root."""
    root, _ = import_place(file)
    for folder in (file.parent, *file.parent.parents):
        if folder == Path.home() or folder == folder.parent:
            break
        if any((folder / mark).exists() for mark in _PROJECT_MARKS):
            return folder
    return root
