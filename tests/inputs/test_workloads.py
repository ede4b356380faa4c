from __future__ import annotations

import random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.inputs.domains_for_tests import INT, STR, list_of, signature, signatures

from hasten.core.values import call_tree, from_plain, size, to_plain, validate
from hasten.inputs.signature import Parameter, Signature
from hasten.inputs.typical import typical_call
from hasten.inputs.workloads import build, enlarged, generated_calls


def test_equal_calls_are_one_with_a_weight() -> None:
    workload = build([call_tree([1]), call_tree(["abc"]), call_tree([1]), call_tree([1.0])], "tests", kind="recorded")
    assert [(1, 2.0), (3, 1.0), (1, 1.0)] == [(call.size, call.weight) for call in workload.calls]
    assert {"recorded"} == {call.origin for call in workload.calls}
    assert "tests" == workload.origin


def quadratic(call: Any) -> float | None:
    return 1e-7 * size(call) ** 2


def test_a_call_grows_until_it_costs_enough_and_not_far_beyond() -> None:
    found = enlarged(call_tree([from_plain([3, 1, 2])]), quadratic, enough_s=0.01, rng=random.Random(1))
    assert found is not None
    assert found.enough
    assert 0.01 <= found.cost_s < 0.1
    assert size(found.call) == len(to_plain(found.call["args"][0]))


def test_a_call_that_costs_enough_stays() -> None:
    call = call_tree([from_plain(list(range(2000)))])
    found = enlarged(call, quadratic, enough_s=0.01, rng=random.Random(1))
    assert found is not None
    assert (call, 1.0) == (found.call, found.factor)


def test_a_useless_call_is_none_and_a_useless_growth_is_taken_back() -> None:
    call = call_tree([from_plain([3, 1, 2, 9, 5])])
    assert enlarged(call, lambda c: None, enough_s=1.0, rng=random.Random(1)) is None
    found = enlarged(call, lambda c: 0.0001 if size(c) < 100 else None, enough_s=1.0, rng=random.Random(1))
    assert found is not None
    assert not found.enough
    assert 30 < size(found.call) < 100


def test_what_does_not_grow_ends() -> None:
    asked = []

    def cost(call: Any) -> float:
        asked.append(call)
        return 1e-6

    found = enlarged(call_tree([None, True]), cost, enough_s=1.0, rng=random.Random(1))
    assert found is not None
    assert (1, False) == (len(asked), found.enough)
    wide = enlarged(call_tree([from_plain([1, 5])]), cost, enough_s=1.0, rng=random.Random(1), largest=5000)
    assert wide is not None
    assert 600 < size(wide.call) <= 5000


def test_generated_calls_are_those_that_work_known_ones_first() -> None:
    known = call_tree([from_plain([7, 7]), 1])

    def cost(call: Any) -> float | None:
        xs, k = (to_plain(tree) for tree in call["args"])
        return 1e-6 * len(xs) if 0 <= k < len(xs) else None

    found = generated_calls(
        signature(list_of(INT), INT), cost, random.Random(2), known=[known], wanted=4, enough_s=0.001
    )
    assert 4 == len(found)
    assert all(cost(one.call) is not None for one in found)
    assert [7, 7] in [to_plain(one.call["args"][0])[:2] for one in found]
    assert found[0].cost_s >= 0.001 > found[-1].cost_s


def test_nothing_works_gives_nothing() -> None:
    assert [] == generated_calls(signature(INT), lambda call: None, random.Random(2))


@settings(max_examples=60, deadline=None)
@given(signatures, st.integers(0, 2**32), st.integers(1, 40))
def test_typical_calls_are_valid_and_in_the_domain(found: Signature, seed: int, length: int) -> None:
    call = typical_call(found, random.Random(seed), length=length)
    validate(call)
    assert found.admits(call)


def test_typical_calls_leave_defaults_out_and_fill_the_rest() -> None:
    found = Signature(
        (
            Parameter("a", domain=INT),
            Parameter("b", domain=STR, optional=True),
            Parameter("rest", "var_positional", INT),
            Parameter("c", "keyword_only", STR),
            Parameter("d", "keyword_only", STR, optional=True),
        )
    )
    call = typical_call(found, random.Random(1))
    assert found.admits(call)
    assert ["c"] == list(call["kwargs"])


def test_a_number_that_never_costs_enough_stops_growing() -> None:
    found = enlarged(call_tree([7]), lambda call: 1e-7, enough_s=1.0, rng=random.Random(1))
    assert found is not None
    assert not found.enough
    assert to_plain(found.call["args"][0]) < 2**50
