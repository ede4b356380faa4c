"""Mutation: always well formed, in the domain, reproducible, and able to reach what matters."""

from __future__ import annotations

import random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.inputs.domains_for_tests import INT, NONE, STR, list_of, signature, signatures

from hasten.core.values import call_tree, canonical, from_plain, has_refs, validate, walk
from hasten.inputs.changes import deepen
from hasten.inputs.constants import harvest
from hasten.inputs.crossing import crossover
from hasten.inputs.generate import Generator, with_room
from hasten.inputs.mutate import Mutator
from hasten.inputs.signature import Signature

ALIASED = call_tree(
    [
        ["l", [["l", [1, 2]], ["r", 1], 3]],
        # Pairs that look like trees: their keys are tags.
        ["d", [["k", ["r", 1]], [["t", [1, 2]], "y"], ["d", ["l", [4]]], ["s", ["t", [5]]]]],
        ["s", [1, 2, 3]],
    ],
    {"key": ["o", "$:Node", {"next": ["r", 4], "value": ["r", 0]}]},
)


def run(call: Any, count: int, found: Signature | None = None, source: str = "", seed: int = 1) -> list[Any]:
    mutator, rng = Mutator(found, harvest(source)), random.Random(seed)
    corpus = [call]
    for _ in range(count):
        corpus.append(mutator.mutate(corpus[int(rng.random() * len(corpus))], rng, corpus))
    return corpus


@settings(max_examples=25, deadline=None)
@given(signatures, st.integers(0, 2**32))
def test_mutations_are_valid_and_stay_in_the_domain(found: Signature, seed: int) -> None:
    generator, rng = Generator(found, kin=0.0), random.Random(seed)
    for call in run(generator.call(rng), 60, found, seed=seed):
        validate(call)
        assert found.admits(call)


@settings(max_examples=25, deadline=None)
@given(signatures, st.integers(0, 2**32))
def test_mutations_without_a_domain_are_valid(found: Signature, seed: int) -> None:
    generator, rng = Generator(found), random.Random(seed)
    for call in run(generator.call(rng), 60, None, seed=seed):
        validate(call)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**32))
def test_aliases_and_keys_stay_sound(seed: int) -> None:
    for call in run(ALIASED, 80, seed=seed):
        validate(call)
        for _, part in walk(call):
            if isinstance(part, list) and part[0] in ("d", "s"):
                keys = [canonical(item[0] if part[0] == "d" else item) for item in part[1]]
                assert len(set(keys)) == len(keys)


def test_the_same_seed_gives_the_same_mutations() -> None:
    assert [canonical(call) for call in run(ALIASED, 50)] == [canonical(call) for call in run(ALIASED, 50)]


def test_types_are_kept() -> None:
    call = call_tree([from_plain([1, 2]), from_plain("ab"), 1.5, True, from_plain({"k": (1, "a")})])
    mutator, rng = Mutator(), random.Random(4)
    for _ in range(300):
        made = mutator.mutate(call, rng)
        kinds = [tree[0] if isinstance(tree, list) else type(tree).__name__ for tree in made["args"]]
        assert ["l", "str", "float", "bool", "d"] == kinds


def test_unions_are_crossed_now_and_then() -> None:
    found = signature({"k": "union", "of": [NONE, INT]}, list_of({"k": "union", "of": [INT, STR]}))
    made = run(call_tree([3, from_plain([1, 2, 3])]), 600, found)
    assert any(call["args"][0] is None for call in made)
    assert any(any(isinstance(item, str) for item in call["args"][1][1]) for call in made)


def test_what_matters_is_reached_from_a_dull_call() -> None:
    made = run(call_tree([from_plain([5, 3, 8])]), 4000, signature(list_of(INT)))
    lists = [call["args"][0][1] for call in made if not has_refs(call)]
    plain = [items for items in lists if all(type(item) is int for item in items)]
    for shows in (
        lambda xs: not xs,
        lambda xs: len(xs) == 1,
        lambda xs: len(xs) > 2 and len(set(xs)) == 1,
        lambda xs: len(xs) > 2 and xs == sorted(xs),
        lambda xs: len(xs) > 2 and xs == sorted(xs, reverse=True),
        lambda xs: len(set(xs)) < len(xs),
        lambda xs: any(x < 0 for x in xs),
        lambda xs: 0 in xs,
        lambda xs: len(xs) > 60,
    ):
        assert any(shows(xs) for xs in plain)


def test_constants_and_their_lengths_are_reached() -> None:
    source = "def f(xs): return len(xs) > 45 or 31337 in xs"
    made = run(call_tree([from_plain([1, 2])]), 3000, signature(list_of(INT)), source)
    lists = [call["args"][0][1] for call in made]
    assert any(31337 in xs or 31336 in xs for xs in lists)
    assert {44, 45, 46} & {len(xs) for xs in lists}


def test_rows_with_an_equal_key_and_another_payload_occur() -> None:
    rows = [{"id": 1, "name": "a"}, {"id": 2, "name": "b"}, {"id": 3, "name": "c"}]
    made = run(call_tree([from_plain(rows)]), 800)
    assert any(
        any(
            dict(map(tuple, a[1])).get("id") == dict(map(tuple, b[1])).get("id") is not None and a != b
            for i, a in enumerate(call["args"][0][1])
            for b in call["args"][0][1][:i]
            if "r" not in (a[0], b[0])
        )
        for call in made
    )


def test_letters_become_their_relatives() -> None:
    made = run(call_tree(["kiss"]), 1500)
    letters = {letter for call in made for letter in call["args"][0]}
    assert letters & set("ſßK")
    assert any(not letter.isascii() for letter in letters)


def test_crossover_takes_arguments_of_both() -> None:
    first, second = call_tree([1, "a", 2.5], {"k": 1}), call_tree([9, "z", None], {"k": 8})
    made = [crossover(first, second, random.Random(seed)) for seed in range(60)]
    assert {1, 9} == {call["args"][0] for call in made}
    assert {2.5} == {call["args"][2] for call in made}
    assert {1, 8} == {call["kwargs"]["k"] for call in made}


def test_deepen_nests_once_more() -> None:
    assert ["l", [1, ["l", [1, ["l", [2]]]]]] == deepen(["l", [1, ["l", [2]]]])
    assert ["l", [1, 2]] == deepen(["l", [1, 2]])


def test_frames_keep_their_columns_and_library_values_their_attributes() -> None:
    columns = ["t", [["t", ["int64", ["t", [1, 2, 3]]]], ["t", ["object", ["t", ["a", "b", "c"]]]]]]
    frame = ["o", "pandas:DataFrame", {"columns": ["x", "i"], "data": columns, "index": ["x", "j"]}]
    queue = ["u", "collections:deque", ["l", [1, 2]], {"maxlen": 4}]
    made = run(call_tree([frame, queue]), 400)
    kept = [[column[1][0], len(column[1][1][1])] for call in made for column in call["args"][0][2]["data"][1]]
    assert {("int64", 3), ("object", 3)} == {tuple(pair) for pair in kept}
    assert len({canonical(call["args"][0]) for call in made}) > 20
    assert {4} == {call["args"][1][3]["maxlen"] for call in made}


def test_a_bounded_deque_keeps_the_last_of_what_it_is_given() -> None:
    tree = ["u", "collections:deque", ["l", [1, 2, 3]], {"maxlen": 2}]
    held = with_room({"args": [["l", [tree, tree]]], "kwargs": {}})["args"][0][1]
    assert [[2, 3], [2, 3]] == [deque[2][1] for deque in held]
