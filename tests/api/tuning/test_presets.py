from __future__ import annotations

import json
from pathlib import Path

import pytest

from hasten.api.tuning.command_line import command_target
from hasten.api.tuning.preset_runs import build_presets
from hasten.api.tuning.presets import Preset, greedy_cover, read, runs_named, warm_start, written
from hasten.api.tuning.request import TuneOptions
from hasten.api.tuning.tune import tune_target
from hasten.core import Point
from hasten.core.command_target import CommandTarget
from hasten.core.space import Flag, Space
from hasten.errors import InvalidArgument, StoreError
from hasten.stores.memory import MemoryStore

ENVIRON = {"PATH": "/usr/bin:/bin"}


def test_the_cover_takes_what_helps_beside_what_is_chosen() -> None:
    settings = {name: {"which": name} for name in ("a", "b", "c", "bad")}
    table = {
        "one": {"a": 2.0, "b": 1.9, "bad": 0.5},
        "two": {"a": 1.1, "b": 1.5, "bad": 0.5},
        "three": {"b": 1.0, "c": 1.4},
    }
    chosen = greedy_cover(table, settings, count=4)
    assert ["b", "c", "a"] == [p.values["which"] for p in chosen]
    assert (2.0 * 1.5 * 1.4) ** (1 / 3) == pytest.approx(chosen[-1].gain)


def test_what_does_not_beat_the_defaults_is_not_chosen() -> None:
    assert [] == greedy_cover({"one": {"a": 0.9, "b": 1.0}}, {"a": {}, "b": {}}, count=3)
    assert [] == greedy_cover({}, {}, count=3)


def valley(folder: Path, at: int) -> CommandTarget:
    folder.mkdir(exist_ok=True)
    return command_target(
        [f"echo cost $(( ({{x}} - {at}) * ({{x}} - {at}) + 50 ))"], folder=folder, knobs=["x=int(1,99)"],
        objectives=["number:cost ([0-9]+)"], compare="nothing",
    )  # fmt: skip


def test_presets_of_some_targets_serve_another(tmp_path: Path) -> None:
    store = MemoryStore()
    for at in (60, 70):
        tune_target(valley(tmp_path / str(at), at), TuneOptions(trials=12, environ=ENVIRON), store=store)
    presets = build_presets(store, runs_named(store, []), count=2, fill=True, environ=ENVIRON)
    assert 1 <= len(presets) <= 2
    file = tmp_path / "presets.json"
    file.write_text(written(presets, 2))
    target = valley(tmp_path / "65", 65)
    points = read(file, target.space)
    options = TuneOptions(given={"presets": points}, given_only=True, environ=ENVIRON)
    report = tune_target(target, options, store=store)
    assert "faster" == report.evidence.outcome
    assert len(points) == report.context.cost.evaluations
    assert report.evidence.candidate is not None
    assert "presets" == report.evidence.candidate.proposer
    first, gains = warm_start(store, target.space)
    assert first
    assert gains[0][1] >= gains[-1][1]
    warm = TuneOptions(trials=4, given={"warm": first}, warm=gains, environ=ENVIRON, baseline=False)
    fates = tune_target(valley(tmp_path / "66", 66), warm, store=store).context.fates
    assert fates[0].candidate is not None
    assert isinstance(fates[0].candidate.payload, Point)
    assert dict(first[0]) == dict(fates[0].candidate.payload.values)


def test_presets_of_another_space_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "presets.json"
    file.write_text(written([Preset({"lto": True}, 1.2)], 3))
    assert [{"lto": True}] == read(file, Space((Flag(name="lto"),)))
    with pytest.raises(InvalidArgument, match="built for another space: there is no knob 'lto'"):
        read(file, Space((Flag(name="pgo"),)))
    file.write_text(json.dumps({"schema": "other"}))
    with pytest.raises(InvalidArgument, match="is no presets file"):
        read(file, Space((Flag(name="lto"),)))
    with pytest.raises(InvalidArgument, match="cannot be read"):
        read(tmp_path / "none.json", Space((Flag(name="lto"),)))


def test_presets_need_runs() -> None:
    with pytest.raises(StoreError, match="tune a few targets first"):
        runs_named(MemoryStore(), [])
