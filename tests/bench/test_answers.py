from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hasten.bench.answers import same_answer
from hasten.core.values import from_plain

SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(-(2**70), 2**70), st.floats(allow_nan=False), st.text(max_size=4),
    st.binary(max_size=3),
)
HASHABLE = st.one_of(st.booleans(), st.integers(-3, 3), st.text("ab", max_size=2), st.tuples(st.integers(0, 2)))
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.lists(inner, max_size=4).map(tuple), st.sets(HASHABLE, max_size=4),
        st.dictionaries(HASHABLE, inner, max_size=3),
    ),
    max_leaves=12,
)


@given(VALUES)
def test_a_value_is_the_same_as_itself(value: Any) -> None:
    for loose in (False, True):
        assert same_answer(from_plain(value), from_plain(value), loose=loose)


@given(VALUES, VALUES)
def test_without_tolerance_it_is_equality_in_python(a: Any, b: Any) -> None:
    assert (a == b) == same_answer(from_plain(a), from_plain(b))


@pytest.mark.parametrize(("right", "given_", "expected"), [
    (1, 1.0, True), (True, 1, True), ([1], (1,), False), ((1, 2), (1, 2), True), ("1", 1, False), (None, False, False),
    ({1: "a"}, {1.0: "a"}, True), ({1, 2}, {2, 1}, True), ({1}, [1], False), (2**80, float(2**80), True),
    ({"a": [1, 2]}, {"a": [1, 3]}, False), ([], {}, False), (1 + 2j, 1 + 2j, True), (b"a", "a", False),
])
def test_by_hand(right: Any, given_: Any, expected: bool) -> None:
    assert expected == same_answer(from_plain(right), from_plain(given_))


def test_tolerance_is_for_floats_only() -> None:
    assert same_answer(1.0, 1.0 + 1e-7, tolerance=1e-6)
    assert not same_answer(1.0, 1.0 + 1e-7)
    assert not same_answer(1.0, 1.1, tolerance=1e-6)
    assert not same_answer(5, 6, tolerance=10.0)
    assert same_answer(["l", [1.0, ["t", [2.0]]]], ["l", [1.0, ["t", [2.0 + 1e-9]]]], tolerance=1e-6)
    assert not same_answer(math.inf, 1.0, tolerance=1e300)
    assert same_answer(math.nan, math.nan)
    assert not same_answer(math.nan, 1.0, tolerance=1.0)


def test_what_json_made_of_the_right_answer_is_forgiven_where_loose() -> None:
    assert same_answer(from_plain([1, [2]]), from_plain((1, (2,))), loose=True)
    assert not same_answer(from_plain({"1": 2, "3": 4}), from_plain({1: 2}), loose=True)
    assert same_answer(from_plain({"1": 2}), from_plain({1: 2}), loose=True)
    assert same_answer(from_plain([3, 1]), from_plain({1, 3}), loose=True)
    assert not same_answer(from_plain([3, 1]), from_plain((1, 3)), loose=True)


def test_order_can_be_set_free() -> None:
    assert same_answer(from_plain((1, 2, 3)), from_plain([3, 2, 1, 1]), as_set=True)
    assert not same_answer(from_plain((1, 2)), from_plain((1, 2, 3)), as_set=True)
    assert not same_answer(from_plain((1, 2)), from_plain(5), as_set=True)


def test_aliases_are_followed() -> None:
    shared, written_out = ["l", [["l", [1]], ["r", 1]]], ["l", [["l", [1]], ["l", [1]]]]
    assert same_answer(shared, written_out)
    assert same_answer(written_out, shared)
    assert not same_answer(shared, ["l", [["l", [1]], ["l", [2]]]])


def test_subclasses_and_numpy_numbers_count_as_what_they_equal() -> None:
    counter = ["u", "collections:Counter", ["d", [["a", 1]]], {}]
    assert same_answer(["d", [["a", 1]]], counter)
    assert same_answer(1.5, ["x", "numpy.float64(1.5)"])
    assert same_answer(["x", "numpy.int64(3)"], 3)


def test_values_that_were_cut_must_agree_in_their_digest() -> None:
    one, other = ["l", [1, ["cut", 9, "aa"]]], ["l", [1, ["cut", 9, "bb"]]]
    assert same_answer(one, one)
    assert not same_answer(one, other)
    assert not same_answer(["?", "x", "y"], ["?", "x", "y"])
