"""Time two versions side by side on each input: the meter's twin forks, its clock in the parent."""

from __future__ import annotations

import functools
import random
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from hasten.core import Censored
from hasten.core.values import CallTree, size
from hasten.meters.scout import median_cost_s
from hasten.meters.twins import ComputedLate, Sample, Side, SideFailed, Twins
from hasten.run import Runner

#: A shorter call is repeated until a sample takes this long, seconds.
_SAMPLE_S = 0.002
_MOST_REPS = 2000
#: An input whose pairs would take longer than this in all is run less often, but at least so many times.
_MOST_S, _LEAST_ROUNDS = 8.0, 3
#: Inputs whose pairs take longer than the first of these, seconds, share the second; each is run once at least.
_LONG_S, _MOST_LONG_S = 1.0, 30.0
#: Copies of arguments alive at a time, counted in leaves.
_MOST_LEAVES = 2_000_000
#: What loading a module may differ by without being charged, seconds: noise of compiling and of new pages.
_FREE_LOAD_S = 0.0005
_LOADS = 8

Timed = float | Censored


@dataclass(frozen=True)
class SideBySide:
    """Times of two versions, run for run.

    Attributes:
        truth: For each input, the times of the known version, seconds.
        sample: For each input, the times of the version under test; a censored one ends the input.
        remembers: Whether a version kept something from call to call, so that each run had a process of its own.
    """

    truth: tuple[tuple[Timed, ...], ...]
    sample: tuple[tuple[Timed, ...], ...]
    remembers: bool


def side_by_side(
    runner: Runner, truth: str, sample: str, calls: Sequence[CallTree], *, rounds: int, limits_s: tuple[float, float],
    rng: random.Random, stop: bool = False, gc_on: bool = True,
) -> SideBySide:
    """Run both versions ``rounds`` times on each call, in turn, who goes first drawn anew each time.

    Each run gets copies of its arguments. Short calls are repeated within a run. A version whose module state changes
    by being called is run in forks that have not seen any argument, both sides alike, since what it kept would make
    its later calls cheap for nothing.

    Args:
        runner: Loads the versions; both must load.
        truth: Text of the known version.
        sample: Text of the version under test.
        calls: The inputs.
        rounds: Runs on each input, >= 1.
        limits_s: CPU limit of one call of the known version and of the other, seconds.
        rng: Source of the order.
        stop: Leave out all inputs after the first on which the sample was stopped.
        gc_on: Whether the garbage collector runs.

    Raises:
        SideFailed: A version does not load, or dies while it is timed.
    """
    once = functools.partial(
        _side_by_side, runner, truth, sample, calls, rounds=rounds, limits_s=limits_s, stop=stop, gc_on=gc_on
    )
    try:
        return once(rng=rng)
    except ComputedLate:
        # A crowded machine takes a worker off its core between its answer and the reading of its clock. What computes
        # behind its answer's back does so again.
        return once(rng=rng)


def _side_by_side(
    runner: Runner, truth: str, sample: str, calls: Sequence[CallTree], *, rounds: int, limits_s: tuple[float, float],
    rng: random.Random, stop: bool, gc_on: bool,
) -> SideBySide:
    seed = rng.randrange(1, 1 << 31)
    with Twins(runner, truth, sample, calls, hash_seed=seed) as twins:
        firsts, remembers = _first(twins, len(calls), limits_s, gc_on=gc_on, stop=stop)
        if not remembers:
            reps = [_reps(twins, i, pair, calls[i], limits_s) for i, pair in enumerate(firsts)]
            return _rounds(twins, firsts, reps, rounds, limits_s, rng, gc_on=gc_on, remembers=False)
    with Twins(runner, truth, sample, calls, hash_seed=seed, fresh=True) as twins:
        return _rounds(twins, firsts, [(1, 1)] * len(firsts), rounds, limits_s, rng, gc_on=gc_on, remembers=True)


def _first(
    twins: Twins, count: int, limits_s: tuple[float, float], *, gc_on: bool, stop: bool
) -> tuple[list[tuple[Timed, Timed]], bool]:
    """One run of each input on both sides, and whether a side's module remembers it."""
    before = [side.retained()["state"] for side in twins.sides]
    found: list[tuple[Timed, Timed]] = []
    for call in range(count):
        pair = [_timed(twins.sides[i].sample((call,), 1, gc_on=gc_on, limit_s=limits_s[i])) for i in (0, 1)]
        found.append((pair[0], pair[1]))
        for i in (0, 1):
            if isinstance(pair[i], Censored):
                # The worker was started anew, so there is no state to compare with any more.
                before[i] = None
        if stop and isinstance(pair[1], Censored):
            break
    after = [side.retained()["state"] for side in twins.sides]
    return found, any(b is not None and a != b for a, b in zip(after, before, strict=True))


