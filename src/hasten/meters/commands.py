"""Whole processes in pairs: wall time, and CPU time with that of all children, as the kernel counts it at their end.

The commands are the user's own. They run as typed, by the shell, with the user's rights and environment; nothing here
is sandboxed.
"""

from __future__ import annotations

import os
import random
import resource
import select
import signal
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import fmean, median

from hasten.core import Censored, PairedSamples
from hasten.errors import HastenError
from hasten.meters.cores import core_times
from hasten.meters.twins import queued_of

_MOST_PAIRS, _FEWEST_PAIRS = 40, 9
#: Runs before anything counts: the disk cache and the command's own caches are filled.
_WARM_UPS = 1
_SAID = 400
#: Less idle time than this share means that processes queue for the processors.
_IDLE = 0.2


class CommandFailed(HastenError):
    """A command ends with an error or not at all, so there is nothing to measure."""


@dataclass(frozen=True)
class Command:
    """A command as the user typed it.

    Attributes:
        text: For the shell.
        cwd: Working folder, None for that of this process.
        env: Environment, None for that of this process.
    """

    text: str
    cwd: Path | None = None
    env: Mapping[str, str] | None = None


@dataclass(frozen=True)
class ProcessRun:
    """One run.

    Attributes:
        wall_s: From start to end.
        cpu_s: User and system time of the process and of all its ended children.
        peak_bytes: Largest resident size of any one process of it; None where it is below that of this process, which
            the kernel counts in (a new process starts as a copy of its parent).
        queued_s: How long its first process stood in the queue for a processor.
        idle_share: Share of the machine's processors that was idle meanwhile, 0 to 1; 1 where that cannot be read.
    """

    wall_s: float
    cpu_s: float
    peak_bytes: int | None
    queued_s: float = 0.0
    idle_share: float = 1.0


@dataclass(frozen=True)
class PairedRuns:
    """Pairs of runs, in the order taken."""

    old: tuple[ProcessRun, ...]
    new: tuple[ProcessRun, ...]

    def samples(self, *, wall: bool) -> list[PairedSamples]:
        """Each pair as a process of its own: every run is a fresh process, so pairs are independent."""
        return [
            PairedSamples(
                call=0, process=n, gc_on=True,
                old_s=(a.wall_s if wall else a.cpu_s,), new_s=(b.wall_s if wall else b.cpu_s,),
                old_wall_s=(a.wall_s,), new_wall_s=(b.wall_s,),
            )
            for n, (a, b) in enumerate(zip(self.old, self.new, strict=True))
        ]  # fmt: skip


@dataclass
class CommandMeter:
    """Measures two commands side by side.

    Attributes:
        rng: Order within each pair, and the hash seed that both sides of a pair share.
        budget_s: Wall seconds to spend; at least nine pairs are made all the same.
        limit_s: Longest run that is waited for, wall seconds.
        accept: Exit codes that count as success.
    """

    rng: random.Random
    budget_s: float = 60.0
    limit_s: float = 600.0
    accept: Sequence[int] = field(default_factory=lambda: (0,))

    def measure(self, old: Command, new: Command) -> PairedRuns:
        """Pairs until the budget is spent.

        Raises:
            CommandFailed: A command cannot be started, fails, or does not end.
        """
        started = time.monotonic()
        for command in (old, new):
            for _ in range(_WARM_UPS):
                self._run(command, 0)
        olds: list[ProcessRun] = []
        news: list[ProcessRun] = []
        while len(olds) < _MOST_PAIRS:
            if len(olds) >= _FEWEST_PAIRS and time.monotonic() - started > self.budget_s:
                break
            # Python draws its hash seed anew at each start; within a pair it is the same, so that it cancels.
            seed = self.rng.randrange(1, 1 << 31)
            order = [(old, olds), (new, news)]
            self.rng.shuffle(order)
            for command, found in order:
                found.append(self._run(command, seed))
        return PairedRuns(tuple(olds), tuple(news))

    def _run(self, command: Command, seed: int) -> ProcessRun:
        found = run(command, seed=seed, limit_s=self.limit_s, accept=self.accept)
        if isinstance(found, Censored):
            raise CommandFailed(f"{command.text!r} does not end within {found.limit_s:g} s; give a shorter workload")
        return found


def run(command: Command, *, seed: int, limit_s: float, accept: Sequence[int] = (0,)) -> ProcessRun | Censored:
    """Run a command once; its output is thrown away, and its input is empty.

    Raises:
        CommandFailed: It cannot be started or ends with a code that is not accepted.
    """
    environment = dict(os.environ if command.env is None else command.env)
    environment.setdefault("PYTHONHASHSEED", str(seed))
    with tempfile.TemporaryFile() as errors:
        before = core_times()
        started_ns = time.perf_counter_ns()
        try:
            process = subprocess.Popen(
                command.text, shell=True, cwd=command.cwd, env=environment, stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL, stderr=errors, start_new_session=True,
            )  # fmt: skip
        except OSError as error:
            raise CommandFailed(f"{command.text!r} cannot be started: {error.strerror}") from error
        status, usage, queued_s = _waited(process.pid, limit_s)
        wall_s = (time.perf_counter_ns() - started_ns) * 1e-9
        # The process is collected already, by ``wait4``; tell the object, so that it does not wait for it again.
        process.returncode = -1 if status is None else os.waitstatus_to_exitcode(status)
        if status is None or usage is None:
            return Censored(limit_s)
        if process.returncode not in accept:
            errors.seek(0)
            said = errors.read()[-_SAID:].decode("utf-8", "replace").strip().splitlines()
            last = f" ({said[-1]})" if said else ""
            raise CommandFailed(
                f"{command.text!r} ends with exit code {process.returncode}{last}; make it succeed first"
            )
    cpu_s = usage.ru_utime + usage.ru_stime
    return ProcessRun(wall_s, cpu_s, _peak_bytes(usage), queued_s, _idle_share(before, wall_s))


def _peak_bytes(usage: resource.struct_rusage) -> int | None:
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return usage.ru_maxrss * 1024 if usage.ru_maxrss > own else None


def _idle_share(before: Mapping[int, tuple[int, int]], wall_s: float) -> float:
    ticks = wall_s * os.sysconf("SC_CLK_TCK") * len(before)
    after = core_times()
    if ticks < 1:
        return 1.0
    return min(1.0, sum(after[core][0] - before[core][0] for core in before if core in after) / ticks)


def _waited(pid: int, limit_s: float) -> tuple[int | None, resource.struct_rusage | None, float]:
    """Status, use of resources and queueing of a process at its end; it is killed with its group at the limit."""
    ended = _ended(pid, limit_s)
    # It has ended but is not collected yet, so the kernel still knows it.
    queued_s = queued_of(pid) * 1e-9
    if not ended:
        os.killpg(pid, signal.SIGKILL)
    _, status, usage = os.wait4(pid, 0)
    return (status, usage, queued_s) if ended else (None, None, queued_s)


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
    while time.monotonic() < deadline:
        if os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None:
            return True
        time.sleep(0.001)
    return False


def waits(runs: Sequence[ProcessRun]) -> bool:
    """Whether a command spends most of its wall time waiting (for the network, a disk, a sleep).

    On a machine that has no idle processor, a process that computes gets little CPU time too; that is no waiting.
    """
    little = median(r.cpu_s + r.queued_s for r in runs) < 0.5 * median(r.wall_s for r in runs)
    return little and fmean(r.idle_share for r in runs) > _IDLE
