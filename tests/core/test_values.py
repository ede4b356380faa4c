"""Trees: round trips through source, aliases, the grammar check."""

from __future__ import annotations

import datetime
import math
from collections import Counter, OrderedDict, defaultdict, deque
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hasten.core import values as v
from hasten.errors import InvalidArgument
from hasten.run.hasten_child import codec


class Point:
    def __init__(self, x: int, y: int) -> None:
        self.x, self.y = x, y


NAMES: dict[str, Any] = {"nan": math.nan, "inf": math.inf, "Decimal": Decimal, "Fraction": Fraction, "Point": Point}
for _line in ("import collections", "import datetime", "import numpy", "import base64", "import math"):
    exec(_line, NAMES)

hashables = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary() | st.complex_numbers(),
    lambda inner: st.tuples(inner, inner) | st.frozensets(inner, max_size=3),
    max_leaves=5,
)
plain = st.recursive(
    hashables,
    lambda inner: st.lists(inner, max_size=4)
    | st.tuples(inner)
    | st.dictionaries(hashables, inner, max_size=4)
    | st.sets(hashables, max_size=3)
    | st.binary().map(bytearray),
    max_leaves=12,
)


def aliased() -> list[Any]:
    shared: list[Any] = [1, 2]
    loop: list[Any] = [0]
    loop.append((loop, 5))
    loop.append({"me": loop, "{odd}": shared})
    first, second = Point(1, 2), Point(3, 4)
    first.other, second.other = second, first  # type: ignore[attr-defined]
    nested: list[Any] = [[[]]]
    nested[0][0].append(nested)
    return [[shared, shared], loop, {"a": first, "b": [first]}, nested, [shared, (shared, {1: shared})]]


def encoded(value: Any) -> Any:
    return codec.encode(value, module_name=Point.__module__, cap=None)


@given(plain)
def test_source_of_a_tree_makes_the_value_again(value: Any) -> None:
    tree = v.from_plain(value)
    v.validate(tree)
    again = eval(v.to_source(tree), dict(NAMES))
    assert v.canonical(tree) == v.canonical(v.from_plain(again))


@given(plain)
def test_plain_values_survive_the_round_trip(value: Any) -> None:
    tree = v.from_plain(value)
    assert v.canonical(tree) == v.canonical(v.from_plain(v.to_plain(tree)))


@given(plain)
def test_trees_agree_with_the_child(value: Any) -> None:
    tree = encoded(value)
    v.validate(tree)
    again = codec.decode(v.from_plain(value), NAMES)
    assert v.canonical(tree) == v.canonical(encoded(again))


@pytest.mark.parametrize("value", aliased(), ids=["twice", "loop", "objects", "through", "deep"])
def test_aliases_survive_source_and_editing(value: Any) -> None:
    tree = encoded(value)
    v.validate(tree)
    assert v.has_refs(tree)
    again = eval(v.to_source(tree), dict(NAMES))
    assert v.canonical(tree) == v.canonical(encoded(again))
    labelled, containers = v.label_refs(tree)
    assert tree == v.renumber(labelled, containers)


@pytest.mark.parametrize(
    "value",
    [OrderedDict([("b", 1), ("a", 2)]), Counter("hello"), defaultdict(list, {"k": [1]}), deque([1, 2], maxlen=3),
     Decimal("1.50"), Fraction(1, 3), datetime.date(2024, 2, 29), range(0, 9, 2), Point(1, 2), 2**70],
    ids=lambda value: type(value).__name__,
)  # fmt: skip
def test_library_values_survive_source(value: Any) -> None:
    tree = encoded(value)
    v.validate(tree)
    assert tree == encoded(eval(v.to_source(tree), dict(NAMES)))


def test_arrays_print_as_numbers() -> None:
    numpy = pytest.importorskip("numpy")
    tree = encoded(numpy.array([[1, 2], [3, 4]], dtype="int32", order="F"))
    v.validate(tree)
    assert "numpy.asfortranarray(numpy.array([1, 2, 3, 4], dtype='<i4').reshape((2, 2)))" == v.to_source(tree)
    assert tree == encoded(eval(v.to_source(tree), dict(NAMES)))


def test_a_call_prints_as_code() -> None:
    call = v.call_tree([["l", [3, True]], ["r", 0]], {"key": ["n", "$:Point"], "x": float("nan")})
    assert "f((v0 := [3, True]), v0, key=Point, x=nan)" == v.call_source("f", call)
    assert "m.f((v0 := [3, True]), v0, key=m.Point, x=nan)" == v.call_source("f", call, module="m")
    assert ["from math import nan"] == v.import_lines(v.call_source("f", call))


def test_objects_print_by_keyword_when_told() -> None:
    tree = v.object_tree("$:Point", {"y": 2, "x": 1})
    assert "Point(x=1, y=2)" == v.to_source(tree, by_keyword={"$:Point"})
    assert {"x": 1, "y": 2} == vars(eval(v.to_source(tree), dict(NAMES)))


def test_equal_keys_are_one_key() -> None:
    assert ["d", [[1, "c"], ["1", "b"]]] == v.dict_tree([(1, "a"), ("1", "b"), (True, "c")])
    assert ["s", [1]] == v.set_tree([1, 1.0, True])


