from __future__ import annotations

import pytest

from hasten.core import PairedSamples
from hasten.meters.bounds import bounded_speedup
from hasten.stats.censoring import RatioBounds


def test_the_least_ratio_of_each_process_bounds_the_speedup() -> None:
    cut = [(process, 0, RatioBounds(10.0 + process, float("inf"))) for process in range(6)]
    found = bounded_speedup([], cut, {0: 1.0})
    assert found is not None
    assert found.bound
    assert 10.0 == pytest.approx(found.low)
    assert 12.5 == pytest.approx(found.estimate, rel=0.01)
    assert found.high == found.estimate


def test_a_variant_that_was_stopped_bounds_nothing_from_below() -> None:
    cut = [(process, 0, RatioBounds(0.0, 0.5)) for process in range(6)]
    assert bounded_speedup([], cut, {0: 1.0}) is None


def test_a_process_is_as_good_as_its_worst_unit() -> None:
    cut = [(process, 0, RatioBounds(100.0, float("inf"))) for process in range(6)]
    exact = [PairedSamples(1, (2.0 + p / 100,), (1.0,), process=p) for p in range(6)]
    found = bounded_speedup(exact, cut, {0: 1.0, 1: 1.0})
    assert found is not None
    assert found.estimate < 2.1
