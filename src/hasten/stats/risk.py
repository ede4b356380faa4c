"""Bayes' rule for a check that lets some wrong versions pass."""

from __future__ import annotations

from hasten.errors import InvalidArgument
from hasten.stats.degenerate import Degenerate
from hasten.stats.proportions import clopper_pearson

#: Share of wrong versions that is assumed where nobody counted.
ASSUMED = 0.5
#: Fewer judged versions than this say too little of how often their author is wrong.
LEAST_JUDGED = 10


def wrong_though_passed(wrong: float, missed: float) -> float:
    """Probability that a version is wrong although it passed.

    Right versions are taken to pass always, which makes the figure smaller by less than the rate of false alarms.

    Args:
        wrong: Probability that such a version is wrong, 0 to 1.
        missed: Probability that the check misses a wrong one, 0 to 1.

    Returns:
        wrong * missed / (wrong * missed + 1 - wrong); 1 where every version is wrong.

    Raises:
        InvalidArgument: A probability lies outside 0..1.

    Example:
        >>> round(wrong_though_passed(0.5, 0.04), 4)
        0.0385
    """
    if not (0 <= wrong <= 1 and 0 <= missed <= 1):
        raise InvalidArgument(f"probabilities must lie in 0..1 but got {wrong} and {missed}")
    if wrong == 1:
        return 1.0
    passing = wrong * missed
    return passing / (passing + 1 - wrong)


def risk_interval(
    wrong: int, judged: int, missed: int, missed_of: int, *, confidence: float = 0.95
) -> tuple[float, float] | Degenerate:
    """Estimate and upper end of ``wrong_though_passed`` from two counted rates; neither is ever 0.

    Each rate is estimated as (hits + 1/2) / (trials + 1). The upper end takes the upper ends of both exact intervals,
    so its coverage is at least ``confidence``.

    Args:
        wrong: Wrong ones among the judged versions of an author.
        judged: Judged versions; with fewer than ``LEAST_JUDGED`` every second one is assumed to be wrong, and the
            interval is that of the missed ones alone.
        missed: Wrong versions that the check let pass when that was measured.
        missed_of: Wrong versions that were put before it.

    Returns:
        (estimate, high), or ``Degenerate`` where the misses were never measured.

    Raises:
        InvalidArgument: Hits outside of 0..trials, or confidence outside of (0, 1).
    """
    misses = clopper_pearson(missed, missed_of, confidence=confidence)
    if isinstance(misses, Degenerate):
        return Degenerate("it was never measured how often this search misses a wrong version")
    estimate, high = ASSUMED, ASSUMED
    if judged >= LEAST_JUDGED:
        rate = clopper_pearson(wrong, judged, confidence=confidence)
        if not isinstance(rate, Degenerate):
            estimate, high = (wrong + 0.5) / (judged + 1), rate.high
    return (
        wrong_though_passed(estimate, (missed + 0.5) / (missed_of + 1)),
        wrong_though_passed(high, misses.high),
    )
