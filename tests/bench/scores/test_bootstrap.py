from __future__ import annotations

import random
from collections.abc import Sequence

import pytest

from hasten.bench.scores.bootstrap import bootstrap
from hasten.errors import InvalidArgument


def test_the_interval_covers_the_true_mean_about_as_often_as_it_says() -> None:
    rng = random.Random(5)
    covered = 0
    for _ in range(200):
        values = {str(i): rng.gauss(1.0, 0.5) for i in range(40)}

        def mean(names: Sequence[str], values: dict[str, float] = values) -> float:
            return sum(values[n] for n in names) / len(names)

        found = bootstrap(list(values), mean, rng=rng, rounds=300)
        covered += found.low <= 1.0 <= found.high
    assert 0.88 <= covered / 200 <= 0.99


def test_the_same_seed_gives_the_same_interval() -> None:
    values = {"a": 1.0, "b": 3.0, "c": 7.0}

    def mean(names: Sequence[str]) -> float:
        return sum(values[n] for n in names) / len(names)

    assert bootstrap(list(values), mean, rng=random.Random(1)) == bootstrap(list(values), mean, rng=random.Random(1))


def test_equal_tasks_give_a_point() -> None:
    found = bootstrap(["a", "b"], lambda names: 2.0, rng=random.Random(0))
    assert (2.0, 2.0, 2.0) == (found.low, found.estimate, found.high)


@pytest.mark.parametrize(("tasks", "confidence", "rounds"), [([], 0.95, 10), (["a"], 1.0, 10), (["a"], 0.95, 0)])
def test_bad_arguments(tasks: list[str], confidence: float, rounds: int) -> None:
    with pytest.raises(InvalidArgument):
        bootstrap(tasks, lambda names: 0.0, rng=random.Random(0), confidence=confidence, rounds=rounds)
