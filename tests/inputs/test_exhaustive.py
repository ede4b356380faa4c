from __future__ import annotations

import pytest
from tests.inputs.domains_for_tests import BOOL, INT, NONE, STR, list_of, signature

from hasten.core.values import call_tree, canonical
from hasten.inputs.exhaustive import all_calls, count, every
from hasten.inputs.membership import contains
from hasten.inputs.signature import Parameter, Signature

SMALL = {"k": "int", "low": -1, "high": 2}
FINITE = [
    (NONE, 1), (BOOL, 2), (SMALL, 4), ({"k": "enum", "cls": "$:C", "members": ["A", "B", "C"]}, 3),
    ({"k": "literal", "values": ["x", 1, None]}, 3), ({"k": "union", "of": [NONE, BOOL]}, 3),
    ({"k": "tuple", "items": [BOOL, SMALL]}, 8), ({"k": "set", "of": BOOL}, 4),
    ({"k": "list", "of": BOOL, "lengths": [0, 2]}, 7),
    ({"k": "object", "cls": "$:P", "how": "dataclass", "fields": {"a": BOOL, "b": NONE}}, 2),
    ({"k": "typeddict", "fields": {"a": BOOL, "b": BOOL}, "required": ["a"]}, 6),
]  # fmt: skip


@pytest.mark.parametrize(("domain", "expected"), FINITE, ids=lambda value: str(value)[:40])
def test_finite_domains_are_counted_and_listed(domain: dict[str, object], expected: int) -> None:
    values = list(every(domain))
    assert expected == count(domain) == len({canonical(value) for value in values})
    assert all(contains(domain, value) for value in values)


NOT_FINITE = [INT, STR, list_of(BOOL), {"k": "any"}, {"k": "int", "low": 0}, {"k": "tuple", "of": BOOL}]


@pytest.mark.parametrize("domain", NOT_FINITE)
def test_other_domains_are_not_finite(domain: dict[str, object]) -> None:
    assert count(domain) is None
    assert all_calls(signature(domain)) is None


def test_all_calls_are_all_ways_to_call() -> None:
    found = Signature((Parameter("a", domain=BOOL), Parameter("b", "keyword_only", BOOL, optional=True)))
    calls = all_calls(found)
    assert calls is not None
    assert 6 == len({canonical(call) for call in calls})
    assert call_tree([True]) in calls
    assert call_tree([False], {"b": True}) in calls


def test_too_many_calls_are_not_listed() -> None:
    wide = {"k": "int", "low": 0, "high": 999}
    assert 1000 == len(all_calls(signature(wide)) or [])
    assert all_calls(signature(wide, wide)) is None
