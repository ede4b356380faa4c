from __future__ import annotations

import math
import random
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hasten.core.evidence import Speedup
from hasten.core.measurement import Censored
from hasten.stats.censoring import RatioBounds, bounded_speedup, median_bounds, ratio_bounds, sign_of
from hasten.stats.degenerate import Degenerate
from hasten.stats.intervals import headline
from hasten.testing.clocks import simulated_samples

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


def test_without_censoring_the_bounded_speedup_is_the_headline() -> None:
    samples = simulated_samples(random.Random(1), speedup=1.4)
    plain = headline(samples, {0: 1.0})
    bounded = bounded_speedup([list(zip(s.old_s, s.new_s, strict=True)) for s in samples])
    assert isinstance(plain, Speedup)
    assert isinstance(bounded, Speedup)
    # An even number of pairs: the median of logs is the geometric mean of the middle two, that of ratios their mean.
    assert bounded.estimate == pytest.approx(plain.estimate, rel=1e-3)
    assert (bounded.low, bounded.high) == pytest.approx((plain.low, plain.high), rel=1e-3)
    assert not bounded.bound


@given(st.floats(0.5, 3.0), st.floats(1.0, 30.0), st.integers(0, 1000))
def test_the_bounded_speedup_never_flatters_the_variant(limit_times: float, speedup: float, seed: int) -> None:
    samples = simulated_samples(random.Random(seed), old_s=1.0, speedup=speedup, pairs=6)
    whole = bounded_speedup([list(zip(s.old_s, s.new_s, strict=True)) for s in samples])
    cut = bounded_speedup(
        [[(seen(o, limit_times), seen(n, limit_times)) for o, n in zip(s.old_s, s.new_s, strict=True)] for s in samples]
    )
    assert isinstance(whole, Speedup)
    if isinstance(cut, Speedup):
        assert cut.estimate <= whole.estimate * (1 + 1e-12)
        assert cut.low <= whole.low * (1 + 1e-12)
        assert cut.bound == any(t > limit_times for s in samples for t in (*s.old_s, *s.new_s))


def test_a_variant_that_was_stopped_half_of_the_time_has_no_speedup() -> None:
    pairs = [(1.0, 0.5), (1.0, Censored(1.5))] * 3
    assert isinstance(bounded_speedup([pairs] * 9), Degenerate)
    assert isinstance(bounded_speedup([]), Degenerate)
    assert isinstance(bounded_speedup([[]] * 9), Degenerate)
    assert isinstance(bounded_speedup([[(1.0, 0.0)]] * 9), Degenerate)
