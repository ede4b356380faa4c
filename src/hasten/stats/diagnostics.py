"""What would spoil a measurement, found in the samples themselves, as named findings.

A finding is a name from a closed list and the numbers behind it; the wording and the advice live in
``report/caveats.py``. Each is asked whether it *matters for the figure*: a difference of page faults beside a 20x gain
is not worth a reader's time. Nothing here changes a claim.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, median
from typing import Literal

from hasten.core.evidence import LEAST_RESOLVED, Speedup
from hasten.core.measurement import PairedSamples
from hasten.stats.degenerate import Degenerate
from hasten.stats.intervals import log_ratios
from hasten.stats.order import OrderInterval, median_interval

FindingName = Literal[
    "minor-faults-differ",
    "wall-and-cpu-part",
    "load-high",
    "steal",
    "unstable",
    "gc-matters",
    "hit-rate-dependent",
    "children-hidden",
    "threads-hidden",
    "too-short",
]

#: What one minor fault costs, seconds: trap, page clearing, cache misses; towards the upper end of what machines show.
FAULT_S = 1e-6
#: Share of the difference between the sides from which page faults are worth a word.
FAULTS_EXPLAIN = 0.25
#: Relative difference between the wall ratio and the CPU ratio that matters.
WALL_PARTS = 0.10
#: Share of time taken by the host from which it matters.
STEAL_SHARE = 0.02
#: Width of the interval (log) that is normal, absolute and as a share of the effect.
NORMAL_WIDTH = 0.05
NORMAL_WIDTH_SHARE = 0.20
#: CPU seconds in children or outside, as a share of the call's own, that matter.
HIDDEN_SHARE = 0.02
#: First calls and later calls whose speed-ups differ by this factor depend on what was remembered.
HIT_FACTOR = 1.10
#: A sample must be this many times longer than what the clock resolves.
LEAST_TICKS = 50


@dataclass(frozen=True)
class Finding:
    """One thing that may spoil the figure.

    Attributes:
        name: One of the closed list.
        values: The numbers behind it, by the names that the caveat's text uses.
        why: Which of several signs was seen, as a short phrase, or "".
    """

    name: FindingName
    values: Mapping[str, float]
    why: str = ""


def diagnose(samples: Sequence[PairedSamples], *, tick_s: float = 1e-6) -> tuple[Finding, ...]:
    """All findings that the samples alone can show, at most one of each name.

    Args:
        samples: Records of the claim (one garbage collector setting). Records that are degenerate are passed over:
            they spoil the claim itself, see ``intervals.headline``.
        tick_s: Smallest difference of the clock, seconds.
    """
    usable = [s for s in samples if not isinstance(log_ratios(s), Degenerate)]
    found = (
        minor_faults_differ(usable),
        wall_and_cpu_part(usable),
        unstable(usable),
        too_short(usable, tick_s=tick_s),
    )
    return tuple(f for f in found if f is not None)


def minor_faults_differ(samples: Sequence[PairedSamples]) -> Finding | None:
    """Whether page faults differ by a factor 2 and explain a quarter or more of the time between the sides.

    The sign of allocator state carried over from call to call: an A/A run once showed a stable false 22 % with 149
    faults a call against 1.6 (MEASURING). Taken over the call where they explain most; values ``old``, ``new`` per
    call and ``share`` of the difference explained.
    """
    worst: Finding | None = None
    for records in _by_call(samples).values():
        old_faults, new_faults = median(s.old_faults for s in records), median(s.new_faults for s in records)
        old_s = median(t for s in records for t in s.old_s)
        new_s = median(t for s in records for t in s.new_s)
        cost_s = abs(old_faults - new_faults) * FAULT_S
        if max(old_faults, new_faults) < 2 * max(1.0, min(old_faults, new_faults)):
            continue
        if cost_s < LEAST_RESOLVED * min(old_s, new_s) or (old_faults > new_faults) != (old_s > new_s):
            continue
        share = min(1.0, cost_s / abs(old_s - new_s)) if old_s != new_s else 1.0
        if share >= FAULTS_EXPLAIN and (worst is None or share > worst.values["share"]):
            worst = Finding("minor-faults-differ", {"old": old_faults, "new": new_faults, "share": share})
    return worst


def wall_and_cpu_part(samples: Sequence[PairedSamples]) -> Finding | None:
    """Whether the wall clock tells of another speed-up than the CPU clock, in nearly every process.

    Waiting, sleeping, other processes and threads at work do that; load hits both sides alike and cancels in the
    pairs. Values ``wall`` and ``cpu``: the speed-up by either.
    """
    gaps: dict[int, list[float]] = defaultdict(list)
    cpu: list[float] = []
    for s in samples:
        if len(s.old_wall_s) != len(s.old_s) or len(s.new_wall_s) != len(s.new_s):
            continue
        for old, new, old_wall, new_wall in zip(s.old_s, s.new_s, s.old_wall_s, s.new_wall_s, strict=True):
            if min(old, new, old_wall, new_wall) > 0:
                cpu.append(math.log(old / new))
                gaps[s.process].append(math.log(old_wall / new_wall) - cpu[-1])
    interval = _interval([median(values) for values in gaps.values()])
    if interval is None or interval.low <= 0 <= interval.high or abs(interval.estimate) < math.log1p(WALL_PARTS):
        return None
    by_cpu = median(cpu)
    return Finding("wall-and-cpu-part", {"cpu": math.exp(by_cpu), "wall": math.exp(by_cpu + interval.estimate)})


def unstable(samples: Sequence[PairedSamples]) -> Finding | None:
    """Whether the figure is less steady than it should be; values ``low`` and ``high``, as speed-ups.

    Three signs, the first that holds: ``drift`` (the ratio moves from the first half of the pairs of a process to
    the second, the same way in nearly all processes, by more than 2 %), ``two modes`` (the pairs fall into two groups
    with a gap between), ``spread`` (the interval over processes is wide, in itself and for the effect).
    """
    for records in _by_call(samples).values():
        ratios = [r for s in records if not isinstance(r := log_ratios(s), Degenerate)]
        halves = [(median(r[: len(r) // 2]), median(r[len(r) // 2 :])) for r in ratios if len(r) >= 6]
        moved = _interval([second - first for first, second in halves])
        if moved is not None and not moved.low <= 0 <= moved.high and abs(moved.estimate) > LEAST_RESOLVED:
            first, second = median(h[0] for h in halves), median(h[1] for h in halves)
            return _spread_finding(first, second, "drift")
        modes = two_modes([x for r in ratios for x in r])
        if modes is not None:
            return _spread_finding(*modes, "two modes")
        wide = _interval([median(r) for r in ratios])
        if wide is not None and wide.high - wide.low > max(NORMAL_WIDTH, NORMAL_WIDTH_SHARE * abs(wide.estimate)):
            return _spread_finding(wide.low, wide.high, "spread")
    return None


def two_modes(values: Sequence[float]) -> tuple[float, float] | None:
    """Centres of two groups of log ratios, or None where there is one group.

    Two groups: the split that leaves the least variance inside leaves at most an eighth of it (a normal distribution
    leaves 36 %, an even one 25 %), either group has a fifth of the values, and the centres are 2 % or more apart.
    The outermost twentieth at either end is left out first, so that spikes make no mode.
    """
    ordered = sorted(values)
    cut = len(ordered) // 20
    ordered = ordered[cut : len(ordered) - cut]
    n = len(ordered)
    if n < 18:
        return None
    total, squares = math.fsum(ordered), math.fsum(x * x for x in ordered)
    whole = squares - total * total / n
    best: tuple[float, int] | None = None
    left = left_squares = 0.0
    for i, x in enumerate(ordered[:-1], start=1):
        left, left_squares = left + x, left_squares + x * x
        inside = (left_squares - left * left / i) + (squares - left_squares - (total - left) ** 2 / (n - i))
        if i >= n / 5 and n - i >= n / 5 and (best is None or inside < best[0]):
            best = inside, i
    if best is None or best[0] > whole / 8:
        return None
    low, high = fmean(ordered[: best[1]]), fmean(ordered[best[1] :])
    return (low, high) if high - low >= LEAST_RESOLVED else None


def too_short(samples: Sequence[PairedSamples], *, tick_s: float) -> Finding | None:
    """Whether a timed sample (batch) is too few ticks of the clock long; value ``seconds`` of one call."""
    shortest: float | None = None
    for s in samples:
        side_s = min(median(s.old_s), median(s.new_s))
        if side_s * s.reps < LEAST_TICKS * tick_s and (shortest is None or side_s < shortest):
            shortest = side_s
    return None if shortest is None else Finding("too-short", {"seconds": shortest})


def gc_matters(off: Speedup, on: Speedup) -> Finding | None:
    """Whether the figures with the collector off and on part beyond both intervals and 2 %; values ``off``, ``on``."""
    apart = abs(math.log(off.estimate / on.estimate)) > math.log1p(LEAST_RESOLVED)
    overlap = off.low <= on.high and on.low <= off.high
    return Finding("gc-matters", {"off": off.estimate, "on": on.estimate}) if apart and not overlap else None


def hit_rate_dependent(first: float, later: float) -> Finding | None:
    """Whether repeated calls gain more than first calls do; values ``first``, ``later``, as speed-ups."""
    if first > 0 and later > HIT_FACTOR * first and later > 1.0 + LEAST_RESOLVED:
        return Finding("hit-rate-dependent", {"first": first, "later": later})
    return None


def children_hidden(children_s: float, own_s: float) -> Finding | None:
    """Whether child processes used CPU time that the process's own clock does not show; value ``seconds``."""
    return Finding("children-hidden", {"seconds": children_s}) if children_s > HIDDEN_SHARE * own_s > 0 else None


