"""How likely it is that a version that passed every check is wrong all the same."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ResidualRisk:
    """Probability that a version in which nothing was found behaves otherwise somewhere, and what it rests on.

    Attributes:
        estimate: Central figure, above 0 and below 1.
        high: Upper end of its interval, at most 1.
        confidence: Coverage of the interval, 0 to 1.
        wrong: Wrong ones among the distinct proposals of this proposer that were judged before.
        judged: How many those were; 0 where too few were judged, and every second one is assumed to be wrong.
        missed: Wrong versions that a search of this configuration did not notice when that was measured.
        missed_of: How many wrong versions were put before it.
        recorded: Calls that the user's tests made and that were compared, repeated ones counted; 0 where the inputs
            are no sample of real use.
        recorded_high: Largest share of such calls that may behave otherwise, given that none of them did (rule of
            three), or None without recorded calls.
    """

    estimate: float
    high: float
    confidence: float
    wrong: int
    judged: int
    missed: int
    missed_of: int
    recorded: int = 0
    recorded_high: float | None = None
