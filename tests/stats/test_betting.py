from __future__ import annotations

import math
import random
from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hasten.core.measurement import Censored
from hasten.errors import InvalidArgument
from hasten.stats.betting import DECISIVE, MOST_PAIRS, SignRace, practically_same, sign_evidence
from hasten.stats.censoring import RatioBounds, ratio_bounds, sign_of
from hasten.stats.degenerate import Degenerate


def outcomes(p_new: float) -> tuple[dict[str, float], float]:
    """Exact probabilities of the race's outcomes and mean pairs when NEW is faster with probability p in each pair."""
    states = {SignRace(): 1.0}
    ended: dict[str, float] = defaultdict(float)
    pairs = 0.0
    while states:
        following: dict[SignRace, float] = defaultdict(float)
        for race, probability in states.items():
            if race.over:
                ended[race.winner] += probability
                pairs += probability * race.pairs
            else:
                following[race.fed(1)] += probability * p_new
                following[race.fed(-1)] += probability * (1 - p_new)
        states = {race: q for race, q in following.items() if q > 0}
    return ended, pairs


@pytest.mark.parametrize(("wins", "losses"), [(0, 0), (6, 0), (0, 7), (9, 1), (12, 5), (40, 31)])
def test_the_closed_form_is_the_integral_over_the_stakes(wins: int, losses: int) -> None:
    steps = 20_000
    stakes = [(i + 0.5) / steps for i in range(steps)]
    integral = math.fsum(2 * x * (1 + x) ** wins * (1 - x) ** losses for x in stakes) / steps
    assert sign_evidence(wins, losses) == pytest.approx(integral, rel=1e-5)


@given(st.integers(0, 200), st.integers(0, 200))
def test_a_fair_pair_never_grows_the_wealth_in_the_mean(wins: int, losses: int) -> None:
    after = (sign_evidence(wins + 1, losses) + sign_evidence(wins, losses + 1)) / 2
    assert after == pytest.approx(sign_evidence(wins, losses), rel=1e-12)


@pytest.mark.parametrize("p_new", [0.0, 0.2, 0.4, 0.5])
def test_what_is_not_faster_wins_in_at_most_one_of_twenty_races(p_new: float) -> None:
    ended, _ = outcomes(p_new)
    assert ended["new"] <= 1 / DECISIVE


def test_a_tie_ends_undecided_and_costs_less_than_the_cap() -> None:
    ended, pairs = outcomes(0.5)
    assert ended["undecided"] > 0.9
    assert pairs < MOST_PAIRS


def test_a_clear_loser_falls_in_at_most_nine_pairs() -> None:
    ended, pairs = outcomes(0.05)  # noise of 2 % against a loss of 5 % is lost in more than 95 % of the pairs
    assert ended["old"] > 0.99
    assert pairs <= 9
    race = SignRace()
    while not race.over:
        race = race.fed(-1)
    assert race.winner == "old"
    assert race.pairs == 6


def test_time_outs_decide_like_any_loss() -> None:
    race = SignRace()
    while not race.over:
        race = race.fed(sign_of(0.010, Censored(0.015)))
    assert (race.winner, race.pairs) == ("old", 6)


def test_ties_alone_reach_the_end_undecided() -> None:
    race = SignRace()
    while not race.over:
        race = race.fed(0)
    assert race.winner == "undecided"
    assert race.ties == race.pairs <= MOST_PAIRS


@given(st.lists(st.sampled_from([-1, 0, 1]), max_size=MOST_PAIRS))
def test_a_futile_race_cannot_be_decided_by_any_future(signs: list[int]) -> None:
    race = SignRace()
    for sign in signs:
        race = race.fed(sign)
    if not race.futile:
        return
    for sign in (1, -1):
        future = race
        while future.pairs < future.cap:
            future = future.fed(sign)
            assert future.winner == "undecided"


def test_the_sides_are_treated_alike() -> None:
    one, other = SignRace(wins=8, losses=2, ties=1), SignRace(wins=2, losses=8, ties=1)
    assert (one.e_new, one.e_old) == (other.e_old, other.e_new)


def test_the_result_names_the_median_ratio_or_none() -> None:
    race = SignRace(losses=6)
    lost = ratio_bounds(0.010, Censored(0.015))
    assert not isinstance(lost, Degenerate)
    assert race.result([lost] * 6).ratio is None
    assert race.result([lost, RatioBounds(0.8, 0.8), RatioBounds(0.9, 0.9)]).ratio == 0.8
    assert race.result().ratio is None
    assert race.result().winner == "old"


def test_misuse_is_refused() -> None:
    with pytest.raises(InvalidArgument):
        SignRace(threshold=1.0)
    with pytest.raises(InvalidArgument):
        SignRace(cap=0)
    with pytest.raises(InvalidArgument):
        sign_evidence(-1, 0)


def test_practically_same_stops_equal_sides_and_keeps_real_gains() -> None:
    rng = random.Random(5)
    stopped_equal = stopped_gain = 0
    for _ in range(400):
        noise = [rng.gauss(0, 0.01) for _ in range(20)]
        looks = (12, 16, 20)
        stopped_equal += any(practically_same(noise[:n]) for n in looks)
        stopped_gain += any(practically_same([x + math.log(1.03) for x in noise[:n]]) for n in looks)
    assert stopped_equal > 360
    assert stopped_gain < 8


def test_practically_same_needs_enough_finite_pairs() -> None:
    assert not practically_same([0.0] * 11)
    assert practically_same([0.0, 0.001] * 6)
    assert not practically_same([0.0, math.nan] * 10)
    with pytest.raises(InvalidArgument):
        practically_same([0.0] * 20, within=0.0)
