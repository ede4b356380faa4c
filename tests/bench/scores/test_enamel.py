from __future__ import annotations

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hasten.bench.scores.enamel import SampleRun, eff_at_k, efficiency, time_limit_s
from hasten.bench.scores.hodges_lehmann import hodges_lehmann
from hasten.core import Censored
from hasten.errors import InvalidArgument

REFERENCE = ((0.01, 0.02), (0.5, 1.0), (1.0, 1.5), (2.0, 1.0))
TIMES = st.floats(1e-4, 10.0)


def test_hand_computed_case() -> None:
    # T = 4; levels 1..3: (4-2)/(4-1) = 2/3, (4-3)/(4-1.5) = 0.4, (4-1)/(4-2) = 1.5; weights 3, 3, 4
    run = SampleRun(True, ((0.1, 0.1), (2.0, 1.0), (3.0, 0.5), (1.0, 0.2)))
    assert (3 * 2 / 3 + 3 * 0.4 + 4 * 1.5) / 10 == pytest.approx(efficiency(run, reference=REFERENCE))


def test_the_reference_scores_one_against_itself() -> None:
    assert 1.0 == pytest.approx(efficiency(SampleRun(True, REFERENCE), reference=REFERENCE))


def test_twice_the_largest_reference_time_is_the_limit() -> None:
    assert 4.0 == time_limit_s(REFERENCE)


def test_wrong_scores_nothing_however_fast() -> None:
    assert 0.0 == efficiency(SampleRun(False, ((1e-6,),) * 4), reference=REFERENCE)


@pytest.mark.parametrize("stopped", [Censored(4.0), 4.0, 7.5])
def test_a_stopped_level_and_all_later_ones_score_nothing(stopped: Censored | float) -> None:
    run = SampleRun(True, ((0.1,), (1.0,), (1.5, stopped), (0.001,)))
    assert 0.3 == pytest.approx(efficiency(run, reference=REFERENCE))


def test_levels_that_were_never_run_score_nothing() -> None:
    assert 0.3 == pytest.approx(efficiency(SampleRun(True, ((0.1,), (1.0,))), reference=REFERENCE))


def test_the_first_level_is_for_correctness_only() -> None:
    slow, quick = (SampleRun(True, ((t,), *REFERENCE[1:])) for t in (3.9, 1e-6))
    assert efficiency(slow, reference=REFERENCE) == efficiency(quick, reference=REFERENCE)


@given(st.lists(st.tuples(TIMES, TIMES), min_size=4, max_size=4), st.lists(TIMES, min_size=4, max_size=4))
def test_scores_lie_between_nothing_and_what_no_time_at_all_would_give(
    reference: list[tuple[float, float]], sample: list[float]
) -> None:
    run = SampleRun(True, tuple((t,) for t in sample))
    found = efficiency(run, reference=reference)
    limit_s = time_limit_s(reference)
    most = sum(h * limit_s / (limit_s - max(r)) for h, r in zip((0, 3, 3, 4), reference, strict=True)) / 10
    assert 0.0 <= found <= most
    assert found <= 2.0 + 1e-12  # a reference's time is at most half of the limit


@given(st.lists(TIMES, min_size=4, max_size=4), st.integers(0, 3), st.floats(1.0, 5.0))
def test_slower_never_scores_more(sample: list[float], level: int, factor: float) -> None:
    slower = [t * factor if i == level else t for i, t in enumerate(sample)]
    scores = [efficiency(SampleRun(True, tuple((t,) for t in s)), reference=REFERENCE) for s in (sample, slower)]
    assert scores[1] <= scores[0] + 1e-12


def test_censoring_never_scores_more_than_finishing_at_the_limit() -> None:
    finished = SampleRun(True, ((0.1,), (3.999999,), (1.0,), (1.0,)))
    stopped = SampleRun(True, ((0.1,), (Censored(4.0),)))
    assert efficiency(stopped, reference=REFERENCE) <= efficiency(finished, reference=REFERENCE)


@pytest.mark.parametrize("hardness", [(3.0, 3.0), (0.0, 0.0, 0.0, 0.0), (0.0, -1.0, 3.0, 4.0)])
def test_weights_that_do_not_fit_are_refused(hardness: tuple[float, ...]) -> None:
    with pytest.raises(InvalidArgument, match="hardness"):
        efficiency(SampleRun(True, REFERENCE), reference=REFERENCE, hardness=hardness)


def test_an_empty_level_of_the_reference_is_refused() -> None:
    with pytest.raises(InvalidArgument, match="every level"):
        efficiency(SampleRun(True, ()), reference=((), (1.0,), (1.0,), (1.0,)))


SCORES = st.dictionaries(
    st.text("ab", min_size=1), st.lists(st.floats(0.0, 2.0), min_size=3, max_size=6), min_size=1, max_size=4
)


@given(SCORES, st.integers(1, 3))
def test_eff_at_k_equals_brute_force_over_all_subsets(scores: dict[str, list[float]], k: int) -> None:
    means = []
    for values in scores.values():
        found = [max(subset) for subset in itertools.combinations(values, k)]
        means.append(math.fsum(found) / len(found))
    assert math.fsum(means) / len(means) == pytest.approx(eff_at_k(scores, k), abs=1e-9)


def test_all_wrong_all_equal_and_unanswered_tasks() -> None:
    assert 0.0 == eff_at_k({"a": [0.0] * 5}, 3)
    assert 0.7 == pytest.approx(eff_at_k({"a": [0.7] * 5}, 3))
    assert 0.35 == pytest.approx(eff_at_k({"a": [0.7], "unanswered": []}, 1))


def test_too_few_samples_are_refused_by_name() -> None:
    with pytest.raises(InvalidArgument, match="HumanEval/7 has 2"):
        eff_at_k({"HumanEval/7": [0.1, 0.2]}, 3)
    with pytest.raises(InvalidArgument, match="at least one task"):
        eff_at_k({}, 1)


def test_hodges_lehmann_by_hand() -> None:
    # Walsh averages of 1, 2, 9: 1, 1.5, 5, 2, 5.5, 9
    assert 3.5 == hodges_lehmann([9.0, 1.0, 2.0])
    assert 4.0 == hodges_lehmann([4.0])
    with pytest.raises(InvalidArgument):
        hodges_lehmann([])


@given(st.lists(st.floats(0.0, 100.0), min_size=1, max_size=8), st.floats(-5.0, 5.0))
def test_hodges_lehmann_moves_with_its_values_and_stays_among_them(values: list[float], by: float) -> None:
    found = hodges_lehmann(values)
    assert min(values) <= found <= max(values)
    assert found + by == pytest.approx(hodges_lehmann([v + by for v in values]))
