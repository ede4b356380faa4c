"""Rows by size class, the sizes where NEW is slower, and the size at which the two change places.

"Faster on large, slower on small" must never hide in a mean: calls of different sizes are summed up apart, and what
hasten grew or made itself has rows of its own.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Literal

from hasten.core.evidence import LEAST_RESOLVED, SizeRow, Speedup
from hasten.core.measurement import PairedSamples
from hasten.core.workload import RecordedCall
from hasten.stats.degenerate import Degenerate
from hasten.stats.intervals import by_process, headline
from hasten.stats.order import CONFIDENCE

#: Most rows of one origin: what a reader takes in at a glance.
MOST_CLASSES = 12
#: Sizes within this factor of the smallest of a class belong to it, so that 998 and 1,001 are one row.
CLASS_FACTOR = 1.25


@dataclass(frozen=True)
class Crossing:
    """Where the two sides change places.

    Attributes:
        size: Size at which both take equally long, interpolated on log scales between two measured sizes.
        new_wins: Whether NEW is the faster side ``above`` or ``below`` that size.
    """

    size: float
    new_wins: Literal["above", "below"]


@dataclass(frozen=True)
class SizeTable:
    """Everything by size.

    Attributes:
        rows: One per origin and size class, by size.
        slower: The rows where NEW is confirmed slower (beyond the interval and what the machine resolves).
        crossings: Where NEW goes from confirmed slower to confirmed faster or back, by size.
        unmeasured: Sizes for which there is no figure, with the reason.
    """

    rows: tuple[SizeRow, ...]
    slower: tuple[SizeRow, ...]
    crossings: tuple[Crossing, ...]
    unmeasured: tuple[tuple[int, Degenerate], ...]


def size_classes(sizes: Sequence[int], *, most: int = MOST_CLASSES) -> tuple[tuple[int, ...], ...]:
    """Distinct sizes grouped into at most ``most`` classes of neighbours, smallest first.

    A class reaches from its smallest size to 1.25 times that; the factor is widened where that gives too many.
    """
    distinct = sorted(set(sizes))
    factor = CLASS_FACTOR
    while True:
        classes: list[list[int]] = []
        for size in distinct:
            # No factor of 0 reaches another size.
            if classes and size <= max(1, classes[-1][0]) * factor:
                classes[-1].append(size)
            else:
                classes.append([size])
        if len(classes) <= max(1, most):
            return tuple(tuple(c) for c in classes)
        factor *= factor


def size_table(
    samples: Sequence[PairedSamples],
    calls: Sequence[RecordedCall],
    *,
    resolution: float = LEAST_RESOLVED,
    least_confidence: float = CONFIDENCE,
) -> SizeTable:
    """The table of the report.

    Args:
        samples: Records of all measured calls; ``call`` indexes ``calls``. Calls without samples make no row.
        calls: Calls of the workload, for size, weight and origin.
        resolution: What this machine resolves (``calibration.resolution``); rows nearer to 1 are neither faster nor
            slower.
        least_confidence: Coverage asked of each row's interval. It holds row by row, not for all rows at once.
    """
    measured = {s.call for s in samples if 0 <= s.call < len(calls)}
    by_origin: dict[str, list[int]] = defaultdict(list)
    for index in sorted(measured):
        by_origin[calls[index].origin].append(index)
    rows: list[SizeRow] = []
    unmeasured: list[tuple[int, Degenerate]] = []
    for origin, indices in by_origin.items():
        for size_class in size_classes([calls[i].size for i in indices]):
            members = {i: calls[i].weight for i in indices if calls[i].size in size_class}
            size = size_class[len(size_class) // 2]
            row = _row(samples, members, size=size, origin=origin, least_confidence=least_confidence)
            if isinstance(row, Degenerate):
                unmeasured.append((size, row))
            else:
                rows.append(row)
    rows.sort(key=lambda r: (r.size, r.origin))
    slower = tuple(r for r in rows if row_direction(r, resolution=resolution) < 0)
    return SizeTable(tuple(rows), slower, crossings(rows, resolution=resolution), tuple(sorted(unmeasured, key=_size)))


def _size(unmeasured: tuple[int, Degenerate]) -> int:
    return unmeasured[0]


def _row(
    samples: Sequence[PairedSamples], weights: Mapping[int, float], *, size: int, origin: str, least_confidence: float
) -> SizeRow | Degenerate:
    used = [s for s in samples if s.call in weights]
    speedup = headline(used, weights, least_confidence=least_confidence)
    processes = by_process(used)
    if isinstance(speedup, Degenerate):
        return speedup
    if isinstance(processes, Degenerate):
        return processes
    total = math.fsum(weights.values())
    old_s = median(
        math.fsum(w * times[call].old_s for call, w in weights.items()) / total for times in processes.values()
    )
    return SizeRow(
        size=size,
        old=old_s,
        new=old_s / speedup.estimate,  # from the paired ratio, so that the columns of a row agree
        speedup=speedup.estimate,
        low=speedup.low,
        high=speedup.high,
        calls=len(weights),
        origin=origin,
    )


def row_direction(row: SizeRow | Speedup, *, resolution: float = LEAST_RESOLVED) -> int:
    """+1 confirmed faster, -1 confirmed slower, 0 neither: the interval and the resolution must both agree."""
    estimate = row.speedup if isinstance(row, SizeRow) else row.estimate
    least = 1.0 + max(LEAST_RESOLVED, resolution)
    if row.low > 1.0 and estimate >= least:
        return 1
    return -1 if row.high < 1.0 and estimate <= 1.0 / least else 0


def crossings(rows: Sequence[SizeRow], *, resolution: float = LEAST_RESOLVED) -> tuple[Crossing, ...]:
    """Sizes at which NEW changes between confirmed slower and confirmed faster.

    Between two rows confirmed in opposite directions (rows that are neither may lie between them), the log of the
    speed-up is interpolated linearly in the log of the size, row to row, and its change of sign is the crossing. It
    is an estimate without an interval of its own; it lies between two measured sizes, nothing is extrapolated. Rows
    of one size in both directions (different origins) give no crossing.
    """
    ordered = sorted(rows, key=lambda r: r.size)
    directions = [row_direction(r, resolution=resolution) for r in ordered]
    confirmed = [i for i, direction in enumerate(directions) if direction != 0]
    found: list[Crossing] = []
    for first, last in pairwise(confirmed):
        if directions[first] == directions[last] or ordered[first].size == ordered[last].size:
            continue
        between = ordered[first : last + 1]
        wins: Literal["above", "below"] = "above" if directions[last] > 0 else "below"
        for left, right in pairwise(between):
            y_left, y_right = math.log(left.speedup), math.log(right.speedup)
            if y_left * directions[first] > 0 >= y_right * directions[first] and left.size < right.size:
                x_left, x_right = math.log(max(left.size, 1)), math.log(max(right.size, 1))
                found.append(Crossing(math.exp(x_left + (x_right - x_left) * y_left / (y_left - y_right)), wins))
                break
    return tuple(found)
