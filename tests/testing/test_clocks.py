from __future__ import annotations

import math
import random
from itertools import islice
from statistics import median

import pytest

from hasten.core.measurement import Censored
from hasten.testing.clocks import (
    BIAS_MOST,
    BIAS_P90,
    QUIET,
    Noise,
    process_bias,
    simulated_race,
    simulated_samples,
)

SILENT = Noise(jitter=0.0, drift=0.0, spike_share=0.0, bias_times=0.0)


def test_without_noise_the_clock_tells_the_truth() -> None:
    for record in simulated_samples(random.Random(1), old_s=0.5, speedup=2.0, noise=SILENT):
        assert record.old_s == pytest.approx([0.5] * 20)
        assert record.new_s == pytest.approx([0.25] * 20)


def test_the_bias_has_the_measured_tail_and_favours_no_side() -> None:
    rng = random.Random(2)
    drawn = [process_bias(rng) for _ in range(20_000)]
    sizes = sorted(math.expm1(abs(x)) for x in drawn)
    assert sizes[18_000] == pytest.approx(BIAS_P90, rel=0.1)
    assert 0.5 * BIAS_MOST < sizes[-1] <= BIAS_MOST * (1 + 1e-9)
    assert abs(sum(x > 0 for x in drawn) - 10_000) < 300


def test_drift_is_shared_by_the_two_sides_of_a_pair() -> None:
    drifting = Noise(jitter=0.0, drift=0.1, spike_share=0.0, bias_times=0.0)
    record = simulated_samples(random.Random(3), noise=drifting, processes=1, pairs=100)[0]
    assert max(record.old_s) / min(record.old_s) > 1.5
    assert [old / new for old, new in zip(record.old_s, record.new_s, strict=True)] == pytest.approx([1.0] * 100)


def test_spikes_only_lengthen() -> None:
    spiky = Noise(jitter=0.0, drift=0.0, spike_share=0.5, spike_times=10.0, bias_times=0.0)
    record = simulated_samples(random.Random(4), old_s=1.0, noise=spiky, processes=1, pairs=200)[0]
    assert min(record.old_s) == pytest.approx(1.0)
    assert median(record.old_s) < 10.0 < 1.1 * max(record.old_s)


def test_a_side_past_its_limit_is_censored_at_it() -> None:
    for old, new in islice(simulated_race(random.Random(5), speedup=0.5, noise=SILENT), 10):
        assert new == Censored(1.5 * old)
    for _, new in islice(simulated_race(random.Random(5), speedup=0.8, noise=SILENT), 10):
        assert isinstance(new, float)


def test_the_same_rng_state_gives_the_same_samples() -> None:
    one, other = (simulated_samples(random.Random(6), noise=QUIET) for _ in range(2))
    assert one == other
