"""BigO(Bench): programs of a demanded growth class, and classes named for programs."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hasten.bench.adapters.bigobench import ORIGIN, bigobench_tasks, fields_module
from hasten.bench.bed import Bed, Unusable
from hasten.bench.growth import growth_of
from hasten.bench.scores import bigobench as scores
from hasten.bench.suite import Figure, Row, Settings, answerable, wrong
from hasten.bench.suites.coffe import difference
from hasten.bench.task import Task
from hasten.core.values import CallTree
from hasten.errors import HastenError
from hasten.meters.twins import SideFailed

_LIMIT_S = 10.0
_CLASS = re.compile(r"[OΘ]\s*\(((?:[^()]|\((?:[^()]|\([^()]*\))*\))*)\)")
#: Classes in order of growth, for "best".
_ORDER = ("o(1)", "o(log n)", "o(sqrt n)", "o(n)", "o(n log n)", "o(n+m)", "o(n*m)", "o(n^2)", "o(n^3)", "o(2^n)")
_RANKS = {name: rank for rank, name in enumerate(_ORDER)}


@dataclass(frozen=True)
class Shared:
    """Test cases with their outputs, and the input that is grown, taken apart."""

    calls: list[CallTree]
    answers: list[Any]
    parts: CallTree | None
    module: str


class BigOBench:
    """BigO(Bench) (Chambon et al., 2025), generation: correct programs of the demanded class of time.

    Departures:
        * The class is the one that hasten measures (``hasten.stats.growth``), which may be "not sure": then the sample
          does not count as of the class. All parts of an input grow together, so a class in two sizes (n + m, n * m)
          cannot be told from one in n; such tasks are left out, by name.
        * At most 20 tests a problem. Space, and the ranking of coefficients, are not scored.
    """

    name = "bigobench"
    title = "BigO(Bench), generation"
    origin = ORIGIN

    def tasks(self, folder: Path) -> list[Task]:
        """One task per labelled solution."""
        return bigobench_tasks(folder, prediction=False)

    def prepared(self, bed: Bed, settings: Settings) -> Shared:
        """Tests, and the example input taken apart by the problem's own parser."""
        task = bed.task
        if "m" in scores.normal_class(task.extra["label"]):
            raise Unusable(f"{task.name}: its class {task.extra['label']} has two sizes, and inputs are grown in one")
        calls = bed.calls(task.tests)
        answers = bed.right_answers(task.tests, calls, limit_s=_LIMIT_S)
        module = fields_module(str(task.extra["dataclass"]))
        example = task.extra["example"] or calls[0]["args"][0]
        seen = bed.answered(module, "fields", {"args": [example], "kwargs": {}}, limit_s=_LIMIT_S)
        parts = {"args": [seen["value"]], "kwargs": {}} if seen["out"] == "returns" else None
        return Shared(calls, answers, parts, module)

    def trial(self, bed: Bed, shared: Shared, code: str, settings: Settings) -> dict[str, Any]:
        """Run the tests, then grow the example input."""
        for number, seen in enumerate(bed.observed(code, shared.calls, limit_s=_LIMIT_S)):
            why = difference(bed.task, shared.answers[number], seen, loose=False)
            if why:
                return wrong(f"test {number + 1}: {why}")
        row = {"right": True, "problem": bed.task.extra["problem"], "demanded": bed.task.extra["label"]}
        if shared.parts is None:
            return {**row, "achieved": "", "why": "the example input cannot be taken apart"}

        def render(call: CallTree) -> CallTree | None:
            seen = bed.answered(shared.module, "render", call, limit_s=_LIMIT_S)
            return {"args": [seen["value"]], "kwargs": {}} if seen["out"] == "returns" else None

        try:
            label = growth_of(bed.runner, code, shared.parts, rng=settings.rng(bed.task.name), render=render)
        except (SideFailed, HastenError) as error:
            return {**row, "achieved": "", "why": f"cannot be grown: {error}"}
        return {**row, "achieved": label, "why": "" if label else "no class can be named"}

    def figures(self, rows: Mapping[str, Sequence[Row]], ks: Sequence[int]) -> list[Figure]:
        """pass, best and all at every k."""
        return _figures(rows, ks)


class BigOPrediction:
    """BigO(Bench) (Chambon et al., 2025), prediction: the class of time of a given program, as a text.

    Departures: spellings of one class are taken as one; an answer's last ``O(...)`` counts.
    """

    name = "bigo-prediction"
    title = "BigO(Bench), prediction"
    origin = ORIGIN

    def tasks(self, folder: Path) -> list[Task]:
        """One task per labelled solution."""
        return bigobench_tasks(folder, prediction=True)

    def prepared(self, bed: Bed, settings: Settings) -> None:
        """Nothing is run."""

    def trial(self, bed: Bed, shared: None, code: str, settings: Settings) -> dict[str, Any]:
        """Compare the named class with the label."""
        named = _CLASS.findall(code)
        answer = f"O({named[-1]})" if named else code.strip()[:60]
        label = str(bed.task.extra["label"])
        row = {"problem": bed.task.extra["problem"], "demanded": label, "achieved": answer}
        hit = scores.same_class(label, answer)
        return {**row, "right": hit, "why": "" if hit else f"named {answer}, is {label}"}

    def figures(self, rows: Mapping[str, Sequence[Row]], ks: Sequence[int]) -> list[Figure]:
        """pass, best and all at every k."""
        return _figures(rows, ks)


def _attempt(task: str, row: Row) -> scores.Attempt:
    problem, demanded, achieved = (str(row.get(key, "")) for key in ("problem", "demanded", "achieved"))
    return scores.Attempt(problem or task, demanded or task, achieved, bool(row["right"]))


def _figures(rows: Mapping[str, Sequence[Row]], ks: Sequence[int]) -> list[Figure]:
    attempts = [_attempt(task, row) for task, found in rows.items() for row in found]
    figures = []
    for k in answerable(rows, ks) if attempts else ():
        figures.append(Figure(f"pass@{k}", scores.pass_at_k(attempts, k) / 100.0, percent=True))
        figures.append(Figure(f"best@{k}", scores.best_at_k(attempts, k, _RANKS) / 100.0, percent=True))
        figures.append(Figure(f"all@{k}", scores.all_at_k(attempts, k) / 100.0, percent=True))
    return figures
