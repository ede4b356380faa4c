"""Which verdicts state a residual risk, and from what."""

from __future__ import annotations

import dataclasses

import pytest

from hasten.api.risk import with_risk
from hasten.core import RecordedCall, Verdict, Workload
from hasten.oracles.miss_rate import WITH_CALLS, WITHOUT_CALLS
from hasten.stores.memory import MemoryStore
from hasten.testing import specimens

SEARCHED = Verdict("searched", "same-effects", inputs=900)


def workload(origin: str, count: int = 3) -> Workload:
    calls = [RecordedCall({"args": [n], "kwargs": {}}, size=1, weight=2.0, origin=origin) for n in range(count)]
    return Workload(tuple(calls), origin)


def risk_of(verdict: Verdict, work: Workload, proposer: str = "", store: MemoryStore | None = None):
    return with_risk(verdict, work, proposer=proposer, store=store or MemoryStore()).risk


@pytest.mark.parametrize(
    "verdict",
    [
        Verdict("proved", "same-effects"),
        Verdict("tests_only", "same-effects"),
        dataclasses.replace(SEARCHED, weak="weak search"),
        dataclasses.replace(SEARCHED, waivers={"float-tol": 1}),
        dataclasses.replace(SEARCHED, level="same-value"),
    ],
)
def test_what_was_not_measured_states_none(verdict: Verdict) -> None:
    assert risk_of(verdict, workload("given")) is None


def test_the_misses_are_those_of_what_was_given() -> None:
    given, made = risk_of(SEARCHED, workload("given")), risk_of(SEARCHED, workload("generated"))
    assert (given.missed, given.missed_of) == (WITH_CALLS.missed, WITH_CALLS.of)
    assert (made.missed, made.missed_of) == (WITHOUT_CALLS.missed, WITHOUT_CALLS.of)
    assert 0 < given.estimate < given.high < 1
    assert 0 < made.estimate < made.high < 1


def test_the_rule_of_three_is_for_recorded_calls_alone() -> None:
    assert risk_of(SEARCHED, workload("given")).recorded_high is None
    recorded = risk_of(SEARCHED, workload("recorded", 30))
    assert recorded.recorded == 60
    assert 0.04 < recorded.recorded_high < 0.05


def test_a_proposer_that_was_often_right_is_trusted_more() -> None:
    store = MemoryStore()
    store.begin(specimens.target(), specimens.workload(), {})
    for n in range(40):
        told = specimens.faster()
        store.tell(dataclasses.replace(told, candidate=specimens.candidate(f"{specimens.FAST_SOURCE}\nN = {n}\n")))
    known = risk_of(SEARCHED, workload("given"), "rules/ordered_dedupe_by_list", store)
    unknown = risk_of(SEARCHED, workload("given"), "rules/other", store)
    assert (known.wrong, known.judged) == (0, 40)
    assert unknown.judged == 0
    assert known.estimate < unknown.estimate
