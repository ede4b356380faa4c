from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hasten.core.evidence import SizeRow
from hasten.core.measurement import PairedSamples
from hasten.core.workload import RecordedCall
from hasten.stats.sizes import Crossing, crossings, row_direction, size_classes, size_table
from hasten.testing.clocks import QUIET, simulated_samples


def call(size: int, *, weight: float = 1.0, origin: str = "given") -> RecordedCall:
    return RecordedCall({"args": [], "kwargs": {}}, size=size, weight=weight, origin=origin)


def row(size: int, speedup: float, *, spread: float = 1.01) -> SizeRow:
    return SizeRow(size, 1.0, 1.0 / speedup, speedup, speedup / spread, speedup * spread)


def test_slower_on_small_sizes_is_named_with_the_crossing() -> None:
    rng = random.Random(1)
    truth = {10: 0.5, 100: 1.0, 1000: 2.0, 10000: 4.0}
    samples = [
        s
        for i, (size, speedup) in enumerate(truth.items())
        for s in simulated_samples(rng, call=i, old_s=size * 1e-6, speedup=speedup, noise=QUIET)
    ]
    table = size_table(samples, [call(size) for size in truth])
    assert [r.size for r in table.rows] == list(truth)
    assert [r.size for r in table.slower] == [10]
    assert [r.speedup for r in table.rows] == pytest.approx(list(truth.values()), rel=0.02)
    assert [r.old for r in table.rows] == pytest.approx([size * 1e-6 for size in truth], rel=0.1)
    assert all(r.old / r.new == pytest.approx(r.speedup) for r in table.rows)
    assert [c.new_wins for c in table.crossings] == ["above"]
    assert table.crossings[0].size == pytest.approx(100, rel=0.1)


def test_what_hasten_made_has_rows_of_its_own() -> None:
    rng = random.Random(2)
    calls = [call(100), call(100, origin="stress")]
    samples = [s for i in range(2) for s in simulated_samples(rng, call=i, speedup=i + 1.5, noise=QUIET)]
    table = size_table(samples, calls)
    assert sorted(r.origin for r in table.rows) == ["given", "stress"]


def test_calls_of_one_class_are_a_weighted_total() -> None:
    rng = random.Random(3)
    samples = simulated_samples(rng, call=0, old_s=1e-3, speedup=2.0, noise=QUIET)
    samples += simulated_samples(rng, call=1, old_s=1e-3, speedup=1.0, noise=QUIET)
    table = size_table(samples, [call(100, weight=3.0), call(101, weight=1.0)])
    assert len(table.rows) == 1
    assert table.rows[0].calls == 2
    assert table.rows[0].speedup == pytest.approx(4 / (3 / 2 + 1), rel=0.02)


def test_a_size_without_a_figure_is_listed_and_not_dropped() -> None:
    rng = random.Random(4)
    samples = simulated_samples(rng, call=0, noise=QUIET)
    samples += [PairedSamples(1, (1e-3, 0.0), (1e-3, 1e-3), process=p) for p in range(9)]
    table = size_table(samples, [call(10), call(1000)])
    assert [r.size for r in table.rows] == [10]
    assert [size for size, _ in table.unmeasured] == [1000]


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=60), st.integers(1, 12))
def test_classes_hold_every_size_once_in_order(sizes: list[int], most: int) -> None:
    classes = size_classes(sizes, most=most)
    assert [s for c in classes for s in c] == sorted(set(sizes))
    assert len(classes) <= most


def test_near_sizes_share_a_class() -> None:
    assert size_classes([998, 1000, 1001, 10, 100000]) == ((10,), (998, 1000, 1001), (100000,))


def test_the_crossing_is_interpolated_between_measured_sizes() -> None:
    assert crossings([row(10, 0.5), row(1000, 2.0)]) == (Crossing(pytest.approx(100.0), "above"),)
    assert crossings([row(10, 2.0), row(1000, 0.5)]) == (Crossing(pytest.approx(100.0), "below"),)
    assert [c.size for c in crossings([row(1, 0.5), row(10, 0.99), row(100, 1.01), row(1000, 4.0)])] == [
        pytest.approx(31.6, rel=0.02)
    ]
    assert crossings([row(10, 1.5), row(1000, 2.0)]) == ()
    assert crossings([row(10, 0.99), row(1000, 2.0)]) == ()  # not confirmed slower
    assert crossings([row(10, 0.5), row(10, 2.0)]) == ()
    assert len(crossings([row(1, 0.5), row(10, 2.0), row(100, 0.5)])) == 2


def test_a_row_is_slower_only_when_interval_and_resolution_agree() -> None:
    assert row_direction(row(1, 0.9)) == -1
    assert row_direction(row(1, 0.99)) == 0
    assert row_direction(row(1, 0.9, spread=1.2)) == 0
    assert row_direction(row(1, 0.9), resolution=0.2) == 0
    assert row_direction(row(1, 1.1)) == 1
