"""What the documentation promises of the whole chain, on clocks of which the truth is known."""

from __future__ import annotations

import random

import pytest

from hasten.core.evidence import LEAST_RESOLVED, Speedup, claim
from hasten.stats.betting import SignRace
from hasten.stats.calibration import resolution
from hasten.stats.censoring import sign_of
from hasten.stats.intervals import headline, process_median
from hasten.testing.clocks import LOADED, ORDINARY, QUIET, SPIKY, Noise, simulated_race, simulated_samples

RUNS = 300
ALL = {"quiet": QUIET, "ordinary": ORDINARY, "loaded": LOADED, "spiky": SPIKY}


def calibrated(rng: random.Random, noise: Noise) -> float:
    """Resolution from an A/A run over 18 processes."""
    medians = [process_median(s) for s in simulated_samples(rng, noise=noise, processes=18)]
    found = resolution([m for m in medians if isinstance(m, float)])
    assert isinstance(found, float)
    return found


def runs(rng: random.Random, noise: Noise, speedup: float) -> list[Speedup]:
    found = [headline(simulated_samples(rng, speedup=speedup, noise=noise), {0: 1.0}) for _ in range(RUNS)]
    return [s for s in found if isinstance(s, Speedup)]


@pytest.mark.parametrize("name", ALL)
def test_equal_code_is_never_called_faster_and_the_interval_covers(name: str) -> None:
    rng = random.Random(f"aa {name}")
    least = calibrated(rng, ALL[name])
    found = runs(rng, ALL[name], 1.0)
    assert len(found) == RUNS
    assert sum(claim(s, least).accepted for s in found) <= 1  # promised: at most 1 of 120
    assert sum(s.low <= 1.0 <= s.high for s in found) >= 0.92 * RUNS  # exact 96.1 %, less 3.5 standard errors


@pytest.mark.parametrize("name", ["quiet", "ordinary"])
@pytest.mark.parametrize(("speedup", "share"), [(1.03, 0.90), (1.05, 0.98), (1.10, 0.99)])
def test_an_injected_gain_is_found_and_covered(name: str, speedup: float, share: float) -> None:
    rng = random.Random(f"power {name} {speedup}")
    found = runs(rng, ALL[name], speedup)
    assert sum(claim(s, LEAST_RESOLVED).accepted for s in found) >= share * RUNS
    assert sum(s.low <= speedup <= s.high for s in found) >= 0.92 * RUNS


def test_a_gain_below_what_is_resolved_is_not_claimed() -> None:
    rng = random.Random("one per cent")
    assert sum(claim(s, LEAST_RESOLVED).accepted for s in runs(rng, ORDINARY, 1.01)) <= 3


def test_one_process_with_many_pairs_would_break_the_promise() -> None:
    # Why the interval runs over processes: the pairs of one process agree with each other and not with the truth.
    rng = random.Random("one process")
    missed = 0
    for _ in range(RUNS):
        one = simulated_samples(rng, noise=QUIET, processes=1, pairs=180)[0]
        split = [
            type(one)(0, one.old_s[i::9], one.new_s[i::9], process=i)  # its pairs dealt out as if they were processes
            for i in range(9)
        ]
        speedup = headline(split, {0: 1.0})
        assert isinstance(speedup, Speedup)
        missed += not speedup.low <= 1.0 <= speedup.high
    assert missed > 0.2 * RUNS


@pytest.mark.parametrize(
    ("name", "speedup", "most_pairs"), [("quiet", 0.95, 9), ("ordinary", 0.95, 9), ("loaded", 0.5, 10)]
)
def test_a_loser_leaves_the_race_early(name: str, speedup: float, most_pairs: int) -> None:
    rng = random.Random(f"race {name}")
    pairs = 0
    for _ in range(RUNS):
        race = SignRace()
        for old, new in simulated_race(rng, speedup=speedup, noise=ALL[name]):
            race = race.fed(sign_of(old, new))
            if race.over:
                break
        assert race.winner != "new"
        pairs += race.pairs
    assert pairs / RUNS <= most_pairs


def test_equal_code_seldom_wins_a_race_where_noise_hides_the_bias() -> None:
    rng = random.Random("race aa")
    won = 0
    for _ in range(RUNS):
        race = SignRace()
        for old, new in simulated_race(rng, speedup=1.0, noise=LOADED):
            race = race.fed(sign_of(old, new))
            if race.over:
                break
        won += race.winner == "new"
    assert won <= 0.05 * RUNS
