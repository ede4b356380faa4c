from __future__ import annotations

import itertools
import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hasten.bench.scores.subsets import expected_max, probability_of_any
from hasten.errors import InvalidArgument

VALUES = st.lists(st.floats(-10.0, 10.0), min_size=1, max_size=9)


def brute_max(values: list[float], k: int) -> float:
    found = [max(subset) for subset in itertools.combinations(values, k)]
    return math.fsum(found) / len(found)


@given(VALUES, st.data())
def test_expected_max_equals_brute_force_over_all_subsets(values: list[float], data: st.DataObject) -> None:
    k = data.draw(st.integers(1, len(values)))
    assert brute_max(values, k) == pytest.approx(expected_max(values, k), abs=1e-9)


def test_expected_max_of_sixteen_equals_brute_force_for_every_k() -> None:
    rng = random.Random(3)
    values = [rng.choice([0.0, 0.0, rng.random(), 1.0]) for _ in range(16)]
    for k in range(1, 17):
        assert brute_max(values, k) == pytest.approx(expected_max(values, k), abs=1e-9)


def test_expected_max_is_stable_where_binomials_do_not_fit_a_float() -> None:
    values = [1.0] * 5000
    for k in (1, 2, 2500, 4999, 5000):
        assert 1.0 == pytest.approx(expected_max(values, k), abs=1e-9)
    spread = [i / 4999 for i in range(5000)]
    # The expected largest of k out of 0..n-1 is (k n - 1) / (k + 1) in units of the step, plus the step's offset.
    for k in (1, 10, 1000):
        exact = (k * 5001 / (k + 1) - 1) / 4999
        assert exact == pytest.approx(expected_max(spread, k), abs=1e-9)


@given(VALUES)
def test_one_is_the_mean_and_all_is_the_maximum(values: list[float]) -> None:
    assert math.fsum(values) / len(values) == pytest.approx(expected_max(values, 1), abs=1e-9)
    assert max(values) == pytest.approx(expected_max(values, len(values)), abs=1e-9)


@given(VALUES)
def test_more_samples_to_choose_from_never_score_less(values: list[float]) -> None:
    scores = [expected_max(values, k) for k in range(1, len(values) + 1)]
    assert all(a <= b + 1e-9 for a, b in itertools.pairwise(scores))


@given(st.integers(1, 10), st.data())
def test_probability_of_any_equals_brute_force(n: int, data: st.DataObject) -> None:
    hits, k = data.draw(st.integers(0, n)), data.draw(st.integers(1, n))
    flags = [i < hits for i in range(n)]
    found = [any(subset) for subset in itertools.combinations(flags, k)]
    assert sum(found) / len(found) == pytest.approx(probability_of_any(n, hits, k), abs=1e-12)


@pytest.mark.parametrize("k", [0, -1, 4])
def test_k_out_of_range_is_refused(k: int) -> None:
    with pytest.raises(InvalidArgument, match="k must lie in"):
        expected_max([1.0, 2.0, 3.0], k)
    with pytest.raises(InvalidArgument, match="k must lie in"):
        probability_of_any(3, 1, k)


def test_more_hits_than_samples_are_refused() -> None:
    with pytest.raises(InvalidArgument, match="hits must lie in"):
        probability_of_any(3, 4, 1)
