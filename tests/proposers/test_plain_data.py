"""Candidates that are right for plain data alone come back behind a test of the arguments."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hasten.core import Candidate, Counterexample, Evidence, Facts, ParameterFacts, SourceEdit, Target, Verdict
from hasten.proposers.original_behind import behind_test
from hasten.proposers.plain_data import COMMENT, PlainDataMender, plain_test

OLD = '''def _key(row):
    return row["id"]


def first_of(rows, known):
    """The first row of each key."""
    # keys in order
    out = []
    for row in rows:
        if _key(row) not in [_key(o) for o in out] and _key(row) not in known:
            out.append(row)
    return out
'''
NEW = '''def _key(row):
    return row.get("id")


def first_of(rows, known):
    """The first row of each key."""
    out = {}
    for row in rows:
        out.setdefault(_key(row), row)
    return [row for key, row in out.items() if key not in known]
'''
ROW = {"k": "typeddict", "fields": {"id": {"k": "int"}, "note": {"k": "str"}}, "required": ["id"], "open": True}
FACTS = Facts((
    ParameterFacts("rows", {"k": "list", "of": ROW}, (0, 9)),
    ParameterFacts("known", {"k": "set", "of": {"k": "int"}}, (0, 3)),
))


def target(source: str = OLD, name: str = "first_of") -> Target:
    return Target(name, Path("rows.py"), "rows", Path(), source)


def mended(new: str, old: str = OLD, facts: Facts = FACTS, name: str = "first_of") -> str | None:
    candidate = Candidate(SourceEdit(new), "rules/x", "a reason")
    found = list(PlainDataMender().mend(target(old, name), facts, Evidence(candidate, "differs", reason="differs: value")))
    return found[0].payload.source if found else None  # type: ignore[union-attr]


def names_of(source: str) -> dict[str, Any]:
    names: dict[str, Any] = {}
    exec(source, names)
    return names


def test_plain_rows_go_the_new_way_and_odd_ones_the_old_one() -> None:
    text = mended(NEW)
    assert text is not None
    assert COMMENT in text
    assert "item.get(\"note\")" not in text, "the function never reads it"
    names = names_of(text)
    called: list[str] = []
    fast = names["_first_of_fast"]
    names["_first_of_fast"] = lambda *args: called.append("fast") or fast(*args)
    rows = [{"id": 2, "note": "a"}, {"id": 1}, {"id": 2}, {"id": 3}]
    assert names["first_of"](rows, {3}) == names_of(OLD)["first_of"](rows, {3}) == [rows[0], rows[1]]
    assert called == ["fast"]
    for odd in ([{}], [{"id": True}], [{"id": 2.0}], iter([{"id": 1}]), ({"id": 1},)):
        try:
            names["first_of"](odd, set())
        except KeyError:
            assert odd == [{}], "the original raises for a missing key, the new form would not"
    assert called == ["fast"]


def test_helpers_that_were_changed_are_there_twice() -> None:
    names = names_of(str(mended(NEW)))
    with pytest.raises(KeyError):
        names["_key"]({})
    assert names["_key_fast"]({}) is None
    assert names["first_of"].__doc__ == "The first row of each key."


@pytest.mark.parametrize("old", [
    OLD.replace("def first_of", "@staticmethod\ndef first_of"),
    OLD.replace("rows, known", "*rows"),
    OLD.replace("    return out\n", "    yield from out\n"),
])
def test_what_cannot_be_handed_on_is_left_alone(old: str) -> None:
    assert behind_test(old, old.replace("out = []", "out = list()"), "first_of", "True", "# c") is None


SHOP = """class Shop:
    rate = 2

    def __init__(self, orders):
        self.orders = orders

    def total(self, name, *, extra=0):
        \"\"\"Cents of a customer.\"\"\"
        cents = extra
        for order in self.orders:
            if order[0] == name:
                cents += order[1] * self.rate
        return cents

    def __repr__(self):
        return "shop"
