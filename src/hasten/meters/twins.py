"""One zygote with a worker for each side, sampled in turn; the clock is read here, in the parent."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from hasten.core import Censored
from hasten.errors import HastenError
from hasten.run import Died, Runner, TimedOut, Worker, Zygote

_NS = 1e-9
_EMPTY_SAMPLES = 9
_WALL_LIMIT_S = 120.0


class SideFailed(HastenError):
    """A side that was verified does not load, crashes or answers nonsense while it is timed."""


@dataclass(frozen=True)
class Sample:
    """One timed sample, per pass over the unit's calls.

    Attributes:
        cpu_s: CPU seconds, all threads.
        wall_s: Wall seconds.
        faults: Minor page faults.
        children_s: CPU seconds of ended children so far, as the worker says.
        threads: Threads alive after the sample.
    """

    cpu_s: float
    wall_s: float
    faults: float
    children_s: float
    threads: int


class Side:
    """One version in one worker, ready to be sampled.

    Args:
        runner: Loads versions.
        zygote: The zygote that both sides come from.
        source: Text of the version.
        calls: Encoded calls of the workload.
        fresh: Sample in a new fork each time, made before it has seen any argument.
        core: Processor to run on, None for any.
    """

    def __init__(
        self, runner: Runner, zygote: Zygote, source: str, calls: Sequence[object], *, fresh: bool = False,
        core: int | None = None,
    ) -> None:
        self._runner, self._zygote, self._source, self._calls, self._fresh = runner, zygote, source, list(calls), fresh
        self._core = core
        self._overhead_s = 0.0
        self._worker = self._load()

    def _load(self) -> Worker:
        worker, answer = self._runner.load(self._source, zygote=self._zygote, leaf=not self._fresh)
        if "error" in answer:
            worker.close()
            raise SideFailed(f"a verified version does not load: {answer['error']['msg']}")
        if self._core is not None:
            with contextlib.suppress(OSError):
                os.sched_setaffinity(worker.pid, {self._core})
        self._told(worker, worker.ask("hold", calls=self._calls, cpu_limit_s=60.0))
        self._overhead_s = median(self._raw(worker, (), 1, False, _WALL_LIMIT_S)[0] for _ in range(_EMPTY_SAMPLES))
        return worker

    def _told(self, worker: Worker, answer: object) -> dict[str, object]:
        if isinstance(answer, Died | TimedOut) or not isinstance(answer, dict):
            worker.close()
            raise SideFailed(f"a verified version failed while it was timed: {answer}")
        return answer

    def state(self) -> object:
        """Digest of what could carry memory from call to call."""
        return self._told(self._worker, self._worker.ask("state", cpu_limit_s=20.0))["state"]

    def warm(self, calls: Sequence[int], times: int, *, limit_s: float) -> None:
        """Untimed passes; a fresh side is never warmed."""
        if self._fresh:
            return
        for call in calls:
            answer = self._worker.ask("warm", call=call, times=times, cpu_limit_s=limit_s * times)
            if isinstance(answer, TimedOut):
                self._worker = self._load()
                return
            self._told(self._worker, answer)

    def sample(self, calls: Sequence[int], reps: int, *, gc_on: bool, limit_s: float) -> Sample | Censored:
        """CPU seconds of one pass over ``calls``, averaged over ``reps`` passes.

        Args:
            limit_s: CPU limit of the whole sample, seconds; a side that reaches it is killed and loaded anew.
        """
        worker = self._worker.fork() if self._fresh else self._worker
        try:
            found = self._raw(worker, calls, reps, gc_on, limit_s)
        except _Limit:
            if not self._fresh:
                self._worker = self._load()
            return Censored(limit_s / reps)
        finally:
            if self._fresh:
                worker.close()
        cpu_s, wall_s, answer = found
        # What the protocol itself costs is taken off; a sample below it says nothing and counts as the smallest time.
        cpu_s = max(cpu_s - self._overhead_s, 1e-8)
        return Sample(
            cpu_s / reps, wall_s / reps, float(answer.get("faults", 0)) / reps,
            float(answer.get("children_s", 0.0)), int(answer.get("threads", 1)),
        )

    def _raw(
        self, worker: Worker, calls: Sequence[int], reps: int, gc_on: bool, limit_s: float
    ) -> tuple[float, float, dict[str, object]]:
        self._told(worker, worker.ask("sample", calls=list(calls), reps=reps, gc=gc_on, cpu_limit_s=60.0))
        wall_ns, cpu_ns = time.perf_counter_ns(), worker.cpu_ns()
        worker.sock.sendall(b"g")
        ended = worker.mark(b"d", cpu_limit_s=limit_s, wall_limit_s=4.0 * limit_s + 5.0)
        if ended is not None:
            if isinstance(ended, TimedOut):
                raise _Limit
            raise SideFailed(f"a verified version died while it was timed: {ended.reason}")
        used_ns, wall_used_ns = worker.cpu_ns() - cpu_ns, time.perf_counter_ns() - wall_ns
        # The answer after the mark is part of the same exchange: work put off past the mark would show as CPU here.
        answer = self._told(worker, worker.answer(cpu_limit_s=limit_s + 10.0))
        late_ns = worker.cpu_ns() - cpu_ns - used_ns
        if late_ns > 5_000_000 + used_ns:
            raise SideFailed("a version went on computing after it had reported the end of a timed run")
        return used_ns * _NS, wall_used_ns * _NS, answer

    def result(self) -> str:
        """Fingerprint of the last timed result."""
        return str(self._told(self._worker, self._worker.ask("result", cpu_limit_s=60.0))["fingerprint"])

    def peak_bytes(self, call: int) -> int | None:
        """Peak memory of one call, in a process that is not used for timing afterwards."""
        answer = self._worker.ask("peak", call=call, cpu_limit_s=120.0)
        if isinstance(answer, Died | TimedOut):
            return None
        peak = answer.get("peak_bytes")
        return peak if isinstance(peak, int) else None

    def close(self) -> None:
        """End the worker."""
        self._worker.close()


class _Limit(Exception):
    """A sample reached its limit."""


class Twins:
    """Both sides from one zygote, so that hash seed and address layout are the same for them.

    Raises:
        SideFailed: A side cannot be loaded or held.
    """

    def __init__(
        self, runner: Runner, old: str, new: str, calls: Sequence[object], *, hash_seed: int = 0, fresh: bool = False
    ) -> None:
        self.zygote = runner.new_zygote(hash_seed=hash_seed)
        self.sides: list[Side] = []
        # Both sides on one core: cores of a shared machine differ in speed by more than any gain worth finding, and
        # time that the host takes from a virtual core counts as CPU time of whoever runs on it.
        cores = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
        core = cores[hash_seed % len(cores)] if cores else None
        try:
            for source in (old, new):
                self.sides.append(Side(runner, self.zygote, source, calls, fresh=fresh, core=core))
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
        """End both workers and the zygote."""
        for side in self.sides:
            with contextlib.suppress(OSError):
                side.close()
        self.zygote.close()

    def __enter__(self) -> Twins:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
