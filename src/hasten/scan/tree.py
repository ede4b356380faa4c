"""Many files: which belong to a tree, in which order, and what is known of them from last time."""

from __future__ import annotations

import fnmatch
import gc
import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from hasten.errors import InvalidArgument
from hasten.scan.cache import Cache
from hasten.scan.engine import scan_source
from hasten.scan.finding import ScanFinding
from hasten.scan.ignored import Ignored

#: Folders that hold other people's code or what tools wrote; folders whose names start with a dot are passed over too.
_NOT_OURS = frozenset(
    {"node_modules", "__pycache__", "site-packages", "build", "dist", "venv", "env", "__pypackages__"}
)
#: The collector is off while a file is looked at: syntax trees are many objects without cycles. What does have cycles
#: is freed every so many files.
_FILES_A_COLLECTION = 250
_LARGEST_BYTES = 4_000_000


@dataclass(frozen=True)
class Placed:
    """A finding with its file and what is known of the function's cost.

    Attributes:
        file: Path as shown: relative to the working folder where it lies below it, with forward slashes.
        finding: The finding.
        share: Part of the profiled time that the function takes, 0 to 1; None where there is no profile of it.
    """

    file: str
    finding: ScanFinding
    share: float | None = None


@dataclass(frozen=True)
class TreeScan:
    """What a scan of a tree says.

    Attributes:
        findings: By file and line, or by share of the time where there is a profile.
        files: Files looked at.
        lines: Their lines.
        cached: How many of them were known from last time.
        suppressed: Findings hidden by comments.
        unread: Files that do not parse or cannot be read, with the reason.
        baseline: Findings hidden because the baseline knows them.
        seconds: CPU seconds it took.
    """

    findings: tuple[Placed, ...]
    files: int
    lines: int
    cached: int
    suppressed: int
    unread: tuple[tuple[str, str], ...]
    baseline: int = 0
    seconds: float = 0.0


def scan_tree(
    paths: Sequence[Path], *, cache: Cache, constants: bool = False, exclude: Sequence[str] = ()
) -> TreeScan:
    """Scan files and folders.

    Args:
        paths: Files and folders; a file that is named is looked at whatever it is called.
        cache: What is known of files by their content.
        constants: Whether findings that change only the constant are wanted too.
        exclude: Patterns (``fnmatch``) of paths to leave out.

    Raises:
        InvalidArgument: A path does not exist.
    """
    started = time.process_time()
    found: list[Placed] = []
    unread: list[tuple[str, str]] = []
    files = lines = cached = suppressed = 0
    collecting = gc.isenabled()
    gc.disable()
    try:
        for number, file in enumerate(files_of(paths, exclude)):
            name = shown(file)
            source = _text(file)
            if isinstance(source, OSError):
                unread.append((name, f"cannot be read: {source.strerror}"))
                continue
            known = cache.get(source, constants=constants)
            result = known or scan_source(source, constants=constants)
            if known is None:
                cache.put(source, result, constants=constants)
            files, lines, cached = files + 1, lines + result.lines, cached + (known is not None)
            suppressed += result.suppressed
            if result.error:
                unread.append((name, result.error))
            found += [Placed(name, finding) for finding in result.findings]
            if number % _FILES_A_COLLECTION == _FILES_A_COLLECTION - 1:
                gc.collect()
    finally:
        if collecting:
            gc.enable()
    cache.save()
    spent = time.process_time() - started
    return TreeScan(tuple(found), files, lines, cached, suppressed, tuple(unread), seconds=spent)


def files_of(paths: Sequence[Path], exclude: Sequence[str] = ()) -> Iterator[Path]:
    """Python files below the paths, each once, sorted within their folder; what git ignores is passed over.

    Raises:
        InvalidArgument: A path does not exist.
    """
    seen: set[Path] = set()
    for path in paths:
        if not path.exists():
            raise InvalidArgument(f"{path}: no such file or folder; give what is to be scanned, or nothing for .")
        for file in [path] if path.is_file() else _below(path):
            real = file.absolute()
            if real not in seen and not any(fnmatch.fnmatch(shown(file), pattern) for pattern in exclude):
                seen.add(real)
                yield file


def _below(folder: Path) -> Iterator[Path]:
    ignored = Ignored(folder)
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(
            name for name in folders
            if not name.startswith(".") and name not in _NOT_OURS and not name.endswith(".egg-info")
            and not os.path.exists(os.path.join(here, name, "pyvenv.cfg"))
            and not ignored.hides(Path(here, name), folder=True)
        )  # fmt: skip
        for name in sorted(names):
            if name.endswith(".py") and not ignored.hides(Path(here, name)):
                yield Path(here, name)


def _text(file: Path) -> str | OSError:
    """The text of a file; bytes that are no UTF-8 are kept as they are, since positions matter and letters do not."""
    try:
        if file.stat().st_size > _LARGEST_BYTES:
            return OSError(0, f"larger than {_LARGEST_BYTES:,} bytes")
        return file.read_bytes().decode("utf-8", "surrogateescape")
    except OSError as error:
        return error


def shown(file: Path) -> str:
    """A path as it is shown."""
    try:
        return file.absolute().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return file.as_posix()
