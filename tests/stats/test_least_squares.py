from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hasten.stats.least_squares import least_squares


@given(st.integers(0, 10_000), st.integers(1, 3), st.integers(4, 12))
def test_the_residual_is_orthogonal_to_every_column(seed: int, width: int, rows: int) -> None:
    rng = random.Random(seed)
    columns = [[rng.gauss(0, 1) for _ in range(rows)] for _ in range(width)]
    target = [rng.gauss(0, 1) for _ in range(rows)]
    solved = least_squares(columns, target)
    assert solved is not None
    coefficients, squares = solved
    rest = [t - sum(c * col[i] for c, col in zip(coefficients, columns, strict=True)) for i, t in enumerate(target)]
    assert sum(r * r for r in rest) == pytest.approx(squares, rel=1e-6, abs=1e-9)
    for column in columns:
        assert sum(r * x for r, x in zip(rest, column, strict=True)) == pytest.approx(0.0, abs=1e-7)


def test_dependent_columns_have_no_answer() -> None:
    assert least_squares([[1.0, 2.0, 3.0], [2.0, 4.0, 6.0]], [1.0, 1.0, 1.0]) is None


def test_an_exact_sum_is_found() -> None:
    solved = least_squares([[1.0, 1.0, 1.0, 1.0], [1.0, 2.0, 3.0, 4.0]], [5.0, 7.0, 9.0, 11.0])
    assert solved is not None
    assert solved[0] == pytest.approx([3.0, 2.0])
    assert solved[1] == pytest.approx(0.0, abs=1e-18)
