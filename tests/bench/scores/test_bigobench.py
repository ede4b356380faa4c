from __future__ import annotations

import pytest

from hasten.bench.scores.bigobench import (
    Attempt,
    accuracy_by_class,
    all_at_k,
    best_at_k,
    normal_class,
    pass_at_k,
    same_class,
)
from hasten.errors import InvalidArgument

ATTEMPTS = [
    Attempt("p", "O(n)", "o(N)"), Attempt("p", "O(n)", "O(n^2)"),
    Attempt("p", "O(n**2)", "O(n²)"), Attempt("p", "O(n**2)", "O(n^2)", right=False),
    Attempt("q", "O(n log n)", "O(nlog(n))"), Attempt("q", "O(n log n)", "O(n log n)"),
]


@pytest.mark.parametrize(("one", "other"), [
    ("O(n log n)", "o( n*log(n) )"), ("O(n^2)", "O(n**2)"), ("O(n*n)", "O(n²)"), ("O(log n)", "O(LogN)"),
    ("O(1)", "O( 1 )"),
])
def test_spellings_of_one_class(one: str, other: str) -> None:
    assert same_class(one, other)


def test_classes_that_differ_stay_apart() -> None:
    names = ["O(1)", "O(log n)", "O(n)", "O(n log n)", "O(n^2)", "O(n^3)", "O(2^n)", "O(n+m)", "O(n*m)"]
    assert len(names) == len({normal_class(name) for name in names})


def test_scores_by_hand() -> None:
    assert 100.0 * (0.5 + 0.5 + 1.0) / 3 == pytest.approx(pass_at_k(ATTEMPTS))
    assert 100.0 == pytest.approx(pass_at_k(ATTEMPTS, 2))
    ranks = {name: rank for rank, name in enumerate(["o(n)", "o(n log n)", "o(n^2)"])}
    assert 75.0 == pytest.approx(best_at_k(ATTEMPTS, 1, ranks))
    assert 100.0 * (0.25 + 1.0) / 2 == pytest.approx(all_at_k(ATTEMPTS))
    assert {"o(n)": 50.0, "o(n^2)": 50.0, "o(n log n)": 100.0} == accuracy_by_class(ATTEMPTS)


def test_nothing_to_score_is_refused() -> None:
    with pytest.raises(InvalidArgument):
        pass_at_k([])
