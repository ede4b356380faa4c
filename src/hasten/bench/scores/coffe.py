"""COFFE: efficient@k, speed-up, and a robust variant for clocks that are not exact."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, log

from hasten.bench.scores.subsets import probability_of_any
from hasten.errors import InvalidArgument

#: The robust variant asks for a gain above this in each pair that counts, ...
ROBUST_GAIN = 1.05
#: ... and for at least this share of pairs.
ROBUST_SHARE = 0.8


@dataclass(frozen=True)
class Costs:
    """Costs of one sample and of the best known solution on the same stressful inputs.

    Attributes:
        right: Whether the sample passed all tests and agrees on the stressful inputs.
        truth: For each input, the costs of the best known solution, run by run; seconds or instructions, > 0.
        sample: The same of the sample, run for run side by side with ``truth``.
        complete: False where the sample was stopped at a limit on some input: it is right as far as it went, never
            efficient, and its speed-up is unknown.
    """

    right: bool
    truth: tuple[tuple[float, ...], ...] = ()
    sample: tuple[tuple[float, ...], ...] = ()
    complete: bool = True


def trimmed_mean(values: Sequence[float]) -> float:
    """Mean without the largest and the smallest value; of fewer than three values, the plain mean.

    Raises:
        InvalidArgument: No values.
    """
    if not values:
        raise InvalidArgument("a mean needs at least one value")
    kept = sorted(values)[1:-1] if len(values) >= 3 else values
    return sum(kept) / len(kept)


def total_cost(runs: Sequence[Sequence[float]]) -> float:
    """Sum over inputs of the trimmed mean of the runs."""
    return sum(trimmed_mean(costs) for costs in runs)


def is_efficient(costs: Costs) -> bool:
    """Whether the sample is right and its summed cost is strictly below that of the best known solution.

    Equal costs are not efficient. With time in place of exact counts a tie is decided by noise; see ``is_robust``.

    Source:
        COFFE (FSE 2025). Costs there are instruction counts, 12 runs, largest and smallest dropped, mean. Departs from
        it where the caller passes seconds.
    """
    if not costs.right or not costs.complete or not costs.truth:
        return False
    return total_cost(costs.sample) < total_cost(costs.truth)


def is_robust(costs: Costs) -> bool:
    """Whether the sample is right and more than 5 % faster over all inputs in at least 80 % of the runs.

    Run i of the best known solution and run i of the sample were made side by side, so each i is a pair. Ours, not
    COFFE's: by time, two equal programs are "efficient" half of the time, and this rule says no to them.
    """
    if not costs.right or not costs.complete or not costs.truth:
        return False
    rounds = min(len(run) for run in (*costs.truth, *costs.sample))
    wins = 0
    for i in range(rounds):
        truth, sample = (sum(run[i] for run in side) for side in (costs.truth, costs.sample))
        wins += truth > ROBUST_GAIN * sample
    return rounds > 0 and wins >= ROBUST_SHARE * rounds


def efficient_at_k(samples: Mapping[str, Sequence[Costs]], k: int, *, robust: bool = False) -> float:
    """Mean over all tasks of the chance that one of k samples is right and efficient.

    Tasks without samples, and wrong samples, count as not efficient: the mean is over all tasks, not over solved ones.

    Raises:
        InvalidArgument: No tasks, or a task with fewer than k samples; it is named.

    Source:
        COFFE (FSE 2025), efficient@k.
    """
    if not samples:
        raise InvalidArgument("efficient@k needs at least one task; none of the samples belongs to a task")
    rule = is_robust if robust else is_efficient
    total = 0.0
    for task, runs in samples.items():
        if runs and len(runs) < k:
            raise InvalidArgument(f"efficient@{k} needs {k} samples of each task, but {task} has {len(runs)}; lower k")
        total += probability_of_any(len(runs), sum(map(rule, runs)), k) if runs else 0.0
    return total / len(samples)


def speedup(samples: Mapping[str, Sequence[Costs]]) -> float | None:
    """Summed cost of the best known solutions over summed cost of the right samples on the same tasks.

    Above 1: the samples are faster. None where no sample is right and complete. One slow task outweighs many quick
    ones, as in the paper; ``geometric_speedup`` weighs tasks alike.
    """
    pairs = _totals(samples)
    return sum(t for t, _ in pairs) / sum(s for _, s in pairs) if pairs else None


def geometric_speedup(samples: Mapping[str, Sequence[Costs]]) -> float | None:
    """Geometric mean over right and complete samples of truth over sample; None where there is none. Not in COFFE."""
    pairs = _totals(samples)
    return exp(sum(log(t / s) for t, s in pairs) / len(pairs)) if pairs else None


def _totals(samples: Mapping[str, Sequence[Costs]]) -> list[tuple[float, float]]:
    every = [costs for runs in samples.values() for costs in runs]
    return [(total_cost(c.truth), total_cost(c.sample)) for c in every if c.right and c.complete and c.truth]