def _rounds(
    twins: Twins, firsts: Sequence[tuple[Timed, Timed]], reps: Sequence[tuple[int, int]], rounds: int,
    limits_s: tuple[float, float], rng: random.Random, *, gc_on: bool, remembers: bool,
) -> SideBySide:
    """All runs of all inputs; inputs that take long are run less often, once where there are many of them."""
    long_s = sum(_pair_s(first) for first in firsts if _pair_s(first) > _LONG_S)
    least = _LEAST_ROUNDS if _LEAST_ROUNDS * long_s <= _MOST_LONG_S else 1
    truth: list[tuple[Timed, ...]] = []
    sample: list[tuple[Timed, ...]] = []
    for call, first in enumerate(firsts):
        if any(isinstance(timed, Censored) for timed in first):
            # What was stopped once would be stopped again; the other side's one run stands for all.
            truth.append((first[0],))
            sample.append((first[1],))
            continue
        times: tuple[list[Timed], list[Timed]] = ([], [])
        pair_s = _pair_s(first)
        within = _MOST_S if pair_s <= _LONG_S else min(_MOST_S, _MOST_LONG_S * pair_s / long_s)
        fewest = least if pair_s > _LONG_S else _LEAST_ROUNDS
        wanted = max(min(rounds, fewest), min(rounds, int(within / max(pair_s, 1e-9))))
        if pair_s > _LONG_S:
            # Of a long call the first run is as good as any, and too dear to throw away.
            times[0].append(first[0])
            times[1].append(first[1])
        for _ in range(wanted - len(times[0])):
            for side in rng.sample((0, 1), 2):
                limit_s = limits_s[side] * reps[call][side] + 0.02
                found = twins.sides[side].sample((call,), reps[call][side], gc_on=gc_on, limit_s=limit_s)
                times[side].append(_timed(found))
            if isinstance(times[1][-1], Censored):
                break
        truth.append(tuple(times[0]))
        sample.append(tuple(times[1]))
    return SideBySide(tuple(truth), tuple(sample), remembers)


def _pair_s(pair: tuple[Timed, Timed]) -> float:
    return sum(t.limit_s if isinstance(t, Censored) else t for t in pair)


def _timed(found: Sample | Censored) -> Timed:
    return found if isinstance(found, Censored) else found.cpu_s


def _reps(
    twins: Twins, number: int, first: tuple[Timed, Timed], call: CallTree, limits_s: tuple[float, float]
) -> tuple[int, int]:
    """How many calls make a sample of each side; a first call says little of later ones, so short ones are tried."""
    most = max(1, min(_MOST_REPS, _MOST_LEAVES // (size(call) + 1)))
    found = []
    for side, once, limit_s in zip(twins.sides, first, limits_s, strict=True):
        if isinstance(once, Censored) or once > _SAMPLE_S or any(isinstance(t, Censored) for t in first):
            found.append(1)
            continue
        cost_s = median_cost_s(side, (number,), limit_s=limit_s)
        found.append(1 if isinstance(cost_s, Censored) else max(1, min(most, round(_SAMPLE_S / max(cost_s, 1e-7)))))
    return found[0], found[1]


def once_s(runner: Runner, source: str, call: CallTree, *, limit_s: float) -> float | None:
    """CPU seconds of one call of one version, None where it fails or is stopped at ``limit_s``."""
    try:
        side = Side(runner, runner.zygote(0), source, [call])
        try:
            side.empty()
            found = side.sample((0,), 1, gc_on=True, limit_s=limit_s)
        finally:
            side.close()
    except SideFailed:
        return None
    return None if isinstance(found, Censored) else found.cpu_s


def load_charge_s(runner: Runner, truth: str, sample: str) -> float:
    """CPU seconds that loading the sample's module takes beyond loading the known version's, >= 0.

    Work at module level would otherwise be free: a table that answers every question, made while importing. What the
    modules import has been imported before. A difference within the noise, or explained by longer text to compile, is
    not charged.
    """
    if sample == truth:
        return 0.0
    compiling_s = max(0, len(sample) - len(truth)) * _COMPILE_S_A_CHARACTER
    extra = []
    for _ in range(_LOADS):
        costs = [_load_s(runner, source) for source in (truth, sample)]
        if costs[0] is None or costs[1] is None:
            return 0.0
        extra.append(costs[1] - costs[0] - compiling_s)
    # Noise goes both ways; work that is done on each load shows on nearly each of them.
    if sum(e > _FREE_LOAD_S for e in extra) < _LOADS - 1:
        return 0.0
    return max(0.0, statistics.median(extra))


def _load_s(runner: Runner, source: str) -> float | None:
    """CPU seconds of a fresh fork up to the end of loading a module."""
    worker, _answer = runner.load(source)
    try:
        return worker.cpu_ns() * 1e-9
    except OSError:
        return None
    finally:
        worker.close()


#: CPython compiles some 2 to 4 MB of ordinary source in a second.
_COMPILE_S_A_CHARACTER = 5e-7
