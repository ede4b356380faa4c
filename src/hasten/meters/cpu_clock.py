"""Twin-fork pairs on the CPU clock: a race inside the search, a confirmation for the claim.

Protocol: ``docs/explanation/measuring.md``.
"""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from hasten.core import Artifact, Censored, MemoryUse, PairedSamples, RaceResult, Workload
from hasten.meters.twins import Sample, Side, Twins
from hasten.meters.units import Unit, units_of
from hasten.run import Runner
from hasten.stats.betting import SignRace, practically_same
from hasten.stats.censoring import RatioBounds, ratio_bounds, sign_of
from hasten.stats.degenerate import Degenerate

#: A variant that is this much slower in one pair has lost it; it need not be waited for.
_LOSS_FACTOR = 1.5
_SAME_LOOKS = (12, 16, 20)


@dataclass(frozen=True)
class ClockSettings:
    """How hard to measure.

    Attributes:
        processes: Fresh zygotes of a confirmation; 9 give an interval of 96 %.
        pairs: Most pairs per unit, process and collector setting.
        least_pairs: Fewest.
        sample_s: Shortest sample, CPU seconds; shorter calls are batched.
        most_reps: Most passes in one sample.
        budget_s: Wall seconds that a confirmation may take before it thins out its pairs.
        call_limit_s: Longest pass of a unit that is waited for, CPU seconds.
    """

    processes: int = 9
    pairs: int = 20
    least_pairs: int = 3
    sample_s: float = 0.002
    most_reps: int = 2000
    budget_s: float = 12.0
    call_limit_s: float = 20.0


