"""Which of several verified and faster candidates a reader would want."""

from __future__ import annotations

from collections.abc import Sequence

from hasten.code.diffs import changed_lines
from hasten.core import Evidence, SourceEdit

#: Candidates within this factor of the best count as equally fast; among them the smallest change wins.
_EQUAL_WITHIN = 1.12


def preferred(elites: Sequence[Evidence], original: str) -> list[Evidence]:
    """The elites in the order in which they deserve a confirmation.

    The fastest decides the speed class; inside a class the shortest diff goes first, then the fewest packages needed.
    """
    left = sorted(elites, key=lambda e: -_ratio(e))
    ordered: list[Evidence] = []
    while left:
        best = _ratio(left[0])
        equal = [e for e in left if _ratio(e) * _EQUAL_WITHIN >= best]
        equal.sort(
            key=lambda e: (_changed_lines(e, original), len(e.candidate.needs) if e.candidate else 0, -_ratio(e))
        )
        ordered += equal
        left = [e for e in left if all(e is not kept for kept in equal)]
    return ordered


def _ratio(evidence: Evidence) -> float:
    return evidence.race.ratio if evidence.race is not None and evidence.race.ratio is not None else 1.0


def _changed_lines(evidence: Evidence, original: str) -> int:
    if evidence.candidate is None or not isinstance(evidence.candidate.payload, SourceEdit):
        return 0
    return changed_lines(original, evidence.candidate.payload.source)
