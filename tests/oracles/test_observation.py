"""Comparing two observations: what parts, and from which level on it counts."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hasten.core.values import from_plain
from hasten.oracles.observation import compare, is_void
from hasten.oracles.waivers import Allowance, waivers_named


def returned(value: Any = None, *args: Any, **more: Any) -> dict[str, Any]:
    return {"out": "returns", "value": value, "args": {"args": list(args), "kwargs": {}}, **more}


def raised(kind: str = "builtins:ValueError", **more: Any) -> dict[str, Any]:
    return {"out": "raises", "exc": {"type": kind, "msg": ""}, "args": {"args": [], "kwargs": {}}, **more}


def kinds(old: dict[str, Any], new: dict[str, Any], level: str = "same-protocol", **options: Any) -> list[str]:
    return [d.kind for d in Allowance(level).counting(compare(old, new, most=100, **options))]


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        (1, True, "type"), (1, 1.0, "type"), (0.0, -0.0, "value"), (1, 2, "value"), (["l", [1]], ["t", [1]], "type"),
        (["l", [1, 2]], ["l", [1]], "value"), (["l", [["l", [1]]]], ["l", [["l", [True]]]], "type"),
        (["d", [["a", 1], ["b", 2]]], ["d", [["b", 2], ["a", 1]]], "order"), (["d", [["a", 1]]], ["d", [["a", 2]]], "value"),
        (["i", "0xff"], ["i", "0xfe"], "value"), (["x", "Decimal('1')"], ["x", "Decimal('1.0')"], "value"),
        (["x", "Decimal('1')"], ["x", "Fraction(1, 1)"], "type"), (["o", "$:P", {"x": 1}], ["o", "$:P", {"x": 2}], "value"),
        (["o", "$:P", {"x": 1}], ["o", "$:Q", {"x": 1}], "type"), (["a", "<f8", [2], "AA==", {}], ["a", "<f4", [2], "AA==", {}], "type"),
        (["u", "collections:Counter", ["d", []], {}], ["d", []], "type"), (["s", [1]], ["s", [2]], "value"),
    ],
)  # fmt: skip
def test_values_part_by_type_content_and_order(old: Any, new: Any, kind: str) -> None:
    assert [kind] == kinds(returned(old), returned(new), "same-result")
    assert [] == kinds(returned(old), returned(old))


def test_any_nan_is_any_nan() -> None:
    assert [] == kinds(returned(math.nan), returned(float("nan")))


def test_iterators_of_the_library_are_alike_and_generators_are_not() -> None:
    assert [] == kinds(returned(["it", "map", [1]]), returned(["it", "iter", [1]]))
    assert ["type"] == kinds(returned(["it", "gen", [1]]), returned(["it", "iter", [1]]))


def test_functions_without_a_name_are_compared_by_type_only() -> None:
    assert [] == kinds(
        returned(["?", "builtins:function", "f.<locals>.a"]), returned(["?", "builtins:function", "f.<lambda>"])
    )


def test_aliasing_counts_from_same_identity_on() -> None:
    shared, apart = returned(["l", [1]], ["r", 0]), returned(["l", [1]], ["l", [1]])
    assert [] == kinds(shared, apart, "same-effects")
    assert ["aliasing"] == kinds(shared, apart, "same-identity")


def test_cycles_compare_without_end() -> None:
    cycle = ["l", [1, ["r", 0]]]
    unrolled = ["l", [1, ["l", [1, ["r", 0]]]]]
    assert [] == kinds(returned(cycle), returned(unrolled), "same-effects")
    assert ["value"] == kinds(returned(cycle), returned(["l", [2, ["r", 0]]]), "same-effects")


def test_arguments_count_from_same_effects_on() -> None:
    old, new = returned(None, ["l", [1]]), returned(None, ["l", [1, 2]])
    assert [] == kinds(old, new, "same-result")
    assert ["arguments"] == kinds(old, new, "same-effects")
    assert ["iterators"] == kinds(
        returned(None, ["it", "iter", [1]]), returned(None, ["it", "iter", []]), "same-effects"
    )


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("stdout", "a"),
        ("stderr", "a"),
        ("warnings", [["builtins:UserWarning", "w"]]),
        ("random", "ff"),
        ("files", {"p": None}),
    ],
)
def test_effects(key: str, value: Any) -> None:
    assert [key] == kinds(returned(1), returned(1, **{key: value}), "same-effects")
    assert [] == kinds(returned(1), returned(1, **{key: value}), "same-result")


def test_globals_of_the_variant_are_its_own_matter() -> None:
    new = returned(1, globals={"_cache": 1})
    assert ["globals"] == kinds(returned(1), new)
    assert [] == kinds(returned(1), new, globals_of_old=["COUNT"])
    assert ["globals"] == kinds(
        returned(1, globals={"COUNT": 2}), returned(1, globals={"COUNT": 3}), globals_of_old=["COUNT"]
    )


def test_exceptions_by_type_not_by_message() -> None:
    assert [] == kinds(raised(), {**raised(), "exc": {"type": "builtins:ValueError", "msg": "other"}})
    assert ["exception"] == kinds(raised(), raised("builtins:KeyError"), "same-value")
    assert ["exception"] == kinds(raised(), returned(1), "same-value")
    assert ["exception"] == kinds(returned(1), raised(), "same-value")


def test_endings_that_are_not_the_function_s_own() -> None:
    assert ["timeout"] == kinds(returned(1), {"out": "timeout", "limit_s": 1})
    assert ["crash"] == kinds(returned(1), {"out": "crash", "reason": "killed", "signal": 9})
    assert ["forbidden"] == kinds(returned(1), returned(1, patched=["time.time"]), "same-value")
    assert ["forbidden"] == kinds(returned(1), returned(1, reach=["file:os.remove"]), "same-value")
    assert [] == kinds(returned(1, reach=["file:os.remove"]), returned(1))


@pytest.mark.parametrize("out", ["timeout", "crash", "undecodable", "load"])
def test_where_the_original_shows_nothing_the_input_is_void(out: str) -> None:
    assert is_void({"out": out})
    assert not is_void(returned(1))


def test_running_out_of_stack_says_nothing_of_the_function() -> None:
    assert is_void(raised("builtins:RecursionError"))
    assert ["exception"] == kinds(returned(1), raised("builtins:RecursionError"))


def lazy(yields: list[Any], **more: Any) -> dict[str, Any]:
    value = {"kind": "gen", "yields": yields, "held": ["l", yields], "return": None, "seen": [[]], **more}
    return returned(value)


def test_lazy_results_item_by_item() -> None:
    assert [] == kinds(lazy([1, 2]), lazy([1, 2]))
    assert ["value"] == kinds(lazy([1, 2]), lazy([1, 3]), "same-result")
    assert "value" in kinds(lazy([1, 2]), lazy([1]), "same-result")
    assert ["type"] == kinds(lazy([1]), returned(["l", [1]]), "same-result")
    assert ["exception"] == kinds(lazy([1], exc={"type": "builtins:KeyError"}), lazy([1]))
    assert ["laziness"] == kinds(lazy([1], seen=[[0], [1]]), lazy([1], seen=[[0], [2]]))
    assert [] == kinds(lazy([1], seen=[[0], [1]]), lazy([1], seen=[[0], [2]]), "same-identity")


def test_call_backs_count_at_same_protocol() -> None:
    old, new = returned(1, calls=[[0, "a"]], n_calls=1), returned(1, calls=[[0, "a"], [0, "a"]], n_calls=2)
    assert ["callbacks"] == kinds(old, new)
    assert [] == kinds(old, new, "same-identity")


def test_waivers_let_pass_what_they_name_and_count_it() -> None:
    old, new = returned(["l", [1.0, 2.0]]), returned(["l", [1.0 + 1e-12, 2.0]])
    allowance = Allowance("same-result", waivers_named(["float-tol"]))
    assert [] == allowance.counting(compare(old, new, most=allowance.most))
    assert {"float-tol": 1} == allowance.used
    assert 1e-13 < allowance.largest["float-tol"] < 1e-11
    far = returned(["l", [1.1, 2.0]])
    assert allowance.counting(compare(old, far, most=allowance.most))


def test_same_value_takes_equal_numbers_for_equal() -> None:
    assert [] == kinds(returned(1), returned(1.0), "same-value")
    assert [] == kinds(returned(["d", [["a", 1], ["b", 2]]]), returned(["d", [["b", 2], ["a", 1]]]), "same-value")
    assert ["value"] == kinds(returned(1.0), returned(1.5), "same-value")


plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=12,
)


@given(plain, plain)
def test_comparison_agrees_with_exact_equality_of_text(a: Any, b: Any) -> None:
    from hasten.core.values import canonical

    one, two = from_plain(a), from_plain(b)
    assert (canonical(one) == canonical(two)) == (not kinds(returned(one), returned(two), "same-result"))
