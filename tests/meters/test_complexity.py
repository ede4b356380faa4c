from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from hasten.meters.complexity import GrowthPoint, base_calls, cut, fitted, growable, growth_along, label_of, measure
from hasten.run import Runner


def call(*args: object) -> dict[str, object]:
    return {"args": list(args), "kwargs": {}}


def test_the_size_of_an_argument_is_its_length_or_the_number_itself() -> None:
    assert 3 == measure(["l", [7, 8, 9]])
    assert 5 == measure("abcde")
    assert 40 == measure(-40)
    assert 255 == measure(["i", "0xff"])
    assert 1 == measure(True) == measure(None)


def test_cutting_keeps_a_matrix_square() -> None:
    rows = [["l", [i * j for j in range(8)]] for i in range(8)]
    cut_rows = cut(call(["l", rows]), None, 0.5)["args"][0][1]
    assert 4 == len(cut_rows)
    assert {4} == {len(row[1]) for row in cut_rows}


def test_cutting_one_argument_leaves_the_others() -> None:
    assert call("ab", 100) == cut(call("abcdefgh", 100), ("args", 0), 0.25)


def test_switches_cannot_grow() -> None:
    assert [("args", 0)] == growable(call(["l", [1, 2, 3]], True, None), random.Random(1))


def points(time: Callable[[float], float], memory: Callable[[float], float] = lambda n: 0.0) -> list[GrowthPoint]:
    return [GrowthPoint(n, time(n), int(memory(n))) for n in (8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096)]


@pytest.mark.parametrize(
    ("label", "time"),
    [
        ("O(n)", lambda n: 1e-6 + 3e-8 * n),
        ("O(n²)", lambda n: 1e-6 + 3e-8 * n * n),
        ("O(1)", lambda n: 3e-6),
    ],
)
def test_clean_points_give_their_class(label: str, time: Callable[[float], float]) -> None:
    assert label == label_of(fitted(points(time))[0])


def test_small_sizes_that_behave_otherwise_do_not_spoil_the_answer() -> None:
    # Below 16 a branch is not taken yet.
    assert "O(n)" == label_of(fitted(points(lambda n: 5e-8 * n * (0.5 if n <= 16 else 1)))[0])


def test_a_small_square_term_is_not_called_square() -> None:
    found, _ = fitted(points(lambda n: 1e-7 * n * (1 + n / 20_000)))
    assert label_of(found) in ("O(n)", None)


def test_memory_below_what_is_resolved_is_constant() -> None:
    assert "O(1)" == label_of(fitted(points(lambda n: 1e-8 * n, lambda n: 480 + n / 100))[1])


def test_a_version_that_remembers_is_grown_in_forks_that_do_not(runner_of: Callable[[str], Runner]) -> None:
    source = "memo = {}\ndef f(n):\n    if n not in memo:\n        memo[n] = sum(i * i for i in range(50 * n))\n    return memo[n]\n"
    found = growth_along(runner_of(source), source, call(100), None, rng=random.Random(1), budget_s=2.0)
    assert len(found.points) >= 5
    assert found.points[-1].seconds > 5 * found.points[0].seconds


def test_an_exponential_is_met_by_filling_in_sizes(runner_of: Callable[[str], Runner]) -> None:
    source = "def f(n):\n    return 1 if n <= 0 else f(n - 1) + f(n - 1)\n"
    found = growth_along(runner_of(source), source, call(8), None, rng=random.Random(1), budget_s=2.0)
    assert len(found.points) >= 5
    assert label_of(found.time) in ("O(2ⁿ)", None)


def test_the_middle_call_of_a_workload_comes_first() -> None:
    from hasten.core import RecordedCall, Workload

    calls = tuple(RecordedCall(call(n), n) for n in (1, 5, 9))
    assert [call(5), call(9), call(1)] == base_calls(Workload(calls, "given"))
