"""PIE: how many programs are made faster, by how much, and how many stay correct."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from hasten.bench.scores.subsets import check_k, expected_max, probability_of_any
from hasten.errors import InvalidArgument

#: A program counts as optimised from this speed-up on.
THRESHOLD = 1.1
#: Thresholds of the table.
THRESHOLDS = (1.1, 1.25, 1.5, 2.0, 3.0, 5.0, 10.0)

_Score = Callable[["Sequence[Outcome]"], float]


@dataclass(frozen=True)
class Outcome:
    """One sample for one slow program.

    Attributes:
        right: Whether it passes all of the program's tests.
        speedup: Time of the slow program over time of the sample, > 0; 1.0 where it was not measured.
    """

    right: bool
    speedup: float = 1.0

    @property
    def gain(self) -> float:
        """The speed-up that counts: 1.0 for wrong and for slower samples, since the slow program can be kept."""
        return max(1.0, self.speedup) if self.right else 1.0


def optimised(samples: Mapping[str, Sequence[Outcome]], k: int = 1, *, threshold: float = THRESHOLD) -> float:
    """%OPT: percent of programs for which one of k samples is right and at least ``threshold`` times faster.

    Raises:
        InvalidArgument: No programs, or one with fewer than k samples; it is named.

    Source:
        PIE (Shypula et al., ICLR 2024), %OPT at 1.10x. Departs from it: for more than k samples the expectation over
        all choices of k is taken, where the paper draws k once.
    """
    return 100.0 * _mean(
        samples, k, lambda runs: probability_of_any(len(runs), sum(r.right and r.speedup >= threshold for r in runs), k)
    )


def mean_speedup(samples: Mapping[str, Sequence[Outcome]], k: int = 1) -> float:
    """SP: mean over programs of the best gain among k samples; wrong or slower samples count as 1.0.

    Source:
        PIE (Shypula et al., ICLR 2024), SPEEDUP with Best@k. Departs from it as ``optimised`` does.
    """
    return _mean(samples, k, lambda runs: expected_max([r.gain for r in runs], k), empty=1.0)


def correct(samples: Mapping[str, Sequence[Outcome]], k: int = 1) -> float:
    """%correct: percent of programs for which one of k samples is right."""
    return 100.0 * _mean(samples, k, lambda runs: probability_of_any(len(runs), sum(r.right for r in runs), k))


def _mean(samples: Mapping[str, Sequence[Outcome]], k: int, score: _Score, *, empty: float = 0.0) -> float:
    if not samples:
        raise InvalidArgument("PIE's scores need at least one program; none of the samples belongs to one")
    total = 0.0
    for name, runs in samples.items():
        if not runs:
            total += empty
            continue
        try:
            check_k(len(runs), k)
        except InvalidArgument as error:
            raise InvalidArgument(f"program {name}: {error}") from error
        total += score(runs)
    return total / len(samples)
