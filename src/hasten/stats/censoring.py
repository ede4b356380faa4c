"""What can be said of a pair when one side was stopped at a limit: exact signs, and bounds on the ratio.

A censored time is a fact ("at least this long"), not a number to average. So nothing here returns a mean; a median over
partly censored pairs is returned as the two values between which it must lie.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from hasten.core.evidence import Speedup
from hasten.core.measurement import Censored
from hasten.stats.degenerate import Degenerate
from hasten.stats.order import CONFIDENCE, median_interval

#: One timed side: seconds, or stopped at a limit.
Timed = float | Censored


@dataclass(frozen=True)
class RatioBounds:
    """Old time over new time lies in [low, high]; equal ends where nothing was censored.

    Attributes:
        low: At least this, >= 0.
        high: At most this, ``math.inf`` where nothing bounds it from above.
    """

    low: float
    high: float

    @property
    def exact(self) -> bool:
        """Whether both ends are the same number."""
        return self.low == self.high

    def __str__(self) -> str:
        if self.exact:
            return f"{self.low:.3g}x"
        if math.isinf(self.high):
            return f">= {self.low:.3g}x" if self.low > 0 else "unknown"
        return f"<= {self.high:.3g}x" if self.low <= 0 else f"{self.low:.3g}x to {self.high:.3g}x"


def _time_range(timed: Timed) -> tuple[float, float] | None:
    """Shortest and longest time that agrees with what was seen, or None where it is no time at all."""
    shortest = timed.limit_s if isinstance(timed, Censored) else timed
    if not (math.isfinite(shortest) and shortest > 0):
        return None
    return shortest, math.inf if isinstance(timed, Censored) else shortest


def sign_of(old: Timed, new: Timed) -> int:
    """Who was faster in one pair: +1 new, -1 old, 0 a tie or unknown. Exact under censoring, never a guess.

    A new side that was stopped at a limit which the old side did not exceed is an exact loss, and the other way
    round an exact win. Both stopped, or one stopped before the other's time was reached: unknown, 0. A new time that is
    no time (nan, infinite, zero, negative), or an old one that is not, counts against the candidate: -1.

    Example:
        >>> sign_of(0.010, Censored(0.015))
        -1
        >>> sign_of(Censored(1.0), Censored(1.5))
        0
    """
    old_range, new_range = _time_range(old), _time_range(new)
    if old_range is None or new_range is None:
        return -1
    if old_range[0] == old_range[1] == new_range[0] == new_range[1]:
        return 0
    # A time "at least L" against a time of exactly L: it was killed while the other had ended, so it is longer.
    if new_range[0] >= old_range[1]:
        return -1
    if old_range[0] >= new_range[1]:
        return 1
    return 0


def ratio_bounds(old: Timed, new: Timed) -> RatioBounds | Degenerate:
    """Bounds on old time over new time of one pair.

    Example:
        >>> str(ratio_bounds(Censored(10.0), 0.5)), str(ratio_bounds(0.010, Censored(0.015)))
        ('>= 20x', '<= 0.667x')
    """
    old_range, new_range = _time_range(old), _time_range(new)
    if old_range is None or new_range is None:
        return Degenerate("a time is not a positive finite number")
    low = 0.0 if math.isinf(new_range[1]) else old_range[0] / new_range[1]
    return RatioBounds(low, old_range[1] / new_range[0])


def median_bounds(bounds: Sequence[RatioBounds]) -> RatioBounds | Degenerate:
    """The two values between which the median of the pairs' ratios must lie, whatever the censored times were.

    The median is monotone in every pair, so it lies between the median of the low ends and that of the high ends. It is
    exact as long as the pairs in the middle are.
    """
    if not bounds:
        return Degenerate("no samples")
    return RatioBounds(median(b.low for b in bounds), median(b.high for b in bounds))


def bounded_speedup(
    processes: Sequence[Sequence[tuple[Timed, Timed]]], *, least_confidence: float = CONFIDENCE
) -> Speedup | Degenerate:
    """A lower bound on old/new with its interval, from pairs of which some were stopped at a limit.

    Each pair counts with the least ratio that agrees with what was seen: an old side that was stopped counts as exactly
    its limit (it took at least that), a new side that was stopped as endlessly slow. So the result never flatters NEW;
    it is the usual figure where nothing was censored. Read it as ">= estimate" where ``bound`` is set.

    Args:
        processes: One sequence of (old, new) per fresh process, the same call or pass throughout.
        least_confidence: Coverage asked of the interval.

    Returns:
        The speed-up, ``bound`` where any side of any pair was stopped; ``Degenerate`` where a time is no time, NEW was
        stopped in half of the pairs of a process or more, or there are too few processes.
    """
    medians: list[float] = []
    for pairs in processes:
        bounds = [ratio_bounds(old, new) for old, new in pairs]
        broken = next((b for b in bounds if isinstance(b, Degenerate)), None)
        if broken is not None:
            return broken
        middle = median_bounds([b for b in bounds if isinstance(b, RatioBounds)])
        if isinstance(middle, Degenerate):
            return middle
        if middle.low <= 0:
            return Degenerate("the variant was stopped at its limit in half of the pairs or more")
        medians.append(math.log(middle.low))
    interval = median_interval(medians, least_confidence=least_confidence)
    if isinstance(interval, Degenerate):
        return interval
    return Speedup(
        estimate=math.exp(interval.estimate),
        low=math.exp(interval.low),
        high=math.exp(interval.high),
        confidence=interval.confidence,
        pairs=sum(len(pairs) for pairs in processes),
        processes=interval.n,
        bound=any(isinstance(side, Censored) for pairs in processes for pair in pairs for side in pair),
    )
