from __future__ import annotations

import sys
import textwrap
from pathlib import Path
from typing import Any

import pytest

from hasten.api.tuning.command_line import command_target
from hasten.api.tuning.request import TuneOptions
from hasten.api.tuning.tune import tune_target
from hasten.core import Point
from hasten.core.command_target import CommandTarget
from hasten.errors import InvalidArgument
from hasten.report.context import Report
from hasten.report.text import report_text
from hasten.stores.memory import MemoryStore

ENVIRON = {"PATH": "/usr/bin:/bin"}


def valley(folder: Path) -> CommandTarget:
    return command_target(
        ["echo cost $(( ({x} - 70) * ({x} - 70) + 5 )) {y} {order}"], folder=folder,
        knobs=["x=int(1,99)", "y=float(0,2)", "order=sequence(a,b)"], objectives=["number:cost ([0-9]+)"],
        compare="nothing",
    )  # fmt: skip


def tuned(folder: Path, body: str, **more: Any) -> Report:
    """A run with a proposer script: ``ask()`` reads a message, ``say(x)`` sends one."""
    head = """
        import json, sys
        def ask():
            return json.loads(sys.stdin.readline())
        def say(message):
            print(json.dumps(message), flush=True)
    """
    script = folder / "propose.py"
    script.write_text(textwrap.dedent(head) + textwrap.dedent(body))
    options = TuneOptions(**{
        "proposer": f"{sys.executable} {script}", "trials": 40, "sampler": "random", "baseline": False,
        "environ": ENVIRON, **more,
    })  # fmt: skip
    return tune_target(valley(folder), options, store=MemoryStore())


def test_a_command_that_learns_from_fates_finds_the_best_point(tmp_path: Path) -> None:
    report = tuned(tmp_path, """
        asked = ask()["ask"]
        x = {knob["name"]: knob for knob in asked["space"]}["x"]
        low, high = x["low"], x["high"]
        known = {}
        def ratio(at):
            if at not in known:
                known[at] = judged(at)
            return known[at]
        def judged(at):
            say({"candidate": {"id": at, "values": {"x": at, "y": 1, "order": ["b", "a"]}}})
            told = ask()["fate"]
            assert told["id"] == at
            return told["ratio"]
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if ratio(middle + 1) > ratio(middle) else (low, middle)
        say({"done": {}})
    """)  # fmt: skip
    assert "faster" == report.evidence.outcome
    best = report.evidence.candidate
    assert best is not None
    assert isinstance(best.payload, Point)
    assert {"x": 70, "y": 1.0, "order": ("b", "a")} == dict(best.payload.values)
    assert "outside/" in best.proposer
    assert {} == report.evidence.extra["tuning"]["proposer_errors"]


def test_what_is_no_point_is_answered_and_a_death_is_reported(tmp_path: Path) -> None:
    report = tuned(tmp_path, """
        ask()
        for values in ({"x": 100}, {"z": 1}, {"x": "9"}, {"order": ["a", "c"]}, [1], {"y": {}}):
            say({"candidate": {"id": 0, "values": values}})
            said = ask()["error"]
            print(said, file=sys.stderr)
            assert said
        say({"candidate": {"id": 1, "values": {"x": 60}}})
        assert ask()["fate"]["outcome"] == "faster"
        sys.exit("the last words")
    """)  # fmt: skip
    errors = report.evidence.extra["tuning"]["proposer_errors"]
    assert "ended with exit code 1 (the last words)" in next(iter(errors.values()))
    assert "ended early" in report_text(report.evidence, report.context)
    assert 60 in [
        f.candidate.payload.values["x"]
        for f in report.context.fates
        if f.candidate is not None and f.candidate.proposer != "random" and isinstance(f.candidate.payload, Point)
    ]


def test_a_command_that_does_not_start_is_refused_before_anything_runs(tmp_path: Path) -> None:
    store = MemoryStore()
    options = TuneOptions(proposer="/no/such/command", environ=ENVIRON)
    with pytest.raises(InvalidArgument, match="does not start"):
        tune_target(valley(tmp_path), options, store=store)
    assert [] == list(store.runs())
