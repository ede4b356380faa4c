from __future__ import annotations

import itertools
import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hasten.errors import InvalidArgument
from hasten.stats.degenerate import Degenerate
from hasten.stats.order import OrderInterval, OrderRanks, coverage, median_interval, order_ranks


def test_nine_processes_give_the_second_to_the_eighth_at_96_1_percent() -> None:
    ranks = order_ranks(9)
    assert OrderRanks(2, 8, 1 - 20 / 512) == ranks


@pytest.mark.parametrize("n", range(2, 12))
def test_coverage_equals_the_share_of_all_sign_patterns(n: int) -> None:
    patterns = list(itertools.product((0, 1), repeat=n))  # 1: the value lies above the true median
    for rank in range(1, n // 2 + 1):
        covered = sum(rank <= sum(p) <= n - rank for p in patterns)
        assert covered / len(patterns) == pytest.approx(coverage(n, rank), abs=1e-12)


@given(st.integers(2, 400), st.floats(0.0, 0.999))
def test_the_ranks_are_the_narrowest_that_cover_enough(n: int, wanted: float) -> None:
    ranks = order_ranks(n, least_confidence=wanted)
    if isinstance(ranks, Degenerate):
        assert coverage(n, 1) < wanted
        return
    assert ranks.confidence >= wanted
    assert ranks.low + ranks.high == n + 1
    narrower = ranks.low + 1
    assert narrower > n // 2 or coverage(n, narrower) < wanted


def test_too_few_values_say_how_many_are_needed() -> None:
    answer = order_ranks(5)
    assert isinstance(answer, Degenerate)
    assert "6 are needed" in answer.reason
    assert isinstance(order_ranks(6), OrderRanks)


def test_misuse_is_refused() -> None:
    with pytest.raises(InvalidArgument):
        coverage(9, 0)
    with pytest.raises(InvalidArgument):
        order_ranks(9, least_confidence=1.0)


@pytest.mark.parametrize(
    ("values", "word"),
    [
        ([], "no samples"),
        ([1.0], "one value"),
        ([0.1] * 9, "equal"),
        ([0.1, 0.2, 0.3, 0.4, 0.5, math.nan], "finite"),
        ([0.1, 0.2, 0.3, 0.4, 0.5, math.inf], "finite"),
        ([0.1, 0.2, 0.3], "needed"),
    ],
)
def test_degenerate_samples_give_no_figure(values: list[float], word: str) -> None:
    answer = median_interval(values)
    assert isinstance(answer, Degenerate)
    assert word in answer.reason


@given(st.lists(st.floats(-1, 1), min_size=6, max_size=30, unique=True), st.randoms(use_true_random=False))
def test_the_interval_holds_its_estimate_and_ignores_the_order(values: list[float], rng: random.Random) -> None:
    interval = median_interval(values)
    assert isinstance(interval, OrderInterval)
    assert interval.low <= interval.estimate <= interval.high
    shuffled = list(values)
    rng.shuffle(shuffled)
    assert interval == median_interval(shuffled)
