from __future__ import annotations

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hasten.core.evidence import LEAST_RESOLVED, Speedup, claim
from hasten.core.measurement import PairedSamples
from hasten.errors import InvalidArgument
from hasten.stats.intervals import headline, process_median
from hasten.stats.multiplicity import (
    benjamini_hochberg,
    candidate_evidence,
    e_benjamini_hochberg,
    pair_evidence,
    process_evidence,
    processes_needed,
    sign_p_value,
)
from hasten.testing.clocks import ORDINARY, QUIET, simulated_samples

ONE = {0: 1.0}


def test_the_example_of_benjamini_and_hochberg() -> None:
    # The 15 p-values of section 3.2 of the paper (myocardial infarction): four are claimed at 5 %.
    p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590,
         1.0]
    assert benjamini_hochberg(p) == (True,) * 4 + (False,) * 11


@given(st.lists(st.floats(0, 1), max_size=30), st.floats(0.001, 0.5))
def test_claims_stand_at_laxer_levels_and_smaller_p_values_go_first(p: list[float], level: float) -> None:
    strict, lax = benjamini_hochberg(p, level=level), benjamini_hochberg(p, level=min(0.99, 2 * level))
    assert all(b for a, b in zip(strict, lax, strict=True) if a)
    claimed = [x for x, c in zip(p, strict, strict=True) if c]
    assert all(c for x, c in zip(p, strict, strict=True) if claimed and x <= max(claimed))
    assert len(claimed) >= sum(x <= level / len(p) for x in p)  # never weaker than Bonferroni


def test_what_is_no_p_or_e_value_is_never_claimed() -> None:
    assert benjamini_hochberg([math.nan, -1.0, 2.0, 0.0]) == (False, False, False, True)
    assert e_benjamini_hochberg([math.nan, -1.0, 0.0, math.inf]) == (False, False, False, True)
    assert benjamini_hochberg([]) == ()


def test_processes_needed_is_what_the_sign_test_can_reach() -> None:
    for candidates in (1, 2, 8, 25, 26, 64, 1000):
        n = processes_needed(candidates)
        assert benjamini_hochberg([sign_p_value([0.1] * n)] + [1.0] * (candidates - 1))[0]
        assert not benjamini_hochberg([sign_p_value([0.1] * (n - 1))] + [1.0] * (candidates - 1))[0]


def test_a_process_without_a_clear_vote_counts_against() -> None:
    assert sign_p_value([0.1] * 8 + [0.0]) == sign_p_value([0.1] * 8 + [-0.1]) == sign_p_value([0.1] * 8 + [math.nan])
    assert sign_p_value([-0.1] * 9) == 1.0


def test_64_null_variants_offered_at_once_are_seldom_claimed() -> None:
    rng = random.Random("64 nulls")
    claims_by_signs = claims_by_bets = claims_in_full = 0
    for _ in range(20):
        runs = [simulated_samples(rng, noise=QUIET, processes=9) for _ in range(64)]
        medians = [[process_median(s) for s in run] for run in runs]
        p = [sign_p_value([m for m in run if isinstance(m, float)]) for run in medians]
        chosen = benjamini_hochberg(p)
        claims_by_signs += any(chosen)
        claims_by_bets += any(e_benjamini_hochberg([candidate_evidence(run, ONE) for run in runs]))
        for run, is_chosen in zip(runs, chosen, strict=True):
            speedup = headline(run, ONE)
            assert isinstance(speedup, Speedup)
            claims_in_full += is_chosen and claim(speedup, LEAST_RESOLVED).accepted
    assert claims_by_signs <= 3
    assert claims_by_bets <= 3
    assert claims_in_full == 0


def test_a_clear_gain_among_64_nulls_is_claimed_with_nine_processes() -> None:
    rng = random.Random("needle")
    runs = [simulated_samples(rng, noise=ORDINARY) for _ in range(63)]
    runs.append(simulated_samples(rng, noise=ORDINARY, speedup=1.3))
    chosen = e_benjamini_hochberg([candidate_evidence(run, ONE) for run in runs])
    assert chosen == (False,) * 63 + (True,)


def test_a_small_gain_among_few_is_claimed_by_its_processes() -> None:
    rng = random.Random("small")
    found = 0
    for _ in range(40):
        p = []
        for speedup in (1.03, 1.0, 1.0, 1.0):
            medians = [process_median(s) for s in simulated_samples(rng, speedup=speedup)]
            p.append(sign_p_value([m for m in medians if isinstance(m, float)]))
        found += benjamini_hochberg(p)[0]
    assert found >= 36


def test_evidence_of_equal_code_has_a_mean_of_at_most_one() -> None:
    rng = random.Random("mean")
    values = [candidate_evidence(simulated_samples(rng, processes=7, pairs=8), ONE) for _ in range(600)]
    assert sum(values) / len(values) < 1.3  # heavy-tailed: its standard error is about 0.1
    assert sum(v >= 20 for v in values) <= 0.05 * len(values)


@pytest.mark.parametrize("bad", [math.nan, 0.0, -1.0, math.inf])
def test_degenerate_samples_are_no_evidence(bad: float) -> None:
    good = simulated_samples(random.Random(1), speedup=2.0)
    spoiled = [*good[:8], PairedSamples(0, (bad,), (1.0,), process=8)]
    for evidence in (process_evidence, pair_evidence, candidate_evidence):
        assert evidence(good, ONE) > 100
        assert evidence(spoiled, ONE) == 0.0
        assert evidence([], ONE) == 0.0
        assert evidence(good, {0: 1.0, 1: 1.0}) == 0.0


def test_pairs_within_the_possible_bias_are_no_evidence() -> None:
    biased = [PairedSamples(0, (1.045,) * 20, (1.0,) * 20, process=p) for p in range(9)]
    assert pair_evidence(biased, ONE) < 1
    assert pair_evidence(biased, ONE, bias=0.04) > 1e6


def test_misuse_is_refused() -> None:
    for level in (0.0, 1.0, math.nan):
        with pytest.raises(InvalidArgument):
            benjamini_hochberg([0.1], level=level)
    with pytest.raises(InvalidArgument):
        processes_needed(0)
    with pytest.raises(InvalidArgument):
        pair_evidence([], ONE, bias=-0.1)
