from __future__ import annotations

from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hasten.errors import InvalidArgument
from hasten.stats.degenerate import Degenerate
from hasten.stats.proportions import Rate, beta_cdf, clopper_pearson, rule_of_three, wilson


def binomial(n: int, k: int, p: float) -> float:
    return comb(n, k) * p**k * (1 - p) ** (n - k)


@given(st.integers(1, 60), st.data(), st.floats(0.001, 0.999))
def test_the_beta_function_is_a_binomial_tail(n: int, data: st.DataObject, p: float) -> None:
    k = data.draw(st.integers(1, n))
    tail = sum(binomial(n, j, p) for j in range(k, n + 1))
    assert beta_cdf(p, k, n - k + 1) == pytest.approx(tail, rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("n", [1, 7, 30])
@pytest.mark.parametrize("p", [0.01, 0.1, 0.37, 0.5, 0.93])
def test_clopper_pearson_covers_every_rate(n: int, p: float) -> None:
    covered = 0.0
    for k in range(n + 1):
        rate = clopper_pearson(k, n)
        assert isinstance(rate, Rate)
        covered += binomial(n, k, p) * (rate.low <= p <= rate.high)
    assert covered >= 0.95


def test_wilson_covers_on_average_and_is_narrower() -> None:
    n, steps, covered = 30, 200, 0.0
    for k in range(n + 1):
        score, exact = wilson(k, n), clopper_pearson(k, n)
        assert isinstance(score, Rate)
        assert isinstance(exact, Rate)
        assert 0 <= score.low <= score.estimate <= score.high <= 1
        if 0 < k < n:
            assert score.high - score.low < exact.high - exact.low
        covered += sum(binomial(n, k, (i + 0.5) / steps) * (score.low <= (i + 0.5) / steps <= score.high)
                       for i in range(steps)) / steps
    assert 0.94 < covered < 0.965


@given(st.integers(1, 10**6))
def test_nothing_seen_is_never_zero(trials: int) -> None:
    bound = rule_of_three(trials)
    assert isinstance(bound, float)
    assert 0 < bound <= min(1.0, 3 / trials)
    rate = clopper_pearson(0, trials)
    assert isinstance(rate, Rate)
    assert rate.low == 0.0 < bound < rate.high


def test_no_trials_give_no_rate_and_misuse_is_refused() -> None:
    assert isinstance(clopper_pearson(0, 0), Degenerate)
    assert isinstance(wilson(0, 0), Degenerate)
    assert isinstance(rule_of_three(0), Degenerate)
    with pytest.raises(InvalidArgument):
        clopper_pearson(3, 2)
    with pytest.raises(InvalidArgument):
        wilson(0, 5, confidence=1.0)
