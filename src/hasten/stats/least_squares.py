"""Least squares on a few columns by modified Gram-Schmidt, without a linear algebra library."""

from __future__ import annotations

import math
from collections.abc import Sequence


def least_squares(columns: Sequence[Sequence[float]], target: Sequence[float]) -> tuple[list[float], float] | None:
    """Coefficients that fit the target best, and the sum of squared residuals.

    Args:
        columns: One to a few columns as long as the target. Scale them alike: one that is nearly a combination of those
            before it (to 1e-9) counts as dependent.
        target: What is to be fitted.

    Returns:
        One coefficient per column and the sum of squared residuals, or None where the columns are dependent.
    """
    basis: list[list[float]] = []
    upper: list[list[float]] = []
    for column in columns:
        rest, shares = list(column), []
        for direction in basis:
            share = _dot(direction, rest)
            shares.append(share)
            rest = [r - share * d for r, d in zip(rest, direction, strict=True)]
        length = math.sqrt(_dot(rest, rest))
        if length <= 1e-9 * math.sqrt(_dot(column, column)):
            return None
        basis.append([r / length for r in rest])
        upper.append([*shares, length])
    left, right = list(target), []
    for direction in basis:
        share = _dot(direction, left)
        right.append(share)
        left = [x - share * d for x, d in zip(left, direction, strict=True)]
    solution = [0.0] * len(columns)
    for i in reversed(range(len(columns))):
        later = math.fsum(upper[j][i] * solution[j] for j in range(i + 1, len(columns)))
        solution[i] = (right[i] - later) / upper[i][i]
    return solution, _dot(left, left)


def _dot(a: Sequence[float], b: Sequence[float]) -> float:
    return sum(x * y for x, y in zip(a, b, strict=True))
