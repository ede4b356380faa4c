"""Twin-fork pairs on the CPU clock: a race inside the search, a confirmation for the claim.

Protocol: ``docs/explanation/measuring.md``.
"""

from __future__ import annotations

import math
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import fmean, median

from hasten.core import AllocationSite, Artifact, Censored, MemoryUse, PairedSamples, RaceResult, Speedup, Workload
from hasten.meters.bounds import Cut, bounded_speedup
from hasten.meters.cores import all_cores
from hasten.meters.scout import Scouted, forgets_again, median_cost_s, scout
from hasten.meters.settle import LEAST_WAIT_S, WAITS, settled
from hasten.meters.smaller import smaller
from hasten.meters.twins import ComputedLate, Sample, Side, Twins
from hasten.meters.units import Unit, units_of
from hasten.run import Runner
from hasten.stats.betting import SignRace, practically_same
from hasten.stats.censoring import RatioBounds, ratio_bounds, sign_of
from hasten.stats.degenerate import Degenerate

#: A variant that is this much slower in one pair has lost it; it need not be waited for.
_LOSS_FACTOR = 1.5
_SAME_LOOKS = (12, 16, 20)
#: Pairs between two draws of the order. Each side follows the other within a block, so that what one leaves in the
#: caches meets the other alike; whole blocks that start with either side come equally often.
_BLOCK = 5
#: Fewest processes from which an interval can be computed.
_FEWEST_PROCESSES = 6
#: Processes of a confirmation that may be made again because a side computed after the end of a timed run.
_LATE_PROCESSES = 1
#: A batch keeps all its argument copies alive, so large arguments are copied less often.
_MOST_LEAVES = 2_000_000
#: Where the fewest pairs take less than this, a slow machine may exceed the budget; processes are not given up for it.
_SHORT_S = 1.2
#: A pass of both sides that takes longer is not repeated to warm up; what is cold at the start of it does not matter.
_WARM_PASS_S = 1.0
#: Calls are cut short, and the answer becomes a bound, only where one pass over both sides takes longer than this:
#: a crowded machine makes every budget look small.
_LONG_PASS_S = 3.0
#: Arguments with more leaves than this are not copied at all where they come out as they went in.
_MANY_LEAVES = 20_000
#: A unit that takes less of the whole time is measured with fewer pairs.
_LEAST_SHARE = 0.1
#: Wall seconds of a race at most: it ranks, and the next candidate waits.
_RACE_S = 8.0
#: The same where passes are long, and what came first was about even: those that are far ahead should get their turn.
_EVEN_S = 1.5
#: A pass of the original that takes longer is not run again for every candidate: one that is ahead, or behind, by
#: ``_LOSS_FACTOR`` in its first pass has won or lost, since no noise of so long a sample is that large.
_LONG_RACE_S = 0.05
#: From here on what the observer saw a pass take will do: what it adds to every call is little beside it.
_TOLD_LONG_S = 1.0
#: After so many pairs of such long passes, a variant whose mean gain (log ratio) is not even this is given up: it would
#: not be proposed on, and what comes next has to wait for it.
_HOPELESS_PAIRS, _HOPELESS = 2, 0.012
#: What a variant may need beside in its first pass, to import or to compile.
_COLD_START_S = 2.0
#: With such long passes, a variant about as fast as the original is not raced to an end where another was so many
#: times faster than it.
_OUTRUN = 4.0
#: Wall seconds that the peak of memory may take, and how many times slower tracing allocations makes code.
_PEAK_S, _TRACED = 6.0, 10.0


@dataclass(frozen=True)
class ClockSettings:
    """How hard to measure.

    Attributes:
        processes: Fresh zygotes of a confirmation; 9 give an interval of 96 %.
        most_processes: Up to so many more are added while the interval is wider than ``precision``.
        pairs: Most pairs per unit, process and collector setting.
        least_pairs: Fewest.
        sample_s: Shortest sample, seconds; shorter calls are batched.
        most_reps: Most passes in one sample.
        budget_s: Wall seconds that a confirmation may take before it thins out its pairs.
        call_limit_s: Longest pass of a unit that is waited for, CPU seconds.
        precision: Half width of the interval, as a log ratio, at which more processes add nothing that matters.
    """

    processes: int = 9
    most_processes: int = 15
    pairs: int = 20
    least_pairs: int = 4
    sample_s: float = 0.004
    most_reps: int = 20_000
    budget_s: float = 12.0
    call_limit_s: float = 20.0
    precision: float = 0.01


