"""Settings that nothing else beats in every objective, besides the best few by the first one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hasten.archives.best import BestArchive
from hasten.core import Evidence


class FrontArchive:
    """Keeps the Pareto front of raced ratios; its elites are the best by the first objective.

    Args:
        size: Most elites kept, >= 1.
    """

    def __init__(self, size: int = 6) -> None:
        self._best = BestArchive(size)
        self._front: list[Evidence] = []

    def add(self, evidence: Evidence) -> bool:
        """Whether it entered the front or the elites."""
        if evidence.race is None or evidence.verdict is None or not evidence.verdict.same:
            return False
        figures = evidence.race.figures
        if figures:
            if any(dominates(_figures(other), figures) for other in self._front):
                return False
            self._front = [e for e in self._front if not dominates(figures, _figures(e))]
            self._front.append(evidence)
        return self._best.add(evidence) or bool(figures)

    def elites(self) -> Sequence[Evidence]:
        """Best by the first objective first."""
        return self._best.elites()

    @property
    def front(self) -> Sequence[Evidence]:
        """The front, in the order found."""
        return tuple(self._front)


def dominates(one: Mapping[str, float], other: Mapping[str, float]) -> bool:
    """Whether one is as good in every objective and better in one (ratios: larger is better)."""
    names = [name for name in other if name in one]
    return all(one[n] >= other[n] for n in names) and any(one[n] > other[n] for n in names)


def _figures(evidence: Evidence) -> Mapping[str, float]:
    return evidence.race.figures if evidence.race is not None else {}
