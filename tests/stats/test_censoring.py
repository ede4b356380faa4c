from __future__ import annotations

import math
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hasten.core.measurement import Censored
from hasten.stats.censoring import RatioBounds, median_bounds, ratio_bounds, sign_of
from hasten.stats.degenerate import Degenerate

TIMES = st.floats(1e-6, 1e3)


def seen(time_s: float, limit_s: float) -> float | Censored:
    return Censored(limit_s) if time_s > limit_s else time_s


@given(TIMES, TIMES, TIMES, TIMES)
def test_a_sign_is_never_wrong_under_censoring(old: float, new: float, limit_old: float, limit_new: float) -> None:
    sign = sign_of(seen(old, limit_old), seen(new, limit_new))
    if sign:
        assert sign == (1 if new < old else -1)


@given(TIMES, TIMES)
def test_a_kill_at_one_and_a_half_times_the_old_time_loses_no_sign(old: float, new: float) -> None:
    expected = 0 if new == old else (1 if new < old else -1)
    assert expected == sign_of(old, seen(new, 1.5 * old))


@pytest.mark.parametrize("bad", [math.nan, math.inf, 0.0, -1.0, Censored(math.nan), Censored(0.0)])
def test_what_is_no_time_counts_against_the_candidate(bad: float | Censored) -> None:
    assert sign_of(1.0, bad) == -1
    assert sign_of(bad, 1.0) == -1
    assert isinstance(ratio_bounds(1.0, bad), Degenerate)
    assert isinstance(ratio_bounds(bad, 1.0), Degenerate)


@given(TIMES, TIMES, TIMES, TIMES)
def test_the_true_ratio_lies_in_the_bounds(old: float, new: float, limit_old: float, limit_new: float) -> None:
    bounds = ratio_bounds(seen(old, limit_old), seen(new, limit_new))
    assert isinstance(bounds, RatioBounds)
    assert bounds.low <= old / new <= bounds.high


@given(st.lists(st.tuples(TIMES, TIMES), min_size=1, max_size=15), TIMES)
def test_the_true_median_lies_in_the_bounds(pairs: list[tuple[float, float]], limit: float) -> None:
    bounds = [ratio_bounds(old, seen(new, limit)) for old, new in pairs]
    middle = median_bounds([b for b in bounds if isinstance(b, RatioBounds)])
    assert isinstance(middle, RatioBounds)
    true = median(old / new for old, new in pairs)
    assert middle.low <= true <= middle.high
    assert middle.exact or any(new > limit for _, new in pairs)


def test_bounds_print_as_bounds() -> None:
    assert str(RatioBounds(20.0, math.inf)) == ">= 20x"
    assert str(RatioBounds(0.0, 0.5)) == "<= 0.5x"
    assert str(RatioBounds(2.0, 2.0)) == "2x"
    assert str(RatioBounds(0.0, math.inf)) == "unknown"
    assert str(RatioBounds(1.0, 2.0)) == "1x to 2x"


def test_no_pairs_have_no_median() -> None:
    assert isinstance(median_bounds([]), Degenerate)
