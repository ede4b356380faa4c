from __future__ import annotations

from typing import Any

import pytest
from tests.inputs.domains_for_tests import FLOAT, INT, NONE, STR, list_of, signature

from hasten.inputs.contracts import contracts_of
from hasten.inputs.guards import guards_of, narrow
from hasten.inputs.signature import Parameter, Signature


def read(body: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for one in guards_of(f"def f(n, xs, s, x):\n    {body}\n    return n", "f"):
        for name, keys in one.narrows.items():
            found.setdefault(name, {}).update(keys)
    return found


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("assert n > 0", {"n": {"low": 1, "above": 0}}),
        ("assert n >= 0 and n < 10", {"n": {"low": 0, "high": 9, "below": 10}}),
        ("assert 0 <= n <= 10**3", {"n": {"low": 0, "high": 1000}}),
        ("assert 1 < n", {"n": {"low": 2, "above": 1}}),
        ("assert not n < 0", {"n": {"low": 0}}),
        ("if n < 0: raise ValueError('negative')", {"n": {"low": 0}}),
        ("if n <= 0 or n > 5: raise ValueError", {"n": {"low": 1, "above": 0, "high": 5}}),
        ("if not 0 < n: raise ValueError", {"n": {"low": 1, "above": 0}}),
        ("if not xs: raise ValueError", {"xs": {"truthy": True}}),
        ("if len(xs) == 0: raise ValueError", {"xs": {"lengths": [1, 5000]}}),
        ("assert 2 <= len(xs) < 5", {"xs": {"lengths": [2, 4]}}),
        ("assert s in ('up', 'down')", {"s": {"values": ["down", "up"]}}),
        ("if s not in {'a', 'b'}: raise KeyError(s)", {"s": {"values": ["a", "b"]}}),
        ("assert n in range(1, 7)", {"n": {"low": 1, "high": 6}}),
        ("assert all(v >= 0 for v in xs)", {"xs": {"items": {"low": 0}}}),
        ("if any(v < 0 for v in xs): raise ValueError", {"xs": {"items": {"low": 0}}}),
        ("assert isinstance(n, int)", {"n": {"kinds": ["int"]}}),
        ("'doc'; import math; assert n > 0", {"n": {"low": 1, "above": 0}}),
        ("assert n != 3", {"n": {}}),
        ("assert n > x", {}),
        ("n = abs(n); assert n > 0", {}),
        ("print(n); assert n > 0", {}),
        ("if n < 0: return None", {}),
    ],
)
def test_conditions_are_read(body: str, expected: dict[str, Any]) -> None:
    assert expected == read(body)


def test_texts_are_positive_conditions_with_their_lines() -> None:
    source = "def f(n):\n    '''Doc.'''\n    if n < 0:\n        raise ValueError\n    assert n < 9\n"
    found = [(one.text, one.kind, one.line) for one in guards_of(source, "f")]
    assert [("n >= 0", "raise", 3), ("n < 9", "assert", 5)] == found


def test_unreadable_sources_have_no_guards() -> None:
    assert [] == guards_of("def f(:", "f")
    assert [] == guards_of("def g(n): assert n", "f")
    assert 1 == len(guards_of("class A:\n  def f(self, n):\n    assert n > 1", "A.f"))


def test_domains_are_narrowed_softly() -> None:
    found = signature(INT, list_of(INT), FLOAT, {"k": "union", "of": [NONE, STR]})
    source = """
def f(a, b, c, d):
    assert a > 0 and len(b) >= 2 and all(x > 0 for x in b) and 0.0 < c < 1.0 and d
"""
    narrowed = [p.domain for p in narrow(found, guards_of(source, "f")).parameters]
    assert {"k": "int", "low": 1, "soft": True} == narrowed[0]
    assert [2, 5000] == narrowed[1]["lengths"]
    assert 1 == narrowed[1]["of"]["low"]
    assert (0.0, 1.0) == (narrowed[2]["low"], narrowed[2]["high"])
    assert [1, 5000] == narrowed[3]["of"][1]["lengths"]


def test_conditions_tell_the_kind_of_untyped_arguments() -> None:
    found = Signature((Parameter("n"), Parameter("mode"), Parameter("x")))
    source = "def f(n, mode, x):\n    assert n >= 1 and mode in ('a', 'b') and isinstance(x, (list, str))"
    like = [p.domain["like"] for p in narrow(found, guards_of(source, "f")).parameters]
    assert {"k": "int", "low": 1, "soft": True} == like[0]
    assert ["a", "b"] == like[1]["values"]
    assert ["list", "str"] == [part["k"] for part in like[2]["of"]]


def test_contracts_are_read_under_any_name() -> None:
    source = """
import icontract
import deal as dl
from icontract import require as needs
from elsewhere import require

@icontract.require(lambda n: n > 0)
@dl.pre(lambda _: len(_.xs) > 1 and _.n < 10)
@needs(lambda xs: all(x >= 0 for x in xs), "no negatives")
@require(lambda n: n > 99)
@icontract.ensure(lambda result: result > 0)
def f(n, xs):
    return n
"""
    found = contracts_of(source, "f")
    assert ["n > 0", "len(xs) > 1 and n < 10", "all((x >= 0 for x in xs))"] == [one.text for one in found]
    narrowed = narrow(signature(INT, list_of(INT)), [])
    assert narrowed == signature(INT, list_of(INT))
    named = Signature((Parameter("n", domain=INT), Parameter("xs", domain=list_of(INT))))
    n, xs = (p.domain for p in narrow(named, found).parameters)
    assert (1, 9) == (n["low"], n["high"])
    assert [2, 5000] == xs["lengths"]
    assert 0 == xs["of"]["low"]
