from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hasten.bench.scores.coffe import (
    Costs,
    efficient_at_k,
    geometric_speedup,
    is_efficient,
    is_robust,
    speedup,
    total_cost,
    trimmed_mean,
)
from hasten.errors import InvalidArgument

TRUTH = ((1.0,) * 12, (2.0,) * 12)


def scaled(factor: float) -> tuple[tuple[float, ...], ...]:
    return tuple(tuple(c * factor for c in runs) for runs in TRUTH)


def test_the_largest_and_the_smallest_run_are_dropped() -> None:
    assert 2.0 == trimmed_mean([0.0, 2.0, 100.0])
    assert 1.5 == trimmed_mean([1.0, 2.0])
    assert 3.0 == pytest.approx(total_cost(TRUTH))
    with pytest.raises(InvalidArgument):
        trimmed_mean([])


def test_a_tie_is_not_efficient() -> None:
    assert not is_efficient(Costs(True, TRUTH, TRUTH))
    assert is_efficient(Costs(True, TRUTH, scaled(0.999)))
    assert not is_robust(Costs(True, TRUTH, scaled(0.999)))
    assert is_robust(Costs(True, TRUTH, scaled(0.9)))


@pytest.mark.parametrize("costs", [
    Costs(False, TRUTH, scaled(0.1)), Costs(True, TRUTH, scaled(0.1), complete=False), Costs(True),
])
def test_wrong_stopped_and_unmeasured_samples_are_never_efficient(costs: Costs) -> None:
    assert not is_efficient(costs)
    assert not is_robust(costs)
    assert speedup({"a": [costs]}) is None
    assert geometric_speedup({"a": [costs]}) is None


def test_robust_asks_for_four_fifths_of_the_pairs() -> None:
    truth = ((1.0,) * 10,)
    for wins, expected in ((8, True), (7, False)):
        sample = ((0.5,) * wins + (1.0,) * (10 - wins),)
        assert expected == is_robust(Costs(True, truth, sample))


@given(st.floats(0.2, 0.95))
def test_robust_implies_efficient_where_runs_agree(factor: float) -> None:
    costs = Costs(True, TRUTH, scaled(factor))
    assert is_efficient(costs) >= is_robust(costs)


def test_speedup_by_hand() -> None:
    samples = {"a": [Costs(True, ((8.0,),), ((2.0,),))], "b": [Costs(True, ((1.0,),), ((1.0,),))], "c": [Costs(False)]}
    assert 3.0 == pytest.approx(speedup(samples))
    assert 2.0 == pytest.approx(geometric_speedup(samples))


@given(st.lists(st.tuples(st.booleans(), st.floats(0.5, 1.5)), min_size=2, max_size=6), st.integers(1, 2))
def test_efficient_at_k_equals_brute_force(drawn: list[tuple[bool, float]], k: int) -> None:
    runs = [Costs(right, TRUTH, scaled(factor)) for right, factor in drawn]
    found = [any(map(is_efficient, subset)) for subset in itertools.combinations(runs, k)]
    # the second task has no samples and counts as not solved
    assert sum(found) / len(found) / 2 == pytest.approx(efficient_at_k({"a": runs, "b": []}, k), abs=1e-9)


def test_too_few_samples_are_refused_by_name() -> None:
    with pytest.raises(InvalidArgument, match="a has 1"):
        efficient_at_k({"a": [Costs(True)]}, 2)
    with pytest.raises(InvalidArgument):
        efficient_at_k({}, 1)
