from __future__ import annotations

import math

import pytest

from hasten.core import PairedSamples
from hasten.meters.bounds import Cut, bounded_speedup


def test_the_least_time_of_the_original_bounds_the_speedup() -> None:
    cut = [Cut(process, 0, 10.0 + process, 1.0) for process in range(6)]
    found = bounded_speedup([], cut, {0: 1.0})
    assert found is not None
    assert found.bound
    assert 10.0 == pytest.approx(found.low)
    assert 12.5 == pytest.approx(found.estimate, rel=0.01)
    assert found.high == found.estimate


def test_a_variant_that_was_stopped_bounds_nothing_from_below() -> None:
    cut = [Cut(process, 0, 0.5, math.inf) for process in range(6)]
    assert bounded_speedup([], cut, {0: 1.0}) is None


def test_a_process_without_one_of_the_units_bounds_nothing() -> None:
    cut = [Cut(process, process % 2, 10.0, 1.0) for process in range(6)]
    assert bounded_speedup([], cut, {0: 1.0, 1: 1.0}) is None


def test_least_times_are_added_to_those_that_are_known() -> None:
    cut = [Cut(p, 0, 100.0, 1.0) for p in range(6)]
    exact = [PairedSamples(1, (2.0,), (1.0,), process=p) for p in range(6)]
    found = bounded_speedup(exact, cut, {0: 1.0, 1: 3.0})
    assert found is not None
    # (100 + 3 * 2) / (1 + 3 * 1)
    assert 26.5 == pytest.approx(found.estimate)


@pytest.mark.parametrize("limit", [0.5, 2.0, 5.0])
def test_stopping_earlier_never_flatters_the_variant(limit: float) -> None:
    whole = {0: 8.0, 1: 3.0}
    cut = [Cut(p, u, min(limit, s), 0.1) for p in range(6) for u, s in whole.items()]
    found = bounded_speedup([], cut, {0: 1.0, 1: 1.0})
    assert found is not None
    assert found.high <= sum(whole.values()) / 0.2
