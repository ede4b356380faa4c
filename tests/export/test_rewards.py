from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hasten.core import Candidate, Counterexample, Evidence, RaceResult, SourceEdit, Speedup, Verdict
from hasten.errors import InvalidArgument
from hasten.export.rewards import LEAST_CORRECT, MOST_WRONG, reward, reward_of_correct, reward_of_wrong

SPEEDUPS = st.one_of(st.none(), st.floats(1e-9, 1e12), st.just(math.inf))
SAME = st.sampled_from(["proved", "searched"])
KINDS = st.sampled_from(["value", "type", "exception", "timeout", "crash", "forbidden", "import", "sequence"])
CANDIDATE = Candidate(SourceEdit("x = 1"), "p")


@st.composite
def correct(draw: st.DrawFn) -> Evidence:
    verdict = Verdict(draw(SAME), "same-effects", inputs=draw(st.integers(0, 10**6)))
    ratio = draw(SPEEDUPS)
    race = None if ratio is None else RaceResult("new", 9, 20.0, ratio)
    return Evidence(CANDIDATE, draw(st.sampled_from(["faster", "not_faster"])), verdict=verdict, race=race)


@st.composite
def wrong(draw: st.DrawFn) -> Evidence:
    ratio = draw(SPEEDUPS)
    race = None if ratio is None else RaceResult("new", 9, 20.0, ratio)
    speedup = None if ratio is None else Speedup(ratio, ratio, ratio, 0.96, 180, 9)
    word = draw(st.sampled_from(["differs", "tests_only", "none"]))
    if word == "none":
        return Evidence(CANDIDATE, "refused", race=race, speedup=speedup, reason="syntax")
    shown = Counterexample(draw(KINDS), "f()", "1", "2") if word == "differs" else None
    verdict = Verdict(word, "same-effects", inputs=draw(st.integers(0, 10**9)), counterexample=shown)
    return Evidence(CANDIDATE, "differs", verdict=verdict, race=race, speedup=speedup)


@given(wrong(), correct())
def test_no_wrong_code_ever_gets_as_much_as_any_correct_code(bad: Evidence, good: Evidence) -> None:
    assert reward(bad) < reward(good)


@given(st.one_of(wrong(), correct()))
def test_rewards_are_bounded(evidence: Evidence) -> None:
    assert 0.0 <= reward(evidence) <= 1.0


@given(st.floats(1e-9, 1e12), st.floats(1e-9, 1e12))
def test_faster_correct_code_never_gets_less(one: float, other: float) -> None:
    slow, fast = sorted((one, other))
    assert LEAST_CORRECT <= reward_of_correct(slow) <= reward_of_correct(fast) <= 1.0


@given(st.floats(1.0, 1e3))
def test_a_real_gain_is_seen(speedup: float) -> None:
    assert reward_of_correct(speedup) < reward_of_correct(1.05 * speedup)


def test_by_hand() -> None:
    assert 0.75 == reward_of_correct(1.0)
    assert 1.0 == reward_of_correct(math.inf)
    assert LEAST_CORRECT == reward_of_correct(None)
    assert 0.0 == reward_of_wrong(built=False, ran=False)
    assert MOST_WRONG == reward_of_wrong(built=True, ran=True, agreed=10**9)
    for speedup in (0.0, -1.0, math.nan):
        with pytest.raises(InvalidArgument):
            reward_of_correct(speedup)


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_wrong_code_that_came_further_never_gets_less(one: int, other: int) -> None:
    few, many = sorted((one, other))
    steps = [
        reward_of_wrong(built=False, ran=False), reward_of_wrong(built=True, ran=False),
        reward_of_wrong(built=True, ran=True, agreed=few), reward_of_wrong(built=True, ran=True, agreed=many),
    ]
    assert steps == sorted(steps)
    assert steps[-1] <= MOST_WRONG
