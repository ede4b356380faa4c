"""Expectations over all subsets of k out of n samples, without enumerating them."""

from __future__ import annotations

from collections.abc import Sequence

from hasten.errors import InvalidArgument


def check_k(n: int, k: int) -> None:
    """Refuse a k that n samples cannot answer.

    Raises:
        InvalidArgument: k is below 1 or above n.
    """
    if not 1 <= k <= n:
        raise InvalidArgument(f"k must lie in 1..{n} (there are {n} samples) but got k={k}; lower k")


def expected_max(values: Sequence[float], k: int) -> float:
    """Mean of the largest value over all subsets of size k.

    The r-th smallest of n values is the largest of ``C(r-1, k-1)`` subsets out of ``C(n, k)``. That weight is k/n for
    the largest value and shrinks by the factor ``1 - (k-1)/r`` from one rank to the next lower, so neither a binomial
    coefficient nor a difference of close numbers is ever formed. With k = 1 it is the mean, with k = n the maximum.
    Ties need no care: equal values share their weights.

    Args:
        values: One figure per sample, any order, at least one, finite.
        k: Size of the subsets, 1 to ``len(values)``.

    Raises:
        InvalidArgument: k is out of range.

    Source:
        ENAMEL (Qiu et al., ICLR 2025): the Rao-Blackwellised estimator of eff@k. Departs from it in nothing.

    Example:
        >>> expected_max([0.0, 1.0, 0.5], 2)
        0.8333333333333333
    """
    n = len(values)
    check_k(n, k)
    weight = k / n
    total = 0.0
    for rank, value in zip(range(n, k - 1, -1), sorted(values, reverse=True), strict=False):
        total += weight * value
        weight *= 1.0 - (k - 1) / (rank - 1) if rank > 1 else 0.0
    return total


def probability_of_any(n: int, hits: int, k: int) -> float:
    """Share of subsets of k out of n samples that hold at least one of the ``hits``.

    ``1 - C(n - hits, k) / C(n, k)`` as a product, so that large n neither overflow nor cancel.

    Raises:
        InvalidArgument: k is out of range, or there are more hits than samples.

    Source:
        Chen et al. 2021 (HumanEval), the unbiased estimator of pass@k. Departs from it in nothing.

    Example:
        >>> probability_of_any(4, 1, 2)
        0.5
    """
    check_k(n, k)
    if not 0 <= hits <= n:
        raise InvalidArgument(f"hits must lie in 0..{n} but got {hits}")
    if n - hits < k:
        return 1.0
    missed = 1.0
    for i in range(k):
        missed *= (n - hits - i) / (n - i)
    return 1.0 - missed