class TwinForkMeter:
    """Measures OLD against NEW on a workload.

    Args:
        runner: Loads versions in the sandbox.
        workload: The calls.
        rng: Order within pairs and hash seeds.
        settings: How hard to measure.
    """

    name = "cpu_clock"

    def __init__(self, runner: Runner, workload: Workload, *, rng: random.Random, settings: ClockSettings | None = None) -> None:
        self.runner = runner
        self.workload = workload
        self.units = units_of(workload)
        self.rng = rng
        self.settings = settings or ClockSettings()
        self.findings: dict[str, dict[str, float]] = {}
        self._calls = [c.tree for c in workload.calls]
        self._costs: dict[tuple[str, int], float] = {}
        # A batch keeps all its argument copies alive, so large arguments are batched less.
        self._most_leaves = 2_000_000

    # -- race -----------------------------------------------------------------------------------------------------

    def race(self, old: Artifact, new: Artifact) -> RaceResult:
        """Pairs of whole passes over the workload until one side is ahead beyond doubt; the variant is cut at 1.5x."""
        race = SignRace()
        bounds: list[RatioBounds] = []
        logs: list[float] = []
        with self._twins(old, new, hash_seed=self.rng.randrange(1, 1 << 31), fresh=False) as twins:
            every = [c for u in self.units for c in u.calls]
            old_s = self._warmed(twins.old, every)
            limit_s = max(_LOSS_FACTOR * old_s, 0.005)
            reps_old = self._reps(every, old_s)
            first = twins.new.sample(every, 1, gc_on=False, limit_s=limit_s)
            if isinstance(first, Censored):
                first = twins.new.sample(every, 1, gc_on=False, limit_s=3 * limit_s)
            new_s = first.limit_s if isinstance(first, Censored) else first.cpu_s
            if not isinstance(first, Censored):
                twins.new.warm(every, 2, limit_s=10 * limit_s)
                again = twins.new.sample(every, 1, gc_on=False, limit_s=3 * limit_s)
                new_s = new_s if isinstance(again, Censored) else again.cpu_s
            reps_new = self._reps(every, new_s)
            while not race.over:
                a, b = self._pair(twins, every, reps_old, reps_new, gc_on=False, new_limit_s=limit_s)
                timed_a = Censored(a.limit_s) if isinstance(a, Censored) else a.cpu_s
                timed_b = Censored(b.limit_s) if isinstance(b, Censored) else b.cpu_s
                race = race.fed(sign_of(timed_a, timed_b))
                bound = ratio_bounds(timed_a, timed_b)
                if not isinstance(bound, Degenerate):
                    bounds.append(bound)
                    if bound.exact:
                        logs.append(_log(bound.low))
                if race.pairs in _SAME_LOOKS and len(logs) == race.pairs and practically_same(logs):
                    break
        return race.result(bounds)

    # -- claim ----------------------------------------------------------------------------------------------------

    def measure(self, old: Artifact, new: Artifact) -> Sequence[PairedSamples]:
        """Samples of ``processes`` fresh zygotes, with the collector off and on, every unit by itself.

        A version that keeps something from call to call is sampled in forks that have not seen the arguments.
        """
        settings = self.settings
        fresh = self._remembers(old, new)
        found: list[PairedSamples] = []
        started = time.monotonic()
        pairs = settings.pairs
        for process in range(settings.processes):
            with self._twins(old, new, hash_seed=self.rng.randrange(1, 1 << 31), fresh=fresh) as twins:
                found += self._process(twins, process, pairs, fresh)
            used_s = time.monotonic() - started
            # A long call or a busy machine thins out the pairs of the processes to come, never the processes.
            per_pair_s = used_s / (process + 1) / max(pairs, 1)
            left_s = settings.budget_s - used_s
            to_come = settings.processes - process - 1
            if to_come:
                pairs = int(min(settings.pairs, max(settings.least_pairs, left_s / to_come / max(per_pair_s, 1e-6))))
        return found

    def _process(self, twins: Twins, process: int, pairs: int, fresh: bool) -> list[PairedSamples]:
        found = []
        for unit in self.units:
            old_s = self._warmed(twins.old, unit.calls)
            new_s = self._warmed(twins.new, unit.calls)
            reps_old = 1 if fresh else self._reps(unit.calls, old_s)
            reps_new = 1 if fresh else self._reps(unit.calls, new_s)
            for gc_on in (False, True):
                found.append(self._pairs(twins, unit, process, pairs, reps_old, reps_new, gc_on=gc_on, fresh=fresh))
        return found

    def _pairs(
        self, twins: Twins, unit: Unit, process: int, pairs: int, reps_old: int, reps_new: int, *, gc_on: bool, fresh: bool
    ) -> PairedSamples:
        olds: list[Sample] = []
        news: list[Sample] = []
        for _ in range(pairs):
            a, b = self._pair(twins, unit.calls, reps_old, reps_new, gc_on=gc_on, new_limit_s=self.settings.call_limit_s)
            if isinstance(a, Sample) and isinstance(b, Sample):
                olds.append(a)
                news.append(b)
        for name, values in (("children", olds + news), ("threads", olds + news)):
            self._note(name, values)
        return PairedSamples(
            call=unit.index, process=process, gc_on=gc_on, fresh=fresh, reps=reps_old,
            old_s=tuple(s.cpu_s for s in olds), new_s=tuple(s.cpu_s for s in news),
            old_wall_s=tuple(s.wall_s for s in olds), new_wall_s=tuple(s.wall_s for s in news),
            old_faults=median(s.faults for s in olds) if olds else 0.0,
            new_faults=median(s.faults for s in news) if news else 0.0,
        )

    def _note(self, name: str, samples: Sequence[Sample]) -> None:
        if name == "children" and any(s.children_s > 0.01 for s in samples):
            self.findings["children-hidden"] = {"seconds": max(s.children_s for s in samples)}
        if name == "threads" and any(s.threads > 1 for s in samples):
            self.findings["threads-hidden"] = {"threads": max(s.threads for s in samples)}

    # -- pieces ---------------------------------------------------------------------------------------------------

    def _twins(self, old: Artifact, new: Artifact, *, hash_seed: int, fresh: bool) -> Twins:
        return Twins(self.runner, old.source, new.source, self._calls, hash_seed=hash_seed, fresh=fresh)

    def _pair(
        self, twins: Twins, calls: Sequence[int], reps_old: int, reps_new: int, *, gc_on: bool, new_limit_s: float
    ) -> tuple[Sample | Censored, Sample | Censored]:
        order = [0, 1]
        self.rng.shuffle(order)
        found: dict[int, Sample | Censored] = {}
        for side in order:
            reps = (reps_old, reps_new)[side]
            limit_s = (self.settings.call_limit_s, new_limit_s)[side] * reps + 0.02
            found[side] = twins.sides[side].sample(calls, reps, gc_on=gc_on, limit_s=limit_s)
        return found[0], found[1]

    def _warmed(self, side: Side, calls: Sequence[int]) -> float:
        """Three passes to warm up, then the cost of one pass, CPU seconds."""
        limit_s = self.settings.call_limit_s
        side.warm(calls, 1, limit_s=limit_s)
        first = side.sample(calls, 1, gc_on=False, limit_s=limit_s)
        if isinstance(first, Censored):
            return first.limit_s
        if first.cpu_s < 0.2:
            side.warm(calls, 2, limit_s=limit_s)
            again = side.sample(calls, 1, gc_on=False, limit_s=limit_s)
            if isinstance(again, Sample):
                return min(first.cpu_s, again.cpu_s)
        return first.cpu_s

    def _reps(self, calls: Sequence[int], cost_s: float) -> int:
        leaves = sum(self.workload.calls[c].size for c in calls) + len(calls)
        most = max(1, min(self.settings.most_reps, self._most_leaves // max(1, leaves)))
        return max(1, min(most, int(self.settings.sample_s / max(cost_s, 1e-7)) + 1))

    def _remembers(self, old: Artifact, new: Artifact) -> bool:
        """Whether either version keeps something from call to call, by its state and by the time of a first call."""
        every = [c for u in self.units for c in u.calls]
        with self._twins(old, new, hash_seed=1, fresh=False) as twins:
            first: list[float] = []
            later: list[float] = []
            for side in twins.sides:
                before = side.state()
                cold = side.sample(every, 1, gc_on=False, limit_s=self.settings.call_limit_s * 2)
                if side.state() != before:
                    self.findings["hit-rate-dependent"] = {"side": float(side is twins.new)}
                    return True
                warm = [side.sample(every, 1, gc_on=False, limit_s=self.settings.call_limit_s * 2) for _ in range(3)]
                if isinstance(cold, Censored) or any(isinstance(w, Censored) for w in warm):
                    return False
                first.append(cold.cpu_s)
                later.append(median(w.cpu_s for w in warm if isinstance(w, Sample)))
        # A cold interpreter costs both sides something; remembered results cost only the side that remembers.
        extra_old, extra_new = first[0] - later[0], first[1] - later[1]
        forgets = first[0] / first[1] < 0.5 * later[0] / later[1] and extra_new > 3 * max(extra_old, 2e-4)
        if forgets:
            self.findings["hit-rate-dependent"] = {"first": first[0] / first[1], "later": later[0] / later[1]}
        return forgets

    def peak_memory(self, artifact: Artifact) -> MemoryUse | None:
        """Largest peak over the calls of the workload, one extra untimed run each (at most eight calls)."""
        peaks: list[int] = []
        largest = sorted(range(len(self._calls)), key=lambda i: -self.workload.calls[i].size)[:8]
        with self.runner.new_zygote() as zygote:
            side = Side(self.runner, zygote, artifact.source, self._calls)
            try:
                for call in largest:
                    peak = side.peak_bytes(call)
                    if peak is None:
                        return None
                    peaks.append(peak)
            finally:
                side.close()
        return MemoryUse(max(peaks)) if peaks else None

    def with_settings(self, **changes: object) -> TwinForkMeter:
        """The same meter, measuring harder or less hard."""
        settings = replace(self.settings, **changes)  # type: ignore[arg-type]
        return TwinForkMeter(self.runner, self.workload, rng=self.rng, settings=settings)


def _log(ratio: float) -> float:
    import math

    return math.log(ratio) if ratio > 0 else float("nan")
