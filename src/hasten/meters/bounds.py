"""The speed-up where calls were stopped at a limit: a bound, never an average of what was cut off."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from statistics import median

from hasten.core import PairedSamples, Speedup
from hasten.stats.censoring import RatioBounds, median_bounds
from hasten.stats.degenerate import Degenerate
from hasten.stats.order import median_interval


def bounded_speedup(
    samples: Sequence[PairedSamples], cut: Sequence[tuple[int, int, RatioBounds]], weights: Mapping[int, float]
) -> Speedup | None:
    """The least speed-up that the samples allow, or None where they bound nothing from below.

    Args:
        samples: Pairs that ended on both sides.
        cut: (process, unit, bounds on old/new) of the pairs of which a side was stopped.
        weights: Units that count.

    Returns:
        ``estimate`` and ``high`` are both the median of the processes' least ratios, ``low`` the low end of its
        interval: "at least ``low``". With several units a process is as good as its worst unit, since the share of a
        unit in the total is not known when it was stopped.
    """
    by_unit: dict[tuple[int, int], list[RatioBounds]] = defaultdict(list)
    for process, unit, bounds in cut:
        if unit in weights:
            by_unit[process, unit].append(bounds)
    for record in samples:
        if record.call in weights:
            ratios = [a / b for a, b in zip(record.old_s, record.new_s, strict=True) if a > 0 and b > 0]
            by_unit[record.process, record.call] += [RatioBounds(r, r) for r in ratios]
    least: dict[int, list[float]] = defaultdict(list)
    for (process, _), found in by_unit.items():
        middle = median_bounds(found)
        if isinstance(middle, Degenerate):
            return None
        least[process].append(middle.low)
    if not least or any(len(lows) < len(weights) or min(lows) <= 0 for lows in least.values()):
        return None
    logs = [math.log(min(lows)) for lows in least.values()]
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
