"""Bayes' rule over a check that misses."""

from __future__ import annotations

import math
import random

import pytest

from hasten.errors import InvalidArgument
from hasten.stats.degenerate import Degenerate
from hasten.stats.risk import LEAST_JUDGED, risk_interval, wrong_though_passed


def test_it_is_what_counting_gives() -> None:
    rng = random.Random(3)
    passed = wrong = 0
    for _ in range(200_000):
        is_wrong = rng.random() < 0.3
        if not is_wrong or rng.random() < 0.1:
            passed += 1
            wrong += is_wrong
    assert math.isclose(wrong / passed, wrong_though_passed(0.3, 0.1), abs_tol=0.003)


@pytest.mark.parametrize("wrong, missed", [(1, 0.0), (1, 0.5)])
def test_where_all_are_wrong_so_is_what_passed(wrong: float, missed: float) -> None:
    assert wrong_though_passed(wrong, missed) == 1.0


@pytest.mark.parametrize("wrong, missed", [(-0.1, 0.5), (0.5, 1.1)])
def test_only_probabilities_are_taken(wrong: float, missed: float) -> None:
    with pytest.raises(InvalidArgument, match=r"0\.\.1"):
        wrong_though_passed(wrong, missed)


@pytest.mark.parametrize("counts", [(0, 0, 0, 30), (0, 500, 0, 500), (3, 20, 2, 35), (20, 20, 0, 60)])
def test_the_estimate_lies_below_the_upper_end_and_neither_is_0(counts: tuple[int, int, int, int]) -> None:
    found = risk_interval(*counts)
    assert not isinstance(found, Degenerate)
    estimate, high = found
    assert 0 < estimate < high <= 1


def test_few_judged_versions_say_nothing() -> None:
    assert risk_interval(0, LEAST_JUDGED - 1, 2, 35) == risk_interval(0, 0, 2, 35)
    assert risk_interval(0, 200, 2, 35) < risk_interval(0, 0, 2, 35)  # type: ignore[operator]


def test_without_a_measurement_there_is_no_figure() -> None:
    assert isinstance(risk_interval(0, 100, 0, 0), Degenerate)
