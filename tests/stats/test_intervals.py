from __future__ import annotations

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hasten.core.evidence import Speedup
from hasten.core.measurement import PairedSamples
from hasten.stats.degenerate import Degenerate
from hasten.stats.intervals import by_process, headline, log_ratios, process_median


def samples(
    rng: random.Random, *, call: int = 0, old_s: float = 1e-3, speedup: float = 1.0, processes: int = 9, pairs: int = 20
) -> list[PairedSamples]:
    records = []
    for process in range(processes):
        old = [old_s * math.exp(rng.gauss(0, 0.02)) for _ in range(pairs)]
        new = [old_s / speedup * math.exp(rng.gauss(0, 0.02)) for _ in range(pairs)]
        records.append(PairedSamples(call, tuple(old), tuple(new), process=process))
    return records


def test_the_headline_is_the_weighted_total_and_not_a_mean_of_ratios() -> None:
    rng = random.Random(1)
    both = samples(rng, call=0, old_s=1e-3, speedup=10.0) + samples(rng, call=1, old_s=9e-3, speedup=1.0)
    result = headline(both, {0: 1.0, 1: 1.0})
    assert isinstance(result, Speedup)
    assert result.estimate == pytest.approx(10e-3 / (0.1e-3 + 9e-3), rel=0.02)
    assert (result.pairs, result.processes, result.confidence) == (360, 9, 0.9609375)
    heavy = headline(both, {0: 9.0, 1: 1.0})
    assert isinstance(heavy, Speedup)
    assert heavy.estimate == pytest.approx(18e-3 / (0.9e-3 + 9e-3), rel=0.02)


def test_calls_without_weight_do_not_touch_the_headline() -> None:
    rng = random.Random(2)
    given_call = samples(rng, call=0, speedup=2.0)
    grown = samples(rng, call=7, old_s=1.0, speedup=100.0)
    assert headline(given_call, {0: 1.0}) == headline(given_call + grown, {0: 1.0})


def test_drift_that_hits_both_sides_of_a_pair_cancels() -> None:
    rng = random.Random(3)
    steady = samples(rng, speedup=1.5)
    drifting = [
        PairedSamples(
            0,
            tuple(t * 1.05**i for i, t in enumerate(s.old_s)),
            tuple(t * 1.05**i for i, t in enumerate(s.new_s)),
            process=s.process,
        )
        for s in steady
    ]
    one, other = headline(steady, {0: 1.0}), headline(drifting, {0: 1.0})
    assert isinstance(one, Speedup)
    assert isinstance(other, Speedup)
    assert one.estimate == pytest.approx(other.estimate, rel=1e-9)


@given(st.floats(0.01, 1e5), st.floats(0.01, 100.0))
def test_a_common_scale_changes_nothing_and_swapping_the_sides_inverts(scale: float, weight: float) -> None:
    base = samples(random.Random(4), speedup=1.2)
    scaled = [
        PairedSamples(0, tuple(scale * t for t in s.old_s), tuple(scale * t for t in s.new_s), process=s.process)
        for s in base
    ]
    swapped = [PairedSamples(0, s.new_s, s.old_s, process=s.process) for s in base]
    first, second, third = (headline(x, {0: weight}) for x in (base, scaled, swapped))
    assert isinstance(first, Speedup)
    assert isinstance(second, Speedup)
    assert isinstance(third, Speedup)
    assert first.estimate == pytest.approx(second.estimate, rel=1e-9)
    assert first.low == pytest.approx(1 / third.high, rel=1e-9)


BAD = [math.nan, math.inf, -math.inf, 0.0, -1e-3]


@pytest.mark.parametrize("bad", BAD)
@pytest.mark.parametrize("side", ["old", "new"])
def test_one_time_that_is_no_time_spoils_the_claim(bad: float, side: str) -> None:
    records = samples(random.Random(5), speedup=2.0)
    broken = records[3]
    old = (bad, *broken.old_s[1:]) if side == "old" else broken.old_s
    new = (bad, *broken.new_s[1:]) if side == "new" else broken.new_s
    records[3] = PairedSamples(0, old, new, process=3)
    result = headline(records, {0: 1.0})
    assert isinstance(result, Degenerate)
    assert "process 3" in result.reason


def test_missing_unequal_and_mixed_samples_are_degenerate() -> None:
    rng = random.Random(6)
    good = samples(rng)
    assert isinstance(headline([], {0: 1.0}), Degenerate)
    assert isinstance(headline(good, {}), Degenerate)
    assert isinstance(headline(good, {0: math.nan}), Degenerate)
    assert isinstance(headline(good[:5], {0: 1.0}), Degenerate)
    assert isinstance(headline(good[:1], {0: 1.0}, least_confidence=0.0), Degenerate)
    assert isinstance(headline(good, {0: 1.0, 1: 1.0}), Degenerate)
    assert isinstance(headline(good + samples(rng, call=1, processes=8), {0: 1.0, 1: 1.0}), Degenerate)
    assert isinstance(headline([*good, PairedSamples(0, (1.0,), (1.0,), process=9, gc_on=True)], {0: 1.0}), Degenerate)
    assert isinstance(log_ratios(PairedSamples(0, (1.0, 2.0), (1.0,))), Degenerate)
    assert isinstance(process_median(PairedSamples(0, (), ())), Degenerate)
    frozen = [PairedSamples(0, (1e-3,) * 20, (5e-4,) * 20, process=p) for p in range(9)]
    assert isinstance(headline(frozen, {0: 1.0}), Degenerate)


def test_few_processes_show_an_interval_only_when_asked_and_say_how_sure() -> None:
    result = headline(samples(random.Random(7), processes=3), {0: 1.0}, least_confidence=0.0)
    assert isinstance(result, Speedup)
    assert result.confidence == 0.75


def test_records_of_one_call_in_one_process_are_put_together() -> None:
    whole = PairedSamples(0, (1.0, 2.0, 4.0), (1.0, 1.0, 1.0), process=0)
    parts = [PairedSamples(0, (1.0,), (1.0,), process=0), PairedSamples(0, (2.0, 4.0), (1.0, 1.0), process=0)]
    assert by_process([whole]) == by_process(parts)
