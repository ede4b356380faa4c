"""Whole processes in pairs: wall time, and CPU time with that of all children, as the kernel counts it at their end.

The commands are the user's own. They run as typed, by the shell, with the user's rights and environment; nothing here
is sandboxed.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import fmean, median

from hasten.core import Censored, PairedSamples
from hasten.meters.cores import core_times
from hasten.meters.twins import queued_of
from hasten.run.own_commands import CommandFailed, Ran, execute

_MOST_PAIRS, _FEWEST_PAIRS = 40, 9
#: Runs before anything counts: the disk cache and the command's own caches are filled.
_WARM_UPS = 1
#: Less idle time than this share means that processes queue for the processors.
_IDLE = 0.2


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
    found = observed(command.text, cwd=command.cwd, env=environment, limit_s=limit_s, capture=False)
    if isinstance(found, Censored):
        return found
    ran, process_run = found
    if ran.code not in accept:
        last = f" ({ran.last_words})" if ran.last_words else ""
        raise CommandFailed(f"{command.text!r} ends with exit code {ran.code}{last}; make it succeed first")
    return process_run


def observed(
    text: str, *, cwd: Path | None, env: Mapping[str, str], limit_s: float, capture: bool
) -> tuple[Ran, ProcessRun] | Censored:
    """One bounded run, with how long it queued and how idle the machine was.

    Raises:
        CommandFailed: It cannot be started or prints too much.
    """
    before = core_times()
    queued_s = 0.0

    def at_end(pid: int) -> None:
        # It has ended but is not collected yet, so the kernel still knows it.
        nonlocal queued_s
        queued_s = queued_of(pid) * 1e-9

    ran = execute(text, cwd=cwd, env=env, limit_s=limit_s, capture=capture, at_end=at_end)
    if isinstance(ran, Censored):
        return ran
    return ran, ProcessRun(ran.wall_s, ran.cpu_s, ran.peak_bytes, queued_s, _idle_share(before, ran.wall_s))


def _idle_share(before: Mapping[int, tuple[int, int]], wall_s: float) -> float:
    ticks = wall_s * os.sysconf("SC_CLK_TCK") * len(before)
    after = core_times()
    if ticks < 1:
        return 1.0
    return min(1.0, sum(after[core][0] - before[core][0] for core in before if core in after) / ticks)


def waits(runs: Sequence[ProcessRun]) -> bool:
    """Whether a command spends most of its wall time waiting (for the network, a disk, a sleep).

    On a machine that has no idle processor, a process that computes gets little CPU time too; that is no waiting.
    """
    little = median(r.cpu_s + r.queued_s for r in runs) < 0.5 * median(r.wall_s for r in runs)
    return little and fmean(r.idle_share for r in runs) > _IDLE
