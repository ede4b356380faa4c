"""The answer of a statistic that cannot be computed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Degenerate:
    """No figure, and why. It counts against the candidate: whoever gets one must not claim anything.

    Attributes:
        reason: A phrase for the report, e.g. ``no samples`` or ``process 3: a time is not positive``.
    """

    reason: str
