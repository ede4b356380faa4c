"""Settings that are built side by side; no clock is read: the commands themselves wait for each other."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from hasten.api.tuning.command_line import command_target
from hasten.api.tuning.declaration import goal_of
from hasten.api.tuning.request import TuneOptions
from hasten.api.tuning.tune import tune_target
from hasten.core import Candidate, Point
from hasten.core.command_target import CommandTarget, Goal
from hasten.errors import InvalidArgument
from hasten.report.context import Report
from hasten.run.side_by_side import side_by_side
from hasten.stores.memory import MemoryStore

ENVIRON = {"PATH": "/usr/bin:/bin"}
#: Every build but that of the defaults ends only when a second one has begun; the first gives up after ten seconds.
MEETING = (
    "if [ {x} != 90 ]; then touch {shared}/{x}; n=0; "
    "while [ $(ls {shared} | wc -l) -lt 2 ]; do sleep 0.05; n=$((n+1)); [ $n -lt 200 ] || exit 1; done; fi"
)


def sized(folder: Path, build: str = MEETING) -> CommandTarget:
    return command_target(
        ["true"], folder=folder, knobs=["x=int(10,99)[90]"], build=f"{build}; head -c {{x}} /dev/zero > out",
        objectives=["size:out"], compare="nothing",
    )  # fmt: skip


def tuned(target: CommandTarget, **more: Any) -> Report:
    options = {"trials": 6, "sampler": "random", "environ": ENVIRON, **more}
    return tune_target(target, TuneOptions(**options), store=MemoryStore())


def tried(report: Report) -> list[tuple[object, str]]:
    return [
        (f.candidate.payload.values["x"], f.outcome)
        for f in report.context.fates
        if f.candidate is not None and isinstance(f.candidate.payload, Point)
    ]


def test_settings_are_built_at_the_same_time(tmp_path: Path) -> None:
    report = tuned(sized(tmp_path), jobs=2)
    assert "faster" == report.evidence.outcome
    assert 6 == report.context.cost.evaluations
    assert {} == {k: v for k, v in report.context.rejected.items() if k == "build-failed"}


def test_the_fates_are_those_of_one_after_the_other(tmp_path: Path) -> None:
    target = sized(tmp_path, "[ {x} -gt 50 ] || exit 1")
    alone = tuned(target, trials=8)
    assert tried(alone) == tried(tuned(target, trials=8, jobs=4))
    assert "refused" in [outcome for _, outcome in tried(alone)]


@pytest.mark.parametrize("sampler", ["tpe", "gp", "evolution"])
def test_samplers_learn_from_fates_that_come_later(tmp_path: Path, sampler: str) -> None:
    if sampler != "evolution":
        pytest.importorskip("sklearn" if sampler == "gp" else "optuna")
    report = tuned(sized(tmp_path, "true"), sampler=sampler, trials=20, jobs=4, baseline=False)
    assert report.evidence.speedup is not None
    assert 2.5 < report.evidence.speedup.estimate


def test_where_the_machine_would_show_in_the_figures_jobs_are_refused(tmp_path: Path) -> None:
    target = sized(tmp_path, "true")
    cases = {
        "disturb each other, and 'time' (time)": replace(target, goals=(Goal("time"),)),
        "and 'number' (number)": replace(target, goals=(target.goals[0], goal_of("number:([0-9]+)"))),
        "and 'rss' (memory)": replace(target, guards=(Goal("rss", kind="memory", most=1e9),)),
        "serve one run at a time": replace(target, setup="true"),
    }
    for says, case in cases.items():
        with pytest.raises(InvalidArgument) as caught:
            tuned(case, jobs=2)
        assert says in str(caught.value)
    with pytest.raises(InvalidArgument, match="hears each fate in turn"):
        tuned(target, jobs=2, proposer="cat")
    with pytest.raises(InvalidArgument, match="at least 1 but got 0"):
        TuneOptions(jobs=0)


def test_an_error_ends_what_still_runs(tmp_path: Path) -> None:
    def work(item: int) -> None:
        if item == 1:
            raise KeyboardInterrupt
        subprocess.run(["sleep", "4343"], cwd=tmp_path, check=False)

    with pytest.raises(KeyboardInterrupt):
        side_by_side(work, [0, 1, 2], jobs=2, folder=tmp_path)
    found = subprocess.run(["pgrep", "-f", "^sleep 4343$"], capture_output=True, text=True, check=False)
    assert "" == found.stdout


def test_a_candidate_is_built_once(tmp_path: Path) -> None:
    from hasten.builders.settings import SettingsBuilder

    (tmp_path / "user").mkdir()
    target = sized(tmp_path / "user", "true")
    (tmp_path / "scratch").mkdir()
    builder = SettingsBuilder(target, tmp_path / "scratch", ENVIRON, jobs=3)
    base = target.space.default()
    candidates = [Candidate(Point({"x": x}, base), "given") for x in (11, 12, 13)]
    builder.build_ahead(candidates)
    assert 3 == builder.builds
    for candidate in candidates:
        builder.build(target.target(), candidate)
    assert 3 == builder.builds
