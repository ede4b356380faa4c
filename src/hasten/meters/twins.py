"""One zygote with a worker for each side, sampled in turn; the clock is read here, in the parent."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from hasten.core import AllocationSite, Censored
from hasten.core.workload import CallTree
from hasten.errors import HastenError
from hasten.meters.cores import one_core
from hasten.run import COMPUTED_LATE, Died, Runner, TimedOut, Worker, Zygote

_NS = 1e-9
_EMPTY_SAMPLES = 7
_WALL_LIMIT_S = 120.0
#: What a worker needs between its two marks, where it sends a byte and waits for one; more was put off past the first.
_LATE_NS = 200_000
#: A background thread is given so long to show that it still computes, seconds.
_LOOK_S = 0.005
_STILL_NS = 1_000_000


class SideFailed(HastenError):
    """A side that was verified does not load, crashes or answers nonsense while it is timed."""


class ComputedLate(SideFailed):
    """A side computed after the end of a timed run: once may be the machine, twice is the version."""


@dataclass(frozen=True)
class Sample:
    """One timed sample, per pass over the unit's calls.

    Attributes:
        cpu_s: CPU seconds, all threads.
        wall_s: Wall seconds.
        faults: Minor page faults.
        children_s: CPU seconds of ended children so far, as the worker says.
        waited_s: Wall seconds in which it neither ran nor stood in the queue for a processor.
        threads: Threads alive after the sample, as the kernel says.
        around_s: Wall seconds beside the timed passes, where the arguments are copied.
    """

    cpu_s: float
    wall_s: float
    faults: float
    children_s: float
    threads: int
    waited_s: float = 0.0
    around_s: float = 0.0

    @property
    def busy_s(self) -> float:
        """What the pass takes on a machine that does nothing else: computing and waiting, without queueing."""
        return self.cpu_s + self.waited_s


@dataclass(frozen=True)
class _Raw:
    cpu_ns: int
    wall_ns: int
    waited_ns: int
    threads: int
    answer: Mapping[str, Any]


class Side:
    """One version in one worker, ready to be sampled.

    Args:
        runner: Loads versions.
        zygote: The zygote that both sides come from.
        source: Text of the version.
        calls: Encoded calls of the workload.
        fresh: Sample in a new fork each time, made before it has seen any argument.
        cores: Processors to run on, empty for any.
        small: Small relatives of the calls (``smaller``), run once while loading.
    """

    def __init__(
        self,
        runner: Runner,
        zygote: Zygote,
        source: str,
        calls: Sequence[CallTree],
        *,
        fresh: bool = False,
        cores: frozenset[int] = frozenset(),
        small: Sequence[CallTree] = (),
    ) -> None:
        self._runner, self._zygote, self._source, self._calls, self._fresh = runner, zygote, source, list(calls), fresh
        self._cores = cores
        self._files: list[str] = []
        self._small = list(small)
        #: What the protocol itself costs, CPU and wall nanoseconds; the same figure for both sides (``Twins``).
        self.overhead_ns = (0, 0)
        self._worker = self._load()

    def _load(self) -> Worker:
        worker, answer = self._runner.load(self._source, zygote=self._zygote, leaf=not self._fresh)
        if "error" in answer:
            worker.close()
            raise SideFailed(f"a verified version does not load: {answer['error']['msg']}")
        if self._cores:
            with contextlib.suppress(OSError):
                os.sched_setaffinity(worker.pid, self._cores)
        self._told(worker, worker.ask("hold", calls=self._calls + self._small, cpu_limit_s=60.0))
        # Small relatives of the calls make what any first call makes (imports, compiled patterns) and nothing more.
        for call in range(len(self._calls), len(self._calls) + len(self._small)):
            answer = worker.ask("warm", call=call, times=2, cpu_limit_s=0.25, wall_limit_s=2.0)
            if isinstance(answer, Died | TimedOut):
                worker.close()
                self._small = []
                return self._load()
        if self._fresh and self._runner.sandbox.bubblewrap:
            self._files = list(self._told(worker, worker.ask("files", cpu_limit_s=10.0))["files"])
        return worker

    def _told(self, worker: Worker, answer: object) -> dict[str, Any]:
        if isinstance(answer, Died | TimedOut) or not isinstance(answer, dict):
            worker.close()
            said = answer.reason if isinstance(answer, Died) else str(answer)
            kind = ComputedLate if said == COMPUTED_LATE else SideFailed
            raise kind(f"a verified version failed while it was timed: it {said}")
        return answer

    def hold(self, calls: Sequence[CallTree]) -> None:
        """Take other calls in place of those given at the start."""
        self._calls = list(calls)
        self._told(self._worker, self._worker.ask("hold", calls=self._calls, cpu_limit_s=60.0))

    def count(self) -> dict[str, Any]:
        """What ``retained`` gives, and a census so that the next can say what has grown; never timed after it."""
        return self._told(self._worker, self._worker.ask("census", cpu_limit_s=60.0))

    def retained(self) -> dict[str, Any]:
        """What could carry memory from call to call: ``{"state": {place: digest}, "grown": {...}}``."""
        return self._told(self._worker, self._worker.ask("state", cpu_limit_s=60.0))

    def empty(self) -> list[tuple[int, int]]:
        """CPU and wall nanoseconds of samples without any call."""
        raws = [self._raw(self._worker, (), 1, False, _WALL_LIMIT_S) for _ in range(_EMPTY_SAMPLES)]
        return [(raw.cpu_ns, raw.wall_ns) for raw in raws[1:]]

    def warm(self, calls: Sequence[int], times: int, *, limit_s: float) -> bool:
        """Untimed passes, a fresh side is never warmed; whether the arguments come out as they went in."""
        if self._fresh:
            return False
        unchanged = True
        for call in dict.fromkeys(calls):
            answer = self._worker.ask("warm", call=call, times=times, cpu_limit_s=limit_s * times)
            if isinstance(answer, TimedOut):
                self._worker = self._load()
                return False
            unchanged = unchanged and self._told(self._worker, answer).get("unchanged") is True
        return unchanged

    def sample(
        self, calls: Sequence[int], reps: int, *, gc_on: bool, limit_s: float, copies: int = 1 << 30
    ) -> Sample | Censored:
        """CPU seconds of one pass over ``calls``, averaged over ``reps`` passes.

        Args:
            copies: Most passes that get arguments of their own, the others use those again; 0 for none, which is for
                large arguments that come out as they went in.
            limit_s: CPU limit of the whole sample, seconds; a side that reaches it is killed and loaded anew.
        """
        began_s = time.perf_counter()
        worker = self._worker.fork() if self._fresh else self._worker
        try:
            if self._fresh:
                if self._runner.sandbox.bubblewrap:
                    self._told(worker, worker.ask("sweep", keep=self._files, cpu_limit_s=10.0))
                # The fork's first steps copy pages of its own; an empty sample takes them out of the timed one.
                self._raw(worker, (), 1, False, _WALL_LIMIT_S)
            found = self._raw(worker, calls, reps, gc_on, limit_s, copies)
        except _Limit:
            if not self._fresh:
                self._worker = self._load()
            return Censored(limit_s / reps)
        finally:
            if self._fresh:
                worker.close()
        # A sample below the protocol's own cost says nothing and counts as the smallest time.
        cpu_ns = max(found.cpu_ns - self.overhead_ns[0], 10)
        wall_ns = max(found.wall_ns - self.overhead_ns[1], 10)
        answer = found.answer
        return Sample(
            cpu_ns * _NS / reps,
            wall_ns * _NS / reps,
            float(answer.get("faults", 0)) / reps,
            float(answer.get("children_s", 0.0)),
            found.threads,
            max(0, found.waited_ns - self.overhead_ns[1] + self.overhead_ns[0]) * _NS / reps,
            max(0.0, time.perf_counter() - began_s - found.wall_ns * _NS) / reps,
        )

    def _raw(
        self, worker: Worker, calls: Sequence[int], reps: int, gc_on: bool, limit_s: float, copies: int = 1
    ) -> _Raw:
        self._told(
            worker, worker.ask("sample", calls=list(calls), reps=reps, gc=gc_on, copies=copies, cpu_limit_s=120.0)
        )
        queued_ns = queued_of(worker.pid) + queued_of(os.getpid())
        wall_ns, cpu_ns = time.perf_counter_ns(), worker.cpu_ns()
        worker.sock.sendall(b"g")
        self._ended(worker.mark(b"d", cpu_limit_s=limit_s, wall_limit_s=4.0 * limit_s + 5.0))
        wall_used_ns, used_ns = time.perf_counter_ns() - wall_ns, worker.cpu_ns() - cpu_ns
        threads = threads_of(worker.pid)
        if threads > 1:
            used_ns, wall_used_ns = _until_quiet(worker, cpu_ns, wall_ns, used_ns, wall_used_ns, limit_s)
        # On a crowded core either end of the measurement queues for the processor, which says nothing of the function.
        queued_ns = queued_of(worker.pid) + queued_of(os.getpid()) - queued_ns
        wall_used_ns = max(min(used_ns, wall_used_ns), wall_used_ns - queued_ns)
        waited_ns = max(0, wall_used_ns - used_ns)
        # The worker waits now. What it computes up to its second mark was put off past the first, and belongs to it.
        before_ns = worker.cpu_ns()
        worker.sock.sendall(b"r")
        self._ended(worker.mark(b"e", cpu_limit_s=limit_s + 1.0, wall_limit_s=4.0 * limit_s + 5.0))
        late_ns = worker.cpu_ns() - before_ns
        if late_ns > _LATE_NS:
            used_ns, wall_used_ns = used_ns + late_ns, wall_used_ns + late_ns
        return _Raw(
            used_ns, wall_used_ns, waited_ns, threads, self._told(worker, worker.answer(cpu_limit_s=limit_s + 60.0))
        )

    def _ended(self, ended: Died | TimedOut | None) -> None:
        if isinstance(ended, TimedOut):
            raise _Limit
        if ended is not None:
            raise SideFailed(f"a verified version died while it was timed: {ended.reason}")

    def result(self) -> str:
        """Fingerprint of the last timed result."""
        return str(self._told(self._worker, self._worker.ask("result", cpu_limit_s=60.0))["fingerprint"])

    def peak_bytes(self, call: int, *, limit_s: float) -> int | None:
        """Peak memory of one call, in a process that is not used for timing afterwards; None beyond the limit."""
        if limit_s <= 0:
            return None
        answer = self._worker.ask("peak", call=call, cpu_limit_s=limit_s)
        if isinstance(answer, Died | TimedOut):
            self._worker = self._load()
            return None
        peak = answer.get("peak_bytes")
        return peak if isinstance(peak, int) else None

    def memory_sites(self, call: int, most: int) -> tuple[AllocationSite, ...] | None:
        """Lines that hold the memory of one call near its peak, largest first."""
        answer = self._worker.ask("sites", call=call, most=most, cpu_limit_s=300.0)
        if isinstance(answer, Died | TimedOut):
            self._worker = self._load()
            return None
        try:
            return tuple(AllocationSite(str(f), int(line), int(size)) for f, line, size in answer["sites"])
        except (KeyError, TypeError, ValueError):
            return None

    def close(self) -> None:
        """End the worker."""
        self._worker.close()


class _Limit(Exception):
    """A sample reached its limit."""


def threads_of(pid: int) -> int:
    """Threads of a process as the kernel counts them; 1 where that cannot be read."""
    try:
        with open(f"/proc/{pid}/stat", "rb") as stat:
            return int(stat.read().rpartition(b")")[2].split()[17])
    except (OSError, IndexError, ValueError):
        return 1


def queued_of(pid: int) -> int:
    """Nanoseconds that a process has stood in the queue for a processor; 0 where that cannot be read."""
    try:
        with open(f"/proc/{pid}/schedstat", "rb") as schedstat:
            return int(schedstat.read().split()[1])
    except (OSError, IndexError, ValueError):
        return 0


def _until_quiet(
    worker: Worker, cpu_ns: int, wall_ns: int, used_ns: int, wall_used_ns: int, limit_s: float
) -> tuple[int, int]:
    """CPU and wall time up to when no thread computes any more: work left in a thread belongs to the call."""
    while True:
        time.sleep(_LOOK_S)
        now_ns = worker.cpu_ns() - cpu_ns
        if now_ns - used_ns < _STILL_NS:
            return used_ns, wall_used_ns
        used_ns, wall_used_ns = now_ns, time.perf_counter_ns() - wall_ns
        if used_ns * _NS > limit_s:
            worker.kill()
            raise _Limit


class Twins:
    """Both sides from one zygote, so that hash seed and address layout are the same for them.

    Args:
        runner: Loads versions.
        old: Text of the original.
        new: Text of the variant.
        calls: Encoded calls of the workload.
        hash_seed: Hash seed of the zygote.
        fresh: See ``Side``.
        small: See ``Side``.
        cores: Processors that both sides may use; None: one, the same for both.
        shared: Use the runner's zygote of that seed and leave it running (a race), else a zygote of their own.

    Raises:
        SideFailed: A side cannot be loaded or held.
    """

    def __init__(
        self,
        runner: Runner,
        old: str,
        new: str,
        calls: Sequence[CallTree],
        *,
        hash_seed: int = 0,
        fresh: bool = False,
        shared: bool = False,
        small: Sequence[CallTree] = (),
        cores: frozenset[int] | None = None,
    ) -> None:
        self.zygote = runner.zygote(hash_seed) if shared else runner.new_zygote(hash_seed=hash_seed)
        self._own = not shared
        #: Whether a file that a call leaves behind can be removed before the next: the temporary folder is private.
        self.resets_files = runner.sandbox.bubblewrap is not None
        self.sides: list[Side] = []
        # Both sides on one core: cores of a shared machine differ in speed by more than any gain worth finding.
        cores = one_core() if cores is None else cores
        try:
            for source in (old, new):
                self.sides.append(Side(runner, self.zygote, source, calls, fresh=fresh, cores=cores, small=small))
            # One figure for both: an overhead that is estimated for each would be a difference between them.
            empty = [e for side in self.sides for e in side.empty()]
            overhead_ns = int(median(e[0] for e in empty)), int(median(e[1] for e in empty))
            for side in self.sides:
                side.overhead_ns = overhead_ns
        except BaseException:
            self.close()
            raise

    @property
    def old(self) -> Side:
        """The original."""
        return self.sides[0]

    @property
    def new(self) -> Side:
        """The variant."""
        return self.sides[1]

    def close(self) -> None:
        """End both workers, and the zygote if it is their own."""
        for side in self.sides:
            with contextlib.suppress(OSError):
                side.close()
        if self._own:
            self.zygote.close()

    def __enter__(self) -> Twins:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
