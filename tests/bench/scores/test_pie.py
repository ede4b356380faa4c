from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hasten.bench.scores.pie import THRESHOLDS, Outcome, correct, mean_speedup, optimised
from hasten.errors import InvalidArgument

RUNS = st.lists(st.builds(Outcome, st.booleans(), st.floats(0.1, 20.0)), min_size=2, max_size=6)


def test_by_hand() -> None:
    samples = {
        "faster": [Outcome(True, 4.0)], "slower": [Outcome(True, 0.5)], "wrong": [Outcome(False, 50.0)],
        "barely": [Outcome(True, 1.1)], "unanswered": [],
    }
    assert 40.0 == pytest.approx(optimised(samples))
    assert 60.0 == pytest.approx(correct(samples))
    assert (4.0 + 1.0 + 1.0 + 1.1 + 1.0) / 5 == pytest.approx(mean_speedup(samples))


@given(RUNS, st.integers(1, 2), st.sampled_from(THRESHOLDS))
def test_best_of_k_equals_brute_force(runs: list[Outcome], k: int, threshold: float) -> None:
    subsets = list(itertools.combinations(runs, k))
    hits = [any(r.right and r.speedup >= threshold for r in subset) for subset in subsets]
    gains = [max(r.speedup if r.right and r.speedup > 1.0 else 1.0 for r in subset) for subset in subsets]
    assert 100.0 * sum(hits) / len(hits) == pytest.approx(optimised({"a": runs}, k, threshold=threshold), abs=1e-9)
    assert sum(gains) / len(gains) == pytest.approx(mean_speedup({"a": runs}, k), abs=1e-9)


@given(RUNS)
def test_a_higher_threshold_never_counts_more(runs: list[Outcome]) -> None:
    found = [optimised({"a": runs}, threshold=t) for t in THRESHOLDS]
    assert all(a >= b for a, b in itertools.pairwise(found))


@given(RUNS)
def test_wrong_samples_never_raise_the_mean(runs: list[Outcome]) -> None:
    wrong = [Outcome(False, r.speedup) for r in runs]
    assert 1.0 == pytest.approx(mean_speedup({"a": wrong}, 2))
    assert mean_speedup({"a": runs}) >= 1.0 - 1e-12  # a mean of ones may round to just below one


def test_bad_k_names_the_program() -> None:
    with pytest.raises(InvalidArgument, match="program p"):
        optimised({"p": [Outcome(True)]}, 2)
    with pytest.raises(InvalidArgument):
        correct({})
