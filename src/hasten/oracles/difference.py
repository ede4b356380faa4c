"""One way in which two observations part."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hasten.core.verdict import LEVELS


@dataclass(frozen=True)
class Difference:
    """What parted, where, and from which level on it counts.

    Attributes:
        kind: ``value``, ``type``, ``order``, ``exception``, ``arguments``, ``iterators``, ``stdout``, ``stderr``,
            ``warnings``, ``globals``, ``random``, ``state``, ``files``, ``aliasing``, ``laziness``, ``callbacks``,
            ``timeout``, ``crash``, ``forbidden``, ``import``, ``signature``, ``sequence``.
        where: Path as text: ``result[3]``, ``argument 0``, ``stdout``.
        old: What the original shows there: a tree, or text.
        new: What the variant shows there.
        level: Weakest level at which the difference counts.
        within: For two finite floats, their distance relative to the larger; else None.
    """

    kind: str
    where: str
    old: Any
    new: Any
    level: str = "same-value"
    within: float | None = None

    def counts_at(self, level: str) -> bool:
        """Whether the difference counts at an observer level."""
        return LEVELS.index(self.level) <= LEVELS.index(level)
