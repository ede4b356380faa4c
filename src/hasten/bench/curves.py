"""Time to result: the best confirmed-looking ratio so far against what was spent, from the fates of stored runs.

Source:
    AlgoPerf (Dahl et al., 2023): time to a target result, tuning counted. Departures: the target is a speed-up, and
    what counts as cost is the wall time of the whole search: proposing, building, checking, racing.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from hasten.core.evidence import Evidence


@dataclass(frozen=True)
class Curve:
    """Best so far of one search.

    Attributes:
        points: ``(seconds, ratio)`` where the best improved, in order; the first is (0, 1).
        spent_s: Seconds that the whole search took.
    """

    points: tuple[tuple[float, float], ...]
    spent_s: float

    def at(self, seconds: float) -> float:
        """The best ratio known after so many seconds."""
        return max(ratio for when, ratio in self.points if when <= seconds)

    def time_to(self, ratio: float) -> float | None:
        """Seconds until the ratio was reached, None where it was not (right-censored at ``spent_s``)."""
        return next((when for when, found in self.points if found >= ratio), None)


def curve(fates: Sequence[Evidence]) -> Curve:
    """The curve of one search; only candidates that no difference was found in count."""
    points = [(0.0, 1.0)]
    seconds = 0.0
    for fate in fates:
        seconds += fate.cost_s
        won = fate.outcome == "faster" and fate.race is not None and fate.race.ratio is not None
        ratio = fate.race.ratio if won and fate.race is not None and fate.race.ratio is not None else 1.0
        if ratio > points[-1][1]:
            points.append((seconds, ratio))
    return Curve(tuple(points), seconds)


def mean_at(curves: Sequence[Curve], seconds: float) -> float:
    """Geometric mean over searches of the best ratio after so many seconds each."""
    return math.exp(math.fsum(math.log(c.at(seconds)) for c in curves) / len(curves)) if curves else 1.0


def share_reached(curves: Sequence[Curve], ratio: float, seconds: float) -> float:
    """Share of the searches that reached a ratio within so many seconds."""
    reached = [c.time_to(ratio) for c in curves]
    return sum(when is not None and when <= seconds for when in reached) / len(curves) if curves else 0.0
