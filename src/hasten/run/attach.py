"""Run a command of the user's with hasten's child side inside every Python that it starts.

The command is the user's own: it runs as typed, with the user's rights and environment. The child side comes in through
``PYTHONPATH`` and answers by files in a folder of the parent's; interpreters started with ``-I``, ``-E`` or ``-S`` and
programs in other languages stay as they are.
"""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from hasten.errors import InvalidArgument

_HOOK = Path(__file__).parent / "hasten_child" / "hook"
_SAID = 2000


@dataclass(frozen=True)
class Program:
    """A command of the user's.

    Attributes:
        words: The command, program first.
        cwd: Working folder.
        env: Whole environment.
    """

    words: tuple[str, ...]
    cwd: Path
    env: Mapping[str, str]


@dataclass(frozen=True)
class Ended:
    """How a run of a command ended.

    Attributes:
        code: Exit code, negative for a signal; None where it was stopped at the limit.
        wall_s: From start to end, seconds.
        cpu_s: User and system time of all its processes, seconds.
        said: The last of what it wrote to standard error (to standard output, where that is empty).
    """

    code: int | None
    wall_s: float
    cpu_s: float
    said: str

    @property
    def last_line(self) -> str:
        """The last line of what it said."""
        lines = [line for line in self.said.splitlines() if line.strip()]
        return lines[-1].strip()[:300] if lines else "it said nothing"


def found_program(words: Sequence[str], env: Mapping[str, str], *, python: str) -> tuple[str, ...]:
    """The command with its program as a path; a ``python`` that is not on the path is the project's.

    Raises:
        InvalidArgument: There is no such program.
    """
    if not words:
        raise InvalidArgument("no command was given; write it after --, as in `hasten profile -- python report.py`")
    found = shutil.which(words[0], path=env.get("PATH", os.defpath))
    if found is None and words[0] in ("python", "python3"):
        found = python
    if found is None and words[0] == "pytest":
        return (python, "-m", *words)
    if found is None:
        raise InvalidArgument(f"{words[0]}: no such command; give a program that is on the path, or its whole path")
    return (found, *words[1:])


def attached(env: Mapping[str, str], folder: Path, mode: str, settings: Mapping[str, str]) -> dict[str, str]:
    """The environment of a command that is watched.

    Args:
        env: Its own environment.
        folder: Where the processes leave what they found.
        mode: Module of the child side that watches.
        settings: What it is told, one line each.
    """
    config = folder / "request"
    lines = {"mode": mode, "out": str(folder), **settings}
    config.write_text("".join(f"{key}={value}\n" for key, value in lines.items()), encoding="utf-8")
    path = os.pathsep.join([str(_HOOK), *([env["PYTHONPATH"]] if env.get("PYTHONPATH") else [])])
    return {**env, "PYTHONPATH": path, "HASTEN_ATTACH": str(config)}


def run_program(
    program: Program, *, limit_s: float, folder: Path, out: IO[bytes] | None = None, shown: bool = False
) -> Ended:
    """Run a command to its end; at the limit it is stopped with all that it started.

    Args:
        program: The command.
        limit_s: Wall seconds.
        folder: Where its output is kept meanwhile.
        out: Where its standard output goes; None: it is thrown away.
        shown: Standard streams are those of this process; ``out`` then only replaces standard output.

    Raises:
        InvalidArgument: It cannot be started.
    """
    with (folder / "errors").open("w+b") as errors, (folder / "output").open("w+b") as output:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        started = time.perf_counter()
        try:
            process = subprocess.Popen(
                program.words, cwd=program.cwd, env=dict(program.env),
                stdin=None if shown else subprocess.DEVNULL, stdout=out if out is not None or shown else output,
                stderr=None if shown else errors, start_new_session=not shown,
            )  # fmt: skip
        except OSError as error:
            raise InvalidArgument(f"{program.words[0]} cannot be started: {error.strerror}") from error
        code: int | None
        try:
            code = process.wait(timeout=limit_s)
        except subprocess.TimeoutExpired:
            code = None
        finally:
            if process.returncode is None:
                _stop(process, group=not shown)
        wall_s = time.perf_counter() - started
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu_s = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        said = "" if shown else (_tail(errors) or _tail(output))
    return Ended(code, wall_s, cpu_s, said)


def _stop(process: subprocess.Popen[bytes], *, group: bool) -> None:
    try:
        if group:
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    except ProcessLookupError:
        pass
    process.wait()


def _tail(stream: IO[bytes]) -> str:
    stream.seek(0, os.SEEK_END)
    stream.seek(max(0, stream.tell() - _SAID))
    return stream.read().decode("utf-8", "replace").strip()
