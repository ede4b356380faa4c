"""What a claim rests on, from simulated clocks."""

from __future__ import annotations

import random
from dataclasses import replace

from hasten.core import PairedSamples, Speedup
from hasten.meters.settle import settled
from hasten.testing.clocks import ORDINARY, simulated_samples


def taken(seed: int, speedup: float, *, gc_on: bool) -> list[PairedSamples]:
    found = simulated_samples(random.Random(seed), speedup=speedup, noise=ORDINARY)
    return [replace(s, gc_on=gc_on) for s in found]


def test_collector_off_and_on_are_put_together_where_they_agree() -> None:
    samples = taken(1, 1.1, gc_on=False) + taken(2, 1.1, gc_on=True)
    found = settled(samples, {0: 1.0})
    assert isinstance(found.speedup, Speedup)
    assert 360 == found.speedup.pairs
    assert 9 == found.speedup.processes
    assert {} == found.findings


def test_where_they_part_the_claim_is_with_the_collector_on() -> None:
    samples = taken(1, 1.5, gc_on=False) + taken(2, 1.1, gc_on=True)
    found = settled(samples, {0: 1.0})
    assert isinstance(found.speedup, Speedup)
    assert found.speedup.estimate < 1.2
    assert "gc-matters" in found.findings


def test_collector_on_alone_is_enough() -> None:
    found = settled(taken(2, 1.1, gc_on=True), {0: 1.0})
    assert isinstance(found.speedup, Speedup)
    assert 180 == found.speedup.pairs


def test_calls_that_wait_are_judged_by_wall_time() -> None:
    samples = [replace(s, new_wall_s=tuple(t / 2 for t in s.old_wall_s)) for s in taken(1, 1.0, gc_on=True)]
    found = settled(samples, {0: 1.0}, waits=True)
    # All ratios are exactly 2, which no clock gives: that is refused, not claimed.
    assert "wall" == found.clock
    assert not isinstance(found.speedup, Speedup)
