"""The frozen dossier of one candidate, and the only acceptance rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from hasten.core.candidate import Candidate
from hasten.core.measurement import MemoryUse, PairedSamples, RaceResult
from hasten.core.verdict import Verdict

#: Below this no machine is believed, whatever its calibration says (MEASURING: promise).
LEAST_RESOLVED = 0.02


@dataclass(frozen=True)
class Objective:
    """What is made better."""

    name: str = "time"
    unit: str = "s"
    direction: str = "lower"
    clock: str = "process CPU, read by the parent"


@dataclass(frozen=True)
class Speedup:
    """Old time over new time, with its interval; above 1 is better.

    Attributes:
        estimate: Median of the process estimates.
        low: Low end of the interval.
        high: High end of the interval.
        confidence: Coverage of the interval, 0 to 1.
        pairs: Pairs that it rests on.
        processes: Fresh processes that it rests on.
        bound: True when NEW or OLD was stopped at a limit, so that the figures are bounds (``>= low``).
        exact: True where the figures are counted and not timed (bytes of a program), so that there is no noise.
    """

    estimate: float
    low: float
    high: float
    confidence: float
    pairs: int
    processes: int
    bound: bool = False
    exact: bool = False


@dataclass(frozen=True)
class SizeRow:
    """One size class: seconds per call of both sides and their ratio; ``label`` names a workload that has a name."""

    size: int
    old: float
    new: float
    speedup: float
    low: float
    high: float
    calls: int = 1
    origin: str = "given"
    label: str = ""


@dataclass(frozen=True)
class Caveat:
    """A warning from a closed list, with advice (``report/caveats.py``)."""

    name: str
    text: str


@dataclass(frozen=True)
class Acceptance:
    """What the acceptance rule says, and why."""

    accepted: bool
    reason: str


@dataclass(frozen=True)
class Evidence:
    """Everything known of one candidate, or the final answer of a run.

    The raw samples stay beside the summary, so that every figure can be computed again.
    """

    candidate: Candidate | None
    outcome: str
    verdict: Verdict | None = None
    speedup: Speedup | None = None
    sizes: tuple[SizeRow, ...] = ()
    samples: tuple[PairedSamples, ...] = ()
    race: RaceResult | None = None
    resolution: float = LEAST_RESOLVED
    memory_before: MemoryUse | None = None
    memory_after: MemoryUse | None = None
    growth_before: str | None = None
    growth_after: str | None = None
    caveats: tuple[Caveat, ...] = ()
    reason: str = ""
    cost_s: float = 0.0
    extra: Mapping[str, Any] = field(default_factory=dict)

    def acceptable(self) -> Acceptance:
        """The only rule by which a candidate is called faster.

        It compares stored numbers: no difference found, the low end of the interval above 1, and the estimate at
        least as far above 1 as this machine resolves. Doubt counts against the candidate.
        """
        if self.verdict is None or not self.verdict.same:
            word = self.verdict.word if self.verdict else "not checked"
            return Acceptance(False, f"sameness not shown ({word})")
        return claim(self.speedup, self.resolution)


def claim(speedup: Speedup | None, resolution: float) -> Acceptance:
    """Whether the measured figures alone carry the word "faster"."""
    if speedup is None:
        return Acceptance(False, "not measured")
    least = 1.0 if speedup.exact else 1.0 + max(LEAST_RESOLVED, resolution)
    if not speedup.low > 1.0:
        return Acceptance(False, f"the interval [{speedup.low:.3f}, {speedup.high:.3f}] includes no change")
    if not speedup.estimate >= least:
        return Acceptance(False, f"{speedup.estimate:.3f}x is below what this machine resolves ({least:.3f}x)")
    return Acceptance(True, "confirmed")
