"""ENAMEL: eff@k with right-censored time against expert references."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hasten.bench.adapters.enamel import ORIGIN, enamel_tasks
from hasten.bench.answers import same_answer
from hasten.bench.bed import Bed, Unusable, ending
from hasten.bench.scores.enamel import HARDNESS, LIMIT_FACTOR, SampleRun, eff_at_k, efficiency
from hasten.bench.scores.hodges_lehmann import hodges_lehmann
from hasten.bench.scores.pass_at_k import pass_at_k
from hasten.bench.suite import Figure, Row, Settings, answerable, wrong
from hasten.bench.task import Task
from hasten.bench.timing import Timed, load_charge_s, side_by_side
from hasten.core import Censored
from hasten.core.values import CallTree
from hasten.meters.twins import SideFailed

#: Runs of each timed test.
ROUNDS = 6
#: CPU limit of one call of the reference, seconds.
_REFERENCE_LIMIT_S = 30.0
#: A sample is stopped a little beyond its limit: the limit is settled when the reference has been timed beside it.
_BEYOND, _TOLERANCE_S = 1.15, 0.01
#: Runs in which results are looked at are slower than timed ones: results are encoded.
_LOOK_FACTOR, _LOOK_S = 3.0, 2.0
#: Errors that end a level like a time-out does, as upstream has it; all others make the sample wrong.
_LIKE_TIMEOUT = ("builtins:MemoryError", "builtins:OverflowError")


@dataclass(frozen=True)
class Shared:
    """Tests of a task in order of their levels, with right answers.

    Attributes:
        limit_s: Time limit by a first timing of the reference, for stopping samples.
    """

    calls: list[CallTree]
    levels: tuple[int, ...]
    answers: list[Any]
    limit_s: float


class Enamel:
    """ENAMEL (Qiu et al., ICLR 2025): eff@k and pass@k.

    Four levels of inputs (8, 4, 4, 4 tests, hardness 0, 3, 3, 4); each test of level 1 and above is run 6 times, its
    time is the Hodges-Lehmann estimate, the limit is twice the reference's largest time. See
    ``hasten.bench.scores.enamel`` for the score.

    Departures:
        * The clock is CPU time read from outside of the process; upstream reads wall time inside of it. The reference
          runs beside the sample, test for test, in place of a correction factor measured once.
        * Work at module level is charged to each test (``--as-published``: free, as upstream).
        * A time at or beyond the limit ends the sample's levels, as in the paper; upstream's code lets a run go on
          that ends within 10 ms beyond it.
        * Helper functions of the input generators were written anew, so inputs are drawn from the same distributions
          but are not upstream's own.
        * Results longer than the observer writes out must be equal to the reference's in full; the checker does not
          see them.
    """

    name = "enamel"
    title = "ENAMEL"
    origin = ORIGIN

    def tasks(self, folder: Path) -> list[Task]:
        """The rows of ``enamel.csv``."""
        return enamel_tasks(folder)

    def prepared(self, bed: Bed, settings: Settings) -> Shared:
        """Inputs, the reference's answers, and its time limit."""
        task = bed.task
        calls = bed.calls(task.tests)
        levels = task.tests.levels or (0,) * len(calls)
        answers = bed.right_answers(task.tests, calls, limit_s=_REFERENCE_LIMIT_S)
        source = bed.text(task.references[0])
        timed_calls = [call for call, level in zip(calls, levels, strict=True) if level]
        try:
            timed = side_by_side(
                bed.runner, source, source, timed_calls, rounds=2, limits_s=(_REFERENCE_LIMIT_S, _REFERENCE_LIMIT_S),
                rng=settings.rng(task.name, "limit"), gc_on=False,
            )
        except SideFailed as error:
            raise Unusable(f"{task.name}: its reference cannot be timed ({error})") from error
        times = [t for runs in timed.truth for t in runs]
        if any(isinstance(t, Censored) for t in times):
            raise Unusable(f"{task.name}: its reference does not end within {_REFERENCE_LIMIT_S:g} s")
        largest = max(hodges_lehmann([t for t in runs if not isinstance(t, Censored)]) for runs in timed.truth)
        return Shared(calls, tuple(levels), answers, LIMIT_FACTOR * largest)

    def trial(self, bed: Bed, shared: Shared, code: str, settings: Settings) -> dict[str, Any]:
        """Check level after level until one is wrong or stopped, then time what was reached."""
        task = bed.task
        charge_s = 0.0 if settings.as_published else load_charge_s(bed.runner, bed.text(task.references[0]), code)
        reached, why = self._checked(bed, shared, code)
        if why:
            return wrong(why)
        if reached == 0:
            return wrong("stopped at level 0, which is for correctness")
        calls = [call for call, level in zip(shared.calls, shared.levels, strict=True) if 0 < level < reached]
        levels = [level for level in shared.levels if 0 < level < reached]
        row: dict[str, Any] = {"right": True, "why": "", "charge_s": charge_s}
        try:
            timed = side_by_side(
                bed.runner, bed.text(task.references[0]), code, calls, rounds=ROUNDS,
                limits_s=(_REFERENCE_LIMIT_S, _BEYOND * shared.limit_s + _TOLERANCE_S),
                rng=settings.rng(task.name, code), stop=True, gc_on=False,
            ) if calls else None
        except SideFailed as error:
            return wrong(f"fails while it is timed: {error}")
        n_levels = len(HARDNESS)
        sample: list[list[Any]] = [[] for _ in range(n_levels)]
        reference: list[list[float]] = [[] for _ in range(n_levels)]
        if timed is not None:
            for level, truth, runs in zip(levels, timed.truth, timed.sample, strict=False):
                reference[level].append(_estimate(truth))
                sample[level].append(_estimate(runs))
        # Levels that were not reached are measured on the reference alone, since its times set limit and scale.
        missing = [level for level in range(1, n_levels) if len(reference[level]) < shared.levels.count(level)]
        if missing:
            self._fill(bed, shared, missing, reference, settings)
        limit = {"limit_s": shared.limit_s}
        for level in range(1, n_levels):
            if level >= reached or len(sample[level]) < shared.levels.count(level):
                sample[level] = [limit]
        return {**row, "levels": sample[1:], "reference": reference[1:], "remembers": bool(timed and timed.remembers)}

    def _checked(self, bed: Bed, shared: Shared, code: str) -> tuple[int, str]:
        """The first level that is not reached, and why the sample is wrong, or an empty text."""
        for level in range(len(HARDNESS)):
            places = [i for i, of in enumerate(shared.levels) if of == level]
            look_s = _LOOK_FACTOR * shared.limit_s + _LOOK_S
            seen = bed.observed(code, [shared.calls[i] for i in places], limit_s=look_s)
            stopped = False
            for observation in seen:
                if _is_stopped(observation):
                    stopped = True
                elif observation["out"] != "returns":
                    return level, f"level {level}: {ending(observation)}"
            ended = [(i, o["value"]) for i, o in zip(places, seen, strict=True) if o["out"] == "returns"]
            if not self._accepted(bed, shared, ended):
                return level, f"level {level}: wrong output"
            if stopped:
                return level, ""
        return len(HARDNESS), ""

    def _accepted(self, bed: Bed, shared: Shared, ended: Sequence[tuple[int, Any]]) -> bool:
        """Whether the task's checker takes all outputs; values that are equal part for part need no asking."""
        unequal = [(i, given) for i, given in ended if not _identical(shared.answers[i], given)]
        asked = [(shared.calls[i], shared.answers[i], given) for i, given in unequal]
        if any(_is_cut(right) or _is_cut(given) for _, right, given in asked):
            return False
        return not asked or all(bed.judged(bed.task.checker, asked, limit_s=10.0))

    def _fill(
        self, bed: Bed, shared: Shared, missing: Sequence[int], reference: list[list[float]], settings: Settings
    ) -> None:
        source = bed.text(bed.task.references[0])
        for level in missing:
            calls = [c for c, of in zip(shared.calls, shared.levels, strict=True) if of == level]
            timed = side_by_side(
                bed.runner, source, source, calls, rounds=2, limits_s=(_REFERENCE_LIMIT_S, _REFERENCE_LIMIT_S),
                rng=settings.rng(bed.task.name, "fill", level), gc_on=False,
            )
            reference[level] = [_estimate(runs) for runs in timed.truth]

    def figures(self, rows: Mapping[str, Sequence[Row]], ks: Sequence[int]) -> list[Figure]:
        """eff@k and pass@k."""
        scores = {task: [score_of(row) for row in found] for task, found in rows.items()}
        passed = {task: [bool(row["right"]) for row in found] for task, found in rows.items()}
        figures = []
        for k in answerable(rows, ks):
            figures.append(Figure(f"eff@{k}", eff_at_k(scores, k)))
            figures.append(Figure(f"pass@{k}", pass_at_k(passed, k), percent=True))
        return figures


