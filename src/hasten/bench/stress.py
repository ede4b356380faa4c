"""Make stressful inputs for tasks that have a contract: grown from their own inputs, as large as the contract admits.

Source:
    COFFE (FSE 2025), stressful test cases under contracts. Departures: inputs are grown by hasten, not written by a
    model; how demanding they are is decided by the canonical solution's time, not by instructions.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from hasten.bench.bed import Bed
from hasten.bench.suite import Settings
from hasten.bench.task import Task
from hasten.bench.timing import once_s
from hasten.core.values import CallTree, canonical, size, to_source
from hasten.errors import HastenError
from hasten.inputs.grow import grow

#: An input is stressful from this time of the canonical solution on, seconds, and dropped beyond the other one.
_ENOUGH_S, _MOST_S = 0.005, 1.0
_FACTORS = tuple(2.0**i for i in range(1, 15))
_MOST_LEAVES = 200_000
#: Inputs of a task that are grown, and stressful inputs kept.
_STARTS, _KEPT = 12, 5


@dataclass(frozen=True)
class StressJob:
    """One task."""

    task: Task
    settings: Settings


@dataclass(frozen=True)
class Stress:
    """Stressful inputs of a task.

    Attributes:
        inputs: Python expressions of argument lists, COFFE's layout; the most demanding first.
        seconds: Time of the canonical solution on each.
        reason: Why there is none, or empty.
    """

    task: str
    prompt: str
    inputs: tuple[str, ...] = ()
    seconds: tuple[float, ...] = ()
    reason: str = ""


def stressed(job: StressJob) -> Stress:
    """The most demanding inputs that the contract admits and on which the canonical solution returns."""
    task = job.task
    if not task.references:
        return Stress(task.name, task.prompt, reason="it has no canonical solution")
    try:
        with tempfile.TemporaryDirectory(prefix="bench-") as below, Bed(
            task, [], below=Path(below), python=job.settings.python
        ) as bed:
            found = _grown(bed, job)
    except HastenError as error:
        return Stress(task.name, task.prompt, reason=str(error))
    kept = sorted(found.items(), key=lambda item: -item[1])[:_KEPT]
    texts = tuple("[" + ", ".join(arguments) + "]" for arguments, _ in kept)
    return Stress(task.name, task.prompt, texts, tuple(s for _, s in kept), "" if kept else "no input grows enough")


def _grown(bed: Bed, job: StressJob) -> dict[tuple[str, ...], float]:
    """Argument texts to seconds."""
    task = job.task
    contract = str(task.extra.get("contract", ""))
    source = bed.text(task.references[0])
    calls = list({canonical(call): call for call in bed.calls(task.tests)}.values())
    rng = job.settings.rng(task.name, "stress")
    starts = sorted(calls, key=size, reverse=True)[: 2 * _STARTS]
    rng.shuffle(starts)
    found: dict[tuple[str, ...], float] = {}
    for start in starts[:_STARTS]:
        for factor in _FACTORS:
            call = grow(start, None, factor, rng)
            if size(call) > _MOST_LEAVES or bed.admitted(contract, [call]) != [True]:
                break
            took_s = _once_s(bed, source, call)
            if took_s is None or took_s > _MOST_S:
                break
            if took_s >= _ENOUGH_S:
                found[tuple(to_source(tree) for tree in call["args"])] = took_s
                break
    return found
def _once_s(bed: Bed, source: str, call: CallTree) -> float | None:
    """CPU seconds of the canonical solution, None where it does not return in time."""
    seen = bed.observed(source, [call], limit_s=4 * _MOST_S)[0]
    return once_s(bed.runner, source, call, limit_s=2 * _MOST_S) if seen["out"] == "returns" else None
