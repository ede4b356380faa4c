"""The best few candidates by raced ratio, one per distinct source."""

from __future__ import annotations

from collections.abc import Sequence

from hasten.core import Evidence


class BestArchive:
    """Keeps at most ``size`` candidates that won their race, best first.

    Args:
        size: Most elites kept, >= 1.
    """

    def __init__(self, size: int = 6) -> None:
        self.size = size
        self._kept: list[Evidence] = []

    def add(self, evidence: Evidence) -> bool:
        """Whether it entered: it won a race, or was ahead when the time for it ran out, and is among the best."""
        if evidence.candidate is None or evidence.race is None:
            return False
        if evidence.race.winner != "new" and not (evidence.race.winner == "undecided" and evidence.outcome == "faster"):
            return False
        if evidence.verdict is None or not evidence.verdict.same:
            return False
        self._kept.append(evidence)
        self._kept.sort(key=lambda e: -ratio_of(e))
        dropped = self._kept[self.size :]
        self._kept = self._kept[: self.size]
        return evidence not in dropped

    def elites(self) -> Sequence[Evidence]:
        """Best first."""
        return tuple(self._kept)


def ratio_of(evidence: Evidence) -> float:
    """The raced ratio, for ranking only; 1 where it is not known."""
    return evidence.race.ratio if evidence.race is not None and evidence.race.ratio is not None else 1.0
