"""Build levels for differential performance evaluation from any pool of solutions.

For each task: the solutions that pass all of its tests; an input that demands efficiency, grown exponentially from the
task's own largest inputs until the slowest of them takes long enough; their costs side by side on it; the levels that
these fall into. Tasks with too few levels, or whose costs do not agree from run to run, are dropped with the reason.

Source:
    EvalPerf (Liu et al., COLM 2024). Departures: inputs are grown by hasten's own growth, which keeps what held of the
    arguments (order, distinctness, matching lengths), in place of generators written by a model; solutions come from
    the caller, not from sampling models; costs are CPU time beside one of the solutions, not instruction counts.
"""

from __future__ import annotations

import ast
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any

from hasten.bench.answers import same_answer
from hasten.bench.bed import Bed, Unusable
from hasten.bench.scores.evalperf import GAP, Level, is_demanding, levels_of, variation
from hasten.bench.suite import Settings, Suite
from hasten.bench.task import Solution, Task
from hasten.bench.timing import once_s, side_by_side
from hasten.core import Censored
from hasten.core.values import CallTree, size, to_source
from hasten.errors import HastenError
from hasten.inputs.grow import grow

#: The slowest solution must take this long on the grown input, seconds, ...
_DEMANDS_S = 0.005
#: ... and may take no longer than this.
_MOST_S = 3.0
_FACTORS = tuple(2.0**i for i in range(14))
#: Inputs of the task that are tried as a start, largest first.
_STARTS = 3
#: Values written out in a task's row, at most.
_MOST_LEAVES = 150_000
#: Runs side by side; every third one belongs to the same repetition of the measurement.
_ROUNDS, _BLOCKS = 15, 3


@dataclass(frozen=True)
class Dropped:
    """A task without levels.

    Attributes:
        reason: A phrase.
        solutions: Distinct right solutions that it had.
    """

    task: str
    reason: str
    solutions: int = 0


@dataclass(frozen=True)
class PoolJob:
    """One task with its pool.

    Attributes:
        pool: Solutions of any origin; wrong ones are sorted out.
        least_levels: Fewest levels that a task is kept with.
    """

    suite: str
    task: Task
    pool: tuple[Solution, ...]
    settings: Settings
    least_levels: int


def built(job: PoolJob) -> dict[str, Any] | Dropped:
    """The row of ``levels.jsonl`` for a task, or why there is none."""
    from hasten.bench.suites import suite_of

    pool = distinct(job.pool)
    texts = [s.text for s in pool]
    try:
        with tempfile.TemporaryDirectory(prefix="bench-") as below, Bed(
            job.task, texts, below=Path(below), python=job.settings.python
        ) as bed:
            return _built(bed, suite_of(job.suite), pool, job)
    except Unusable as error:
        return Dropped(job.task.name, str(error))
    except HastenError as error:
        return Dropped(job.task.name, f"failed: {error}")


def _built(bed: Bed, suite: Suite, pool: Sequence[Solution], job: PoolJob) -> dict[str, Any] | Dropped:
    name = job.task.name
    shared = suite.prepared(bed, job.settings)
    right = [s for s in pool if suite.trial(bed, shared, s.text, job.settings)["right"]]
    if len(right) < job.least_levels:
        few = f"{len(right)} distinct right solutions, too few for {job.least_levels} levels"
        return Dropped(name, few, len(right))
    call = demanding_input(bed, [s.text for s in right], job)
    if call is None:
        return Dropped(name, f"no input grows until the slowest solution takes {_DEMANDS_S * 1e3:g} ms", len(right))
    agreeing = _agreeing(bed, right, call)
    if len(agreeing) < job.least_levels:
        return Dropped(name, "the solutions do not agree on the grown input", len(right))
    costs, variations = _costs(bed, agreeing, call, job)
    levels = levels_of(costs)
    if not is_demanding(levels, variations, least_levels=job.least_levels):
        reason = f"{len(levels)} levels" if len(levels) < job.least_levels else f"costs vary by {max(variations):.1%}"
        return Dropped(name, reason, len(right))
    return row_of(job.task, call, agreeing, costs, levels)


def distinct(pool: Sequence[Solution]) -> list[Solution]:
    """The solutions without those that differ from an earlier one in formatting, comments and docstrings alone."""
    found: dict[str, Solution] = {}
    for solution in pool:
        found.setdefault(_shape(solution.text), solution)
    return list(found.values())


