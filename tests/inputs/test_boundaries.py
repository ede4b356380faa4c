from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given, settings
from tests.inputs.domains_for_tests import FLOAT, INT, POINT, STR, domains, list_of, signature, signatures

from hasten.core.values import call_tree, canonical, from_plain, renumber, size, to_source, validate
from hasten.inputs.boundaries import boundary_values, kin_values
from hasten.inputs.boundary_tables import NUMPY_SCALARS, TABLES, UNTYPED
from hasten.inputs.constants import harvest
from hasten.inputs.domains import kind_of
from hasten.inputs.membership import contains
from hasten.inputs.signature import Parameter, Signature
from hasten.inputs.sweep import ordinary_call, sweep, with_flags_turned
from hasten.inputs.too_slow import TooSlow


@pytest.mark.parametrize("kind", sorted(TABLES))
def test_tables_are_valid_and_of_their_kind(kind: str) -> None:
    for tree in TABLES[kind]:
        validate(tree)
        assert kind == kind_of(tree)
    assert len({canonical(tree) for tree in TABLES[kind]}) == len(TABLES[kind])


def test_untyped_tables_are_valid() -> None:
    for tree in [*UNTYPED, *NUMPY_SCALARS]:
        validate(tree)


@settings(max_examples=25, deadline=None)
@given(domains)
def test_boundary_values_lie_in_the_domain_each_once(domain: dict[str, Any]) -> None:
    values = boundary_values(domain, harvest("x = 41; y = 'needle'"), limit=150)
    assert values
    assert len({canonical(value) for value in values}) == len(values)
    for value in values:
        validate(renumber(value, {}))
        assert contains(domain, value)


def plain(domain: dict[str, Any], source: str = "") -> set[str]:
    return {canonical(value) for value in boundary_values(domain, harvest(source))}


def test_integers_include_what_floats_get_wrong() -> None:
    values = {int(tree[1], 16) if isinstance(tree, list) else tree for tree in boundary_values(INT)}
    assert {0, 1, -1, 2, 2**31 - 1, 2**53 + 1, 2**63, -(2**63), 10**15 - 1, 1000} <= values
    positive = [value for value in values if 0 < value < 2**1000]
    assert any(int(value**0.5) ** 2 > value for value in positive)
    assert any(math.log10(value) == round(math.log10(value)) and str(value).strip("0") != "1" for value in positive)


def test_lists_have_all_shapes() -> None:
    lists = [value[1] for value in boundary_values(list_of(INT))]
    assert [] in lists
    assert any(any(isinstance(x, list) for x in xs) for xs in lists)
    lists = [xs for xs in lists if not any(isinstance(x, list) for x in xs)]
    for shows in (
        lambda xs: len(xs) == 1,
        lambda xs: len(xs) > 2 and xs == sorted(xs),
        lambda xs: len(xs) > 2 and xs == sorted(xs)[::-1] and len(set(xs)) == len(xs),
        lambda xs: len(xs) > 2 and len(set(xs)) == 1,
        lambda xs: len(xs) == 1501,
        lambda xs: len(xs) == 67 and len(set(xs)) == 66,
        lambda xs: 0 in xs and len(xs) > 1,
    ):
        assert any(shows(xs) for xs in lists)


def test_special_floats_stand_among_others() -> None:
    lists = [value[1] for value in boundary_values(list_of(FLOAT))]
    assert any(len(xs) > 2 and any(x != x for x in xs[1:]) for xs in lists)
    assert any(len(xs) == 2 and xs[0] is xs[1] and xs[0] != xs[0] for xs in lists)
    assert any("-0.0" in map(repr, xs) for xs in lists)


def test_lists_of_lists_hold_the_same_list_twice() -> None:
    values = boundary_values(list_of(list_of(INT)))
    aliased = [renumber(value, {}) for value in values]
    assert any(value[1][1:] and ["r", 1] in value[1] for value in aliased)
    for value in aliased:
        validate(value)