def test_canonical_tells_types_and_bits_apart() -> None:
    texts = {v.canonical(tree) for tree in [1, 1.0, True, "1", 0.0, -0.0, ["l", [1]], ["t", [1]]]}
    assert 8 == len(texts)
    assert v.canonical(float("nan")) == v.canonical(-float("nan"))
    assert v.canonical(["o", "$:P", {"a": 1, "b": 2}]) == v.canonical(["o", "$:P", {"b": 2, "a": 1}])
    assert v.canonical(v.call_tree([], {"a": 1, "b": 2})) != v.canonical(v.call_tree([], {"b": 2, "a": 1}))


def test_size_counts_leaves_and_characters() -> None:
    assert 6 == v.size(v.call_tree([["l", [1, 2, ["t", ["abc"]]]], ["l", []]], {"flag": True}))
    assert 1 == v.size("")


def test_edits_share_and_do_not_change_the_old_tree() -> None:
    call = v.call_tree([["l", [1, ["l", [2]]]], "x"])
    edited = v.replace_at(call, ("args", 0, 1, 0), 9)
    assert v.call_tree([["l", [9, ["l", [2]]]], "x"]) == edited
    assert v.call_tree([["l", [1, ["l", [2]]]], "x"]) == call
    assert edited["args"][0][1][1] is call["args"][0][1][1]


def test_walk_gives_paths_that_lead_back() -> None:
    tree = v.dict_tree([("k", v.subclass_tree("$:P", v.tuple_tree([1, v.object_tree("$:Q", {"a": 2})])))])
    for path, part in v.walk(tree):
        assert part is v.part_at(tree, path)
    assert {(), (1, 0, 0), (1, 0, 1), (1, 0, 1, 2, 1, 0), (1, 0, 1, 2, 1, 1), (1, 0, 1, 2, 1, 1, 2, "a")} == {
        path for path, _ in v.walk(tree)
    }


def test_trees_on_the_way_are_not_mistaken_for_their_parts() -> None:
    # The pair ["d", [...]] of a dict with the key "d" looks like a dict.
    inner = v.subclass_tree("$:C", v.dict_tree([(v.tuple_tree(["s", 1]), 7)]))
    call = v.call_tree([v.dict_tree([("d", v.list_tree([inner]))])])
    key = ("args", 0, 1, 0, 1, 1, 0, 2, 1, 0, 0, 1, 1)
    assert 1 == v.part_at(call, key)
    assert ["d", "l", "u", "d", "t"] == [tree[0] for _, tree in v.trees_on(call, key)]
    assert all(tree is v.part_at(call, path) for path, tree in v.trees_on(call, key))


def test_an_alias_whose_container_was_removed_becomes_the_container() -> None:
    labelled, containers = v.label_refs(v.call_tree([["l", [1]], ["l", [2]], ["r", 1]]))
    labelled["args"] = [labelled["args"][0], labelled["args"][2]]
    assert v.call_tree([["l", [1]], ["l", [2]]]) == v.renumber(labelled, containers)


def test_a_copied_container_becomes_an_alias() -> None:
    labelled, containers = v.label_refs(v.call_tree([["l", [1]], ["r", 0]]))
    labelled["args"] = [["l", []], *labelled["args"], labelled["args"][0]]
    assert v.call_tree([["l", []], ["l", [1]], ["r", 1], ["r", 1]]) == v.renumber(labelled, containers)


@pytest.mark.parametrize(
    "tree",
    [
        2**63, [], [1], ["nope", 1], ["l"], ["l", 1], ["l", [], 1], ["l", [[1]]], ["d", [[1]]], ["d", [[["l", []], 1]]],
        ["s", [["l", []]]], ["i", 5], ["i", "12"], ["c", "1", 2], ["b", "\u1234"], ["r", 0], ["l", [["r", 1]]],
        ["o", "P", {}], ["o", "a b:P", {}], ["o", "$:P", []], ["u", "$:P", ["l", 1], {}], ["e", "$:P", "a.b()"],
        ["n", "os:system()"], ["x", "1 +"], ["x", 1], ["x", "a = 1"], ["a", "<i8", [-1], ""], ["a", "<i8", "x", ""],
        ["it", "iter", 1], ["fn", "log", 1], ["m", "1", 2], ["?", "T", "text"], ["cut", 1, "0" * 64], {"a": 1},
        ["a", "<i8", [1], "", {"of": []}], {"args": [], "kwargs": []}, {"args": [], "kwargs": {}, "more": 1}, object(),
    ],
    ids=lambda tree: "object" if type(tree) is object else repr(tree),
)  # fmt: skip
def test_malformed_trees_are_refused(tree: Any) -> None:
    with pytest.raises(InvalidArgument, match=r"malformed tree|a call must|keyword"):
        v.validate(tree)


def test_deep_trees_are_refused() -> None:
    tree: Any = 1
    for _ in range(5000):
        tree = ["l", [tree]]
    with pytest.raises(InvalidArgument, match="deeper"):
        v.validate(tree)


def test_observations_may_be_cut() -> None:
    cut = ["cut", 3, "0" * 64]
    observed = ["l", [1, ["?", "T", ""], ["d", [[1, 2], cut]], ["b", [*cut, "head"]], cut]]
    assert 2 == v.validate(observed, observed=True)
    assert "[1, <T >, {1: 2, <3 more>}, <3 more>, <3 more>]" == v.to_source(observed)


@given(st.recursive(st.none() | st.integers() | st.text(max_size=2), lambda x: st.lists(x, max_size=4), max_leaves=9))
def test_any_json_is_either_valid_or_refused(tree: Any) -> None:
    try:
        v.validate(tree)
    except InvalidArgument:
        return
    v.size(tree)
    v.to_source(tree)
    assert [part for _, part in v.walk(tree)]
