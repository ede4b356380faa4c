"""Real sandboxes for the meters: a target in a folder of its own, small settings."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from hasten.core import RecordedCall, Target, Workload
from hasten.core.values import size as tree_size
from hasten.meters import ClockSettings, TwinForkMeter
from hasten.run import Runner, Sandbox, find_interpreter

QUICK = ClockSettings(processes=6, most_processes=6, pairs=6, budget_s=6.0, call_limit_s=3.0)


def workload(*calls: dict[str, Any]) -> Workload:
    sized = [RecordedCall(c, sum(tree_size(t) for t in [*c["args"], *c["kwargs"].values()])) for c in calls]
    return Workload(tuple(sized), "given")


MakeRunner = Callable[[str], Runner]


@pytest.fixture
def runner_of(tmp_path: Path) -> Iterator[MakeRunner]:
    made: list[Runner] = []

    def make(source: str) -> Runner:
        file = tmp_path / "module_under_test.py"
        file.write_text(source)
        target = Target(name="f", file=file, module=file.stem, root=tmp_path, source=source)
        made.append(Runner(Sandbox(find_interpreter(None, tmp_path), tmp_path, tmp_path), target))
        return made[-1]

    yield make
    for runner in made:
        runner.close()


@pytest.fixture
def meter_of(runner_of: MakeRunner) -> Callable[..., TwinForkMeter]:
    def make(source: str, *calls: dict[str, Any], settings: ClockSettings = QUICK) -> TwinForkMeter:
        return TwinForkMeter(runner_of(source), workload(*calls), rng=random.Random(1), settings=settings)

    return make
