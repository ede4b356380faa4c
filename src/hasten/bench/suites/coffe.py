"""COFFE: correct, efficient@k, the robust variant and speed-up, against the best known solutions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hasten.bench.adapters.coffe import ORIGIN, coffe_tasks
from hasten.bench.answers import same_answer
from hasten.bench.bed import Bed, Unusable, ending
from hasten.bench.program import same_output
from hasten.bench.scores import coffe as scores
from hasten.bench.suite import Figure, Row, Settings, answerable, wrong
from hasten.bench.task import Task
from hasten.bench.timing import load_charge_s, side_by_side
from hasten.core import Artifact, Candidate, Censored, RecordedCall, SourceEdit, Workload
from hasten.core.values import CallTree
from hasten.meters.instructions import InstructionMeter
from hasten.meters.twins import SideFailed
from hasten.run import Runner

#: Runs of each stressful input on each side.
ROUNDS = 12
#: CPU limit of one test, seconds.
LIMIT_S = 50.0
_TEST_LIMIT_S = 10.0


@dataclass(frozen=True)
class Shared:
    """Inputs of a task with their right answers."""

    tests: list[CallTree]
    answers: list[Any]
    stress: list[CallTree]
    stress_answers: list[Any]


class Coffe:
    """COFFE (FSE 2025), function and file level.

    A sample is correct when it passes the test cases. Its cost is the sum over the stressful inputs of the mean of 12
    runs without the largest and the smallest; efficient@k counts correct samples that cost strictly less than the best
    known solution, over all problems; speed-up is the summed cost of the best known solutions over that of the correct
    samples.

    Departures:
        * Costs are CPU seconds, read from outside of the process, not instruction counts; runs of both sides alternate.
          Time is not exact, so a tie is a coin toss: the robust column counts samples that are more than 5 % faster in
          at least 80 % of the pairs. An input whose pairs would take more than 8 s is run less often, three times at
          least; inputs whose pairs take more than a second share 30 s, and are run once at least.
        * A sample whose results on the stressful inputs differ from the best known solution's is correct, but never
          efficient. Work at module level is charged. Both can be switched off with ``--as-published``.
        * Floats agree within 1e-6; lists stand for tuples, since expected outputs are stored as JSON.
        * A problem whose best known solution does not run here is left out by name.
        * ``--clock instructions`` counts instructions of the whole interpreter as upstream does, but once on each
          input; loading the module is taken off, so work at module level is free there.
    """

    name = "coffe"
    title = "COFFE"
    origin = ORIGIN

    def tasks(self, folder: Path) -> list[Task]:
        """The problems of ``data.json``."""
        return coffe_tasks(folder)

    def prepared(self, bed: Bed, settings: Settings) -> Shared:
        """Tests with expected outputs; stressful inputs with what the best known solution returns."""
        task = bed.task
        tests = bed.calls(task.tests)
        answers = bed.right_answers(task.tests, tests, limit_s=_TEST_LIMIT_S)
        stress = bed.calls(task.timed)
        return Shared(tests, answers, stress, bed.right_answers(task.timed, stress, limit_s=LIMIT_S))

    def trial(self, bed: Bed, shared: Shared, code: str, settings: Settings) -> dict[str, Any]:
        """Run the tests, then both sides on the stressful inputs."""
        task = bed.task
        for number, seen in enumerate(bed.observed(code, shared.tests, limit_s=_TEST_LIMIT_S)):
            why = difference(task, shared.answers[number], seen, loose=True)
            if why:
                return wrong(f"test {number + 1}: {why}")
        seen_stress = bed.observed(code, shared.stress, limit_s=LIMIT_S)
        parts = [difference(task, a, s, loose=False) for a, s in zip(shared.stress_answers, seen_stress, strict=True)]
        differing = [number for number, why in enumerate(parts) if why]
        stopped = any(s["out"] in ("timeout", "crash") for s in seen_stress)
        row: dict[str, Any] = {"right": True, "why": "", "agrees": not differing, "complete": not stopped}
        if differing:
            row["why"] = f"stressful input {differing[0] + 1}: {parts[differing[0]]}"
        if stopped:
            return row
        truth = bed.text(task.references[0])
        if settings.clock == "instructions":
            return {**row, **counted(bed.runner, truth, code, shared.stress)}
        rng = settings.rng(task.name, code)
        try:
            timed = side_by_side(
                bed.runner, truth, code, shared.stress, rounds=ROUNDS, limits_s=(LIMIT_S, LIMIT_S), rng=rng
            )
        except SideFailed as error:
            return {**row, "complete": False, "why": row["why"] or str(error)}
        if any(isinstance(t, Censored) for runs in timed.truth for t in runs):
            raise Unusable(f"{task.name}: the best known solution does not end within {LIMIT_S:g} s")
        complete = not any(isinstance(t, Censored) for runs in timed.sample for t in runs)
        charge_s = 0.0 if settings.as_published else load_charge_s(bed.runner, truth, code)
        return {
            **row, "complete": complete, "charge_s": charge_s, "remembers": timed.remembers,
            "truth_runs": timed.truth, "sample_runs": timed.sample if complete else [],
        }

    def figures(self, rows: Mapping[str, Sequence[Row]], ks: Sequence[int]) -> list[Figure]:
        """Correct, efficient@k, its robust variant, and speed-ups."""
        costs = {task: [costs_of(row) for row in found] for task, found in rows.items()}
        every = [row for found in rows.values() for row in found]
        figures = [Figure("correct", sum(bool(r["right"]) for r in every) / max(1, len(every)), percent=True)]
        for k in answerable(rows, ks):
            figures.append(Figure(f"efficient@{k}", scores.efficient_at_k(costs, k), percent=True))
            figures.append(Figure(f"robust@{k}", scores.efficient_at_k(costs, k, robust=True), percent=True))
        return [
            *figures, Figure("speed-up", scores.speedup(costs)), Figure("geometric", scores.geometric_speedup(costs)),
        ]


def counted(runner: Runner, truth: str, sample: str, calls: Sequence[CallTree]) -> dict[str, Any]:
    """Instructions of each side on each input, one run each: counts of equal runs differ by some 0.2 %."""
    found: dict[str, list[list[float]]] = {"truth_runs": [], "sample_runs": []}
    for call in calls:
        meter = InstructionMeter(runner, Workload((RecordedCall(call, 1),), "stressful"))
        for side, source in (("truth_runs", truth), ("sample_runs", sample)):
            artifact = Artifact(Candidate(SourceEdit(source), side), source)
            found[side].append([float(meter.count(artifact))])
    return {"complete": True, **found}


def costs_of(row: Row) -> scores.Costs:
    """A row as costs; the charge for loading counts on every input."""
    charge_s = float(row.get("charge_s", 0.0))
    sample = tuple(tuple(t + charge_s for t in runs) for runs in row.get("sample_runs", ()))
    usable = bool(row["right"]) and bool(row.get("agrees", True))
    return scores.Costs(usable, tuple(map(tuple, row.get("truth_runs", ()))), sample, bool(row.get("complete", False)))


def difference(task: Task, right: Any, seen: Mapping[str, Any], *, loose: bool) -> str:
    """Why an observation is not the right answer, or an empty text."""
    if seen["out"] != "returns":
        return ending(seen)
    given = seen["value"]
    if task.program:
        same = isinstance(right, str) and isinstance(given, str) and same_output(right, given)
    else:
        same = same_answer(right, given, tolerance=task.tolerance, loose=loose)
    return "" if same else "wrong output"
