"""Intervals for a score, and for the difference of two, by resampling tasks."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from hasten.errors import InvalidArgument

#: Resamples of the tasks.
ROUNDS = 2000


@dataclass(frozen=True)
class Interval:
    """A figure with its interval.

    Attributes:
        estimate: The figure on all tasks.
        low: Lower end.
        high: Upper end.
        confidence: Nominal coverage, 0 to 1.
    """

    estimate: float
    low: float
    high: float
    confidence: float


def bootstrap(
    tasks: Sequence[str], score: Callable[[Sequence[str]], float], *, rng: random.Random, confidence: float = 0.95,
    rounds: int = ROUNDS,
) -> Interval:
    """Percentile interval of ``score`` over tasks drawn with replacement.

    Tasks are the unit because samples of one task are alike. The interval says how the figure would vary with another
    choice of tasks of the same kind; noise of the clock within a task is in it only as far as it differs from task to
    task. With one task there is nothing to resample: the interval is the whole truth about that one task, a point.

    Args:
        tasks: Names, each once; those drawn twice are passed twice.
        score: The figure of a list of tasks. For a comparison it is the difference of both systems on the same tasks,
            so that hard tasks are hard for both.
        rng: Source of the resamples.
        confidence: In (0, 1).
        rounds: Resamples, >= 1.

    Raises:
        InvalidArgument: No tasks, or a confidence out of range.
    """
    if not tasks or not 0.0 < confidence < 1.0 or rounds < 1:
        raise InvalidArgument(
            f"a bootstrap needs tasks, a confidence in (0, 1) and rounds >= 1 but got {len(tasks)} tasks, "
            f"confidence={confidence}, rounds={rounds}"
        )
    drawn = sorted(score([tasks[rng.randrange(len(tasks))] for _ in tasks]) for _ in range(rounds))
    tail = (1.0 - confidence) / 2.0
    low, high = (drawn[min(rounds - 1, int(share * rounds))] for share in (tail, 1.0 - tail))
    return Interval(score(tasks), low, high, confidence)
