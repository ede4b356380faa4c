"""From paired samples to a speed-up with its interval: one figure per process, an order statistic interval over them.

Within a process the pairs share its hash seed, its layout and its allocator, so they are not independent for the
claim; whole fresh processes are. So each process gives one number (a median of log ratios), and the interval is
computed over processes only. Doubt counts against the candidate: whatever is wrong with a sample makes the answer
``Degenerate``.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from hasten.core.evidence import Speedup
from hasten.core.measurement import PairedSamples
from hasten.stats.degenerate import Degenerate
from hasten.stats.order import CONFIDENCE, OrderInterval, median_interval


@dataclass(frozen=True)
class CallTimes:
    """One call in one process: what its pairs say, robustly.

    Attributes:
        old_s: Median seconds of the original.
        log_ratio: Median of ln(old/new) over the pairs.
        pairs: Pairs.
    """

    old_s: float
    log_ratio: float
    pairs: int

    @property
    def new_s(self) -> float:
        """Seconds of the variant, from the paired ratio: a drift that hits both sides of a pair cancels in it."""
        return self.old_s / math.exp(self.log_ratio)


#: One fresh process: its calls by index.
ProcessTimes = dict[int, CallTimes]


def log_ratios(samples: PairedSamples) -> tuple[float, ...] | Degenerate:
    """ln(old/new) of every pair, above 0 where the variant was faster.

    Returns:
        One figure per pair, or ``Degenerate``: no pairs, sides of different length, or a time that is not a positive
        finite number.
    """
    where = f"process {samples.process}, call {samples.call}"
    if not samples.old_s or not samples.new_s:
        return Degenerate(f"{where}: no samples")
    if len(samples.old_s) != len(samples.new_s):
        return Degenerate(f"{where}: {len(samples.old_s)} old times but {len(samples.new_s)} new ones")
    if not all(math.isfinite(t) and t > 0 for t in (*samples.old_s, *samples.new_s)):
        return Degenerate(f"{where}: a time is not a positive finite number")
    return tuple(math.log(old) - math.log(new) for old, new in zip(samples.old_s, samples.new_s, strict=True))


def process_median(samples: PairedSamples) -> float | Degenerate:
    """Median of ln(old/new) over the pairs of one process and call."""
    ratios = log_ratios(samples)
    return ratios if isinstance(ratios, Degenerate) else median(ratios)


def by_process(samples: Sequence[PairedSamples]) -> dict[int, ProcessTimes] | Degenerate:
    """The samples of every process, by call; several records of one call in one process are put together.

    Returns:
        Process ordinal to its calls, or ``Degenerate``: no samples at all, one record that is degenerate, or samples
        with and without the garbage collector mixed.
    """
    if not samples:
        return Degenerate("no samples")
    if len({s.gc_on for s in samples}) > 1:
        return Degenerate("samples with and without the garbage collector are mixed")
    ratios: dict[tuple[int, int], list[float]] = defaultdict(list)
    old_s: dict[tuple[int, int], list[float]] = defaultdict(list)
    for record in samples:
        found = log_ratios(record)
        if isinstance(found, Degenerate):
            return found
        ratios[record.process, record.call].extend(found)
        old_s[record.process, record.call].extend(record.old_s)
    processes: dict[int, ProcessTimes] = defaultdict(dict)
    for (process, call), values in ratios.items():
        processes[process][call] = CallTimes(median(old_s[process, call]), median(values), len(values))
    return dict(processes)


def total_log_ratio(calls: ProcessTimes, weights: Mapping[int, float]) -> float | Degenerate:
    """ln(weighted total old / weighted total new) of one process over one pass of the workload.

    Args:
        calls: The calls measured in this process.
        weights: Call index to how often it counts, > 0; calls that are not named do not count.

    Returns:
        The log ratio, or ``Degenerate`` where no call counts, a weight is not positive, or a call that counts was not
        measured in this process.
    """
    if not weights:
        return Degenerate("no call counts in the total")
    if not all(math.isfinite(w) and w > 0 for w in weights.values()):
        return Degenerate("a weight is not a positive finite number")
    missing = [call for call in weights if call not in calls]
    if missing:
        return Degenerate(f"call {missing[0]} was not measured in every process")
    old = math.fsum(w * calls[call].old_s for call, w in weights.items())
    new = math.fsum(w * calls[call].new_s for call, w in weights.items())
    if not (0 < old < math.inf and 0 < new < math.inf):
        return Degenerate("the total time is not a positive finite number")
    return math.log(old / new)


def headline(
    samples: Sequence[PairedSamples], weights: Mapping[int, float], *, least_confidence: float = CONFIDENCE
) -> Speedup | Degenerate:
    """Weighted total old time over weighted total new time, with the interval over processes.

    Each process gives ln(sum w old / sum w new) with new := old / exp(median log ratio), call by call; the estimate
    is the median over processes and the interval runs between order statistics (2nd to 8th of 9: 96.1 %).

    Args:
        samples: Records of the claim, all with the same garbage collector setting.
        weights: Call index to how often it counts, > 0. Samples of other calls (grown, generated) are left out.
        least_confidence: Coverage asked for; 0 shows what there is even for two processes.

    Returns:
        The speed-up with its exact coverage, or ``Degenerate``, which counts against the candidate.
    """
    used = [s for s in samples if s.call in weights]
    processes = by_process(used)
    if isinstance(processes, Degenerate):
        return processes
    totals: list[float] = []
    for calls in processes.values():
        total = total_log_ratio(calls, weights)
        if isinstance(total, Degenerate):
            return total
        totals.append(total)
    interval = median_interval(totals, least_confidence=least_confidence)
    if isinstance(interval, Degenerate):
        return interval
    return speedup_of(interval, pairs=sum(len(s.old_s) for s in used))


def speedup_of(interval: OrderInterval, *, pairs: int) -> Speedup:
    """The record for an interval of log ratios over processes."""
    return Speedup(
        estimate=math.exp(interval.estimate),
        low=math.exp(interval.low),
        high=math.exp(interval.high),
        confidence=interval.confidence,
        pairs=pairs,
        processes=interval.n,
    )
