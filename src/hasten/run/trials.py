"""One run of a setting: setup, the measured command, teardown; and the figures that it gives."""

from __future__ import annotations

import hashlib
import re
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from hasten.core import Artifact, Censored, Point
from hasten.core.command_target import CommandTarget, Goal, filled
from hasten.core.space import Values
from hasten.errors import HastenError
from hasten.run.own_commands import CommandFailed, Ran, execute, kill_left_behind, left_behind

R = TypeVar("R")

#: Setup and teardown take at most this long, wall seconds.
_SETUP_LIMIT_S = 60.0
#: What a server may take to leave after the teardown command has ended, seconds.
_FAREWELL_S = 3.0


class TrialFailed(HastenError):
    """A setting could not be run, or its run gave no figure."""


@dataclass(frozen=True)
class Trials:
    """Runs settings of one target.

    Attributes:
        target: What is tuned.
        scratch: Folder that everything lives in; ``shared`` inside it holds what ``prepare`` made.
        environ: The user's environment.
    """

    target: CommandTarget
    scratch: Path
    environ: Mapping[str, str] = field(default_factory=dict)

    @property
    def shared(self) -> Path:
        """What all settings share."""
        return self.scratch / "shared"

    def run(
        self,
        artifact: Artifact,
        *,
        workload: str,
        seed: int,
        measured: Callable[[str, Path, Mapping[str, str]], R],
    ) -> R:
        """One run: ``measured`` gets command, folder and environment between setup and teardown.

        Raises:
            TrialFailed: Setup or teardown fails.
        """
        folder = artifact.files["folder"]
        made = self.target.rendered(values_of(artifact), folder=folder, shared=self.shared)
        now = {"workload": workload, "seed": str(seed)}
        env = {**self.environ, **{name: filled(text, now) for name, text in made.env.items()}}
        env.setdefault("PYTHONHASHSEED", str(seed % (1 << 31)))
        try:
            if made.setup:
                self._step("setup", filled(made.setup, now), folder, env)
            found = measured(filled(made.run, now), folder, env)
            if made.teardown:
                self._step("teardown", made.teardown, folder, env)
        except BaseException:
            if made.setup:
                self._abandon(made.teardown, folder, env)
            raise
        return found

    def observed(self, artifact: Artifact, *, workload: str, seed: int, limit_s: float) -> Ran | Censored:
        """One run with what it prints.

        Raises:
            TrialFailed: Setup or teardown fails, or it prints too much.
        """

        def measured(command: str, folder: Path, env: Mapping[str, str]) -> Ran | Censored:
            return execute(command, cwd=folder, env=env, limit_s=limit_s)

        try:
            return self.run(artifact, workload=workload, seed=seed, measured=measured)
        except CommandFailed as error:
            raise TrialFailed(str(error)) from error

    def close(self) -> list[str]:
        """End what the commands left running; names of those processes."""
        return kill_left_behind(self.scratch)

    def still_running(self) -> str:
        """Name of what setup started and teardown did not stop, or empty where there is nothing."""
        deadline = time.monotonic() + _FAREWELL_S
        while self.target.setup and (found := left_behind(self.scratch)):
            if time.monotonic() > deadline:
                return found[0][1]
            time.sleep(0.05)
        return ""

    def _step(self, word: str, command: str, folder: Path, env: Mapping[str, str]) -> None:
        found = execute(command, cwd=folder, env=env, limit_s=_SETUP_LIMIT_S, keep_group=word == "setup")
        if isinstance(found, Censored):
            raise TrialFailed(f"the {word} command does not end within {_SETUP_LIMIT_S:g} s: {command}")
        if found.code != 0:
            said = f" ({found.last_words})" if found.last_words else ""
            raise TrialFailed(f"the {word} command ends with exit code {found.code}{said}: {command}")

    def _abandon(self, teardown: str, folder: Path, env: Mapping[str, str]) -> None:
        """After a failure: the teardown as far as it goes, then whatever is left is ended."""
        if teardown:
            try:
                execute(teardown, cwd=folder, env=env, limit_s=_SETUP_LIMIT_S)
            except CommandFailed:
                pass
        self.close()


def values_of(artifact: Artifact) -> Values:
    """The setting of an artifact."""
    payload = artifact.candidate.payload
    return payload.values if isinstance(payload, Point) else {}


def figure(goal: Goal, ran: Ran, folder: Path, *, wall: bool) -> float:
    """The figure that a run gives for an objective or a guard.

    Raises:
        TrialFailed: The figure is not there.
    """
    if goal.kind == "time":
        return ran.wall_s if wall else ran.cpu_s
    if goal.kind == "memory":
        if ran.peak_bytes is None:
            raise TrialFailed("the memory of the command cannot be told from that of hasten: it needs less")
        return float(ran.peak_bytes)
    if goal.kind == "size":
        return float(size_bytes(folder / goal.file, goal.section))
    text = ran.output.decode("utf-8", "replace")
    found = re.findall(goal.pattern, text)
    if not found:
        raise TrialFailed(f"the command prints nothing that fits the pattern {goal.pattern!r} of {goal.name}")
    last = found[-1] if isinstance(found[-1], str) else found[-1][0]
    try:
        return float(last)
    except ValueError:
        raise TrialFailed(f"what the command prints for {goal.name} is no number: {last!r}") from None


def size_bytes(file: Path, section: str = "") -> int:
    """Size of a file, or of one section of an object or program as ``size -A`` tells it.

    Raises:
        TrialFailed: There is no such file or section, or the program ``size`` is not installed.
    """
    if not file.is_file():
        raise TrialFailed(f"the build makes no file {file.name!r}")
    if not section:
        return file.stat().st_size
    try:
        done = subprocess.run(["size", "-A", "-d", str(file)], capture_output=True, text=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise TrialFailed(f"the program `size` cannot be run ({error}); install binutils") from error
    rows = [line.split() for line in done.stdout.splitlines()]
    sizes = [int(r[1]) for r in rows if len(r) >= 2 and r[1].isdigit() and _is_part(r[0], section)]
    if not sizes:
        raise TrialFailed(f"{file.name} has no section {section}")
    return sum(sizes)


def _is_part(name: str, section: str) -> bool:
    # -ffunction-sections gives .text.f for each function of an object file; they are one section of the program.
    return name == section or name.startswith(f"{section}.")


def tree_digest(folder: Path, *, most_bytes: int = 1 << 28) -> str:
    """Digest of every file below a folder; empty where there is too much to read."""
    digest, total = hashlib.sha256(), 0
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        total += path.stat().st_size
        if total > most_bytes:
            return ""
        digest.update(f"{path.relative_to(folder)}\0{path.stat().st_size}\0".encode("utf-8", "surrogateescape"))
        digest.update(path.read_bytes())
    return digest.hexdigest()