"""


def test_a_method_is_kept_beside_its_rewritten_form() -> None:
    new = SHOP.replace("        cents = extra\n", "        cents = extra + 0\n")
    shop = {"k": "object", "cls": "$:Shop", "how": "plain", "fields": {
        "orders": {"k": "list", "of": {"k": "tuple", "items": [{"k": "str"}, {"k": "int"}]}}
    }}
    facts = Facts((
        ParameterFacts("self", shop), ParameterFacts("name", {"k": "str"}), ParameterFacts("extra", {"k": "int"})
    ))
    text = mended(new, SHOP, facts, "Shop.total")
    assert text is not None
    assert "        return self._total_fast(name, extra=extra)\n" in text
    names = names_of(text)
    made = names["Shop"]([("a", 2), ("b", 3), ("a", 4)])
    assert made.total("a", extra=1) == 13
    called: list[str] = []
    names["Shop"]._total_fast = lambda self, name, *, extra: called.append(name)
    made.total("b")
    made.total("c", extra=1.5)
    names["Shop"]([("a", 2.5)]).total("d")
    assert called == ["b"]
    assert names["Shop"].total.__doc__ == "Cents of a customer."
    other = new.replace("rate = 2", "rate = 3")
    assert mended(other, SHOP, facts, "Shop.total") is None, "more than the method was changed"


def test_a_candidate_is_mended_once() -> None:
    text = mended(NEW)
    assert text is not None
    assert mended(text.replace("setdefault", "__setitem__")) is None


@pytest.mark.parametrize(("domain", "inside", "outside"), [
    ({"k": "int"}, [0, -3, 10**30], [True, 1.0, "1", None]),
    ({"k": "float"}, [0.5, -0.0], [float("nan"), float("inf"), 1]),
    ({"k": "union", "of": [{"k": "int"}, {"k": "none"}]}, [1, None], [False, "x"]),
    ({"k": "union", "of": [{"k": "int"}, {"k": "float"}]}, [1, 1.5], [float("nan"), True]),
    ({"k": "tuple", "items": [{"k": "str"}, {"k": "int"}]}, [("a", 1)], [("a",), ["a", 1], ("a", 1.0)]),
    ({"k": "list", "of": {"k": "list", "of": {"k": "str"}}}, [[], [["a"], []]], [[("a",)], [["a", 1]]]),
    ({"k": "dict", "key": {"k": "str"}, "value": {"k": "int"}}, [{}, {"a": 1}], [{1: 1}, {"a": "b"}, []]),
    ({"k": "union", "of": [{"k": "list", "of": {"k": "int"}}, {"k": "none"}]}, [None, [1]], [["a"], 0]),
    ({"k": "union", "of": [{"k": "str"}, {"k": "list", "of": {"k": "float"}}, {"k": "none"}, {"k": "int"}]},
     [None, "ab", [1.5], 3], [["a"], [float("nan")], (1.5,), True, {}]),
])
def test_the_test_is_true_of_the_kinds_seen_alone(domain: Any, inside: list[Any], outside: list[Any]) -> None:
    source = "def f(item):\n    return item\n"
    text = plain_test(target(source, "f"), Facts((ParameterFacts("item", domain),)))
    assert text is not None
    holds = names_of(f"def holds(item):\n    return {text}\n")["holds"]
    assert all(holds(value) for value in inside)
    assert not any(holds(value) for value in outside)


def test_objects_of_the_module_are_tested_by_the_fields_that_it_reads() -> None:
    source = """
from collections import namedtuple
from dataclasses import dataclass

Point = namedtuple("Point", "x y")

@dataclass
class Order:
    cents: int
    note: str = ""

def f(orders, points):
    return sum(order.cents for order in orders) + len(points)
