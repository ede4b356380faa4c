"""BigO(Bench): predicting a program's growth class, and writing a program of a demanded class."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hasten.bench.scores.subsets import probability_of_any
from hasten.errors import InvalidArgument

#: Spellings of one class.
_SAME = {
    "o(logn)": "o(log n)", "o(nlogn)": "o(n log n)", "o(n*log n)": "o(n log n)", "o(n*logn)": "o(n log n)",
    "o(n*n)": "o(n^2)", "o(n**2)": "o(n^2)", "o(n**3)": "o(n^3)", "o(2**n)": "o(2^n)", "o(k)": "o(1)",
    "o(n²)": "o(n^2)", "o(n³)": "o(n^3)", "o(2ⁿ)": "o(2^n)", "o(√n)": "o(sqrt n)", "o(sqrt(n))": "o(sqrt n)",
}


def same_class(one: str, other: str) -> bool:
    """Whether two texts name the same growth class; spacing, case and spelling of powers do not matter."""
    return normal_class(one) == normal_class(other)


def normal_class(text: str) -> str:
    """One spelling of a class: ``O( N log(N) )`` becomes ``o(n log n)``."""
    inner = text.strip().lower().replace("log(n)", "log n").replace("\\log", "log").replace(" ", "")
    inner = inner.replace("logn", "log n").replace("nlog", "n log")
    return _SAME.get(inner.replace(" ", ""), _SAME.get(inner, inner))


@dataclass(frozen=True)
class Attempt:
    """One sample for one pair of problem and class.

    Attributes:
        problem: Name of the problem.
        demanded: The class asked for (generation) or the true one (prediction).
        achieved: The class measured (generation) or answered (prediction); empty: none.
        right: Whether the program passes its tests; always true for predictions.
    """

    problem: str
    demanded: str
    achieved: str
    right: bool = True

    @property
    def hit(self) -> bool:
        """Right, and of the demanded class."""
        return self.right and same_class(self.demanded, self.achieved)


def pass_at_k(attempts: Sequence[Attempt], k: int = 1) -> float:
    """Percent: mean over pairs of problem and class of the chance that one of k samples is right and of the class.

    Source:
        BigO(Bench) (Chambon et al., 2025), pass@k. Departs from it: the class is the one that ``hasten complexity``
        measures, not upstream's.
    """
    pairs = _by_pair(attempts)
    return 100.0 * _mean([_chance(runs, k) for runs in pairs.values()])


def best_at_k(attempts: Sequence[Attempt], k: int, cost: Mapping[str, int]) -> float:
    """Percent: as ``pass_at_k`` over the fastest-growing-slowest class of each problem only.

    Args:
        cost: Rank of each class in normal spelling, smaller grows more slowly.
    """
    pairs = _by_pair(attempts)
    best: dict[str, tuple[int, list[Attempt]]] = {}
    for (problem, demanded), runs in pairs.items():
        rank = cost.get(demanded, len(cost))
        if problem not in best or rank < best[problem][0]:
            best[problem] = (rank, runs)
    return 100.0 * _mean([_chance(runs, k) for _, runs in best.values()])


def all_at_k(attempts: Sequence[Attempt], k: int = 1) -> float:
    """Percent: mean over problems of the chance that k samples of each of its classes hold a hit for every class.

    Classes of a problem are sampled apart from each other, so the chances multiply.
    """
    chances: dict[str, float] = {}
    for (problem, _), runs in _by_pair(attempts).items():
        chances[problem] = chances.get(problem, 1.0) * _chance(runs, k)
    return 100.0 * _mean(list(chances.values()))


def accuracy_by_class(attempts: Sequence[Attempt]) -> dict[str, float]:
    """Percent of hits among the samples of each demanded class, so that a common class does not hide rare ones."""
    found: dict[str, list[bool]] = {}
    for attempt in attempts:
        found.setdefault(normal_class(attempt.demanded), []).append(attempt.hit)
    return {name: 100.0 * sum(hits) / len(hits) for name, hits in found.items()}


def _by_pair(attempts: Sequence[Attempt]) -> dict[tuple[str, str], list[Attempt]]:
    if not attempts:
        raise InvalidArgument("BigO(Bench)'s scores need at least one sample; none belongs to a problem")
    found: dict[tuple[str, str], list[Attempt]] = {}
    for attempt in attempts:
        found.setdefault((attempt.problem, normal_class(attempt.demanded)), []).append(attempt)
    return found


def _chance(runs: Sequence[Attempt], k: int) -> float:
    return probability_of_any(len(runs), sum(run.hit for run in runs), k)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
