"""Settings into something that runs: a copy of the user's files in which the build commands ran."""

from __future__ import annotations

import fnmatch
import hashlib
import os
import shutil
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from hasten.core import Artifact, BuildFailure, Candidate, Censored, Point, Target
from hasten.core.command_target import CommandTarget, filled
from hasten.errors import InvalidArgument
from hasten.run.own_commands import CommandFailed, execute
from hasten.run.side_by_side import side_by_side
from hasten.run.trials import tree_digest

#: Folders that are never copied: histories, caches and environments.
_SKIPPED = (".git", ".hg", ".hasten", ".venv", "__pycache__", "node_modules", ".mypy_cache", ".pytest_cache")
#: More than this is not copied without the user's word on which files matter.
_MOST_FILES, _MOST_BYTES = 5000, 200 * 2**20
#: Folders kept besides that of the defaults; older ones are built again when they are asked for.
_KEPT = 8


@dataclass(frozen=True)
class _Made:
    """A setting that was built: where, how long it took, and what the folder held then."""

    folder: Path
    build_s: float
    digest: str


class SettingsBuilder:
    """Builds each setting in a folder of its own, so that the sides of a pair never see each other's files.

    No two settings share a folder: a run may write into it.

    Args:
        target: What is tuned.
        scratch: Where the folders are made.
        environ: The user's environment.
        jobs: How many settings may be built at once, >= 1.
    """

    name = "settings"

    def __init__(self, target: CommandTarget, scratch: Path, environ: Mapping[str, str], *, jobs: int = 1) -> None:
        self.target, self.scratch, self.environ, self.jobs = target, scratch, environ, jobs
        self.builds = 0
        self._made: dict[str, _Made] = {}
        self._failed: dict[str, BuildFailure] = {}
        self._first: str | None = None
        self._base = scratch / "base"
        copy_files(target.folder, self._base, target.files)
        (scratch / "shared").mkdir()

    def prepare(self) -> str:
        """Run ``prepare`` once; what went wrong, or empty."""
        if not self.target.prepare:
            return ""
        shared = self.scratch / "shared"
        text = filled(self.target.prepare, {"shared": str(shared), "folder": str(self._base)})
        try:
            found = execute(text, cwd=shared, env=self.environ, limit_s=self.target.build_limit_s)
        except CommandFailed as error:
            return str(error)
        if isinstance(found, Censored):
            return f"the prepare command does not end within {found.limit_s:g} s"
        return "" if found.code == 0 else f"the prepare command ends with exit code {found.code} ({found.last_words})"

    def build(self, target: Target, candidate: Candidate) -> Artifact | BuildFailure:
        """A folder with the built setting."""
        if not isinstance(candidate.payload, Point):
            return BuildFailure(candidate, "no-setting", "the candidate is an edit of source")
        values = candidate.payload.values
        key = candidate.key
        if key in self._failed:
            return self._failed[key]
        if key not in self._made or not self._made[key].folder.is_dir():
            made = self._make((candidate, self._new_folder()))
            if isinstance(made, BuildFailure):
                return made
            self._keep(key, made)
        made = self._made[key]
        # With the same text for all folders, equal commands are equal texts.
        likeness = self.target.rendered(values, folder=Path("."), shared=Path("shared"))
        runs = repr((likeness.run, likeness.setup, likeness.teardown, sorted(likeness.env.items())))
        identity = hashlib.sha256(f"{made.digest}\0{runs}".encode()).hexdigest() if made.digest else ""
        return Artifact(
            candidate, self.target.shown(values), builder=self.name, build_s=made.build_s,
            files={"folder": made.folder}, identity=identity,
        )  # fmt: skip

    def build_ahead(self, candidates: Sequence[Candidate]) -> None:
        """Build several at once; ``build`` then gives what came of it."""
        missing = [c for c in candidates if c.key not in self._made and isinstance(c.payload, Point)]
        work = [(candidate, self._new_folder()) for candidate in missing]
        for candidate, made in zip(
            missing, side_by_side(self._make, work, jobs=self.jobs, folder=self.scratch), strict=True
        ):
            if isinstance(made, BuildFailure):
                self._failed[candidate.key] = made
            else:
                self._keep(candidate.key, made)

    def _new_folder(self) -> Path:
        # Equal lengths: the length of a path shifts the stack, which alone can change a time by some percent.
        self.builds += 1
        return self.scratch / f"build-{self.builds - 1:06d}"

    def _make(self, work: tuple[Candidate, Path]) -> _Made | BuildFailure:
        candidate, folder = work
        assert isinstance(candidate.payload, Point)
        shutil.copytree(self._base, folder, symlinks=True)
        made = self.target.rendered(candidate.payload.values, folder=folder, shared=self.scratch / "shared")
        for name, text in made.config.items():
            place = folder / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, encoding="utf-8")
        started = time.monotonic()
        for command in made.build:
            problem = self._step(command, folder)
            if problem:
                shutil.rmtree(folder, ignore_errors=True)
                return BuildFailure(candidate, "build-failed", problem)
        # With run-time files beside it the folder may change later; what was built is known only now.
        return _Made(folder, time.monotonic() - started, tree_digest(folder))

    def _keep(self, key: str, made: _Made) -> None:
        self._made[key] = made
        self._first = self._first or key
        spare = [k for k in self._made if k != self._first]
        for old in spare[: max(0, len(spare) - max(_KEPT, 2 * self.jobs))]:
            shutil.rmtree(self._made.pop(old).folder, ignore_errors=True)

    def _step(self, command: str, folder: Path) -> str:
        try:
            found = execute(command, cwd=folder, env=self.environ, limit_s=self.target.build_limit_s)
        except CommandFailed as error:
            return str(error)
        if isinstance(found, Censored):
            return f"it does not end within {found.limit_s:g} s: {command}"
        if found.code == 0:
            return ""
        said = f" ({found.last_words})" if found.last_words else ""
        return f"exit code {found.code}{said}: {command}"