def threads_hidden(threads: int) -> Finding | None:
    """Whether more than one thread was alive, so that CPU time is not time waited; value ``threads``."""
    return Finding("threads-hidden", {"threads": float(threads)}) if threads > 1 else None


def load_high(load: float, cores: int) -> Finding | None:
    """Whether more was runnable than there are cores (the measurement itself is one of them); ``load``, ``cores``."""
    return Finding("load-high", {"load": load, "cores": float(cores)}) if load > cores + 1 else None


def steal(share: float) -> Finding | None:
    """Whether the host took time from this virtual machine; value ``share`` of the time, 0 to 1."""
    return Finding("steal", {"share": share}) if share > STEAL_SHARE else None


def _by_call(samples: Sequence[PairedSamples]) -> dict[int, list[PairedSamples]]:
    calls: dict[int, list[PairedSamples]] = defaultdict(list)
    for s in samples:
        calls[s.call].append(s)
    return calls


def _interval(values: Sequence[float]) -> OrderInterval | None:
    interval = median_interval(values)
    return interval if isinstance(interval, OrderInterval) else None


def _spread_finding(one: float, other: float, why: str) -> Finding:
    low, high = sorted((one, other))
    return Finding("unstable", {"low": math.exp(low), "high": math.exp(high)}, why)