def _shape(text: str) -> str:
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError):
        return text
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        first = body[0] if isinstance(body, list) and body else None
        if isinstance(body, list) and isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
            body[:] = body[1:] or [ast.Pass()]
    return ast.dump(tree)


def demanding_input(bed: Bed, sources: Sequence[str], job: PoolJob) -> CallTree | None:
    """The first grown input on which the slowest solution takes long enough and enough end, within the contract."""
    calls = bed.calls(job.task.tests)
    contract = str(job.task.extra.get("contract", ""))
    starts = sorted(calls, key=size, reverse=True)[:_STARTS]
    rng = job.settings.rng(job.task.name, "grow")
    for start in starts:
        for factor in _FACTORS:
            call = grow(start, None, factor, rng)
            if size(call) > _MOST_LEAVES or bed.admitted(contract, [call]) != [True]:
                break
            times = [once_s(bed.runner, source, call, limit_s=2 * _MOST_S) for source in sources]
            slowest = max((t for t in times if t is not None), default=0.0)
            if sum(t is not None for t in times) < job.least_levels or slowest > _MOST_S:
                break
            if slowest >= _DEMANDS_S:
                return call
    return None


def _agreeing(bed: Bed, solutions: Sequence[Solution], call: CallTree) -> list[Solution]:
    """The largest group of solutions with the same result; the first wins a tie."""
    groups: list[tuple[Any, list[Solution]]] = []
    for solution in solutions:
        seen = bed.observed(solution.text, [call], limit_s=4 * _MOST_S)[0]
        if seen["out"] != "returns":
            continue
        for value, group in groups:
            if same_answer(value, seen["value"], tolerance=1e-6):
                group.append(solution)
                break
        else:
            groups.append((seen["value"], [solution]))
    return max((group for _, group in groups), key=len, default=[])


def _costs(
    bed: Bed, solutions: Sequence[Solution], call: CallTree, job: PoolJob
) -> tuple[list[float], list[float]]:
    """Cost of each solution relative to the first, and how much that varies when it is measured again."""
    costs, variations = [1.0], [0.0]
    anchor = solutions[0].text
    for solution in solutions[1:]:
        rng = job.settings.rng(job.task.name, "cost", solution.text)
        limits_s = (2 * _MOST_S, 2 * _MOST_S)
        timed = side_by_side(bed.runner, anchor, solution.text, [call], rounds=_ROUNDS, limits_s=limits_s, rng=rng)
        pairs = zip(timed.truth[0], timed.sample[0], strict=False)
        ratios = [b / a for a, b in pairs if not isinstance(a, Censored) and not isinstance(b, Censored)]
        if len(ratios) < _BLOCKS:
            raise Unusable(f"{job.task.name}: a solution was stopped while it was timed")
        costs.append(median(ratios))
        variations.append(variation([median(ratios[block::_BLOCKS]) for block in range(_BLOCKS)]))
    return costs, variations


def row_of(
    task: Task, call: CallTree, solutions: Sequence[Solution], costs: Sequence[float], levels: Sequence[Level]
) -> dict[str, Any]:
    """A task as a line of ``levels.jsonl``; each level is shown by the member nearest to its mean cost."""
    fastest = min(costs)
    arguments = "".join(f"{to_source(tree)}, " for tree in call["args"])
    shown = []
    for level in levels:
        chosen = min(level.members, key=lambda i: abs(costs[i] - level.cost))
        shown.append({
            "code": solutions[chosen].text, "entry": solutions[chosen].entry, "cost": costs[chosen] / fastest,
            "share": level.share, "members": len(level.members),
        })
    return {
        "task": task.name, "prompt": task.prompt, "entry": task.entry, "gap": GAP, "size": size(call),
        "cases": f"{_IMPORTS}\n\ndef calls():\n    return [({arguments})]\n", "levels": shown,
    }


#: What the text of a value may refer to.
_IMPORTS = """import collections
import datetime
from decimal import Decimal
from fractions import Fraction
from math import inf, nan"""


def dropped_row(dropped: Dropped) -> Mapping[str, Any]:
    """A dropped task as JSON."""
    return asdict(dropped)
