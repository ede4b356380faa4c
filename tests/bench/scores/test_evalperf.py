from __future__ import annotations

import itertools
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hasten.bench.scores.evalperf import (
    DifferentialScore,
    differential_score,
    is_demanding,
    levels_of,
    matched,
    mean_dps,
    variation,
)
from hasten.errors import InvalidArgument

COSTS = st.lists(st.floats(1e-6, 1e3), min_size=1, max_size=12)


def test_levels_by_hand() -> None:
    levels = levels_of([1.0, 8.0, 1.05, 4.0, 8.5])
    assert [(1, 4), (3,), (0, 2)] == [level.members for level in levels]
    assert [0.4, 0.2, 0.4] == [level.share for level in levels]


@given(COSTS)
def test_every_solution_lies_in_one_level_and_levels_get_faster(costs: list[float]) -> None:
    levels = levels_of(costs)
    assert list(range(len(costs))) == sorted(i for level in levels for i in level.members)
    assert 1.0 == pytest.approx(sum(level.share for level in levels))
    for slow, fast in itertools.pairwise(levels):
        assert min(costs[i] for i in slow.members) >= 1.2 * max(costs[i] for i in fast.members)


@given(COSTS)
def test_scores_grow_with_speed_and_end_at_a_hundred(costs: list[float]) -> None:
    levels = levels_of(costs)
    scores = [differential_score(cost, levels) for cost in sorted(costs, reverse=True)]
    assert all(a.dps <= b.dps and a.normalised <= b.normalised for a, b in itertools.pairwise(scores))
    best = differential_score(1e-9, levels)
    assert (len(levels), pytest.approx(100.0), pytest.approx(100.0)) == (best.level, best.dps, best.normalised)


def test_slower_than_all_and_wrong_score_nothing() -> None:
    levels = levels_of([8.0, 4.0, 2.0, 1.0])
    assert DifferentialScore(0, 0.0, 0.0) == differential_score(20.0, levels)
    assert DifferentialScore(0, 0.0, 0.0) == differential_score(None, levels)


def test_all_equal_is_one_level() -> None:
    levels = levels_of([2.0] * 5)
    assert 1 == len(levels)
    assert DifferentialScore(1, 100.0, 100.0) == differential_score(2.0, levels)


def test_a_small_error_of_the_clock_does_not_change_the_level() -> None:
    rng = random.Random(1)
    levels = levels_of([9.0, 6.0, 4.0, 2.5])
    for place, level in enumerate(levels, start=1):
        for _ in range(200):
            assert place == matched(level.cost * rng.uniform(0.93, 1.07), levels)


def test_demanding_tasks_have_levels_and_agreeing_costs() -> None:
    four, three = levels_of([8.0, 4.0, 2.0, 1.0]), levels_of([4.0, 2.0, 1.0])
    assert is_demanding(four, [0.01, 0.05])
    assert not is_demanding(four, [0.01, 0.051])
    assert not is_demanding(three, [0.01])
    assert is_demanding(three, [0.01], least_levels=3)
    assert not is_demanding(four, [])


def test_variation() -> None:
    assert 0.0 == variation([5.0])
    assert 0.0 == variation([5.0, 5.0])
    assert 0.5 == pytest.approx(variation([1.0, 2.0, 3.0]))


def test_the_mean_is_over_right_samples() -> None:
    scores = [DifferentialScore(2, 50.0, 40.0), None, DifferentialScore(4, 100.0, 100.0)]
    assert 75.0 == mean_dps(scores)
    assert 70.0 == mean_dps(scores, normalised=True)
    assert mean_dps([None]) is None


@pytest.mark.parametrize(("costs", "gap"), [([], 1.2), ([1.0, 0.0], 1.2), ([1.0], 1.0)])
def test_bad_arguments(costs: list[float], gap: float) -> None:
    with pytest.raises(InvalidArgument):
        levels_of(costs, gap=gap)
    with pytest.raises(InvalidArgument):
        differential_score(1.0, ())
