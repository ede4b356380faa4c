"""PIE: %OPT, speed-up, %correct and Best@k against the slow programs."""

from __future__ import annotations

import math
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hasten.bench.adapters.pie import ORIGIN, pie_tasks
from hasten.bench.bed import Bed, Unusable
from hasten.bench.scores import pie as scores
from hasten.bench.suite import Figure, Row, Settings, answerable, wrong
from hasten.bench.suites.coffe import difference
from hasten.bench.task import Task
from hasten.bench.timing import side_by_side
from hasten.core import Censored
from hasten.core.values import CallTree
from hasten.meters.twins import SideFailed

ROUNDS = 8
_LIMIT_S = 20.0


@dataclass(frozen=True)
class Shared:
    """Test cases with their outputs."""

    calls: list[CallTree]
    answers: list[Any]


class Pie:
    """PIE (Shypula et al., ICLR 2024): %OPT, SP, %correct, each at Best@k, on slow and fast pairs.

    A sample's speed-up is the summed time of the slow program over its own, over all test cases. The faster program of
    the pair can be scored as the system ``targets``.

    Departures:
        * Python only so far; pairs in other languages are left out, by name.
        * Time is CPU time of the program's run inside a warm interpreter, pairs of both programs in turn; upstream
          simulates C++ in gem5. Starting the interpreter and importing standard modules are on neither side.
        * At most 20 test cases a problem; a wrong output on any of them makes the sample wrong.
        * %OPT is given at thresholds from 1.1 to 10.
    """

    name = "pie"
    title = "PIE"
    origin = ORIGIN

    def tasks(self, folder: Path) -> list[Task]:
        """The pairs that can be run."""
        return pie_tasks(folder)[0]

    def prepared(self, bed: Bed, settings: Settings) -> Shared:
        """Run the slow program on the test cases."""
        task = bed.task
        calls = bed.calls(task.tests)
        answers = bed.right_answers(task.tests, calls, limit_s=_LIMIT_S)
        for number, seen in enumerate(bed.observed(bed.text(task.references[0]), calls, limit_s=_LIMIT_S)):
            why = difference(task, answers[number], seen, loose=False)
            if why:
                raise Unusable(f"{task.name}: the slow program fails test case {number + 1} ({why})")
        return Shared(calls, answers)

    def trial(self, bed: Bed, shared: Shared, code: str, settings: Settings) -> dict[str, Any]:
        """Run the test cases, then both programs side by side."""
        task = bed.task
        for number, seen in enumerate(bed.observed(code, shared.calls, limit_s=_LIMIT_S)):
            why = difference(task, shared.answers[number], seen, loose=False)
            if why:
                return wrong(f"test case {number + 1}: {why}")
        try:
            timed = side_by_side(
                bed.runner, bed.text(task.references[0]), code, shared.calls, rounds=ROUNDS,
                limits_s=(_LIMIT_S, _LIMIT_S), rng=settings.rng(task.name, code),
            )
        except SideFailed as error:
            return wrong(f"fails while it is timed: {error}")
        if any(isinstance(t, Censored) for runs in (*timed.truth, *timed.sample) for t in runs):
            return {"right": True, "why": "stopped while it was timed", "speedup": 1.0}
        slow, fast = (
            math.fsum(statistics.median(t for t in runs if not isinstance(t, Censored)) for runs in side)
            for side in (timed.truth, timed.sample)
        )
        return {"right": True, "why": "", "speedup": slow / fast, "slow_s": slow, "sample_s": fast}

    def figures(self, rows: Mapping[str, Sequence[Row]], ks: Sequence[int]) -> list[Figure]:
        """%OPT at all thresholds, SP and %correct, at every k."""
        outcomes = {
            task: [scores.Outcome(bool(r["right"]), float(r.get("speedup", 1.0))) for r in found]
            for task, found in rows.items()
        }
        figures = []
        for k in answerable(rows, ks):
            best = f" best@{k}" if k > 1 else ""
            for threshold in scores.THRESHOLDS:
                share = scores.optimised(outcomes, k, threshold=threshold) / 100.0
                figures.append(Figure(f"%OPT {threshold:g}x{best}", share, percent=True))
            figures.append(Figure(f"SP{best}", scores.mean_speedup(outcomes, k)))
            figures.append(Figure(f"%correct{best}", scores.correct(outcomes, k) / 100.0, percent=True))
        return figures
