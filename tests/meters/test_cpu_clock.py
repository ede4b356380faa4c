
"""Real sandboxed runs. Nothing here asserts a time; ratios are asserted only where they are large."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from hasten.core import Artifact, Candidate, SourceEdit, Speedup
from hasten.core.evidence import claim
from hasten.meters import ClockSettings, TwinForkMeter, cpu_clock
from hasten.meters.settle import Settled, settled
from hasten.meters.twins import SideFailed

#: Real clocks over real processes take minutes together: `make test-all`.
pytestmark = pytest.mark.slow

COUNT = "def f(n):\n    s = 0\n    for i in range(n):\n        s += i * i % 7\n    return s\n"
QUICK = ClockSettings(processes=6, most_processes=6, pairs=6, budget_s=6.0, call_limit_s=3.0)
Make = Callable[..., TwinForkMeter]


def artifact(source: str) -> Artifact:
    return Artifact(Candidate(SourceEdit(source), "test"), source)


def call(*args: Any) -> dict[str, Any]:
    return {"args": list(args), "kwargs": {}}


def confirmed(meter: TwinForkMeter, old: str, new: str) -> Settled:
    samples = meter.measure(artifact(old), artifact(new))
    return settled(samples, {u.index: u.weight for u in meter.units}, waits=meter.waits)


def estimate(found: Settled) -> float:
    assert isinstance(found.speedup, Speedup), found.speedup
    return found.speedup.estimate


def test_identical_code_is_not_claimed(meter_of: Make) -> None:
    found = confirmed(meter_of(COUNT, call(4000)), COUNT, COUNT)
    assert isinstance(found.speedup, Speedup)
    assert not claim(found.speedup, 0.03).accepted
    assert 0.8 < found.speedup.estimate < 1.25


def test_half_the_work_is_claimed_and_twice_the_work_loses_its_race(meter_of: Make) -> None:
    half, twice = COUNT.replace("range(n)", "range(n // 2)"), COUNT.replace("range(n)", "range(2 * n)")
    meter = meter_of(COUNT, call(4000))
    assert "old" == meter.race(artifact(COUNT), artifact(twice)).winner
    assert "new" == meter.race(artifact(COUNT), artifact(half)).winner
    found = confirmed(meter, COUNT, half)
    assert isinstance(found.speedup, Speedup)
    assert claim(found.speedup, 0.02).accepted
    assert 1.5 < found.speedup.estimate < 2.6


def test_a_race_leaves_the_shared_zygote_running(meter_of: Make) -> None:
    meter = meter_of(COUNT, call(1000))
    meter.race(artifact(COUNT), artifact(COUNT))
    zygote = meter.runner.zygote(0)
    meter.race(artifact(COUNT), artifact(COUNT))
    assert zygote is meter.runner.zygote(0)
    assert zygote.alive


LATER = {
    "a generator": "def f(n):\n    return (count(k) for k in [n])\n",
    "a generator in a tuple": "def f(n):\n    return 1, (count(k) for k in [n])\n",
    "a map in a dictionary": "def f(n):\n    return {'a': map(count, [n])}\n",
    "a thread": "import threading\ndef f(n):\n    threading.Thread(target=count, args=(n,), daemon=True).start()\n    return 0\n",
}


@pytest.mark.parametrize("how", LATER)
def test_work_that_is_put_off_belongs_to_the_call(how: str, meter_of: Make) -> None:
    variant = COUNT.replace("def f", "def count") + LATER[how]
    assert estimate(confirmed(meter_of(COUNT, call(20000)), COUNT, variant)) < 1.25


def test_a_generator_and_a_coroutine_are_run_to_their_end(meter_of: Make) -> None:
    generator = "def f(n):\n    for i in range(n):\n        yield i * i % 7\n"
    half = generator.replace("range(n)", "range(n // 2)")
    assert 1.4 < estimate(confirmed(meter_of(generator, call(8000)), generator, half)) < 2.8
    coroutine = "import asyncio\n" + COUNT.replace("def f", "async def f").replace("    return", "    await asyncio.sleep(0)\n    return")
    half = coroutine.replace("range(n)", "range(n // 2)")
    assert 1.4 < estimate(confirmed(meter_of(coroutine, call(8000)), coroutine, half)) < 2.8


def test_tasks_left_behind_by_a_coroutine_belong_to_the_call(meter_of: Make) -> None:
    old = "import asyncio\n" + COUNT.replace("def f", "def count") + "async def f(n):\n    count(n)\n"
    new = "import asyncio\n" + COUNT.replace("def f", "def count") + (
        "async def later(n):\n    count(n)\nasync def f(n):\n    asyncio.ensure_future(later(n))\n"
    )
    assert estimate(confirmed(meter_of(old, call(20000)), old, new)) < 1.25


def test_a_sleeping_function_is_judged_by_wall_time(meter_of: Make) -> None:
    old = "import time\ndef f(n):\n    time.sleep(0.02)\n"
    meter = meter_of(old, call(1), settings=replace(QUICK, pairs=3))
    found = confirmed(meter, old, old.replace("0.02", "0.01"))
    assert "wall" == found.clock
    assert "wall-and-cpu-part" in found.findings
    assert 1.3 < estimate(found) < 2.7


def test_calls_that_raise_are_timed(meter_of: Make) -> None:
    raises = COUNT.replace("return s", "raise ValueError(s)")
    half = raises.replace("range(n)", "range(n // 2)")
    assert 1.5 < estimate(confirmed(meter_of(raises, call(4000)), raises, half)) < 2.6


def test_a_call_below_a_microsecond_is_batched(meter_of: Make) -> None:
    add = "def f(n):\n    return n + 1\n"
    more = "def f(n):\n    n + 1; n + 2; n + 3; n + 4; n + 5; n + 6; n + 7; n + 8; n + 9\n    return n + 1\n"
    meter = meter_of(add, call(3))
    samples = meter.measure(artifact(add), artifact(more))
    assert min(s.reps for s in samples) > 200
    found = settled(samples, {0: 1.0}).speedup
    assert isinstance(found, Speedup)
    assert found.estimate < 0.95


def test_an_object_more_is_no_memory(meter_of: Make) -> None:
    add = "def f(n):\n    return n + 1\n"
    more = "class Next:\n    def __init__(self, of):\n        self.of = of\n\nnext_of = Next(lambda n: n + 1)\n\ndef f(n):\n    return next_of.of(n)\n"
    meter = meter_of(add, call(3))
    samples = meter.measure(artifact(add), artifact(more))
    assert min(s.reps for s in samples) > 200
    assert "hit-rate-dependent" not in meter.findings


def test_short_calls_are_batched_beside_long_ones(meter_of: Make) -> None:
    half = COUNT.replace("range(n)", "range(n // 2)")
    meter = meter_of(COUNT, call(4), call(2_000_000), settings=replace(QUICK, processes=2, most_processes=2, budget_s=0.5))
    samples = meter.measure(artifact(COUNT), artifact(half))
    assert {min(s.reps, 20) for s in samples if s.call == 0} == {20}
    assert {s.reps for s in samples if s.call == 1} == {1}


def test_large_arguments_that_stay_as_they_are_need_no_copies(meter_of: Make) -> None:
    look = "def f(xs):\n    return xs[len(xs) // 2]\n"
    meter = meter_of(look, call(["l", list(range(200_000))]), settings=replace(QUICK, pairs=3))
    samples = meter.measure(artifact(look), artifact(look))
    assert min(s.reps for s in samples) > 100


def test_an_argument_that_is_changed_is_new_for_every_call(meter_of: Make) -> None:
    # If copies were shared, all but the first call would find the list empty.
    drain = "def f(xs):\n    s = 0\n    while xs:\n        s += xs.pop()\n    return s\n"
    keep = "def f(xs):\n    s = 0\n    for x in xs:\n        s += x\n    del xs[:]\n    return s\n"
    assert estimate(confirmed(meter_of(drain, call(["l", list(range(3000))])), drain, keep)) > 1.2


def test_freeing_large_arguments_is_no_work_of_the_call(meter_of: Make) -> None:
    quick = "def f(rows, seen):\n    seen.append(len(rows))\n    return len(seen)\n"
    rows = ["l", [["l", [["l", [n, ["t", [n, n]]]]]] for n in range(20_000)]]
    meter = meter_of(quick, call(rows, ["l", []]))
    assert "undecided" == meter.race(artifact(quick), artifact(quick)).winner


def test_calls_beyond_the_budget_give_a_bound(meter_of: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    # What counts as long is some seconds; a test should not take them.
    monkeypatch.setattr(cpu_clock, "_LONG_PASS_S", 0.2)
    long = COUNT.replace("range(n)", "range(300 * n)")
    settings = replace(QUICK, budget_s=2.0)
    meter = meter_of(long, call(50_000), settings=settings)
    meter.measure(artifact(long), artifact(COUNT))
    assert meter.bound is not None
    assert meter.bound.bound
    assert 1.0 < meter.bound.low <= meter.bound.estimate
    assert "censored" in meter.findings


def test_a_variant_that_never_ends_loses_its_race_and_gives_no_samples(meter_of: Make) -> None:
    endless = "def f(n):\n    while True:\n        pass\n"
    meter = meter_of(COUNT, call(2000), settings=replace(QUICK, call_limit_s=0.5))
    assert "old" == meter.race(artifact(COUNT), artifact(endless)).winner
    assert [] == list(meter.measure(artifact(COUNT), artifact(endless)))


def test_a_variant_that_crashes_while_it_is_timed_is_a_failure_and_no_figure(meter_of: Make) -> None:
    crash = "import os\ndef f(n):\n    os._exit(3)\n"
    with pytest.raises(SideFailed):
        meter_of(COUNT, call(2000)).race(artifact(COUNT), artifact(crash))


def test_peak_memory_sees_what_is_allocated(meter_of: Make) -> None:
    many = "def f(n):\n    return [i + 0.5 for i in range(n)]\n"
    meter = meter_of(many, call(10_000))
    peak, less = meter.peak_memory(artifact(many)), meter.peak_memory(artifact(COUNT))
    assert peak is not None and less is not None
    assert peak.peak_bytes > 200_000 > less.peak_bytes


def test_threads_are_timed_by_wall_clock_on_every_processor(meter_of: Make) -> None:
    import os

    def threaded(source: str) -> Artifact:
        return Artifact(Candidate(SourceEdit(source, threads=True), "test"), source)

    meter = meter_of(COUNT, call(4000))
    half = COUNT.replace("range(n)", "range(n // 2)")
    assert "new" == meter.race(artifact(COUNT), threaded(half)).winner
    assert meter.waits and meter.threads and len(os.sched_getaffinity(0)) == meter.cores
    samples = meter.measure(artifact(COUNT), threaded(half))
    found = settled(samples, {u.index: u.weight for u in meter.units}, waits=meter.waits)
    assert "wall" == found.clock and 1.3 < estimate(found) < 3.0
    # What comes next computes in one thread, and is timed as ever.
    assert "new" == meter.race(artifact(COUNT), artifact(half)).winner
    assert not meter.waits and not meter.threads and 1 == meter.cores


def test_one_long_pass_decides_a_race_that_is_far_from_even(meter_of: Make) -> None:
    half, twice = COUNT.replace("range(n)", "range(n // 4)"), COUNT.replace("range(n)", "range(4 * n)")
    meter = meter_of(COUNT, call(10_000_000))
    won = meter.race(artifact(COUNT), artifact(half))
    lost = meter.race(artifact(COUNT), artifact(twice))
    assert ("new", 1, "old", 1) == (won.winner, won.pairs, lost.winner, lost.pairs)
    assert won.ratio is not None
    assert won.ratio > 2


def test_with_long_passes_what_gains_nothing_is_behind_what_gained_much(meter_of: Make) -> None:
    meter = meter_of(COUNT, call(10_000_000))
    assert "new" == meter.race(artifact(COUNT), artifact(COUNT.replace("range(n)", "range(n // 50)"))).winner
    renamed = COUNT.replace("s ", "total ").replace("return s", "return total")
    found = meter.race(artifact(COUNT), artifact(renamed))
    assert ("behind", 1) == (found.winner, found.pairs)


def test_what_imports_for_long_in_its_first_pass_has_not_lost(meter_of: Make) -> None:
    body = COUNT.replace("range(n)", "range(n // 4)").replace("def f(n):\n", "def f(n):\n    starts()\n")
    starting = (
        "started = []\ndef starts():\n    if not started:\n        started.append(sum(i * i for i in range(14_000_000)))\n"
    )
    meter = meter_of(COUNT, call(10_000_000))
    meter._small = []
    assert "old" != meter.race(artifact(COUNT), artifact(starting + body)).winner


def test_peaks_of_calls_that_compute_long_are_left_out(meter_of: Make) -> None:
    meter = meter_of(COUNT, call(4_000), call(40))
    meter._call_s = [5.0, 0.001]
    assert meter.peak_memory(artifact(COUNT)) is not None
    meter._call_s = [5.0, 5.0]
    assert meter.peak_memory(artifact(COUNT)) is None


def test_processes_that_load_for_long_become_fewer_and_never_too_few(meter_of: Make) -> None:
    meter = meter_of(COUNT, call(4000))
    plan = cpu_clock._Plan(False, (False, True), {0: 4}, 9, {0: 20.0}, 0.9, ({0: 0.04}, {0: 0.04}))
    assert meter._thinned(plan, 4.0, 40.0, 1) == plan
    # Pairs go first, then processes; six are the fewest that give an interval.
    assert meter._thinned(replace(plan, pairs={0: 20}), 4.0, 16.0, 1).pairs == {0: 7}
    assert meter._thinned(plan, 4.0, 26.0, 1).processes == 7
    assert meter._thinned(plan, 4.0, 4.0, 1).processes == meter._thinned(plan, 4.0, -60.0, 1).processes == 6
    # Short ones may exceed the budget: the machine may be slow just now.
    assert meter._thinned(plan, 0.5, 1.0, 1) == plan


def test_with_long_passes_what_gains_nothing_is_given_up_after_few_pairs(meter_of: Make) -> None:
    meter = meter_of(COUNT, call(2_000_000))
    renamed = COUNT.replace("s ", "total ").replace("return s", "return total").replace("% 7", "% 7 % 7 % 7")
    found = meter.race(artifact(COUNT), artifact(renamed))
    assert found.winner in ("undecided", "old")
    assert found.pairs <= 3
