from __future__ import annotations

import math
import random
from collections.abc import Callable
from dataclasses import replace
from typing import get_args

import pytest

from hasten.core.evidence import Speedup
from hasten.core.measurement import PairedSamples
from hasten.report.caveats import CAVEATS, fields_of
from hasten.stats.diagnostics import (
    Finding,
    FindingName,
    children_hidden,
    diagnose,
    gc_matters,
    hit_rate_dependent,
    load_high,
    minor_faults_differ,
    steal,
    threads_hidden,
    too_short,
    two_modes,
    unstable,
    wall_and_cpu_part,
)
from hasten.testing.clocks import LOADED, ORDINARY, QUIET, SPIKY, Noise, simulated_samples


def reshaped(samples: list[PairedSamples], new_factor: Callable[[int, int], float]) -> list[PairedSamples]:
    """The samples with NEW slowed by a factor of (process, pair)."""
    return [
        replace(s, new_s=tuple(t * new_factor(s.process, i) for i, t in enumerate(s.new_s))) for s in samples
    ]


@pytest.mark.parametrize("noise", [QUIET, ORDINARY, LOADED, SPIKY])
@pytest.mark.parametrize("speedup", [1.0, 1.05, 8.0])
def test_ordinary_noise_raises_no_alarm(noise: Noise, speedup: float) -> None:
    rng = random.Random(f"{noise} {speedup}")
    alarms = sum(bool(diagnose(simulated_samples(rng, speedup=speedup, noise=noise))) for _ in range(60))
    assert alarms <= 3


def test_page_faults_that_explain_the_difference_are_found() -> None:
    # The known case: equal code, a stable false 22 %, 149 faults a call against 1.6.
    samples = [replace(s, old_faults=149.0, new_faults=1.6) for s in simulated_samples(random.Random(1), old_s=6e-4)]
    slowed = [replace(s, old_s=tuple(t * 1.22 for t in s.old_s)) for s in samples]
    found = minor_faults_differ(slowed)
    assert found is not None
    assert (found.name, found.values["old"], found.values["new"]) == ("minor-faults-differ", 149.0, 1.6)
    assert found.values["share"] > 0.9


def test_page_faults_that_do_not_matter_are_passed_over() -> None:
    base = simulated_samples(random.Random(2), old_s=1.0, speedup=20.0)
    assert minor_faults_differ([replace(s, old_faults=149.0, new_faults=1.6) for s in base]) is None
    short = simulated_samples(random.Random(2), old_s=1e-3, speedup=1.1)
    assert minor_faults_differ([replace(s, old_faults=149.0, new_faults=140.0) for s in short]) is None
    assert minor_faults_differ([replace(s, old_faults=1.6, new_faults=149.0) for s in short]) is None  # NEW is faster


def test_waiting_shows_as_wall_and_cpu_apart() -> None:
    samples = simulated_samples(random.Random(3), speedup=4.0)
    waits = [
        replace(s, old_wall_s=tuple(t + 0.01 for t in s.old_s), new_wall_s=tuple(t + 0.01 for t in s.new_s))
        for s in samples
    ]
    found = wall_and_cpu_part(waits)
    assert found is not None
    assert found.values["cpu"] == pytest.approx(4.0, rel=0.05)
    assert found.values["wall"] == pytest.approx(0.011 / 0.01025, rel=0.05)


def test_load_on_both_sides_is_no_waiting() -> None:
    rng = random.Random(4)
    loaded = [
        replace(
            s,
            old_wall_s=tuple(t * rng.uniform(1, 4) for t in s.old_s),
            new_wall_s=tuple(t * rng.uniform(1, 4) for t in s.new_s),
        )
        for s in simulated_samples(rng, speedup=1.5)
    ]
    assert wall_and_cpu_part(loaded) is None
    assert wall_and_cpu_part([replace(s, old_wall_s=(), new_wall_s=()) for s in loaded]) is None


def test_a_ratio_that_moves_within_each_process_is_drift() -> None:
    found = unstable(reshaped(simulated_samples(random.Random(5), speedup=2.0), lambda _, i: 1.0 + 0.01 * i))
    assert found is not None
    assert found.why == "drift"
    assert 1.6 < found.values["low"] < found.values["high"] < 2.05


def test_two_speeds_are_two_modes() -> None:
    rng = random.Random(6)
    found = unstable(reshaped(simulated_samples(rng), lambda _, i: rng.choice([1.0, 1.3])))
    assert found is not None
    assert found.why == "two modes"
    assert found.values["high"] / found.values["low"] == pytest.approx(1.3, rel=0.05)