"""
    order = {"k": "object", "cls": "$:Order", "how": "plain", "fields": {"cents": {"k": "int"}, "note": {"k": "str"}}}
    point = {"k": "object", "cls": "$:Point", "how": "namedtuple", "fields": {"0": {"k": "int"}, "1": {"k": "int"}}}
    parameters = (
        ParameterFacts("orders", {"k": "list", "of": order}), ParameterFacts("points", {"k": "list", "of": point})
    )
    text = plain_test(target(source, "f"), Facts(parameters))
    assert text is not None
    assert "note" not in text
    names = names_of(f"{source}\ndef holds(orders, points):\n    return {text}\n")
    made, bare = names["Order"](3), names["Order"](4)
    del bare.__dict__["cents"]
    assert names["holds"]([made, made], [names["Point"](1, 2)])
    for orders, points in (([names["Order"](1.5)], []), ([bare], []), ([3], []), ([], [names["Point"](1, "2")])):
        assert not names["holds"](orders, points)


@pytest.mark.parametrize("name", ['a", None)) or fail(("', "a\\' or fail() or '", "}{", 'x"', "two words"])
def test_names_that_the_target_made_stay_names(name: str) -> None:
    source = f"class C: pass\n\ndef f(x, y):\n    return x[{name!r}]\n"
    record = {"k": "typeddict", "fields": {name: {"k": "int"}}, "required": [name]}
    thing = {"k": "object", "cls": "$:C", "how": "plain", "fields": {name: {"k": "int"}}}
    text = plain_test(target(source, "f"), Facts((ParameterFacts("x", record), ParameterFacts("y", thing))))
    assert text is not None
    names = names_of(f"{source}\n\ndef holds(x, y):\n    return {text}\n")
    made = names["C"]()
    made.__dict__[name] = 1
    assert names["holds"]({name: 1}, made)
    assert not names["holds"]({name: "1"}, made)
    assert plain_test(target("def f(x):\n    return x\n", "f"), Facts((ParameterFacts(name, {"k": "int"}),))) is None


def test_fields_that_hold_dates_pass_as_they_are() -> None:
    row = {"k": "typeddict", "fields": {"id": {"k": "int"}, "day": {"k": "date"}}, "required": ["id"]}
    source = "def f(rows):\n    return [(row['id'], row['day']) for row in rows]\n"
    text = plain_test(target(source, "f"), Facts((ParameterFacts("rows", {"k": "list", "of": row}),)))
    assert text is not None
    holds = names_of(f"def holds(rows):\n    return {text}\n")["holds"]
    assert holds([{"id": 1, "day": date(2026, 1, 1)}, {"id": 2}])
    assert not holds([{"id": 1.5, "day": date(2026, 1, 1)}])
    dates = Facts((ParameterFacts("rows", {"k": "list", "of": {"k": "date"}}),))
    assert plain_test(target(source, "f"), dates) == "type(rows) is list"


def test_there_is_no_test_for_what_is_no_plain_data() -> None:
    source = "def f(g):\n    return g\n"
    for domain in ({"k": "any"}, {"k": "callable"}, {"k": "list", "of": {"k": "object", "cls": "C"}}, {"k": "iterator"},
                   {"k": "dict", "cls": "collections:OrderedDict", "key": {"k": "int"}, "value": {"k": "int"}}):
        assert plain_test(target(source, "f"), Facts((ParameterFacts("g", domain),))) is None
    alike = {"k": "union", "of": [{"k": "list", "of": {"k": "int"}}, {"k": "list", "of": {"k": "str"}}]}
    assert plain_test(target(source, "f"), Facts((ParameterFacts("g", alike),))) is None
    unknown = Facts((ParameterFacts("g", {"k": "list", "of": {"k": "any"}}, (0, 5)),))
    assert plain_test(target(source, "f"), unknown) is None


ODD = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.floats(width=16) | st.text(max_size=2),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "note"]), inner, max_size=2),
    max_leaves=8,
)


@pytest.mark.parametrize(("args", "helps"), [
    ([["l", [["d", [["id", 1]]]]], ["s", [1]]], False),
    ([["l", []], ["s", []]], False),
    ([["l", [["d", [["id", 1.5]]]]], ["s", [1]]], True),
    ([["l", [["d", []]]], ["s", []]], True),
    ([["it", "iter", []], ["s", []]], True),
    ([["l", []]], True),
])
def test_what_is_wrong_for_plain_data_is_not_mended(args: list[Any], helps: bool) -> None:
    verdict = Verdict("differs", "same-identity", counterexample=Counterexample(
        "value", "first_of(...)", "1", "2", ({"args": args, "kwargs": {}},)
    ))
    evidence = Evidence(Candidate(SourceEdit(NEW), "rules/x"), "differs", verdict=verdict)
    assert bool(list(PlainDataMender().mend(target(), FACTS, evidence))) == helps


@given(st.lists(ODD, max_size=4), st.sets(st.integers(0, 3), max_size=3))
def test_whatever_comes_the_mended_function_answers_as_the_original(rows: list[Any], known: set[int]) -> None:
    def seen(function: Any) -> tuple[str, str]:
        try:
            return "returns", repr(function(rows, known))
        except (LookupError, TypeError, AttributeError, ValueError) as error:
            return type(error).__name__, str(error)

    assert seen(names_of(str(mended(NEW)))["first_of"]) == seen(names_of(OLD)["first_of"])
