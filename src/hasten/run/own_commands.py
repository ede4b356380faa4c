"""The user's own commands, bounded: a process group of their own, a time limit, a cap on what they print.

They run as typed, by the shell, with the user's rights and environment; nothing here is sandboxed.
"""

from __future__ import annotations

import os
import resource
import select
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from hasten.core import Censored
from hasten.errors import HastenError

#: Most that a command may print, bytes; it is stopped beyond.
MOST_OUTPUT = 64 * 2**20
#: Kept of the error output, bytes.
_SAID = 2000
#: How often the size of the output is looked at, seconds.
_LOOK_S = 0.25
#: Name of the variable by which processes that a command left behind are found again.
_MARK = "HASTEN_COMMAND"


class CommandFailed(HastenError):
    """A command ends with an error or not at all, so there is nothing to measure."""


@dataclass(frozen=True)
class Ran:
    """One run that ended by itself.

    Attributes:
        code: Exit code; negative: the signal that ended it.
        wall_s: From start to end.
        cpu_s: User and system time of the process and of all its ended children.
        peak_bytes: Largest resident size of any one process of it; None where it is below that of this process, which
            the kernel counts in (a new process starts as a copy of its parent).
        output: What it printed, empty where that was not asked for.
        errors: The end of its error output.
    """

    code: int
    wall_s: float
    cpu_s: float
    peak_bytes: int | None
    output: bytes = b""
    errors: str = ""

    @property
    def last_words(self) -> str:
        """The last lines that it said, on one line."""
        lines = [line.strip() for line in self.errors.splitlines() if line.strip()]
        lines = lines or [line.strip() for line in self.output[-_SAID:].decode("utf-8", "replace").splitlines()]
        return " / ".join(line for line in lines[-3:] if line)[-400:]


def execute(
    text: str,
    *,
    cwd: Path | None,
    env: Mapping[str, str],
    limit_s: float,
    capture: bool = True,
    keep_group: bool = False,
    at_end: Callable[[int], None] | None = None,
) -> Ran | Censored:
    """Run a command to its end; its input is empty.

    Args:
        text: For the shell.
        cwd: Working folder, None for that of this process.
        env: The whole environment.
        limit_s: Wall seconds; then the whole group is killed.
        capture: Whether what it prints is kept; else it is thrown away.
        keep_group: Leave processes of the group that are still there at its end (a server that it started).
        at_end: Called with the process id when it has ended and is not collected yet.

    Raises:
        CommandFailed: It cannot be started, or prints more than ``MOST_OUTPUT``.
    """
    with tempfile.TemporaryFile() as errors, tempfile.TemporaryFile() as output:
        started_ns = time.perf_counter_ns()
        try:
            process = subprocess.Popen(
                text, shell=True, cwd=cwd, env={**env, _MARK: str(os.getpid())}, stdin=subprocess.DEVNULL,
                stdout=output if capture else subprocess.DEVNULL, stderr=errors, start_new_session=True,
            )  # fmt: skip
        except OSError as error:
            raise CommandFailed(f"{text!r} cannot be started: {error.strerror}") from error
        try:
            ended, flooded = _wait(process.pid, limit_s, [errors, *([output] if capture else [])])
        except BaseException:
            _collect(process, kill=True)
            raise
        wall_s = (time.perf_counter_ns() - started_ns) * 1e-9
        if at_end is not None:
            at_end(process.pid)
        usage = _collect(process, kill=not (ended and keep_group))
        if flooded:
            raise CommandFailed(f"{text!r} prints more than {MOST_OUTPUT >> 20} MB; make it print less")
        if not ended:
            return Censored(limit_s)
        return Ran(
            process.returncode, wall_s, usage.ru_utime + usage.ru_stime, _peak_bytes(usage),
            _content(output) if capture else b"", _content(errors)[-_SAID:].decode("utf-8", "replace"),
        )  # fmt: skip


def kill_left_behind(folder: Path, *, started_by: int | None = None) -> list[str]:
    """End every process that works inside a folder or was started by a command of one process; their names.

    Args:
        folder: The folder.
        started_by: Process id of the hasten that ran the commands, None for this one.

    A server may have left the group of the command that started it, so it is known by its environment or its folder.
    """
    found = []
    for pid, name in left_behind(folder, started_by=started_by):
        try:
            os.kill(pid, signal.SIGKILL)
        except OSError:
            continue
        found.append(name)
    return found


def left_behind(folder: Path, *, started_by: int | None = None) -> list[tuple[int, str]]:
    """Process id and name of every process that works inside a folder or was started by a command of one process."""
    found = []
    mark = f"{_MARK}={os.getpid() if started_by is None else started_by}".encode()
    for entry in Path("/proc").glob("[0-9]*"):
        if int(entry.name) == os.getpid() or not _left_behind(entry, folder, mark):
            continue
        try:
            found.append((int(entry.name), (entry / "comm").read_text().strip()))
        except OSError:
            continue
    return found


def _left_behind(entry: Path, folder: Path, mark: bytes) -> bool:
    try:
        if mark in (entry / "environ").read_bytes().split(b"\0"):
            return True
        return Path(os.readlink(entry / "cwd")).is_relative_to(folder)
    except OSError:
        return False


def kill_group(pid: int) -> None:
    """End what is left of a group."""
    try:
        os.killpg(pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        pass


def _collect(process: subprocess.Popen[bytes], *, kill: bool) -> resource.struct_rusage:
    # While its leader is not collected, the group's number belongs to it and to nobody else.
    if kill:
        kill_group(process.pid)
    _, status, usage = os.wait4(process.pid, 0)
    # It is collected already; tell the object, so that it does not wait for it again.
    process.returncode = os.waitstatus_to_exitcode(status)
    return usage


def _wait(pid: int, limit_s: float, files: list[IO[bytes]]) -> tuple[bool, bool]:
    """Whether it ended within the limit, and whether it printed too much."""
    deadline = time.monotonic() + limit_s
    while True:
        left_s = deadline - time.monotonic()
        if _ended(pid, max(0.0, min(_LOOK_S, left_s))):
            return True, False
        if any(os.fstat(f.fileno()).st_size > MOST_OUTPUT for f in files):
            return False, True
        if left_s <= 0:
            return False, False


def _ended(pid: int, limit_s: float) -> bool:
    if not hasattr(os, "pidfd_open"):
        return _ended_by_polling(pid, limit_s)
    waiter = os.pidfd_open(pid)
    try:
        poll = select.poll()
        poll.register(waiter, select.POLLIN)
        return bool(poll.poll(limit_s * 1000))
    finally:
        os.close(waiter)


def _ended_by_polling(pid: int, limit_s: float) -> bool:
    deadline = time.monotonic() + limit_s
    while True:
        if os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None:
            return True
        if time.monotonic() >= deadline:
            return False
        time.sleep(0.001)


def _peak_bytes(usage: resource.struct_rusage) -> int | None:
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return usage.ru_maxrss * 1024 if usage.ru_maxrss > own else None


def _content(file: IO[bytes]) -> bytes:
    file.seek(0)
    return file.read(MOST_OUTPUT)
