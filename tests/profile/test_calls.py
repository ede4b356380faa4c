"""Workloads out of recorded calls."""

from typing import Any

from hasten.profile.calls import MOST_CALLS, MOST_LEAVES, Recorded, workload_from


def call(size: int, mark: int) -> dict[str, Any]:
    return {"args": [["l", [mark] * size]], "kwargs": {}}


def test_equal_calls_are_one_and_every_size_class_keeps_its_weight() -> None:
    many = [(call(3, n), 2.0) for n in range(500)]
    found = workload_from(Recorded(502, [*many, (call(1000, 1), 1.0), (call(1000, 1), 1.0)]), "recorded from x")
    assert len(found.calls) <= MOST_CALLS
    small = [c for c in found.calls if c.size < 100]
    assert 1000 == round(sum(c.weight for c in small))
    assert [2.0] == [c.weight for c in found.calls if c.size > 100]
    assert {"recorded"} == {c.origin for c in found.calls}


def test_calls_too_large_to_keep_together_are_left_out_but_one() -> None:
    found = workload_from(Recorded(3, [(call(MOST_LEAVES, n), 1.0) for n in range(3)]), "recorded from x")
    assert 1 == len(found.calls)