def copy_files(source: Path, place: Path, patterns: Sequence[str]) -> None:
    """Copy the user's files.

    Args:
        source: The user's folder.
        place: A folder that is made.
        patterns: Which files, relative to the folder (``*.c``, ``data/*``); none: all but histories and caches.

    Raises:
        InvalidArgument: There is too much to copy, or a pattern fits nothing.
    """
    place.mkdir(parents=True)
    for relative in chosen_files(source, patterns):
        (place / relative).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(source / relative, place / relative, follow_symlinks=False)


def files_digest(source: Path, patterns: Sequence[str]) -> str:
    """Digest of the names and contents of the files that would be copied.

    Raises:
        InvalidArgument: There is too much to copy, or a pattern fits nothing.
    """
    digest = hashlib.sha256()
    for relative in chosen_files(source, patterns):
        path = source / relative
        content = os.readlink(path).encode() if path.is_symlink() else path.read_bytes()
        digest.update(f"{relative}\0{len(content)}\0".encode("utf-8", "surrogateescape"))
        digest.update(content)
    return digest.hexdigest()


def chosen_files(source: Path, patterns: Sequence[str]) -> list[Path]:
    """The files that the patterns choose, relative to the folder, in order.

    Raises:
        InvalidArgument: There is too much to copy, or a pattern fits nothing.
    """
    found: list[Path] = []
    total = 0
    hit: set[str] = set()
    for folder, folders, names in os.walk(source):
        folders[:] = sorted(d for d in folders if d not in _SKIPPED)
        for name in sorted(names):
            path = Path(folder, name)
            relative = path.relative_to(source)
            fits = [p for p in patterns if fnmatch.fnmatch(relative.as_posix(), p)]
            if (patterns and not fits) or not (path.is_file() or path.is_symlink()):
                continue
            hit.update(fits)
            found.append(relative)
            total += path.lstat().st_size
            if len(found) > _MOST_FILES or total > _MOST_BYTES:
                raise InvalidArgument(
                    f"{source} holds more than {_MOST_FILES} files or {_MOST_BYTES >> 20} MB; name those that the "
                    'commands need with --files "*.c", or files = ["*.c"] in the space file'
                )
    missing = [p for p in patterns if p not in hit]
    if missing:
        raise InvalidArgument(f"files: {missing[0]!r} fits no file in {source}; correct the pattern")
    return found
