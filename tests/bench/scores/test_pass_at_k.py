from __future__ import annotations

import pytest

from hasten.bench.scores.pass_at_k import pass_at_k
from hasten.errors import InvalidArgument


def test_by_hand() -> None:
    # 1 of 4 within 2 draws: 1/2; all wrong: 0; no samples: 0
    assert 1 / 6 == pytest.approx(pass_at_k({"a": [True, False, False, False], "b": [False] * 4, "c": []}, 2))


def test_all_right_is_one_for_every_k() -> None:
    assert [1.0] * 4 == [pass_at_k({"a": [True] * 4}, k) for k in range(1, 5)]


def test_too_few_samples_are_refused_by_name() -> None:
    with pytest.raises(InvalidArgument, match="HumanEval/3 has 1"):
        pass_at_k({"HumanEval/3": [True]}, 2)
    with pytest.raises(InvalidArgument):
        pass_at_k({}, 1)
