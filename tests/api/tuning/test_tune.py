"""Whole tuning runs on commands of the shell; what they print is their figure, so no clock is asserted."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from hasten.api.tuning.command_line import command_target
from hasten.api.tuning.declaration import declared_in
from hasten.api.tuning.request import TuneOptions
from hasten.api.tuning.tune import tune_target
from hasten.core import Evidence, Point
from hasten.report.evidence_json import to_json
from hasten.report.html import render
from hasten.report.text import report_text
from hasten.stores.memory import MemoryStore
from hasten.stores.sql import SqlStore

ENVIRON = {"PATH": "/usr/bin:/bin", "LANG": "C"}
VALLEY = "echo cost $(( ({x} - 70) * ({x} - 70) + 5 ))"


def options(**given: Any) -> TuneOptions:
    return TuneOptions(**{"trials": 12, "budget_s": 60.0, "environ": ENVIRON, **given})


def valley(folder: Path, *, knobs: Sequence[str] = ("x=int(1,99)",), **more: Any) -> Any:
    # A comment of the shell uses the knobs that say nothing.
    unused = " ".join(f"{{{knob.partition('=')[0]}}}" for knob in knobs)
    return command_target(
        [f"{VALLEY} # {unused}"], folder=folder, knobs=knobs, objectives=["number:cost ([0-9]+)"],
        **{"compare": "nothing", **more},
    )  # fmt: skip


def settings_of(evidence: Evidence) -> Mapping[str, Any]:
    assert evidence.candidate is not None
    assert isinstance(evidence.candidate.payload, Point)
    return evidence.candidate.payload.values


@pytest.mark.parametrize("sampler", ["tpe", "gp", "evolution", "random", "cma-es", "nsga2"])
def test_a_better_setting_is_found_and_reported(tmp_path: Path, sampler: str) -> None:
    if sampler not in ("evolution", "random"):
        pytest.importorskip("sklearn" if sampler == "gp" else "optuna")
    report = tune_target(valley(tmp_path), options(sampler=sampler), store=MemoryStore())
    evidence = report.evidence
    assert "faster" == evidence.outcome
    assert evidence.speedup is not None
    assert evidence.speedup.exact
    x = settings_of(evidence)["x"]
    assert evidence.speedup.estimate == pytest.approx(4766 / ((x - 70) ** 2 + 5))
    written = to_json(evidence, report.context)
    assert {"x": x} == written["variant"]["settings"]
    assert f"-x = 1\n+x = {x}\n" == written["variant"]["diff"]
    assert "tune" == written["command"]
    assert f"+x = {x}" in report_text(evidence, report.context)
    assert "</html>" in render([report])


def test_a_setting_that_changes_the_output_differs(tmp_path: Path) -> None:
    target = command_target(
        ["echo cost $(( 50 - {x} ))"], folder=tmp_path, knobs=["x=int(1,20)"], objectives=["number:cost ([0-9]+)"]
    )
    report = tune_target(target, options(trials=5), store=MemoryStore())
    assert ("not_faster", 5) == (report.evidence.outcome, report.context.rejected["differs: stdout"])


def test_numbers_may_part_by_the_stated_tolerance_only(tmp_path: Path) -> None:
    def tuned(tolerance: float) -> str:
        target = command_target(
            ["echo cost 10$(( 9 - {x} ))"], folder=tmp_path, knobs=["x=int(1,9)"],
            objectives=["number:cost ([0-9]+)"], compare="numbers", tolerance=tolerance,
        )  # fmt: skip
        return tune_target(target, options(trials=8), store=MemoryStore()).evidence.outcome

    assert ("faster", "not_faster") == (tuned(0.2), tuned(0.001))


def test_crashes_and_time_outs_are_fates_and_never_figures(tmp_path: Path) -> None:
    target = command_target(
        ["case {x} in 1) echo cost 9;; 2) echo cost 3; exit 4;; 3) sleep 60;; 4) kill -9 $$;; 5) echo cost 2;; esac"],
        folder=tmp_path, knobs=["x=choice(1,2,3,4,5)"], objectives=["number:cost ([0-9]+)"], compare="nothing",
    )  # fmt: skip
    store = MemoryStore()
    report = tune_target(target, options(trials=9, sampler="random"), store=store)
    fates = {
        e.candidate.payload.values["x"]: e.reason
        for e in report.context.fates
        if e.candidate is not None and isinstance(e.candidate.payload, Point)
    }
    assert {"2": "differs: exit-code", "3": "differs: timeout", "4": "differs: crash"} == {
        x: fates[x] for x in ("2", "3", "4")
    }
    assert "5" == settings_of(report.evidence)["x"]
    assert not [e for e in report.context.fates if e.outcome == "differs" and e.race is not None]


def test_knobs_that_do_nothing_are_not_claimed(tmp_path: Path) -> None:
    target = command_target(
        ["python3 -c 'for i in range(200000): pass'"], folder=tmp_path, knobs=["x=int(1,50)"], env={"NOTHING": "{x}"}
    )
    report = tune_target(target, options(trials=6), store=MemoryStore())
    assert "not_faster" == report.evidence.outcome


def test_settings_that_build_the_same_are_not_raced_again(tmp_path: Path) -> None:
    target = command_target(
        ["true # {x}", ], folder=tmp_path, knobs=["x=int(1,50)"], build="echo same > out",
        objectives=["size:out"],
    )  # fmt: skip
    one = declared_in(
        'build = "printf %0{n}d 0 > out; : {x}"\nrun = "true"\n[[objective]]\nkind = "size"\nfile = "out"\n'
        '[knobs.n]\ntype = "choice"\noptions = [9, 5]\n[knobs.x]\ntype = "int"\nlow = 1\nhigh = 50\n',
        file=tmp_path / "space.toml",
    )
    assert "not_faster" == tune_target(target, options(), store=MemoryStore()).evidence.outcome
    report = tune_target(one, options(trials=20), store=MemoryStore())
    assert 18 <= report.context.rejected["same-artifact"]
    # Knobs without an effect are back at their defaults.
    assert {"n": 5, "x": 1} == dict(settings_of(report.evidence))


def test_several_objectives_give_a_front(tmp_path: Path) -> None:
    target = command_target(
        ["echo one $(( {x} )) two $(( 100 - {x} ))"], folder=tmp_path, knobs=["x=int(10,90)[50]"],
        objectives=["number:one ([0-9]+)"], compare="nothing",
    )  # fmt: skip
    from dataclasses import replace

    from hasten.api.tuning.declaration import goal_of

    goals = (replace(goal_of("number:one ([0-9]+)"), name="one"), replace(goal_of("number:two ([0-9]+)"), name="two"))
    report = tune_target(replace(target, goals=goals), options(trials=16), store=MemoryStore())
    assert 3 <= len(report.evidence.extra["tuning"]["front"])
    page = render([report])
    assert "No other setting is better in every objective" in page
    assert "gain in two by gain in one, 16 points" in page


def test_the_page_shows_curves_of_all_proposers_knobs_and_slices(tmp_path: Path) -> None:
    pytest.importorskip("optuna")
    target = command_target(
        ["echo cost $(( ({x} - 70) * ({x} - 70) + 5 )) {mode}"], folder=tmp_path,
        knobs=["x=int(1,99)", "mode=choice(a,b)"], objectives=["number:cost ([0-9]+)"], compare="nothing",
    )  # fmt: skip
    given = {"presets/mine": [{"x": 50, "mode": "a"}]}
    report = tune_target(target, options(trials=16, given=given), store=MemoryStore())
    page = render([report])
    assert "x" in report.evidence.extra["tuning"]["importance"]
    assert "x: every raced setting." in page
    assert 3 == page.count("<polyline")


def test_a_setting_that_differs_on_the_claims_workload_is_not_claimed(tmp_path: Path) -> None:
    text = (
        'run = "echo cost {x}; [ {workload} = easy ] || echo answer {x}"\nworkloads = ["easy"]\n'
        'claim_workloads = ["hard"]\ncheck = "grep answer $OLD > o; grep answer $NEW > n; cmp o n"\n'
        '[[objective]]\nname = "cost"\nkind = "number"\npattern = "cost ([0-9]+)"\n'
        '[knobs.x]\ntype = "int"\nlow = 1\nhigh = 9\ndefault = 9\n'
    )
    report = tune_target(declared_in(text, file=tmp_path / "s.toml"), options(trials=3), store=MemoryStore())
    assert "not_faster" == report.evidence.outcome
    assert "on the claim's runs it differs (check: accepted and then exit code 1" in report.evidence.reason


def test_what_the_user_waived_is_named_where_it_was_used(tmp_path: Path) -> None:
    from dataclasses import replace

    target = replace(valley(tmp_path), waived={"x": "fast-math"})
    report = tune_target(target, options(trials=3), store=MemoryStore())
    assert report.evidence.verdict is not None
    assert {"fast-math": 1} == dict(report.evidence.verdict.waivers)
    assert "relaxes fast-math" in report_text(report.evidence, report.context)
    unused = replace(valley(tmp_path, knobs=["x=int(1,99)", "y=flag(1,0)"]), waived={"y": "fast-math"})
    given = options(given={"mine": [{"x": 60, "y": False}]}, given_only=True)
    evidence = tune_target(unused, given, store=MemoryStore()).evidence
    assert evidence.verdict is not None
    assert {} == dict(evidence.verdict.waivers)


def test_a_guard_keeps_settings_out(tmp_path: Path) -> None:
    text = (
        'run = "echo cost $((100 - {x})) quality $((100 - {x} / 2))"\ncompare = "nothing"\n'
        '[[objective]]\nname = "cost"\nkind = "number"\npattern = "cost ([0-9]+)"\n'
        '[[guard]]\nname = "quality"\nkind = "number"\npattern = "quality ([0-9]+)"\nleast = 80\n'
        '[knobs.x]\ntype = "int"\nlow = 0\nhigh = 90\n'
    )
    report = tune_target(declared_in(text, file=tmp_path / "s.toml"), options(trials=25), store=MemoryStore())
    assert settings_of(report.evidence)["x"] <= 41
    assert report.context.rejected["differs: guard"] > 0


def refusal(text: str, folder: Path) -> str:
    report = tune_target(declared_in(text, file=folder / "s.toml"), options(), store=MemoryStore())
    assert "refused" == report.evidence.outcome
    return report.evidence.reason


def test_defaults_that_cannot_be_judged_are_refused(tmp_path: Path) -> None:
    knob = '[knobs.x]\ntype = "int"\nlow = 1\nhigh = 9\n'
    assert "exit code 3 (broken)" in refusal(f'run = "echo broken >&2; exit 3 # {{x}}"\n{knob}', tmp_path)
    assert "build fails: exit code 1" in refusal(f'build = "false {{x}}"\nrun = "true"\n{knob}', tmp_path)
    assert "different output (stdout" in refusal(f'run = "date +%N; sleep 0.0{{x}}"\n{knob}', tmp_path)
    assert "does not end within 0.3 s" in refusal(f'run = "sleep {{x}}"\nlimit_s = 0.3\n{knob}', tmp_path)
    assert "mostly the start of a process" in refusal(f'run = "true {{x}}"\n{knob}', tmp_path)
    assert "setup command ends with exit code 7" in refusal(
        f'setup = "exit 7"\nrun = "true {{x}}"\nteardown = "true"\n{knob}', tmp_path
    )
    assert "teardown command ends with exit code 8" in refusal(
        f'setup = "true"\nrun = "true {{x}}"\nteardown = "exit 8"\n{knob}', tmp_path
    )
    assert "prepare command ends with exit code 2" in refusal(
        f'prepare = "exit 2"\nrun = "true {{x}}"\n{knob}', tmp_path
    )


def test_a_server_that_does_not_stop_is_refused_and_ended(tmp_path: Path) -> None:
    served = (
        'setup = "setsid sleep {length} > /dev/null 2>&1 & echo $! > pid"\nrun = "echo cost {{x}}"\n'
        'teardown = "{teardown}"\ncompare = "nothing"\n'
        '[[objective]]\nname = "cost"\nkind = "number"\npattern = "cost ([0-9]+)"\n'
        '[knobs.x]\ntype = "int"\nlow = 1\nhigh = 9\ndefault = 9\n'
    )
    assert "'sleep' still runs after the teardown" in refusal(served.format(length=4242, teardown="true"), tmp_path)
    stopped = served.format(length=4242, teardown="kill $(cat pid)")
    report = tune_target(declared_in(stopped, file=tmp_path / "s.toml"), options(trials=2), store=MemoryStore())
    assert "faster" == report.evidence.outcome
    found = subprocess.run(["pgrep", "-f", "^sleep 4242$"], capture_output=True, text=True, check=False)
    assert "" == found.stdout


def test_the_users_folder_is_left_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "data.txt").write_text("5\n")
    target = command_target(
        ["echo {x} > out; echo {x} >> data.txt; echo cost {x}"], folder=tmp_path, knobs=["x=int(1,9)[9]"],
        objectives=["number:cost ([0-9]+)"], compare="nothing",
    )  # fmt: skip
    tune_target(target, options(trials=3), store=MemoryStore())
    assert ["data.txt"] == [p.name for p in tmp_path.iterdir()]
    assert "5\n" == (tmp_path / "data.txt").read_text()


def test_an_interrupted_run_is_gone_on_with(tmp_path: Path) -> None:
    class Killed(BaseException):
        pass

    class Interrupts:
        def __init__(self) -> None:
            self.left = 4

        def tell(self, evidence: Evidence) -> None:
            self.left -= 1
            if self.left == 0:
                raise Killed

    target = valley(tmp_path / "work")
    (tmp_path / "work").mkdir()
    with SqlStore.in_folder(tmp_path) as store, pytest.raises(Killed):
        tune_target(target, options(), store=store, listeners=[Interrupts()])
    # As a run of a process that is gone.
    with SqlStore.in_folder(tmp_path) as store:
        first = [e.candidate.key for e in store.fates("last") if e.candidate is not None]
        from sqlalchemy import update

        from hasten.stores import tables

        with store._engine.begin() as connection:
            connection.execute(update(tables.runs).values(owner="gone"))
        report = tune_target(target, options(), store=store)
        assert 1 == len(store.runs())
    told = [e.candidate.key for e in report.context.fates if e.candidate is not None]
    assert 4 == len(first)
    assert first == told[:4]
    assert 12 == len(told) == len(set(told))