@dataclass(frozen=True)
class _Plan:
    """How the pairs of a confirmation are laid out.

    Attributes:
        fresh: Sample in forks that have not seen the arguments.
        collector: Collector settings to measure under, in turn.
        pairs: Pairs by unit index.
        processes: Fresh zygotes.
        limits_s: CPU limit of one pass by unit index.
        start_s: Wall seconds until a process is ready.
        long: Whether the calls take so long that the number of pairs is fixed, with the collector on only.
        warm: Whether there is time for a pass that does not count.
        costs_s: What a pass cost the original and the variant when they were looked at, by unit index.
    """

    fresh: bool
    collector: tuple[bool, ...]
    pairs: dict[int, int]
    processes: int
    limits_s: dict[int, float]
    start_s: float
    costs_s: tuple[dict[int, float], dict[int, float]]
    long: bool = False
    warm: bool = True


class TwinForkMeter:
    """Measures OLD against NEW on a workload.

    After ``measure``: ``findings`` has caveat names with figures, ``waits`` says whether the claim must be about wall
    time, ``bound`` is the speed-up where calls were stopped at a limit, ``threads`` whether a side computes in threads,
    ``cores`` how many processors both sides had: one, or all that there are for threads, with a claim about wall time.

    Args:
        runner: Loads versions in the sandbox.
        workload: The calls.
        rng: Order within pairs and hash seeds.
        settings: How hard to measure.
        call_s: About what each call of the workload costs the original, CPU seconds, where that is known: a race with
            an original that computes long need not find it out again.
    """

    name = "cpu_clock"

    def __init__(
        self,
        runner: Runner,
        workload: Workload,
        *,
        rng: random.Random,
        settings: ClockSettings | None = None,
        call_s: Sequence[float] = (),
    ) -> None:
        self.runner = runner
        self.workload = workload
        self.units = units_of(workload)
        self.rng = rng
        self.settings = settings or ClockSettings()
        self.findings: dict[str, dict[str, float]] = {}
        self.waits = False
        self.cores = 1
        self.bound: Speedup | None = None
        self._calls = [c.tree for c in workload.calls]
        self._small = [small for small in map(smaller, self._calls) if small is not None]
        self._unchanged: frozenset[int] = frozenset()
        self._long_pass: dict[str, Sample] = {}
        self._call_s = list(call_s)
        self._best = 1.0
        self.threads = False

    # -- race -----------------------------------------------------------------------------------------------------

    def race(self, old: Artifact, new: Artifact) -> RaceResult:
        """Pairs of whole passes over the workload until one side is ahead beyond doubt; the variant is cut at 1.5x.

        Runs in the runner's shared zygote: a race ranks, the claim has processes of its own.
        """
        self._look_for_threads(old, new)
        try:
            return self._race(old, new)
        except ComputedLate:
            return self._race(old, new)

    def _race(self, old: Artifact, new: Artifact) -> RaceResult:
        every = [c for u in self.units for c in u.calls]
        with self._twins(old, new, hash_seed=0, fresh=False, shared=True) as twins:
            before = [side.retained()["state"] for side in twins.sides]
            first = self._first_pass(old, twins, every)
            cold = self._cold_pass(first, twins, every)
            decided = self._decided_at_once(first, cold)
            if decided is not None and decided.winner == "old":
                # What compiles or imports in its first pass gets a second one before it has lost.
                cold = self._cold_pass(first, twins, every, spare_s=0.0)
                decided = self._decided_at_once(first, cold)
            if decided is not None:
                return decided
            reps, limit_s, shared = self._race_reps(twins, every, first, cold)
            if [side.retained()["state"] for side in twins.sides] == before:
                return self._raced(twins, every, reps, limit_s, shared=shared)
        # Something is kept from call to call: every sample in a fork that has not seen the arguments.
        with self._twins(old, new, hash_seed=0, fresh=True, shared=True) as twins:
            first = twins.old.sample(every, 1, gc_on=False, limit_s=self.settings.call_limit_s)
            old_s = first.limit_s if isinstance(first, Censored) else first.busy_s
            return self._raced(twins, every, (1, 1), max(2 * _LOSS_FACTOR * old_s, 0.02))

    def _first_pass(self, old: Artifact, twins: Twins, every: Sequence[int]) -> Sample | Censored:
        """A pass of the original: a long one is remembered from race to race."""
        known = self._long_pass.get(old.source)
        if known is not None:
            return known
        told_s = math.fsum(self._call_s)
        if told_s > _TOLD_LONG_S and not self.threads:
            return self._long_pass.setdefault(old.source, Sample(told_s, told_s, 0.0, 0.0, 1))
        first = twins.old.sample(every, 1, gc_on=False, limit_s=self.settings.call_limit_s)
        if isinstance(first, Sample):
            self.waits = self.threads or first.waited_s > max(WAITS * first.wall_s, LEAST_WAIT_S)
            if first.busy_s > _LONG_RACE_S:
                self._long_pass[old.source] = first
        return first

    def _cold_pass(
        self, first: Sample | Censored, twins: Twins, every: Sequence[int], *, spare_s: float = _COLD_START_S
    ) -> Sample | Censored:
        """A first pass of the variant: a long one is cut where it has lost."""
        if isinstance(first, Censored):
            return first
        long = first.busy_s > _LONG_RACE_S
        limit_s = _LOSS_FACTOR * (first.wall_s if self.waits else first.busy_s)
        limit_s = limit_s + spare_s if long else max(10 * limit_s, 0.05)
        return twins.new.sample(every, 1, gc_on=False, limit_s=limit_s)

    def _decided_at_once(self, first: Sample | Censored, cold: Sample | Censored) -> RaceResult | None:
        """The race of a variant that is far ahead or behind in a long pass; None where pairs must tell."""
        if isinstance(first, Censored) or first.busy_s <= _LONG_RACE_S:
            return None
        bounds = ratio_bounds(self._timed(first), self._timed(cold))
        if isinstance(bounds, Degenerate):
            return None
        close = not isinstance(cold, Censored) and 1 / _LOSS_FACTOR < bounds.high < _LOSS_FACTOR
        if close and bounds.high * _OUTRUN > self._best:
            return None
        winner = "behind" if close else "new" if bounds.low > 1 else "old"
        self._best = max(self._best, bounds.low)
        race = SignRace().fed(sign_of(self._timed(first), self._timed(cold)))
        return replace(race.result([bounds]), winner=winner)

    def _raced(
        self, twins: Twins, every: Sequence[int], reps: tuple[int, int], limit_s: float, *, shared: bool = False
    ) -> RaceResult:
        race = SignRace()
        bounds: list[RatioBounds] = []
        logs: list[float] = []
        started = time.monotonic()
        order = _orders(self.rng)
        long = limit_s > _LOSS_FACTOR * _LONG_RACE_S
        most_s = _EVEN_S if long else _RACE_S
        while not race.over and (race.pairs < 3 or time.monotonic() - started < most_s):
            limits_s = (self.settings.call_limit_s, limit_s)
            a, b = self._pair(twins, every, reps, next(order), gc_on=False, limits_s=limits_s, shared=shared)
            timed_a, timed_b = self._timed(a), self._timed(b)
            race = race.fed(sign_of(timed_a, timed_b))
            bound = ratio_bounds(timed_a, timed_b)
            if not isinstance(bound, Degenerate):
                bounds.append(bound)
                if bound.exact:
                    logs.append(math.log(bound.low))
            if race.pairs in _SAME_LOOKS and len(logs) == race.pairs and practically_same(logs):
                break
            if long and len(logs) == race.pairs >= _HOPELESS_PAIRS and fmean(logs) < _HOPELESS:
                break
        return race.result(bounds)

    def _race_reps(
        self, twins: Twins, every: Sequence[int], first: Sample | Censored, cold: Sample | Censored
    ) -> tuple[tuple[int, int], float, bool]:
        """Passes in a sample of each side, CPU limit of a pass of the variant, whether arguments stay as they are."""
        most_s = self.settings.call_limit_s
        if isinstance(first, Censored):
            return (1, 1), most_s, False
        if first.busy_s > _LONG_RACE_S and not isinstance(cold, Censored):
            # One pass is a sample by itself; what is cold in the first does not last through so long a pass.
            limit_s = _LOSS_FACTOR * first.busy_s
            large = self._leaves(every) > _MANY_LEAVES and max(first.wall_s, cold.wall_s) < 0.2
            sides = ((twins.old, most_s), (twins.new, 10 * limit_s))
            return (1, 1), limit_s, large and all(side.warm(every, 2, limit_s=cap_s) for side, cap_s in sides)
        shared = first.wall_s < 0.2 and twins.old.warm(every, 2, limit_s=most_s)
        copies = self._copies(every, shared=shared)
        old_s = median_cost_s(twins.old, every, limit_s=most_s, copies=copies) if first.wall_s < 0.5 else first.busy_s
        old_s = old_s.limit_s if isinstance(old_s, Censored) else old_s
        limit_s = max(_LOSS_FACTOR * old_s, 0.005)
        if isinstance(cold, Censored):
            return (self._reps(every, old_s), 1), limit_s, False
        shared = cold.wall_s < 0.2 and twins.new.warm(every, 2, limit_s=10 * limit_s) and shared
        copies = self._copies(every, shared=shared)
        new_s = (
            median_cost_s(twins.new, every, limit_s=3 * limit_s, copies=copies) if cold.wall_s < 0.5 else cold.busy_s
        )
        new_s = new_s.limit_s if isinstance(new_s, Censored) else new_s
        return (self._reps(every, old_s, shared=shared), self._reps(every, new_s, shared=shared)), limit_s, shared

    def _timed(self, sample: Sample | Censored) -> float | Censored:
        return sample if isinstance(sample, Censored) else sample.wall_s if self.waits else sample.cpu_s

    # -- claim ----------------------------------------------------------------------------------------------------

    def measure(self, old: Artifact, new: Artifact) -> Sequence[PairedSamples]:
        """Samples of fresh zygotes, with the collector off and on, every unit by itself.

        A version that keeps something from call to call is sampled in forks that have not seen the arguments. Where
        the calls take long there are fewer pairs, then fewer processes, then a limit on the original, which makes the
        speed-up a bound.
        """
        started = time.monotonic()
        self.findings, self.bound = {}, None
        self._look_for_threads(old, new)
        with self._twins(old, new, hash_seed=1, fresh=False) as twins:
            # What a process costs beside its pairs: the interpreter starts, both sides load and get their arguments.
            start_s = time.monotonic() - started
            seen = scout(twins, self.units, limit_s=self.settings.call_limit_s)
        self.waits, self._unchanged = seen.waits or self.threads, seen.unchanged
        self.findings.update(seen.findings)
        if seen.suspect and not seen.remembers:
            seen = replace(seen, remembers=self._forgets_again(old, new))
        if seen.endless:
            self.findings["censored"] = {"limit_s": self.settings.call_limit_s}
            return []
        plan = self._plan(seen, start_s, self.settings.budget_s - (time.monotonic() - started))
        found: list[PairedSamples] = []
        cut: list[Cut] = []
        process = late = 0
        while process < plan.processes or self._worth_more(found, cut, process, plan, time.monotonic() - started):
            begun = time.monotonic()
            try:
                with self._twins(old, new, hash_seed=self.rng.randrange(1, 1 << 31), fresh=plan.fresh) as twins:
                    found += self._process(twins, process, plan, cut)
            except ComputedLate:
                late += 1
                if late > _LATE_PROCESSES:
                    raise
                continue
            process += 1
            left_s = self.settings.budget_s - (time.monotonic() - started)
            plan = self._thinned(plan, time.monotonic() - begun, left_s, process)
        if cut:
            self.bound = bounded_speedup(found, cut, {u.index: u.weight for u in self.units})
            self.findings["censored"] = {"limit_s": max(plan.limits_s.values())}
        return found

    def _forgets_again(self, old: Artifact, new: Artifact) -> bool:
        """Whether two more pairs of processes also gain by being called again."""
        for _ in range(2):
            with self._twins(old, new, hash_seed=self.rng.randrange(1, 1 << 31), fresh=False, shared=False) as twins:
                ratios = forgets_again(twins, self.units, limit_s=self.settings.call_limit_s)
            if ratios is None:
                return False
            self.findings["hit-rate-dependent"] = ratios
        return True

    def _plan(self, seen: Scouted, start_s: float, left_s: float) -> _Plan:
        """Pairs, processes and limits that fit the budget; processes are the last thing to go."""
        settings = self.settings
        costs_s = seen.old_s, seen.new_s
        cost_s = {u.index: seen.old_s[u.index] + seen.new_s[u.index] for u in self.units}
        # Every sample has its arguments copied first, which can take longer than the calls.
        around_s = {
            u.index: seen.around_s[u.index] if self._copies(u.calls, shared=u.index in seen.unchanged) else 0.0
            for u in self.units
        }
        sample_s = {
            i: max(c, 2 * settings.sample_s if not seen.remembers else 0.012) + around_s[i] for i, c in cost_s.items()
        }
        whole_s = math.fsum(u.weight * seen.old_s[u.index] for u in self.units)
        shares = {u.index: u.weight * seen.old_s[u.index] / max(whole_s, 1e-9) for u in self.units}
        wanted = {i: max(1, round(settings.pairs * max(_LEAST_SHARE, math.sqrt(s)))) for i, s in shares.items()}
        limits_s = {u.index: settings.call_limit_s for u in self.units}
        # A process also warms each side up, three passes or so.
        warm_s = 3 * (math.fsum(cost_s.values()) + math.fsum(around_s.values()))
        per_process_s = left_s / settings.processes - start_s
        pairs_s = 2 * math.fsum(wanted[i] * sample_s[i] for i in wanted)
        least_s = warm_s + 2 * settings.least_pairs * math.fsum(sample_s.values())
        if per_process_s > least_s or least_s < _SHORT_S:
            thin = min(1.0, max(0.0, per_process_s - warm_s) / pairs_s)
            pairs = {i: max(min(settings.least_pairs, w), round(w * thin)) for i, w in wanted.items()}
            return _Plan(seen.remembers, (False, True), pairs, settings.processes, limits_s, start_s, costs_s)
        pass_s = math.fsum(cost_s.values())
        whole_pass_s = pass_s + math.fsum(around_s.values())
        processes = int(min(settings.processes, left_s / (whole_pass_s + start_s)))
        warm = whole_pass_s < _WARM_PASS_S
        spare_passes = (left_s / settings.processes - start_s) / max(whole_pass_s, 1e-9) - warm
        pairs_each = max(1, min(settings.least_pairs, int(spare_passes)))
        if processes < _FEWEST_PROCESSES and pass_s > _LONG_PASS_S:
            # Not even one pass in the fewest processes: the original is stopped early, and the answer is a bound.
            spare_s = left_s / _FEWEST_PROCESSES - start_s - math.fsum(seen.new_s.values())
            for unit in self.units:
                share = seen.old_s[unit.index] / max(1e-9, math.fsum(seen.old_s.values()))
                limits_s[unit.index] = max(spare_s * share, 2.0 * seen.new_s[unit.index], 0.05)
        return _Plan(
            seen.remembers,
            (True,),
            dict.fromkeys(cost_s, pairs_each),
            max(_FEWEST_PROCESSES, processes),
            limits_s,
            start_s,
            costs_s,
            long=True,
            warm=warm,
        )

    def _thinned(self, plan: _Plan, took_s: float, left_s: float, done: int) -> _Plan:
        """The plan with fewer pairs where a process took longer than those to come may take, then fewer processes.

        Time alone decides, never what the samples say.
        """
        may_take_s = left_s / max(1, plan.processes - done)
        if took_s <= 1.1 * may_take_s or plan.long:
            return plan
        share = max(0.2, (may_take_s - plan.start_s) / max(took_s - plan.start_s, 1e-3))
        pairs = {i: min(p, max(self.settings.least_pairs, int(p * share))) for i, p in plan.pairs.items()}
        if pairs != plan.pairs or took_s < _SHORT_S:
            return replace(plan, pairs=pairs)
        # Loading and copying large arguments, not the calls, may be what takes so long.
        return replace(plan, processes=min(plan.processes, max(_FEWEST_PROCESSES, done + int(left_s / took_s))))

    def _worth_more(
        self, found: Sequence[PairedSamples], cut: Sequence[object], processes: int, plan: _Plan, used_s: float
    ) -> bool:
        """Whether the interval is still too wide to say much, and there is time to narrow it.

        The width alone decides, never the direction in which the samples point.
        """
        settings = self.settings
        if cut or plan.long or processes >= settings.most_processes or plan.processes < settings.processes:
            return False
        if used_s + used_s / processes > 1.5 * settings.budget_s:
            return False
        speedup = settled(found, {u.index: u.weight for u in self.units}, waits=self.waits).speedup
        if isinstance(speedup, Degenerate):
            return False
        half = math.log(speedup.high / speedup.low) / 2
        return half > max(settings.precision, 0.15 * abs(math.log(speedup.estimate)))

    def _process(
        self, twins: Twins, process: int, plan: _Plan, cut: list[Cut]
    ) -> list[PairedSamples]:
        found = []
        for unit in self.units:
            reps = self._warmed_reps(twins, unit, plan)
            for gc_on in plan.collector:
                found += self._pairs(twins, unit, process, plan, reps, gc_on=gc_on, cut=cut)
        return found

    def _warmed_reps(self, twins: Twins, unit: Unit, plan: _Plan) -> tuple[int, int]:
        """Both sides warmed up, and how many passes make a sample of each."""
        if plan.fresh or not plan.warm:
            return 1, 1
        limit_s = plan.limits_s[unit.index]
        reps = []
        for side, seen_s in zip(twins.sides, plan.costs_s, strict=True):
            side.warm(unit.calls, 1, limit_s=limit_s)
            shared = unit.index in self._unchanged
            # Among long units there may be short ones, sizes of input for example: they are batched all the same.
            cost_s = (
                seen_s[unit.index]
                if plan.long
                else median_cost_s(side, unit.calls, limit_s=limit_s, copies=self._copies(unit.calls, shared=shared))
            )
            reps.append(1 if isinstance(cost_s, Censored) else self._reps(unit.calls, cost_s, shared=shared))
        return reps[0], reps[1]

    def _pairs(
        self,
        twins: Twins,
        unit: Unit,
        process: int,
        plan: _Plan,
        reps: tuple[int, int],
        *,
        gc_on: bool,
        cut: list[Cut],
    ) -> list[PairedSamples]:
        olds: list[Sample] = []
        news: list[Sample] = []
        order = _orders(self.rng)
        limit_s = plan.limits_s[unit.index]
        shared = unit.index in self._unchanged and not plan.fresh
        for _ in range(plan.pairs[unit.index]):
            a, b = self._pair(
                twins,
                unit.calls,
                reps,
                next(order),
                gc_on=gc_on,
                limits_s=(limit_s, max(limit_s, 1.0)),
                shared=shared,
            )
            if isinstance(a, Sample) and isinstance(b, Sample):
                olds.append(a)
                news.append(b)
            else:
                timed_a, timed_b = self._timed(a), self._timed(b)
                least_s = timed_a.limit_s if isinstance(timed_a, Censored) else timed_a
                cut.append(Cut(process, unit.index, least_s, math.inf if isinstance(timed_b, Censored) else timed_b))
        self._note(olds + news)
        if not olds:
            return []
        sample_s = max(median(s.wall_s for s in olds) * reps[0], median(s.wall_s for s in news) * reps[1])
        if sample_s < self.settings.sample_s / 20:
            self.findings["too-short"] = {"seconds": median(s.cpu_s for s in olds)}
        return [
            PairedSamples(
                call=unit.index,
                process=process,
                gc_on=gc_on,
                fresh=plan.fresh,
                reps=reps[0],
                old_s=tuple(s.cpu_s for s in olds),
                new_s=tuple(s.cpu_s for s in news),
                old_wall_s=tuple(s.wall_s for s in olds),
                new_wall_s=tuple(s.wall_s for s in news),
                old_faults=median(s.faults for s in olds),
                new_faults=median(s.faults for s in news),
            )
        ]

    def _note(self, samples: Sequence[Sample]) -> None:
        if any(s.children_s > 0.01 for s in samples):
            self.findings["children-hidden"] = {"seconds": max(s.children_s for s in samples)}
        if any(s.threads > 1 for s in samples):
            self.findings["threads-hidden"] = {"threads": max(s.threads for s in samples)}

    # -- pieces ---------------------------------------------------------------------------------------------------

    def _look_for_threads(self, old: Artifact, new: Artifact) -> None:
        """Threads run at once on processors of their own only, and what they save is time on the wall."""
        self.threads = old.threads or new.threads
        self.cores = max(1, len(all_cores())) if self.threads else 1

    def _twins(self, old: Artifact, new: Artifact, *, hash_seed: int, fresh: bool, shared: bool = False) -> Twins:
        return Twins(
            self.runner,
            old.source,
            new.source,
            self._calls,
            hash_seed=hash_seed,
            fresh=fresh,
            shared=shared,
            small=self._small,
            cores=all_cores() if self.threads else None,
        )

    def _pair(
        self,
        twins: Twins,
        calls: Sequence[int],
        reps: tuple[int, int],
        order: tuple[int, int],
        *,
        gc_on: bool,
        limits_s: tuple[float, float],
        shared: bool = False,
    ) -> tuple[Sample | Censored, Sample | Censored]:
        found: dict[int, Sample | Censored] = {}
        copies = self._copies(calls, shared=shared)
        for side in order:
            limit_s = limits_s[side] * reps[side] + 0.02
            found[side] = twins.sides[side].sample(calls, reps[side], gc_on=gc_on, limit_s=limit_s, copies=copies)
        return found[0], found[1]

    def _copies(self, calls: Sequence[int], *, shared: bool) -> int:
        """Most copies of the arguments in a sample; 0 where they are large and come out as they went in."""
        leaves = self._leaves(calls)
        return 0 if shared and leaves > _MANY_LEAVES else max(1, _MOST_LEAVES // leaves)

    def _leaves(self, calls: Sequence[int]) -> int:
        return sum(self.workload.calls[c].size for c in calls) + len(calls)

    def _reps(self, calls: Sequence[int], cost_s: float, *, shared: bool = False) -> int:
        """Passes in a sample; arguments that come out unchanged may be used for several of them."""
        most = (
            self.settings.most_reps
            if shared
            else max(1, min(self.settings.most_reps, _MOST_LEAVES // self._leaves(calls)))
        )
        # Even with arguments used again, a list of a batch's calls has to be made.
        most = min(most, max(1, _MOST_LEAVES // len(calls)))
        return max(1, min(most, int(self.settings.sample_s / max(cost_s, 1e-7)) + 1))

    def peak_memory(self, artifact: Artifact) -> MemoryUse | None:
        """Largest peak over the calls of the workload, one extra untimed run each (at most eight calls).

        Calls that computed for long are left out, on both sides alike; None where no other is left.
        """
        peaks: list[int] = []
        calls = [i for i in range(len(self._calls)) if not self._call_s or _TRACED * self._call_s[i] < _PEAK_S]
        largest = sorted(calls, key=lambda i: -self.workload.calls[i].size)[:8]
        if not largest:
            return None
        side = Side(self.runner, self.runner.zygote(0), artifact.source, self._calls)
        deadline = time.monotonic() + _PEAK_S
        try:
            for call in largest:
                peak = side.peak_bytes(call, limit_s=deadline - time.monotonic())
                if peak is None:
                    return None
                peaks.append(peak)
        finally:
            side.close()
        return MemoryUse(max(peaks)) if peaks else None

    def memory_sites(self, artifact: Artifact, most: int = 8) -> tuple[AllocationSite, ...]:
        """Lines that hold the memory of the largest call near its peak; empty where that cannot be said."""
        largest = max(range(len(self._calls)), key=lambda i: self.workload.calls[i].size)
        side = Side(self.runner, self.runner.zygote(0), artifact.source, self._calls)
        try:
            return side.memory_sites(largest, most) or ()
        finally:
            side.close()

    def with_settings(self, **changes: object) -> TwinForkMeter:
        """The same meter, measuring harder or less hard."""
        settings = replace(self.settings, **changes)  # type: ignore[arg-type]
        return TwinForkMeter(self.runner, self.workload, rng=self.rng, settings=settings, call_s=self._call_s)


class _orders:  # noqa: N801 - an iterator that reads as a verb where it is used
    """Which side goes first: the same within a block, blocks of either kind equally often and in random order."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._ahead: list[tuple[int, int]] = []

    def __next__(self) -> tuple[int, int]:
        if not self._ahead:
            blocks = [(0, 1), (1, 0)]
            self._rng.shuffle(blocks)
            self._ahead = [order for order in blocks for _ in range(_BLOCK)]
        return self._ahead.pop()
