"""From A/A runs (the same code as both sides) to the smallest speed-up that this machine can tell from nothing."""

from __future__ import annotations

import math
from collections.abc import Sequence
from math import comb

from hasten.core.evidence import LEAST_RESOLVED
from hasten.errors import InvalidArgument
from hasten.stats.degenerate import Degenerate

#: Fewest A/A processes from which a 95th percentile is read.
LEAST_PROCESSES = 5
#: Fresh processes of one confirmation (MEASURING: confirm).
CONFIRM_PROCESSES = 9


def _median_below(share: float, n: int) -> float:
    """Probability that the median of n (odd) independent values is below a point that each is below with ``share``."""
    return sum(comb(n, k) * share**k * (1 - share) ** (n - k) for k in range(n // 2 + 1, n + 1))


def aa_percentile(
    process_medians: Sequence[float], *, processes: int = CONFIRM_PROCESSES, share: float = 0.95
) -> float | Degenerate:
    """The ``share`` quantile of |estimate| that a confirmation over ``processes`` processes gives for equal code.

    In an A/A run the names of the sides are arbitrary, so every process median x is as likely as -x. The distribution
    of the median of ``processes`` draws from the values so mirrored has a closed form (a binomial tail), so nothing
    is resampled and few A/A processes go a long way; between the values seen the next larger one is taken.

    Args:
        process_medians: Medians of ln(old/new), one per A/A process (``intervals.process_median``).
        processes: Processes of a confirmation, odd.
        share: Quantile, in (0, 1).

    Returns:
        The quantile as a log ratio, > 0, or ``Degenerate``: fewer than 5 processes, a value that is not finite, or all
        of them 0 (a clock too coarse for the self-test).

    Raises:
        InvalidArgument: ``processes`` is even or below 1, or ``share`` lies outside (0, 1).
    """
    if processes < 1 or processes % 2 == 0:
        raise InvalidArgument(f"processes must be odd and positive but got {processes}")
    if not 0 < share < 1:
        raise InvalidArgument(f"share must lie in (0, 1) but got {share}")
    if len(process_medians) < LEAST_PROCESSES:
        return Degenerate(f"{len(process_medians)} A/A processes; at least {LEAST_PROCESSES} are needed")
    if not all(math.isfinite(x) for x in process_medians):
        return Degenerate("an A/A estimate is not a finite number")
    sizes = sorted(abs(x) for x in process_medians)
    if sizes[-1] == 0.0:
        return Degenerate("all A/A estimates are exactly 0: the clock does not resolve the work")
    for i, size in enumerate(sizes, start=1):
        # |median| <= size has probability 2 P(median <= size) - 1 by symmetry.
        below = 0.5 + i / (2 * len(sizes))
        if 2 * _median_below(below, processes) - 1 >= share:
            return size if size > 0.0 else Degenerate("most A/A estimates are exactly 0: the clock is too coarse")
    return sizes[-1]


def resolution(process_medians: Sequence[float], *, processes: int = CONFIRM_PROCESSES) -> float | Degenerate:
    """The smallest gain that may be claimed here: max(2 %, 2 x the 95th percentile of |A/A estimate|).

    Args:
        process_medians: Medians of ln(old/new), one per A/A process.
        processes: Processes that a confirmation will use, odd.

    Returns:
        What the speed-up must exceed 1 by (0.02 or more), or ``Degenerate``; then nothing may be claimed.

    Source:
        MEASURING.md, confirm and calibrate. The percentile is that of the estimate over ``processes`` processes,
        computed as in ``aa_percentile``.

    Example:
        >>> resolution([0.001, -0.002, 0.0015, 0.0005, -0.001, 0.002])
        0.02
    """
    found = aa_percentile(process_medians, processes=processes)
    if isinstance(found, Degenerate):
        return found
    return max(LEAST_RESOLVED, 2.0 * math.expm1(found))
