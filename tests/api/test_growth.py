"""Growth before and after is told only where the two do not contradict each other."""

from __future__ import annotations

import pytest

from hasten.api.growth import lost_power
from hasten.meters.complexity import GrowthPoint


def points(*amounts: tuple[float, float]) -> list[GrowthPoint]:
    return [GrowthPoint(size, seconds, None) for size, seconds in amounts]


def test_a_version_of_a_higher_class_loses_ground() -> None:
    sizes = [10, 20, 40, 80, 160, 320]
    linear = points(*((n, n * 1e-6) for n in sizes))
    square = points(*((n, n * n * 1e-7) for n in sizes))
    assert lost_power(linear, square) == pytest.approx(1.0)
    assert lost_power(square, linear) == pytest.approx(-1.0)
    assert lost_power(square, square) == pytest.approx(0.0)


def test_only_sizes_that_both_have_are_compared() -> None:
    assert lost_power(points((10, 1.0), (20, 2.0)), points((10, 1.0), (30, 2.0), (40, 3.0))) is None
    assert lost_power([], []) is None
