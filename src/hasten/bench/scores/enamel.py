"""ENAMEL: efficiency of one sample with right-censored time, and eff@k."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hasten.bench.scores.subsets import expected_max
from hasten.core import Censored
from hasten.errors import InvalidArgument

#: Weight of each level; the first is for correctness only.
HARDNESS = (0.0, 3.0, 3.0, 4.0)
#: The time limit is this many times the reference's largest time.
LIMIT_FACTOR = 2.0

#: One timed test: seconds, or the limit at which it was stopped.
Timed = float | Censored


@dataclass(frozen=True)
class SampleRun:
    """What became of one sample on one task.

    Attributes:
        right: Whether every output that was produced is right; a wrong one scores 0 for the whole sample.
        levels: Times of each level in order; levels after a censored one may be left out.
    """

    right: bool
    levels: tuple[tuple[Timed, ...], ...] = ()


def time_limit_s(reference: Sequence[Sequence[float]]) -> float:
    """Limit of every test of a task: twice the largest time of the reference.

    Raises:
        InvalidArgument: There are no times, or one is not positive.
    """
    times = list(itertools.chain.from_iterable(reference))
    if not times or min(times) <= 0.0:
        raise InvalidArgument("the reference needs at least one time above 0 s to set a limit; time it first")
    return LIMIT_FACTOR * max(times)


def efficiency(run: SampleRun, *, reference: Sequence[Sequence[float]], hardness: Sequence[float] = HARDNESS) -> float:
    """Score of one sample on one task: 1 is as fast as the expert reference, 0 is wrong or at the limit.

    Level l scores ``max(0, T - t_l) / (T - r_l)``, where ``t_l`` is the sample's and ``r_l`` the reference's largest
    time of the level and T the time limit; the score of the sample is the mean of its levels weighted by hardness. A
    test that was stopped at the limit is right-censored: its level and all later ones score 0, never less. The score
    is not clipped above: who beats the reference exceeds 1.

    Args:
        run: What became of the sample; times in seconds.
        reference: The reference's times by level, seconds, > 0.
        hardness: Weight of each level, >= 0, as many as ``reference`` has levels, not all 0.

    Raises:
        InvalidArgument: Weights and levels do not match, or a level of the reference has no times.

    Source:
        ENAMEL (Qiu et al., ICLR 2025), definition of e and of its censored estimate. Departs from it in nothing;
        how times are taken departs, see ``hasten.bench.adapters.enamel``.

    Example:
        >>> run = SampleRun(True, ((0.1,), (1.0,), (1.0,), (3.0,)))
        >>> efficiency(run, reference=((0.1,), (1.0,), (1.0,), (2.0,)))
        0.8
    """
    if len(hardness) != len(reference) or sum(hardness) <= 0.0 or min(hardness) < 0.0:
        raise InvalidArgument(
            f"hardness needs one weight >= 0 per level, not all 0, but got {list(hardness)} for {len(reference)} levels"
        )
    if any(not level for level in reference):
        raise InvalidArgument("every level of the reference needs at least one time; drop the empty level")
    if not run.right:
        return 0.0
    limit_s = time_limit_s(reference)
    total = 0.0
    for weight, expert, level in zip(hardness, reference, run.levels, strict=False):
        slowest_s = _largest_s(level, limit_s)
        if slowest_s is None:
            break
        total += weight * (limit_s - slowest_s) / (limit_s - max(expert))
    return total / sum(hardness)


def _largest_s(level: Sequence[Timed], limit_s: float) -> float | None:
    """Largest time of a level; None where it was censored or has reached the limit, or nothing was timed."""
    largest = 0.0
    for timed in level:
        if isinstance(timed, Censored) or timed >= limit_s:
            return None
        largest = max(largest, timed)
    return largest if level else None


def eff_at_k(scores: Mapping[str, Sequence[float]], k: int) -> float:
    """Mean over tasks of the expected best score of k samples.

    A task without samples scores 0. All-wrong tasks score 0 and all-equal ones their common score, whatever k is.

    Raises:
        InvalidArgument: No tasks, or a task with fewer than k samples; it is named.

    Source:
        ENAMEL (Qiu et al., ICLR 2025), eff@k, Rao-Blackwellised. Departs from it in nothing.
    """
    if not scores:
        raise InvalidArgument("eff@k needs at least one task; none of the samples belongs to a task")
    total = 0.0
    for task, values in scores.items():
        if values and len(values) < k:
            raise InvalidArgument(f"eff@{k} needs {k} samples of each task, but {task} has {len(values)}; lower k")
        total += expected_max(values, k) if values else 0.0
    return total / len(scores)
