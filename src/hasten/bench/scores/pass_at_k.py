"""pass@k: the chance that one of k samples is right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hasten.bench.scores.subsets import probability_of_any
from hasten.errors import InvalidArgument


def pass_at_k(passed: Mapping[str, Sequence[bool]], k: int) -> float:
    """Mean over tasks of the unbiased pass@k.

    A task without any sample counts as never passed. A task with samples, but fewer than k, is refused: it has no
    unbiased estimate.

    Args:
        passed: For each task, whether each of its samples passed every test.
        k: Number of samples that may be tried, >= 1.

    Raises:
        InvalidArgument: No tasks, or a task with fewer than k samples; it is named.

    Source:
        Chen et al. 2021 (HumanEval). Departs from it in nothing.
    """
    if not passed:
        raise InvalidArgument("pass@k needs at least one task; none of the samples belongs to a task")
    total = 0.0
    for task, outcomes in passed.items():
        if outcomes and len(outcomes) < k:
            raise InvalidArgument(f"pass@{k} needs {k} samples of each task, but {task} has {len(outcomes)}; lower k")
        total += probability_of_any(len(outcomes), sum(outcomes), k) if outcomes else 0.0
    return total / len(passed)
