"""The speed-up where calls were stopped at a limit: a bound, never an average of what was cut off."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from hasten.core import PairedSamples, Speedup
from hasten.stats.degenerate import Degenerate
from hasten.stats.order import median_interval


@dataclass(frozen=True)
class Cut:
    """A pair of which a side was stopped at a limit.

    Attributes:
        process: The process that it was taken in.
        unit: Index of the unit.
        old_s: What the original took at least, seconds.
        new_s: What the variant took, seconds; ``math.inf`` where it was stopped itself.
    """

    process: int
    unit: int
    old_s: float
    new_s: float


def bounded_speedup(
    samples: Sequence[PairedSamples], cut: Sequence[Cut], weights: Mapping[int, float]
) -> Speedup | None:
    """The least speed-up that the samples allow, or None where they bound nothing from below.

    Args:
        samples: Pairs that ended on both sides.
        cut: Pairs of which a side was stopped.
        weights: Unit index to how often it counts, > 0.

    Returns:
        As the headline, the weighted total of the original over that of the variant, with the least times of the
        original for those that are not known. ``estimate`` and ``high`` are both the median over processes, ``low`` the
        low end of its interval: "at least ``low``".
    """
    pairs: dict[tuple[int, int], list[tuple[float, float]]] = defaultdict(list)
    for one in cut:
        pairs[one.process, one.unit].append((one.old_s, one.new_s))
    for record in samples:
        pairs[record.process, record.call] += zip(record.old_s, record.new_s, strict=True)
    logs = []
    for process in sorted({process for process, _ in pairs}):
        units = [(weight, pairs.get((process, unit), [])) for unit, weight in weights.items()]
        if any(not found for _, found in units):
            return None
        old_s = math.fsum(weight * median(old for old, _ in found) for weight, found in units)
        new_s = math.fsum(weight * median(new for _, new in found) for weight, found in units)
        if not (math.isfinite(new_s) and new_s > 0 and old_s > 0):
            return None
        logs.append(math.log(old_s / new_s))
    if not logs:
        return None
    interval = median_interval(logs)
    low = min(logs) if isinstance(interval, Degenerate) else interval.low
    confidence = 1 - 2.0 ** (1 - len(logs)) if isinstance(interval, Degenerate) else interval.confidence
    estimate = math.exp(median(logs))
    return Speedup(
        estimate=estimate,
        low=math.exp(low),
        high=estimate,
        confidence=confidence,
        pairs=len(cut),
        processes=len(logs),
        bound=True,
    )
