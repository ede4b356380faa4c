"""Settings in pairs: the defaults and a candidate run in turn on the same workload and seed.

What a pair compares is one pass over the workloads: the sum of the figure over all of them. A figure of which more is
better counts by its reciprocal (seconds an item for items a second), so that old over new is the gain in every case.
"""

from __future__ import annotations

import math
import random
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from hasten.core import Artifact, Censored, MemoryUse, PairedSamples, RaceResult
from hasten.core.command_target import Goal
from hasten.meters.commands import ProcessRun, observed, waits
from hasten.run.own_commands import Ran
from hasten.run.trials import TrialFailed, Trials, figure
from hasten.stats.betting import SignRace

#: Passes of one race at most: six wins of six decide, and a tie is not worth more.
_MOST_PASSES = 10
#: A run is stopped when it takes this much longer than that of the defaults: a loss by then, whatever it would take.
_PATIENCE, _PATIENCE_S = 1.5, 0.3
#: Where time is no objective a slow run loses nothing by itself.
_LONG_PATIENCE, _LONG_PATIENCE_S = 4.0, 2.0
#: A candidate this much better, by its median over at least so many passes, is worth a claim of its own.
_WORTH, _LEAST_FOR_WIN = 0.01, 4
#: Passes at the defaults from which the noise is known before the first race.
_CALIBRATION_PASSES = 4
#: No clock here is believed to be better than this (standard deviation of the log of one figure).
_LEAST_NOISE = 0.004
_MOST_PAIRS, _FEWEST_PAIRS = 40, 9
#: A run that takes less than this is mostly the start of a process.
LEAST_RUN_S = 0.005


@dataclass(frozen=True)
class Pass:
    """One pass over the workloads with one setting.

    Attributes:
        figures: Figure of each goal on each workload: name to values, in the order of the workloads.
        runs: The runs, in the same order.
    """

    figures: Mapping[str, tuple[float, ...]]
    runs: tuple[ProcessRun, ...]

    def cost(self, goal: Goal) -> float:
        """What is summed up over the workloads: lower is better."""
        return math.fsum(costs(goal, self.figures[goal.name]))


def costs(goal: Goal, values: Sequence[float]) -> list[float]:
    """Figures turned so that lower is better.

    Raises:
        TrialFailed: A figure is not a positive finite number, so that there are no ratios.
    """
    if not all(math.isfinite(v) and v > 0 for v in values):
        raise TrialFailed(f"{goal.name} is {min(values):g}; an objective needs figures above 0")
    return [1.0 / v if goal.direction == "higher" else v for v in values]


