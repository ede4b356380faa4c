from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hasten.bench.curves import Curve, curve, mean_at, share_reached
from hasten.core import Candidate, Evidence, RaceResult, SourceEdit


def fate(ratio: float | None, cost_s: float, outcome: str = "faster") -> Evidence:
    race = None if ratio is None else RaceResult("new", 9, 30.0, ratio)
    return Evidence(Candidate(SourceEdit("x"), "p"), outcome, race=race, cost_s=cost_s)


def test_by_hand() -> None:
    found = curve([
        fate(None, 1.0, "refused"), fate(2.0, 1.0), fate(9.0, 1.0, "differs"), fate(1.5, 1.0), fate(4.0, 0.5),
        fate(None, 3.0, "not_faster"),
    ])
    assert Curve(((0.0, 1.0), (2.0, 2.0), (4.5, 4.0)), 7.5) == found
    assert [1.0, 2.0, 2.0, 4.0] == [found.at(t) for t in (1.9, 2.0, 4.4, 100.0)]
    assert [0.0, 2.0, 4.5, None] == [found.time_to(r) for r in (1.0, 1.1, 3.0, 5.0)]


@given(st.lists(st.tuples(st.floats(0.1, 100.0), st.floats(0.0, 10.0)), max_size=10))
def test_the_best_never_falls(drawn: list[tuple[float, float]]) -> None:
    found = curve([fate(ratio, cost) for ratio, cost in drawn])
    times = [0.0, 1.0, 5.0, 20.0, 100.0]
    assert all(found.at(a) <= found.at(b) for a, b in itertools.pairwise(times))
    assert max([1.0, *(ratio for ratio, _ in drawn)]) == found.at(found.spent_s + 1.0)


def test_over_several_searches() -> None:
    one, other = curve([fate(4.0, 1.0)]), curve([fate(None, 5.0, "not_faster")])
    assert 2.0 == pytest.approx(mean_at([one, other], 2.0))
    assert 1.0 == mean_at([one, other], 0.5)
    assert 0.5 == share_reached([one, other], 2.0, 2.0)
    assert 0.0 == share_reached([], 2.0, 2.0)
