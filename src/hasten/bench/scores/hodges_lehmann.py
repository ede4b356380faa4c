"""The Hodges-Lehmann estimate of a location."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from hasten.errors import InvalidArgument


def hodges_lehmann(values: Sequence[float]) -> float:
    """Median of the means of all pairs, each value paired with itself too.

    Nearly as efficient as the mean on quiet samples, and unmoved by a few outliers. Quadratic in the number of values,
    which is a handful here.

    Raises:
        InvalidArgument: No values.

    Source:
        Hodges and Lehmann 1963, one-sample estimate over the n(n+1)/2 Walsh averages.

    Example:
        >>> hodges_lehmann([1.0, 2.0, 9.0])
        3.5
    """
    if not values:
        raise InvalidArgument("a Hodges-Lehmann estimate needs at least one value")
    return median((a + b) / 2.0 for i, a in enumerate(values) for b in values[i:])