@dataclass
class SettingsMeter:
    """Races and measures settings.

    Attributes:
        trials: Runs them.
        workloads: For the races.
        claim_workloads: For the claim.
        rng: Order within pairs, and the seeds of runs.
        budget_s: Wall seconds of one claim; at least nine pairs are made all the same.
        wall: By objective: whether its time is wall time.
        best: Best ratio raced so far; who cannot reach it is given up.
        counted: Whether the first objective came out the same in every run at the defaults.
    """

    trials: Trials
    workloads: Sequence[str]
    claim_workloads: Sequence[str]
    rng: random.Random
    budget_s: float = 30.0
    name: str = "settings"
    wall: dict[str, bool] = field(default_factory=dict)
    best: float = 1.0
    counted: bool = False
    _defaults: list[Pass] = field(default_factory=list)
    _peaks: dict[str, int] = field(default_factory=dict)

    @property
    def goals(self) -> tuple[Goal, ...]:
        """The objectives; the first decides."""
        return self.trials.target.goals

    @property
    def noise(self) -> float:
        """Standard deviation of the log of one pass at the defaults, robustly."""
        goal = self.goals[0]
        if goal.exact or self.counted:
            return 0.0
        logs = [math.log(p.cost(goal)) for p in self._defaults[-24:]]
        if len(logs) < 3:
            return 0.02
        middle = median(logs)
        return max(_LEAST_NOISE, 1.4826 * median(abs(x - middle) for x in logs))

    def settle(self, old: Artifact) -> str:
        """Run the defaults a few times: which clock, how much noise. Why it cannot be measured, or empty.

        Raises:
            TrialFailed: The defaults cannot be run.
        """
        self.wall = {g.name: g.clock == "wall" for g in self.goals}
        once = all(g.exact for g in self.goals)
        for number in range(1 if once else _CALIBRATION_PASSES):
            seed = self._seed()
            found = self._pass(old, self.workloads, seed, limit_s=self.trials.target.limit_s)
            if isinstance(found, Censored):
                raise TrialFailed(f"at its defaults the command does not end within {found.limit_s:g} s")
            if number == 0:
                parallel = any(r.cpu_s > 1.3 * r.wall_s for r in found.runs)
                waiting = waits(found.runs) or parallel
                self.wall = {g.name: g.clock == "wall" or (g.clock == "auto" and waiting) for g in self.goals}
            else:
                self._defaults.append(found)
        first = self.goals[0]
        self.counted = first.kind == "number" and len({p.figures[first.name] for p in self._defaults}) == 1
        timed = [g for g in self.goals if g.kind == "time"]
        for goal in timed:
            taken = median(p.cost(goal) for p in self._defaults) / len(self.workloads)
            if taken < LEAST_RUN_S:
                return (
                    f"a run takes {taken * 1e3:.1f} ms, which is mostly the start of a process; give a workload that "
                    f"takes at least {LEAST_RUN_S * 1e3:.0f} ms"
                )
        return ""

    def race(self, old: Artifact, new: Artifact) -> RaceResult:
        """Passes in pairs until the candidate has won, lost, or cannot come to be the best any more.

        Raises:
            TrialFailed: A run fails.
        """
        race = SignRace(cap=_MOST_PASSES)
        logs: dict[str, list[float]] = {g.name: [] for g in self.goals}
        while True:
            pair = self._pair(old, new, self.workloads)
            if isinstance(pair, Censored):
                return RaceResult("old", race.pairs + 1, max(1.0, race.e_old), None)
            for goal in self.goals:
                logs[goal.name].append(math.log(pair[0].cost(goal) / pair[1].cost(goal)))
            main = logs[self.goals[0].name]
            race = race.fed((main[-1] > 0) - (main[-1] < 0))
            winner = self._decided(race, main)
            if winner is not None:
                break
        ratios = {name: math.exp(median(found)) for name, found in logs.items()}
        ratio = ratios[self.goals[0].name]
        if winner == "new":
            self.best = max(self.best, ratio)
        elif len(self.goals) > 1 and max(ratios.values()) > self._notable:
            winner = "new"
        figures = ratios if len(self.goals) > 1 else {}
        return RaceResult(winner, race.pairs, max(race.e_new, race.e_old), ratio, figures)

    def _decided(self, race: SignRace, logs: Sequence[float]) -> str | None:
        """How a race ends, or None where it goes on."""
        middle = median(logs)
        if self.goals[0].exact or self.counted:
            return "new" if middle > 0 else "old" if middle < 0 else "undecided"
        if race.winner == "new":
            return "new"
        # What the candidate may still be, two standard errors up (1.25: a median's error against a mean's).
        room = 2.0 * 1.25 * self.noise * math.sqrt(2.0 / len(logs))
        if middle + room < 0:
            return "old"
        if len(logs) >= _LEAST_FOR_WIN and middle > max(room, _WORTH):
            # A race ranks; the claim is measured anew, so two standard errors are enough to go on with a candidate.
            return "new"
        if len(logs) > 1 and middle + room < math.log(self.best):
            return "behind"
        return str(race.winner) if race.over else None

    @property
    def _notable(self) -> float:
        return 1.0 if any(g.exact for g in self.goals) else 1.03

    def measure(self, old: Artifact, new: Artifact) -> list[PairedSamples]:
        """Pairs of passes over the claim's workloads, with seeds of their own; each run is a fresh process.

        Raises:
            TrialFailed: A run fails or does not end.
        """
        goal, started = self.goals[0], time.monotonic()
        samples: list[PairedSamples] = []
        for number in range(1 if goal.exact else _MOST_PAIRS):
            if number >= _FEWEST_PAIRS and time.monotonic() - started > self.budget_s:
                break
            pair = self._pair(old, new, self.claim_workloads)
            if isinstance(pair, Censored):
                raise TrialFailed(f"a run was stopped after {pair.limit_s:.3g} s")
            for call in range(len(self.claim_workloads)):
                (a, b), (old_run, new_run) = (
                    [costs(goal, (p.figures[goal.name][call],))[0] for p in pair],
                    [p.runs[call] for p in pair],
                )
                samples.append(PairedSamples(
                    call=call, process=number, gc_on=True, old_s=(a,), new_s=(b,),
                    old_wall_s=(old_run.wall_s,), new_wall_s=(new_run.wall_s,),
                ))  # fmt: skip
        return samples

    def peak_memory(self, artifact: Artifact) -> MemoryUse | None:
        """Largest resident size of any process of the runs seen so far."""
        peak = self._peaks.get(artifact.candidate.key)
        return None if peak is None else MemoryUse(peak)

    def _pair(self, old: Artifact, new: Artifact, workloads: Sequence[str]) -> tuple[Pass, Pass] | Censored:
        seed = self._seed()
        if self.rng.random() < 0.5:
            first = self._defaults_pass(old, workloads, seed)
            second = self._pass(new, workloads, seed, limit_s=self._limit_s(first, workloads))
            return second if isinstance(second, Censored) else (first, second)
        second = self._pass(new, workloads, seed, limit_s=self._limit_s(None, workloads))
        if isinstance(second, Censored):
            return second
        return self._defaults_pass(old, workloads, seed), second

    def _defaults_pass(self, old: Artifact, workloads: Sequence[str], seed: int) -> Pass:
        found = self._pass(old, workloads, seed, limit_s=self.trials.target.limit_s)
        if isinstance(found, Censored):
            raise TrialFailed(f"at its defaults the command does not end within {found.limit_s:g} s")
        if workloads is self.workloads:
            self._defaults.append(found)
        return found

    def _limit_s(self, pair: Pass | None, workloads: Sequence[str]) -> float:
        """How long one run of a candidate may take."""
        known = [pair] if pair is not None else self._defaults[-8:] if workloads is self.workloads else []
        longest = max((r.wall_s for p in known for r in p.runs), default=self.trials.target.limit_s)
        timed = self.goals[0].kind == "time" and pair is not None
        return longest * (_PATIENCE if timed else _LONG_PATIENCE) + (_PATIENCE_S if timed else _LONG_PATIENCE_S)

    def _pass(self, artifact: Artifact, workloads: Sequence[str], seed: int, *, limit_s: float) -> Pass | Censored:
        values: dict[str, list[float]] = {g.name: [] for g in self.goals}
        runs: list[ProcessRun] = []
        for workload in workloads:
            found = self._run(artifact, workload, seed, limit_s)
            if isinstance(found, Censored):
                return found
            ran, process_run = found
            for goal in self.goals:
                values[goal.name].append(
                    figure(goal, ran, artifact.files["folder"], wall=self.wall.get(goal.name, False))
                )
            runs.append(process_run)
            if ran.peak_bytes is not None:
                key = artifact.candidate.key
                self._peaks[key] = max(ran.peak_bytes, self._peaks.get(key, 0))
        return Pass({name: tuple(found) for name, found in values.items()}, tuple(runs))

    def _run(self, artifact: Artifact, workload: str, seed: int, limit_s: float) -> tuple[Ran, ProcessRun] | Censored:
        capture = any(g.kind == "number" for g in self.goals)
        if all(g.exact for g in self.goals):
            # The oracle ran it; what is counted needs no run.
            return Ran(0, 0.0, 0.0, None), ProcessRun(0.0, 0.0, None)

        def measured(
            command: str, folder: Path, env: Mapping[str, str]
        ) -> tuple[Ran, ProcessRun] | Censored:
            return observed(command, cwd=folder, env=env, limit_s=limit_s, capture=capture)

        found = self.trials.run(artifact, workload=workload, seed=seed, measured=measured)
        if isinstance(found, Censored):
            return found
        if found[0].code not in self.trials.target.accept:
            said = f" ({found[0].last_words})" if found[0].last_words else ""
            raise TrialFailed(f"the command ends with exit code {found[0].code}{said}")
        return found

    def _seed(self) -> int:
        return self.rng.randrange(1, 1 << 31)
