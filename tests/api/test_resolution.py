from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any

import pytest

from hasten.api import resolution


class Kept:
    """The part of a store that is used here."""

    def __init__(self) -> None:
        self.record: dict[str, Any] | None = None

    def calibration_of(self, machine: str, day: str) -> Mapping[str, Any] | None:
        return self.record

    def calibration_add(self, machine: str, day: str, record: Mapping[str, Any]) -> None:
        self.record = dict(record)


def test_a_poor_result_is_measured_again_at_most_twice_and_the_best_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    results = iter([0.08, 0.09, 0.05])
    monkeypatch.setattr(resolution, "calibrate", lambda sandbox, rng: (next(results), {"processes": 9.0}))
    store = Kept()
    ask = lambda: resolution.resolution_of(None, store, random.Random(1))  # type: ignore[arg-type]  # noqa: E731
    assert [0.08, 0.08, 0.05, 0.05, 0.05] == [ask() for _ in range(5)]


def test_a_good_result_holds_for_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    results = iter([0.02])
    monkeypatch.setattr(resolution, "calibrate", lambda sandbox, rng: (next(results), {}))
    store = Kept()
    for _ in range(3):
        assert 0.02 == resolution.resolution_of(None, store, random.Random(1))  # type: ignore[arg-type]
