"""Domains: what recorded values suggest, how domains join, what lies in them."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.inputs.domains_for_tests import INT, NONE, STR, domains, list_of, signature, signatures

from hasten.core.values import Tree, call_tree, from_plain, object_tree, subclass_tree, tuple_tree, walk
from hasten.inputs.domains import ANY, Domain, join, kind_of, union
from hasten.inputs.generate import Generator
from hasten.inputs.infer import from_trees, infer
from hasten.inputs.membership import contains
from hasten.inputs.part_domain import domain_at
from hasten.inputs.preferences import with_seen
from hasten.inputs.signature import (
    Parameter,
    Signature,
    bind,
    expanded,
    facts,
    from_calls,
    from_description,
    with_recorded,
)

scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
keys = st.integers() | st.text()
plain = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4)
    | st.tuples(inner, inner)
    | st.dictionaries(keys, inner, max_size=3)
    | st.frozensets(keys, max_size=3),
    max_leaves=10,
)


def kinds(domain: Any) -> set[str]:
    return {part["k"] for part in domain["of"]} if domain["k"] == "union" else {domain["k"]}


@settings(deadline=None)
@given(st.lists(plain, min_size=1, max_size=5))
def test_values_lie_in_the_domain_inferred_from_them(values: list[Any]) -> None:
    trees = [from_plain(value) for value in values]
    domain = from_trees(trees)
    assert all(contains(domain, tree) for tree in trees)


@settings(deadline=None)
@given(plain, plain)
def test_a_join_holds_both_sides_and_does_not_depend_on_order(first: Any, second: Any) -> None:
    trees = [from_plain(first), from_plain(second)]
    one, other = join(infer(trees[0]), infer(trees[1])), join(infer(trees[1]), infer(trees[0]))
    for tree in trees:
        assert contains(one, tree)
        assert contains(other, tree)
    assert kinds(one) == kinds(other)


@settings(max_examples=40, deadline=None)
@given(domains, domains)
def test_the_parts_of_a_join_fit_it(first: dict[str, Any], second: dict[str, Any]) -> None:
    import random

    rng = random.Random(1)
    joined = join(first, second)
    for domain in (first, second):
        generator = Generator(signature(domain), kin=0.0)
        assert all(contains(joined, generator.value(domain, rng)) for _ in range(10))


def test_unions_inside_a_union_are_taken_apart() -> None:
    nested = {"k": "union", "of": [{"k": "union", "of": [{"k": "none"}, {"k": "int"}]}] * 2}
    assert kinds(join({"k": "int"}, nested)) == kinds({"k": "union", "of": [{"k": "int"}, {"k": "none"}]})


def test_an_integer_generalises_to_all_integers_and_not_to_booleans() -> None:
    domain = infer(7)
    assert all(contains(domain, tree) for tree in (0, -1, 10**6, ["i", hex(2**80)]))
    assert not any(contains(domain, tree) for tree in (True, 1.0, "7", None))
    assert contains(from_trees([7, True]), False)


def test_lists_generalise_in_length_and_items() -> None:
    domain = infer(from_plain([1, 2]))
    assert contains(domain, ["l", []])
    assert contains(domain, from_plain(list(range(1000))))
    assert not contains(domain, from_plain([1.5]))
    assert contains(from_trees([from_plain([1]), from_plain(["a", None])]), from_plain([None, 3, "b"]))
    assert contains(infer(["l", []]), from_plain([object_tree("$:P", {}), 1][1:]))


def test_a_list_of_equal_dicts_holds_records() -> None:
    rows = [{"id": 1, "name": "a"}, {"id": 2, "name": "b", "note": None}]
    domain = infer(from_plain(rows))["of"]
    assert "typeddict" == domain["k"]
    assert ["id", "name"] == domain["required"]
    assert {"id", "name", "note"} == set(domain["fields"])
    # Inferred records are open: code that reads a missing field must be compared too.
    assert contains(domain, from_plain({"id": 3}))
    assert not contains(domain, from_plain({"id": "3", "name": "b"}))


def test_a_dict_of_equal_values_is_a_mapping() -> None:
    domain = infer(from_plain({"a": 1, "b": 2}))
    assert "dict" == domain["k"]
    assert contains(domain, from_plain({"zzz": 9}))


def test_tuples_are_rows_when_their_length_is_fixed() -> None:
    assert ["int", "str"] == [part["k"] for part in infer(tuple_tree([1, "a"]))["items"]]
    domain = from_trees([tuple_tree([1]), tuple_tree([1, 2, 3])])
    assert contains(domain, tuple_tree([]))
    assert contains(domain, tuple_tree([5] * 9))


def test_linked_objects_refer_to_their_own_class() -> None:
    chain = None
    for value in range(5):
        chain = object_tree("$:Node", {"value": value, "next": chain})
    domain = infer(chain)
    assert contains(domain, chain)
    assert contains(domain, object_tree("$:Node", {"value": 7, "next": None}))
    assert not contains(domain, object_tree("$:Node", {"value": "7", "next": None}))


def test_library_values_have_kinds() -> None:
    for text, kind in (
        ("Decimal('1')", "decimal"), ("Fraction(1, 2)", "fraction"), ("datetime.date(2020, 1, 1)", "date"),
        ("datetime.datetime(2020, 1, 1)", "datetime"), ("range(0, 3)", "range"), ("pathlib.Path('a')", "path"),
        ("numpy.int64(3)", "opaque"), ("numpy.array([1])", "ndarray"), ("float('nan')", "float"),
    ):  # fmt: skip
        assert kind == kind_of(["x", text])
    assert "deque" == kind_of(subclass_tree("collections:deque", ["l", []], {"maxlen": None}))
    assert "dict" == kind_of(subclass_tree("collections:Counter", ["d", []]))
    assert "object" == kind_of(subclass_tree("$:Pair", ["t", [1, 2]]))


def test_union_of_any_is_any_and_equal_kinds_merge() -> None:
    assert ANY == union([INT, ANY])
    assert {"k": "union", "of": [INT, STR]} == union([INT, union([STR, INT])])
    merged = join({"k": "int", "low": 1, "high": 5}, {"k": "int", "low": -3})
    assert {"k": "int", "low": -3} == merged


def test_hints_are_widened_where_values_lie_outside() -> None:
    assert {"int", "none"} == kinds(with_seen(INT, [1, None]))
    domain = with_seen(list_of(INT), [from_plain([1, 2])])
    assert "list" == domain["k"]
    assert [1, 2] == domain["of"]["choices"]
    assert not contains(domain, from_plain(["a"]))


def test_an_untyped_argument_keeps_what_was_seen_as_a_preference() -> None:
    assert {"k": "any", "like": infer(3)} == with_seen(ANY, [3])


DESCRIPTION = {
    "parameters": [
        {"name": "xs", "kind": "positional_or_keyword", "domain": list_of(INT), "hint": "list[int]"},
        {"name": "k", "kind": "positional_or_keyword", "domain": INT, "default": None, "hint": "int"},
        {"name": "flag", "kind": "keyword_only", "default": False, "hint": ""},
        {"name": "other", "kind": "keyword_only", "default": ["?", "object", ""], "hint": ""},
    ]
}


def test_a_described_signature() -> None:
    found = from_description(DESCRIPTION)
    assert [False, True, True, True] == [p.optional for p in found.parameters]
    assert {"int", "none"} == kinds(found.parameters[1].domain)
    assert {"k": "any", "like": {"k": "bool"}} == found.parameters[2].domain
    assert ANY == found.parameters[3].domain
    assert found.admits(call_tree([from_plain([1])], {"flag": True}))
    assert not found.admits(call_tree([from_plain(["a"])]))


def test_binding_follows_python() -> None:
    found = from_description(DESCRIPTION)
    assert ["xs", "k"] == [p.name for p, _, _ in bind(found, call_tree([["l", []], 1])) or []]
    for wrong in (
        call_tree([]), call_tree([1, 2, 3]), call_tree([1], {"xs": 2}), call_tree([1], {"nope": 2}),
        call_tree([1, 2, 3, 4]),
    ):  # fmt: skip
        assert bind(found, wrong) is None
    rest = Signature((Parameter("a"), Parameter("more", "var_positional"), Parameter("kw", "var_keyword")))
    bound = bind(rest, call_tree([1, 2, 3], {"z": 4})) or []
    assert ["a", "more", "more", "kw"] == [p.name for p, _, _ in bound]


def test_recorded_calls_fill_in_what_hints_leave_open() -> None:
    found = with_recorded(from_description(DESCRIPTION), [call_tree([from_plain([3])], {"flag": 1, "other": "x"})])
    assert [3] == found.parameters[0].domain["of"]["choices"]
    assert {"int", "bool"} == kinds(found.parameters[2].domain)
    assert contains(found.parameters[3].domain, "anything")


def test_a_signature_from_calls_alone() -> None:
    calls = [call_tree([1, "a"]), call_tree([2], {"key": None})]
    found = from_calls(calls)
    assert ["a0", "a1", "key"] == [p.name for p in found.parameters]
    assert all(found.admits(call) for call in calls)


@settings(max_examples=25, deadline=None)
@given(signatures, st.integers(0, 1000))
def test_a_signature_from_calls_admits_them(found: Signature, seed: int) -> None:
    import random

    generator, rng = Generator(found, kin=0.0), random.Random(seed)
    calls = [generator.call(rng) for _ in range(8)]
    learned = from_calls(calls)
    for call in calls:
        assert learned.admits(call)


def test_aliases_are_written_out_for_reading() -> None:
    call = call_tree([["l", [["l", [1]], ["r", 1]]], ["r", 0], ["l", [["r", 2]]]])
    inner = ["l", [["l", [1]], ["l", [1]]]]
    assert call_tree([inner, inner, ["l", [None]]]) == expanded(call)


def test_facts_tell_types_lengths_and_ranges_only() -> None:
    found = facts(signature(list_of(INT), STR), [call_tree([from_plain([3, -4]), "abc"]), call_tree([["l", []], ""])])
    assert ("a", (0, 2), -4, 3) == (found[0].name, found[0].lengths, found[0].low, found[0].high)
    assert (0, 3) == found[1].lengths
    assert "list" == found[0].domain["k"]


def test_a_default_is_among_the_values_where_a_call_leaves_the_parameter_out() -> None:
    given = Signature((Parameter("a"), Parameter("b", default=tuple_tree([]), optional=True)))
    seen = call_tree([1, tuple_tree(["x"])])
    assert contains(facts(given, [seen, call_tree([2])])[1].domain, tuple_tree([]))
    assert not contains(facts(given, [seen, seen])[1].domain, tuple_tree([]))


def test_the_domain_of_a_part_is_found_by_its_path() -> None:
    row = {"k": "tuple", "items": [INT, {"k": "union", "of": [NONE, STR]}]}
    domain = {"k": "dict", "key": STR, "value": list_of(row)}
    call = call_tree([from_plain({"k": [(1, "x")]})])
    assert STR == domain_at(domain, call, ("args", 0, 1, 0, 0), 2)
    assert INT == domain_at(domain, call, ("args", 0, 1, 0, 1, 1, 0, 1, 0), 2)
    assert "union" == (domain_at(domain, call, ("args", 0, 1, 0, 1, 1, 0, 1, 1), 2) or {})["k"]
    assert domain_at({"k": "any"}, call, ("args", 0, 1, 0, 0), 2) is None


def test_a_named_tuple_that_was_mutated_beyond_its_fields_says_nothing_of_what_is_there() -> None:
    domain = {"k": "object", "cls": "$:Job", "how": "tuple", "fields": {"name": STR, "minutes": INT}}
    call = call_tree([["u", "$:Job", ["t", ["a", 1, 2]], {}]])
    assert INT == domain_at(domain, call, ("args", 0, 2, 1, 1), 2)
    assert domain_at(domain, call, ("args", 0, 2, 1, 2), 2) is None


def test_a_part_of_another_kind_than_the_domain_says_is_no_error() -> None:
    trees: list[Tree] = [
        ["o", "$:Enemy", {"name": "a", "at": ["t", [1, 2]]}],
        ["u", "$:Job", ["t", ["a", 1, 2]], {"more": 1}],
        ["u", "$:Row", ["d", [["a", 1]]], {}],
        ["d", [["a", ["l", [1]]], [["t", [1]], 2]]],
        ["l", [1, ["t", [2, "x"]]]],
        ["it", "list_iterator", [1, ["l", [2]]]],
        ["a", "|O", [2], [1, ["l", [1]]]],
        1,
    ]
    domains: list[Domain] = [
        {"k": "any"},
        {"k": "tuple", "items": [INT, {"k": "tuple", "items": [INT]}]},
        list_of({"k": "tuple", "items": [INT]}),
        {"k": "dict", "key": STR, "value": list_of(INT)},
        {"k": "typeddict", "fields": {"a": INT}, "required": ["a"]},
        {"k": "object", "cls": "$:Enemy", "how": "dataclass", "fields": {"name": STR}},
        {"k": "object", "cls": "$:Job", "how": "tuple"},
        {"k": "union", "of": [list_of(INT), {"k": "tuple", "items": [STR]}]},
        INT,
    ]
    for tree in trees:
        call = call_tree([tree])
        paths = [path for path, _ in walk(call) if len(path) > 2]
        for domain in domains:
            for path in paths:
                assert domain_at(domain, call, path, 2) is None or domain["k"] != "int"
