"""EvalPerf: differential performance scores against levels of reference solutions."""

from __future__ import annotations

import math
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hasten.bench.adapters.evalperf import ORIGIN, evalperf_tasks
from hasten.bench.answers import same_answer
from hasten.bench.bed import Bed, Unusable, ending
from hasten.bench.scores import evalperf as scores
from hasten.bench.suite import Figure, Row, Settings, wrong
from hasten.bench.task import Task
from hasten.bench.timing import SideBySide, load_charge_s, side_by_side
from hasten.core import Censored
from hasten.core.values import CallTree
from hasten.meters.twins import SideFailed

ROUNDS = 8
LIMIT_S = 20.0


@dataclass(frozen=True)
class Shared:
    """Inputs with right answers, and the cost of each level here and now, relative to the fastest."""

    calls: list[CallTree]
    answers: list[Any]
    levels: tuple[scores.Level, ...]


class EvalPerf:
    """EvalPerf (Liu et al., COLM 2024): DPS and normalised DPS.

    Departures:
        * Costs are CPU time relative to the fastest reference, both run side by side, so that levels and samples are
          measured with the same ruler in the same minute. The representatives of all levels are measured anew in each
          run, as upstream does on each machine.
        * See ``hasten.bench.scores.evalperf`` for how levels are cut, and ``hasten.bench.dpe`` for how tasks are kept.
        * The mean is given over right samples, as upstream has it, and over all tasks with wrong ones as 0.
    """

    name = "evalperf"
    title = "EvalPerf"
    origin = ORIGIN

    def tasks(self, folder: Path) -> list[Task]:
        """The tasks of ``levels.jsonl``."""
        return evalperf_tasks(folder)

    def prepared(self, bed: Bed, settings: Settings) -> Shared:
        """Right answers by the fastest reference; the cost of the other levels beside it."""
        task = bed.task
        calls = bed.calls(task.tests)
        answers = bed.right_answers(task.tests, calls, limit_s=LIMIT_S)
        shares = list(task.extra["shares"])
        costs = []
        for place, solution in enumerate(reversed(task.references)):
            fastest = place == len(shares) - 1
            cost = 1.0 if fastest else relative_cost(bed, solution.text, calls, settings, ("level", place))
            if cost is None:
                raise Unusable(f"{task.name}: the reference of level {place + 1} cannot be timed")
            costs.append(cost)
        # Noise may not turn two levels around: a level is never costlier than the slower one before it.
        for place in range(1, len(costs)):
            costs[place] = min(costs[place], costs[place - 1])
        levels = [scores.Level((i,), cost, shares[i]) for i, cost in enumerate(costs)]
        return Shared(calls, answers, tuple(levels))

    def trial(self, bed: Bed, shared: Shared, code: str, settings: Settings) -> dict[str, Any]:
        """Check the answers, then measure beside the fastest reference."""
        for number, seen in enumerate(bed.observed(code, shared.calls, limit_s=LIMIT_S)):
            if seen["out"] != "returns":
                return wrong(f"input {number + 1}: {ending(seen)}")
            if not same_answer(shared.answers[number], seen["value"], tolerance=1e-6, loose=True):
                return wrong(f"input {number + 1}: wrong output")
        cost = relative_cost(bed, code, shared.calls, settings, ("sample",), charged=not settings.as_published)
        if cost is None:
            return wrong("stopped or failed while it was timed")
        found = scores.differential_score(cost, shared.levels)
        return {
            "right": True, "why": "", "cost": cost, "level": found.level, "dps": found.dps,
            "normalised": found.normalised, "levels": [level.cost for level in shared.levels],
        }

    def figures(self, rows: Mapping[str, Sequence[Row]], ks: Sequence[int]) -> list[Figure]:
        """DPS over right samples and over all, plain and normalised, and the share of right samples."""
        every = [row for found in rows.values() for row in found]
        kept = [scores.DifferentialScore(r["level"], r["dps"], r["normalised"]) if r["right"] else None for r in every]
        number = max(1, len(every))
        found = []
        for name, normalised in (("DPS", False), ("DPS norm", True)):
            mean = scores.mean_dps(kept, normalised=normalised)
            total = math.fsum((k.normalised if normalised else k.dps) for k in kept if k is not None)
            found += [Figure(name, mean), Figure(f"{name} of all", total / number)]
        return [*found, Figure("correct", sum(k is not None for k in kept) / number, percent=True)]


def relative_cost(
    bed: Bed, code: str, calls: Sequence[CallTree], settings: Settings, label: tuple[object, ...], *,
    charged: bool = False,
) -> float | None:
    """Summed time of a version over that of the fastest reference, side by side; None where it fails or is stopped."""
    anchor = bed.task.references[0].text
    rng = settings.rng(bed.task.name, *label, code)
    try:
        timed = side_by_side(bed.runner, anchor, code, calls, rounds=ROUNDS, limits_s=(LIMIT_S, LIMIT_S), rng=rng)
    except SideFailed:
        return None
    charge_s = load_charge_s(bed.runner, anchor, code) if charged else 0.0
    return cost_ratio(timed, charge_s)


def cost_ratio(timed: SideBySide, charge_s: float = 0.0) -> float | None:
    """Sum of medians of the sample over that of the known version; None where something was stopped."""
    if any(isinstance(t, Censored) for runs in (*timed.truth, *timed.sample) for t in runs):
        return None
    truth, sample = (
        [statistics.median(t for t in runs if not isinstance(t, Censored)) for runs in side]
        for side in (timed.truth, timed.sample)
    )
    return (math.fsum(sample) + charge_s * len(sample)) / math.fsum(truth)