def test_processes_that_disagree_are_spread() -> None:
    rng = random.Random(7)
    factors = [math.exp(rng.gauss(0, 0.2)) for _ in range(9)]
    found = unstable(reshaped(simulated_samples(rng), lambda process, _: factors[process]))
    assert found is not None
    assert found.name == "unstable"


@pytest.mark.parametrize("shape", ["gauss", "uniform", "expovariate", "cauchy"])
def test_one_heap_is_not_two_modes(shape: str) -> None:
    rng = random.Random(shape)
    draw: dict[str, Callable[[], float]] = {
        "gauss": lambda: rng.gauss(0, 0.1),
        "uniform": lambda: rng.uniform(-0.2, 0.2),
        "expovariate": lambda: rng.expovariate(10),
        "cauchy": lambda: 0.02 * math.tan(math.pi * (rng.random() - 0.5)),
    }
    assert sum(two_modes([draw[shape]() for _ in range(n)]) is not None for n in (20, 60, 180) for _ in range(50)) <= 7


def test_short_samples_are_too_short_and_batches_help() -> None:
    samples = simulated_samples(random.Random(8), old_s=1e-6)
    found = too_short(samples, tick_s=1e-6)
    assert found is not None
    assert found.values["seconds"] == pytest.approx(1e-6, rel=0.1)
    assert too_short([replace(s, reps=1000) for s in samples], tick_s=1e-6) is None


def speedup(estimate: float, *, spread: float = 1.01) -> Speedup:
    return Speedup(estimate, estimate / spread, estimate * spread, 0.96, 180, 9)


def test_the_collector_matters_only_beyond_both_intervals() -> None:
    assert gc_matters(speedup(2.0), speedup(1.5)) == Finding("gc-matters", {"off": 2.0, "on": 1.5})
    assert gc_matters(speedup(2.0), speedup(2.01)) is None
    assert gc_matters(speedup(2.0, spread=1.3), speedup(1.8, spread=1.3)) is None


def test_memos_show_by_their_later_calls() -> None:
    assert hit_rate_dependent(77.0, 3458.0) == Finding("hit-rate-dependent", {"first": 77.0, "later": 3458.0})
    assert hit_rate_dependent(2.0, 2.1) is None
    assert hit_rate_dependent(0.5, 0.9) is None  # slower either way: nothing is gained from remembering


def test_what_the_clock_does_not_see() -> None:
    assert children_hidden(0.5, 1.0) == Finding("children-hidden", {"seconds": 0.5})
    assert children_hidden(0.001, 1.0) is None
    assert threads_hidden(4) == Finding("threads-hidden", {"threads": 4.0})
    assert threads_hidden(1) is None
    assert load_high(8.0, 2) == Finding("load-high", {"load": 8.0, "cores": 2.0})
    assert load_high(2.0, 2) is None
    assert steal(0.12) == Finding("steal", {"share": 0.12})
    assert steal(0.0) is None


def test_degenerate_records_are_passed_over_and_names_are_closed() -> None:
    broken = [PairedSamples(0, (math.nan,), (1.0,)), PairedSamples(0, (), ())]
    assert diagnose(broken) == ()
    assert diagnose([]) == ()
    found = diagnose([*broken, *simulated_samples(random.Random(9), old_s=1e-6)])
    assert [f.name for f in found] == ["too-short"]
    assert {f.name for f in found} <= set(get_args(FindingName))


@pytest.mark.parametrize(
    "finding",
    [
        Finding("minor-faults-differ", {"old": 1.0, "new": 9.0, "share": 0.5}),
        Finding("wall-and-cpu-part", {"cpu": 2.0, "wall": 1.0}),
        Finding("unstable", {"low": 1.0, "high": 2.0}, "drift"),
        Finding("too-short", {"seconds": 1e-7}),
        Finding("gc-matters", {"off": 2.0, "on": 1.5}),
        Finding("hit-rate-dependent", {"first": 77.0, "later": 3458.0}),
        Finding("children-hidden", {"seconds": 0.5}),
        Finding("threads-hidden", {"threads": 4.0}),
        Finding("load-high", {"load": 8.0, "cores": 2.0}),
        Finding("steal", {"share": 0.12}),
    ],
)
def test_every_finding_has_a_caveat_whose_numbers_it_carries(finding: Finding) -> None:
    assert finding.name in CAVEATS
    assert fields_of(finding.name) <= finding.values.keys()
