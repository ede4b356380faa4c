"""Intervals for rates: misses, false claims, false alarms. Zero seen is never reported as zero."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist

from hasten.errors import InvalidArgument
from hasten.stats.degenerate import Degenerate


@dataclass(frozen=True)
class Rate:
    """A share of trials with its interval.

    Attributes:
        estimate: Hits divided by trials.
        low: Low end, 0 to 1.
        high: High end, 0 to 1; above 0 even where nothing was seen.
        hits: Trials in which it happened.
        trials: Trials.
        confidence: Coverage of [low, high].
    """

    estimate: float
    low: float
    high: float
    hits: int
    trials: int
    confidence: float


def _check(hits: int, trials: int, confidence: float) -> None:
    if trials < 0 or not 0 <= hits <= trials:
        raise InvalidArgument(f"hits must lie in 0..trials but got hits={hits}, trials={trials}")
    if not 0 < confidence < 1:
        raise InvalidArgument(f"confidence must lie in (0, 1) but got {confidence}")


def clopper_pearson(hits: int, trials: int, *, confidence: float = 0.95) -> Rate | Degenerate:
    """The exact interval: coverage is at least ``confidence`` for every true rate, so it is on the wide side.

    Returns:
        The rate, or ``Degenerate`` where there were no trials.

    Raises:
        InvalidArgument: hits outside 0..trials, or confidence outside (0, 1).

    Source:
        Clopper and Pearson, Biometrika 26 (1934). Departs from it in nothing.

    Example:
        >>> rate = clopper_pearson(0, 64)
        >>> round(rate.high, 4)
        0.056
    """
    _check(hits, trials, confidence)
    if trials == 0:
        return Degenerate("no trials")
    tail = (1 - confidence) / 2
    low = 0.0 if hits == 0 else beta_quantile(tail, hits, trials - hits + 1)
    high = 1.0 if hits == trials else beta_quantile(1 - tail, hits + 1, trials - hits)
    return Rate(hits / trials, low, high, hits, trials, confidence)


def wilson(hits: int, trials: int, *, confidence: float = 0.95) -> Rate | Degenerate:
    """The score interval: coverage is near ``confidence`` on average over true rates, and narrower.

    For a table with many rows; a promise is stated with ``clopper_pearson``.

    Returns:
        The rate, or ``Degenerate`` where there were no trials.

    Raises:
        InvalidArgument: hits outside 0..trials, or confidence outside (0, 1).

    Source:
        Wilson, JASA 22 (1927); recommended for tables by Brown, Cai and DasGupta, Statistical Science 16 (2001),
        section 4. No continuity correction.
    """
    _check(hits, trials, confidence)
    if trials == 0:
        return Degenerate("no trials")
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    share, z2 = hits / trials, z * z
    centre = (share + z2 / (2 * trials)) / (1 + z2 / trials)
    half = z / (1 + z2 / trials) * math.sqrt(share * (1 - share) / trials + z2 / (4 * trials * trials))
    low = 0.0 if hits == 0 else max(0.0, centre - half)
    high = 1.0 if hits == trials else min(1.0, centre + half)
    return Rate(share, low, high, hits, trials, confidence)


def rule_of_three(trials: int, *, confidence: float = 0.95) -> float | Degenerate:
    """Upper bound on a rate of which nothing was seen in ``trials`` independent trials; about 3/trials at 95 %.

    The trials must be drawn from what the bound is about: inputs that a search made up say nothing of the rate on the
    user's own workload.

    Returns:
        The exact one-sided bound 1 - (1 - confidence)^(1/trials), or ``Degenerate`` where there were no trials.

    Raises:
        InvalidArgument: trials below 0, or confidence outside (0, 1).

    Example:
        >>> round(rule_of_three(1204), 5)
        0.00249
    """
    _check(0, trials, confidence)
    if trials == 0:
        return Degenerate("no trials")
    return -math.expm1(math.log1p(-confidence) / trials)


def beta_cdf(x: float, a: float, b: float) -> float:
    """Regularised incomplete beta function I_x(a, b), for a, b > 0 and x in [0, 1].

    Source:
        Continued fraction of DLMF 8.17.22, summed by the modified Lentz algorithm; the symmetry of 8.17.4 keeps x on
        the side where it converges fast.
    """
    if x <= 0:
        return 0.0
    if x >= 1:
        return 1.0
    if x > (a + 1) / (a + b + 2):
        return 1.0 - beta_cdf(1 - x, b, a)
    front = math.exp(
        math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x) - math.log(a)
    )
    tiny = 1e-300
    fraction, c, d = 1.0, 1.0, 0.0
    for step in range(2000):
        m, odd = divmod(step, 2)
        if step == 0:
            term = 1.0
        elif odd:
            term = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        else:
            term = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        d = 1 / (1 + term * d or tiny)
        c = 1 + term / c or tiny
        fraction *= c * d
        if step and abs(c * d - 1) < 1e-15:
            break
    # The fraction starts with a 1 that belongs to no term.
    return front * (fraction - 1.0)


def beta_quantile(share: float, a: float, b: float) -> float:
    """The x with I_x(a, b) = share, by bisection to the last bits."""
    low, high = 0.0, 1.0
    for _ in range(200):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        if beta_cdf(middle, a, b) < share:
            low = middle
        else:
            high = middle
    return (low + high) / 2
