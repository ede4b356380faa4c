"""Raw measurements; a summary is computed when it is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Censored:
    """A run that was stopped at a limit: it took at least this long."""

    limit_s: float


@dataclass(frozen=True)
class PairedSamples:
    """Pairs of one process (one fresh zygote), in the order taken.

    Attributes:
        call: Index of the call in the workload.
        old_s: CPU seconds per call of the original, one per pair.
        new_s: CPU seconds per call of the variant, one per pair, same length.
        old_wall_s: Wall seconds per call of the original.
        new_wall_s: Wall seconds per call of the variant.
        old_faults: Minor page faults per call of the original.
        new_faults: Minor page faults per call of the variant.
        reps: Calls per timed sample (batch), >= 1.
        process: Ordinal of the zygote.
        gc_on: Whether the garbage collector ran during the samples.
        fresh: Whether each sample ran in a fork that had not seen the arguments.
    """

    call: int
    old_s: tuple[float, ...]
    new_s: tuple[float, ...]
    old_wall_s: tuple[float, ...] = ()
    new_wall_s: tuple[float, ...] = ()
    old_faults: float = 0.0
    new_faults: float = 0.0
    reps: int = 1
    process: int = 0
    gc_on: bool = False
    fresh: bool = False


@dataclass(frozen=True)
class RaceResult:
    """Outcome of a betting race.

    Attributes:
        winner: ``new``, ``old``, ``undecided``, or ``behind`` (given up because a candidate before it is better).
        pairs: Pairs that were run.
        evidence: The e-value in favour of the winner (20 and more decides).
        ratio: Median of old/new over the pairs run, a rough figure for ranking only; None when censored throughout.
        figures: Where there are several objectives: the same ratio by name of the objective.
    """

    winner: str
    pairs: int
    evidence: float
    ratio: float | None
    figures: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class AllocationSite:
    """A line and the bytes that what it allocated takes up near the peak of a call (tracemalloc)."""

    file: str
    line: int
    size_bytes: int


@dataclass(frozen=True)
class MemoryUse:
    """Peak of memory allocated during one pass of the workload, bytes (tracemalloc)."""

    peak_bytes: int
