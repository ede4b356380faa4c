"""Order statistics as an interval for a median: no assumption on the shape of the noise.

The interval from the r-th smallest to the r-th largest of n independent values misses the median of their distribution
only when fewer than r of them fall on one side of it, which is a binomial count with p = 1/2. So its coverage is a sum
of binomial coefficients, exact for every continuous distribution and at least that for any other.

Source:
    Thompson, "On confidence ranges for the median", Annals of Mathematical Statistics 7 (1936); David and Nagaraja,
    "Order Statistics", 3rd ed., section 7.1. Departs from them in nothing.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import comb
from statistics import median

from hasten.errors import InvalidArgument
from hasten.stats.degenerate import Degenerate

#: Coverage that an interval has at least, unless the caller asks for another.
CONFIDENCE = 0.95


@dataclass(frozen=True)
class OrderRanks:
    """Which order statistics bound the median: the ``low``-th and ``high``-th smallest of n, counted from 1."""

    low: int
    high: int
    confidence: float


@dataclass(frozen=True)
class OrderInterval:
    """A median with its interval, in the unit of the values.

    Attributes:
        estimate: Sample median.
        low: Lower order statistic.
        high: Upper order statistic.
        confidence: Exact coverage, 0 to 1.
        n: Number of values.
    """

    estimate: float
    low: float
    high: float
    confidence: float
    n: int


def coverage(n: int, rank: int) -> float:
    """Exact probability that [rank-th smallest, rank-th largest] of n values covers the median.

    Raises:
        InvalidArgument: Not 1 <= rank <= (n + 1) / 2.

    Example:
        >>> coverage(9, 2)
        0.9609375
    """
    if not 1 <= rank <= (n + 1) // 2:
        raise InvalidArgument(f"rank must lie in 1..{(n + 1) // 2} for n={n} but got {rank}")
    return float(1 - Fraction(2 * sum(comb(n, k) for k in range(rank)), 2**n))


def order_ranks(n: int, *, least_confidence: float = CONFIDENCE) -> OrderRanks | Degenerate:
    """The narrowest symmetric pair of order statistics that covers the median with ``least_confidence``.

    Returns:
        The ranks with their exact coverage, or ``Degenerate`` where even the extremes do not cover enough (6 values
        are the fewest for 95 %).

    Raises:
        InvalidArgument: ``least_confidence`` outside [0, 1).
    """
    if not 0 <= least_confidence < 1:
        raise InvalidArgument(f"least_confidence must lie in [0, 1) but got {least_confidence}")
    if n < 2:
        return Degenerate("no samples" if n < 1 else "one value has no interval")
    if coverage(n, 1) < least_confidence:
        needed = math.ceil(1 - math.log2(1 - least_confidence))
        return Degenerate(f"{n} values cover the median with {coverage(n, 1):.1%} only; {needed} are needed")
    rank = 1
    while rank + 1 <= n // 2 and coverage(n, rank + 1) >= least_confidence:
        rank += 1
    return OrderRanks(rank, n + 1 - rank, coverage(n, rank))


def median_interval(values: Sequence[float], *, least_confidence: float = CONFIDENCE) -> OrderInterval | Degenerate:
    """Median of the values and the order statistic interval of what it estimates.

    Args:
        values: Independent values, for example one per fresh process.
        least_confidence: Coverage wanted, in [0, 1); the exact coverage is in the result.

    Returns:
        The interval, or ``Degenerate``: no values, one value, too few of them, one that is not finite, or all equal (a
        clock that resolves the work never gives the same figure in every process).
    """
    ranks = order_ranks(len(values), least_confidence=least_confidence)
    if isinstance(ranks, Degenerate):
        return ranks
    if not all(math.isfinite(value) for value in values):
        return Degenerate("a value is not a finite number")
    ordered = sorted(values)
    if ordered[0] == ordered[-1]:
        return Degenerate("all values are equal: the clock does not resolve the work")
    return OrderInterval(
        median(ordered), ordered[ranks.low - 1], ordered[ranks.high - 1], ranks.confidence, len(ordered)
    )