def score_of(row: Row) -> float:
    """The efficiency score of a row; the first level is for correctness only and carries no times."""
    if not row["right"]:
        return 0.0
    charge_s = float(row.get("charge_s", 0.0))
    levels = tuple(
        tuple(Censored(t["limit_s"]) if isinstance(t, Mapping) else t + charge_s for t in level)
        for level in row["levels"]
    )
    return efficiency(SampleRun(True, levels), reference=row["reference"], hardness=HARDNESS[1:])


def _estimate(runs: Sequence[Timed]) -> Any:
    """Hodges-Lehmann estimate of a test's runs, or the limit where one was stopped."""
    exact = [t for t in runs if not isinstance(t, Censored)]
    if len(exact) < len(runs) or not exact:
        return {"limit_s": next(t.limit_s for t in runs if isinstance(t, Censored))}
    return hodges_lehmann(exact)


def _is_stopped(observation: Mapping[str, Any]) -> bool:
    if observation["out"] == "raises":
        return observation["exc"]["type"] in _LIKE_TIMEOUT
    return observation["out"] == "timeout" or (observation["out"] == "crash" and observation.get("signal") == 9)


def _identical(right: Any, given: Any) -> bool:
    """Equal part for part and type for type, which every checker accepts (``1 == True`` alone would not do)."""
    return type(right) is type(given) and repr(right) == repr(given) and same_answer(right, given)


def _is_cut(tree: Any) -> bool:
    return '["cut"' in repr(tree).replace("'", '"')