def test_constants_give_values_and_lengths() -> None:
    source = "def f(x): return len(x) > 37 or x == 'magic'"
    assert {canonical(37), canonical(38), canonical(36), canonical(37 * 37)} <= plain(INT, source)
    assert {'"magic"', '"magi"', '"MAGIC"', '"magicmagic"'} <= plain(STR, source)
    lengths = {len(value[1]) for value in boundary_values(list_of(INT), harvest(source))}
    assert {36, 37, 38, 137} <= lengths


def test_bounds_of_narrowed_numbers_come_first() -> None:
    values = boundary_values({"k": "int", "low": 3, "high": 90})
    assert {3, 4, 90, 89} <= set(values[:8])
    assert {2, 91} <= set(boundary_values({"k": "int", "low": 3, "high": 90, "soft": True})[:12])


def test_objects_vary_one_field_at_a_time() -> None:
    values = boundary_values(POINT)
    labels = {value[2]["label"] for value in values}
    assert {"", "a\nb"} <= labels
    assert {0, -1, 2**31} <= {value[2]["x"] for value in values if not isinstance(value[2]["x"], list)}


def test_kin_are_of_other_types() -> None:
    mapping = {"k": "dict", "key": STR, "value": INT}
    classes = {value[1] for value in kin_values(mapping)}
    assert {"collections:OrderedDict", "collections:defaultdict", "collections:Counter"} == classes
    assert all(contains(mapping, value) for value in kin_values(mapping))
    assert [] == kin_values(STR) == kin_values(list_of(INT)) == kin_values(INT, numpy=True)
    assert {"t"} == {value[0] for value in kin_values(list_of(INT), hinted=False)}
    assert ["x", "numpy.int64(3)"] in kin_values(INT, numpy=True, hinted=False)
    assert [] == kin_values(INT, hinted=False)
    assert any("numpy" in to_source(value) for value in kin_values({"k": "any"}, numpy=True))
    assert not any("numpy" in to_source(value) for value in kin_values({"k": "any"}))


@settings(max_examples=8, deadline=None)
@given(signatures)
def test_the_sweep_gives_valid_calls_each_once(found: Any) -> None:
    calls = list(sweep(found, limit=150))
    assert calls
    assert len({canonical(call) for call in calls}) == len(calls)
    for call in calls:
        validate(call)
        assert found.admits(call)


def test_the_sweep_takes_the_other_arguments_from_known_calls_and_tries_pairs() -> None:
    found = signature(INT, list_of(INT))
    known = call_tree([77, from_plain([70, 71])])
    calls = list(sweep(found, bases=[known], limit=400))
    assert any(call["args"][1] == ["l", [70, 71]] and call["args"][0] != 77 for call in calls)
    assert call_tree([0, ["l", []]]) in calls
    assert call_tree([-1, ["l", []]]) in calls


def test_an_ordinary_call_fits() -> None:
    found = signature(INT, STR, list_of(POINT), optional=1)
    assert found.admits(ordinary_call(found))
    assert 2 == len(ordinary_call(found)["args"])


def test_what_is_too_slow_is_not_tried_again() -> None:
    slow = TooSlow(signature(INT, list_of(INT)))
    calls = [call_tree([n, from_plain(list(range(k)))]) for n, k in ((5, 3), (10**6, 3), (10**9, 3), (5, 900))]
    assert [True] * 4 == [slow.admits(call) for call in calls]
    slow.note(calls[1])
    assert [True, False, False, True] == [slow.admits(call) for call in calls]
    slow.note(calls[3])
    assert [True, False, False, False] == [slow.admits(call) for call in calls]
    assert 901 == size(calls[3])


def test_flags_are_turned_in_known_calls_also_where_they_were_left_out() -> None:
    flag = {"k": "bool"}
    found = Signature(
        (
            Parameter("xs", "positional_or_keyword", list_of(INT)),
            Parameter("strict", "positional_or_keyword", flag),
            Parameter("full", "keyword_only", flag, default=False, optional=True),
            Parameter("top", "keyword_only", INT, default=3, optional=True),
        )
    )
    known = call_tree([["l", [7, 8]], True])
    assert [
        call_tree([["l", [7, 8]], False]), call_tree([["l", [7, 8]], True], {"full": True})
    ] == list(with_flags_turned(found, [known]))  # fmt: skip
