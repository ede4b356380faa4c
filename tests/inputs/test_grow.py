"""Growing keeps the style of a call: what held before holds after, at the wanted size."""

from __future__ import annotations

import itertools
import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.inputs.domains_for_tests import list_of, signature, signatures

from hasten.core.values import call_tree, canonical, from_plain, object_tree, size, subclass_tree, to_plain, validate
from hasten.inputs.generate import Generator
from hasten.inputs.grow import grow, grow_series
from hasten.inputs.infer import from_trees
from hasten.inputs.membership import contains
from hasten.inputs.more import more
from hasten.inputs.signature import Signature
from hasten.oracles.levels import parts


def grown(value: Any, factor: float = 20, seed: int = 1) -> Any:
    made = grow(call_tree([from_plain(value)]), 0, factor, random.Random(seed))
    validate(made)
    return to_plain(made["args"][0])


CASES: list[tuple[Any, Any]] = [
    ([5, 3, 5, 9, 1], lambda a, b: b[: len(a)] == a and min(b) >= 0 and len(set(b)) > 20),
    ([40, 7, 13, 99], lambda a, b: len(set(b)) == len(b) and all(type(x) is int for x in b)),
    ([1, 4, 9, 16], lambda a, b: b == sorted(b) and len(set(b)) == len(b)),
    ([9, 5, 4, 1], lambda a, b: b == sorted(b, reverse=True)),
    ([2, 4, 6, 8], lambda a, b: b == list(range(2, 2 * len(b) + 1, 2))),
    ([2, 0, 1, 3], lambda a, b: sorted(b) == list(range(len(b)))),
    ([0, 1, 1, 0, 1, 0], lambda a, b: set(b) == {0, 1}),
    ([-5, 3, -2, 8], lambda a, b: min(b) < 0 < max(b)),
    ([1.5, 2.25, 0.75], lambda a, b: all(type(x) is float for x in b) and len(set(b)) > 10),
    (["user1", "user22", "user7"], lambda a, b: len(set(b)) == len(b) and all(x.startswith("user") for x in b)),
    (["b", "a", "b"], lambda a, b: set(b) == {"a", "b"}),
    ([(1, 5), (2, 9), (0, 3)], lambda a, b: all(x <= y for x, y in b) and all(type(r) is tuple for r in b)),
    ([("x", 1), ("y", 2), ("z", 3)], lambda a, b: [n for _, n in b] == list(range(1, len(b) + 1))),
    ([[1, 2], [3], []], lambda a, b: {len(row) for row in b} <= {0, 1, 2}),
    ([{"id": 1, "tag": "ab"}, {"id": 2, "tag": "cd"}, {"id": 3, "tag": "ab"}],
     lambda a, b: [r["id"] for r in b] == list(range(1, len(b) + 1)) and all(list(r) == ["id", "tag"] for r in b)),
    ({"a1": 3, "b2": 5, "c3": 1}, lambda a, b: all(len(k) >= 2 and k[0].isalpha() for k in b)),
    ({3, 8, 1}, lambda a, b: all(type(x) is int for x in b)),
    ("hello", lambda a, b: b.startswith("hello") and set(b) <= set("helo")),
    ("one two three", lambda a, b: b.split()[:3] == ["one", "two", "three"]),
    ("a,1\nb,2\nc,3\n", lambda a, b: b.endswith("\n") and all("," in line for line in b.splitlines())),
    ("abab", lambda a, b: b == "ab" * (len(b) // 2)),
    ("racecar", lambda a, b: b == b[::-1] and set(b) <= set("race")),
    ("(())", lambda a, b: b.count("(") == b.count(")") and b.startswith("(())")),
    ("12045", lambda a, b: b.isdigit() and b[0] != "0"),
    (b"ab\x00", lambda a, b: set(b) <= set(a)),
    (100, lambda a, b: b == 2000),
    (64, lambda a, b: b == 1024),
    ((3, 1, 2, 7), lambda a, b: type(b) is tuple),
]  # fmt: skip


@pytest.mark.parametrize(("value", "holds"), CASES, ids=lambda case: None if callable(case) else repr(case)[:30])
def test_style_is_kept(value: Any, holds: Any) -> None:
    made = grown(value)
    assert holds(value, made), made
    if not isinstance(value, int):
        assert 10 * len(value) <= len(made) <= 25 * len(value)


def test_records_of_fixed_form_grow_inside() -> None:
    made = grown({"name": "x", "scores": [3, 1, 2], "active": True})
    assert ["name", "scores", "active"] == list(made)
    assert ("x", 60, True) == (made["name"], len(made["scores"]), made["active"])


def test_square_matrices_stay_square_and_symmetric() -> None:
    made = grown([[0, 2, 5], [2, 0, 1], [5, 1, 0]], 16)
    assert 12 == len(made)
    assert all(len(row) == 12 for row in made)
    assert made == [list(column) for column in zip(*made, strict=True)]
    assert all(made[place][place] == 0 for place in range(12))


def test_adjacency_stays_adjacency() -> None:
    made = grown({"a": ["b", "c"], "b": ["c"], "c": []})
    assert 60 == len(made)
    assert all(other in made for near in made.values() for other in near)
    lists = grown([[1, 2], [0], [1, 3], []])
    assert all(0 <= other < len(lists) for near in lists for other in near)
    assert any(other > 3 for near in lists for other in near)


def args(call: Any) -> list[Any]:
    return [to_plain(tree) for tree in call["args"]]


def test_equal_lengths_stay_equal_and_lengths_follow() -> None:
    call = call_tree([from_plain([1, 5, 2]), from_plain(["a", "b", "c"]), 3])
    xs, names, n = args(grow(call, 0, 10, random.Random(1)))
    assert 30 == len(xs) == len(names) == n
    xs, k = args(grow(call_tree([from_plain([4, 9, 7, 3, 8, 20]), 5]), None, 10, random.Random(1)))
    assert len(xs) - 1 == k


def test_indices_scale_and_members_and_options_stay() -> None:
    xs, k = args(grow(call_tree([from_plain([40, 90, 70, 30, 80, 20, 61, 55]), 4]), 0, 10, random.Random(1)))
    assert 40 == k
    xs, k = args(grow(call_tree([from_plain([4, 9, 7, 3, 8, 20, 61, 55]), 7]), None, 10, random.Random(1)))
    assert k in (7, len(xs) - 1)
    xs, k = args(grow(call_tree([from_plain([40, 90, 70]), 700]), None, 10, random.Random(1)))
    assert 700 == k


def test_nodes_of_a_graph_cover_its_edges() -> None:
    n, edges = args(grow(call_tree([4, from_plain([(0, 1), (1, 2), (3, 0), (2, 2)])]), None, 25, random.Random(1)))
    assert n == max(max(edge) for edge in edges) + 1
    assert n > 20


def test_numbers_scale_when_nothing_else_can() -> None:
    assert [500, 30] == args(grow(call_tree([50, 3]), None, 10, random.Random(1)))
    assert [500, 3] == args(grow(call_tree([50, 3]), 0, 10, random.Random(1)))


def test_large_numbers_grow_exactly() -> None:
    huge = 3 * 10**400
    assert [2 * huge, [huge, huge + 5]] == [
        x if isinstance(x, int) else x[:2] for x in (grown(huge, 2), grown([huge, huge + 5], 3))
    ]


def test_keyword_arguments_and_parts_grow_by_name_and_path() -> None:
    call = call_tree([1], {"rows": from_plain([3, 1, 2])})
    assert 30 == len(to_plain(grow(call, "rows", 10, random.Random(1))["kwargs"]["rows"]))
    nested = call_tree([from_plain({"k": [1, 5, 2]})])
    assert 30 == len(to_plain(grow(nested, ("args", 0, 1, 0, 1), 10, random.Random(1))["args"][0])["k"])


def test_objects_grow_inside_and_chains_get_longer() -> None:
    bag = object_tree("$:Bag", {"items": from_plain([1, 2, 3]), "name": "x"})
    made = grow(call_tree([bag]), 0, 10, random.Random(1))["args"][0]
    assert 30 == len(made[2]["items"][1])
    chain = None
    for value in (3, 2, 1):
        chain = object_tree("$:Node", {"value": value, "next": chain})
    made = grow(call_tree([chain]), 0, 10, random.Random(1))["args"][0]
    validate(made)
    values = []
    while made is not None:
        values.append(made[2]["value"])
        made = made[2]["next"]
    assert list(range(1, 31)) == values


def test_library_values_grow() -> None:
    counter = subclass_tree("collections:Counter", from_plain({"ab": 3, "cd": 1}))
    made = grow(call_tree([counter, ["x", "range(0, 10)"], ["it", "gen", [1, 2]]]), None, 10, random.Random(1))
    assert 20 == len(made["args"][0][2][1])
    assert ["x", "range(0, 100)"] == made["args"][1]
    assert 20 == len(made["args"][2][2])


def test_arrays_grow_with_numpy() -> None:
    numpy = pytest.importorskip("numpy")
    from hasten.run.hasten_child import codec

    for shape, expected in (((6,), [60]), ((3, 3), [9, 9]), ((4, 2), [40, 2])):
        tree = codec.encode(numpy.arange(int(numpy.prod(shape)), dtype="int32").reshape(shape))
        made = grow(call_tree([tree]), 0, 10, random.Random(1))["args"][0]
        assert expected == made[2]
        assert "int32" == str(codec.decode(made, {}).dtype)


def test_empty_containers_take_their_items_from_the_domain() -> None:
    found = signature(list_of({"k": "str"}))
    made = grow(call_tree([["l", []]]), 0, 8, random.Random(1), signature=found)
    assert found.admits(made)
    assert 8 == len(made["args"][0][1])


def test_a_series_grows_and_continues_itself() -> None:
    series = grow_series(call_tree([from_plain([5, 3, 9]), "x"]), 0, [1, 2, 4, 8], random.Random(3))
    assert [1, 2, 4, 8] == [factor for factor, _ in series]
    lists = [to_plain(call["args"][0]) for _, call in series]
    assert [3, 6, 12, 24] == [len(xs) for xs in lists]
    assert [(1, call_tree([None]))] == grow_series(call_tree([None]), None, [1, 2, 4], random.Random(3))


def test_growing_is_reproducible() -> None:
    call = call_tree([from_plain(["ab", "cd"]), from_plain([5, 2])])
    texts = [canonical(grow(call, None, 30, random.Random(8))) for _ in range(2)]
    assert texts[0] == texts[1] != canonical(grow(call, None, 30, random.Random(9)))


@settings(max_examples=60, deadline=None)
@given(signatures, st.integers(0, 2**32), st.sampled_from([1.5, 3, 10]))
def test_grown_calls_are_valid_and_of_the_same_types(found: Signature, seed: int, factor: float) -> None:
    call = Generator(found, kin=0.0).call(random.Random(seed))
    made = grow(call, None, factor, random.Random(seed))
    validate(made)
    assert size(made) >= size(call)
    assert list(made["kwargs"]) == list(call["kwargs"])
    for before, after in itertools.zip_longest(call["args"], made["args"]):
        domain = from_trees([before])
        if '"r"' not in canonical(before) and '["l",[]]' not in canonical(before):
            # What one value says of a tuple's length, or of what else there may be, need not hold for a larger one.
            assert contains(domain, after) or any(part["k"] in ("enum", "tuple", "opaque") for part in parts(domain))


@given(st.lists(st.integers(-50, 50), min_size=1, max_size=8), st.integers(0, 60))
def test_more_starts_with_what_there_is_or_keeps_the_order(values: list[int], extra: int) -> None:
    made = more(values, len(values) + extra, random.Random(1))
    assert len(values) + extra == len(made)
    assert made[: len(values)] == values or made in (sorted(made), sorted(made, reverse=True))
    if len(set(values)) == len(values):
        assert len(set(made)) == len(made)
