"""The race: a sign test by betting, valid whenever it is stopped.

Two one-sided bets run side by side on the signs of the pairs. The bet on NEW starts with 1 unit and stakes the share
``lambda`` of its wealth on "NEW is faster in the next pair" at even odds; while NEW is faster in at most half of the
pairs (given all that came before), the expected wealth never grows, so by Ville's inequality it ever reaches 20 with
probability at most 1/20, at whatever pair one looks. The bet on OLD mirrors it.

``lambda`` is mixed over (0, 1] with density ``2 * lambda``: most weight on clear winners and losers, which is where a
search saves time. The integral has a closed form in whole numbers, so an e-value is exact. All pairs lost decides after
6 pairs, all but one after 10. Of races between equal sides 94 % end undecided, 2.9 % for either side, after 14 pairs
in the mean; a loser that loses 95 % of the pairs falls after 7.5 in the mean (both by enumeration).

What it does not promise: all pairs of a race come from one process, whose bias (hash seed, layout; 0.4 % is common) is
the same in all of them. The hypothesis is about this process. Where the noise is smaller than that bias, equal code
wins or loses a race in more than 1 of 20 cases. So a race ranks and drops candidates; it is never a claim.

Source:
    Waudby-Smith and Ramdas, "Estimating means of bounded random variables by betting", JRSS B 2024, section 4
    (capital processes) and section 4.2 (Ville's inequality); the mixture over stakes is Robbins' method of mixtures
    (Darling and Robbins, 1968). Departures: signs in place of bounded values, which makes the test exact under
    censoring and heavy tails; a mixture with density 2*lambda in place of a predictable plug-in stake, so that the
    result depends on the counts only and not on their order; ties are dropped, i.e. the hypothesis is about
    untied pairs.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from math import comb
from typing import Literal

from hasten.core.measurement import RaceResult
from hasten.errors import InvalidArgument
from hasten.stats.censoring import RatioBounds, median_bounds
from hasten.stats.degenerate import Degenerate
from hasten.stats.order import order_ranks

#: A bet that multiplies its stake by 20 is wrong in at most 1 of 20 cases (Ville).
DECISIVE = 20.0
#: Most pairs of one race: what a tie costs (MEASURING: ties take about 23).
MOST_PAIRS = 23
#: Ratios nearer to 1 than this are not worth a confirmation: below it nothing is ever claimed (core.evidence).
SAME_WITHIN = 0.02
#: Fewer pairs than this never stop a race as "practically the same".
LEAST_PAIRS_FOR_SAME = 12

Winner = Literal["new", "old", "undecided"]


def _uniform_wealth(wins: int, losses: int) -> Fraction:
    """Integral over lambda in [0, 1] of (1 + lambda)^wins (1 - lambda)^losses, exactly.

    With p = (1 + lambda) / 2 it is an incomplete beta function at 1/2, which is a binomial tail.
    """
    n = wins + losses
    return Fraction(sum(comb(n + 1, j) for j in range(wins + 1)), (n + 1) * comb(n, wins))


@lru_cache(maxsize=4096)
def sign_evidence(wins: int, losses: int) -> float:
    """E-value against "faster in at most half of the pairs", for these counts of pairs won and lost.

    Below 1 the counts speak for the hypothesis. As a function of the pairs seen so far it is an e-process: stop when
    you like.

    Args:
        wins: Pairs won, >= 0.
        losses: Pairs lost, >= 0.

    Returns:
        The wealth, > 0 (``inf`` beyond what a float holds).

    Raises:
        InvalidArgument: A negative count.

    Example:
        >>> round(sign_evidence(6, 0), 1), sign_evidence(0, 0)
        (27.5, 1.0)
    """
    if wins < 0 or losses < 0:
        raise InvalidArgument(f"wins and losses must be at least 0 but got wins={wins}, losses={losses}")
    # 2 lambda = (1 + lambda) - (1 - lambda) turns the mixture into a difference of two uniform ones.
    wealth = _uniform_wealth(wins + 1, losses) - _uniform_wealth(wins, losses + 1)
    try:
        return float(wealth)
    except OverflowError:
        return math.inf


@dataclass(frozen=True)
class SignRace:
    """The state of one race; ``fed`` returns the next state.

    The race is over when a bet reaches ``threshold``, when ``cap`` pairs have run, or as soon as not even a clean sweep
    of the pairs that are left could decide it (futility by counting, which costs no power at all).

    Attributes:
        wins: Pairs in which NEW was faster.
        losses: Pairs in which OLD was faster, exact losses by time-out included.
        ties: Pairs without a sign; they cost a pair and say nothing.
        threshold: E-value that decides, > 1.
        cap: Most pairs, >= 1.

    Example:
        >>> race = SignRace()
        >>> for _ in range(6):
        ...     race = race.fed(-1)
        >>> race.winner, race.over
        ('old', True)
    """

    wins: int = 0
    losses: int = 0
    ties: int = 0
    threshold: float = DECISIVE
    cap: int = MOST_PAIRS

    def __post_init__(self) -> None:
        if not self.threshold > 1.0:
            raise InvalidArgument(f"threshold must be above 1 but got {self.threshold}; 20 means wrong in 1 of 20")
        if self.cap < 1:
            raise InvalidArgument(f"cap must be at least 1 pair but got {self.cap}")

    def fed(self, sign: int) -> SignRace:
        """The state after one more pair: above 0 NEW was faster, below 0 OLD was, 0 a tie or unknown."""
        if sign > 0:
            return replace(self, wins=self.wins + 1)
        if sign < 0:
            return replace(self, losses=self.losses + 1)
        return replace(self, ties=self.ties + 1)

    @property
    def pairs(self) -> int:
        """Pairs run so far, ties included."""
        return self.wins + self.losses + self.ties

    @property
    def e_new(self) -> float:
        """Wealth of the bet on NEW."""
        return sign_evidence(self.wins, self.losses)

    @property
    def e_old(self) -> float:
        """Wealth of the bet on OLD."""
        return sign_evidence(self.losses, self.wins)

    @property
    def winner(self) -> Winner:
        """``new`` or ``old`` once its bet reached the threshold, else ``undecided``."""
        if self.e_new >= self.threshold:
            return "new"
        return "old" if self.e_old >= self.threshold else "undecided"

    @property
    def futile(self) -> bool:
        """Whether no outcome of the pairs that are left could decide the race."""
        left = max(0, self.cap - self.pairs)
        best = max(sign_evidence(self.wins + left, self.losses), sign_evidence(self.losses + left, self.wins))
        return best < self.threshold

    @property
    def over(self) -> bool:
        """Whether to stop: decided, at the cap, or futile."""
        return self.winner != "undecided" or self.pairs >= self.cap or self.futile

    def result(self, ratios: Sequence[RatioBounds] = ()) -> RaceResult:
        """The record for the search.

        Args:
            ratios: Bounds on old/new of the pairs run (``censoring.ratio_bounds``). Their median is the rough ratio
                where it is exact, else its known end; None where every pair was censored.
        """
        middle = median_bounds(ratios)
        ratio: float | None = None
        if isinstance(middle, RatioBounds):
            # "At most 0.7x" ranks as 0.7 (it lost); "at least 20x" as 20.
            known = middle.low if middle.low > 0 else middle.high
            ratio = known if math.isfinite(known) and any(r.exact for r in ratios) else None
        return RaceResult(self.winner, self.pairs, max(self.e_new, self.e_old), ratio)


def practically_same(log_ratios: Sequence[float], *, within: float = SAME_WITHIN) -> bool:
    """Group-level futility: whether the pairs so far show a ratio too near to 1 to be worth more pairs.

    Meant to be asked after groups of pairs (at 12, 16, 20). True when at least 12 pairs are there and the 95 % order
    statistic interval of the median log ratio lies wholly inside +-ln(1 + within). The race is then stopped
    undecided. Stopping this way can only lose a candidate, never cause a claim, so the repeated looks are not corrected
    for: an interval that covers 95 % at one look misses somewhere in three looks with probability below 12 %, and then
    only candidates whose true gain is at the margin are lost. A drop must not be reported as "slower".

    Args:
        log_ratios: ln(old/new) of the pairs; anything not finite makes the answer False.
        within: Relative difference that is no difference, > 0.

    Raises:
        InvalidArgument: ``within`` is not positive.
    """
    if not within > 0:
        raise InvalidArgument(f"within must be positive but got {within}; 0.02 means two per cent")
    if len(log_ratios) < LEAST_PAIRS_FOR_SAME or not all(math.isfinite(x) for x in log_ratios):
        return False
    ranks = order_ranks(len(log_ratios), least_confidence=0.95)
    if isinstance(ranks, Degenerate):
        return False
    ordered, margin = sorted(log_ratios), math.log1p(within)
    return -margin < ordered[ranks.low - 1] and ordered[ranks.high - 1] < margin
