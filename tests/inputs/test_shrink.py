"""Shrinking reaches what is minimal on predicates whose minimum is known."""

from __future__ import annotations

import itertools
import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.inputs.domains_for_tests import INT, list_of, signature, signatures

from hasten.core.values import call_source, call_tree, canonical, depth, from_plain, has_refs, to_plain, validate
from hasten.inputs.generate import Generator
from hasten.inputs.shrink import shrink
from hasten.inputs.shrink_sequence import shrink_sequence
from hasten.inputs.signature import Signature
from hasten.inputs.simpler import complexity, simpler_calls


def value(call: Any) -> Any:
    return to_plain(call["args"][0])


CASES: list[tuple[Any, Any, Any]] = [
    (list(range(300)), lambda xs: len(xs) >= 3, [0, 0, 0]),
    (list(range(300)), lambda xs: 170 in xs, [170]),
    ([5, -7, 12, 12, 900, 3], lambda xs: len(set(xs)) < len(xs), [0, 0]),
    ([4, 99, 3, 250, 1], lambda xs: any(a > b for a, b in itertools.pairwise(xs)), [1, 0]),
    (123456789, lambda n: n >= 1000, 1000),
    (-123456789, lambda n: n < -4, -5),
    (2**80, lambda n: n > 2**64, 2**64 + 1),
    (3.75, lambda x: x > 2.2, 3.0),
    ("the quick brown fox", lambda s: "o" in s, "o"),
    ("some\tline\nwith é", lambda s: any(not c.isascii() for c in s), "é"),
    ("hello world", lambda s: len(s) == 4, "aaaa"),
    ({"a": [1, 2, 3], "b": [4], "c": []}, lambda d: any(len(v) > 1 for v in d.values()), {"": [0, 0]}),
    ([[1, 2], [3, [4, [5]]], []], lambda xs: depth(from_plain(xs)) > 2, [[[]]]),
    ((1, "x", [True, None]), lambda t: True in t[2], (0, "", [True])),
    ({3, 8, 11, 40}, lambda s: len(s) > 1, {0, 1}),
]  # fmt: skip


@pytest.mark.parametrize(("start", "predicate", "least"), CASES, ids=lambda case: None if callable(case) else repr(case)[:30])
def test_the_minimum_is_reached(start: Any, predicate: Any, least: Any) -> None:
    def shows(call: Any) -> bool:
        try:
            return bool(predicate(value(call)))
        except (IndexError, TypeError, ValueError):
            return False

    found = shrink(call_tree([from_plain(start)]), shows, limit=3000)
    assert canonical(call_tree([from_plain(least)])) == canonical(found)


def test_relations_between_arguments_survive() -> None:
    call = call_tree([from_plain([7, 55, 12, 90]), 55, "noise"], {"extra": 3, "key": None})
    found = shrink(call, lambda c: c["args"][1] in c["args"][0][1])
    assert call_tree([["l", [0]], 0, ""]) == found


def test_call_backs_become_simple_ones_that_can_be_printed() -> None:
    call = call_tree([["fn", "log", {"returns": {"k": "int"}, "seed": 7}], 3])
    found = shrink(call, lambda c: c["args"][1] == 3)
    assert "f((lambda x, *_: x), 3)" == call_source("f", found)


def test_aliases_go_when_they_do_not_matter_and_stay_when_they_do() -> None:
    call = call_tree([["l", [["l", [1, 2]], ["r", 1], 7]], ["r", 0]])
    assert call_tree([["l", []], ["l", []]]) == shrink(call, lambda c: len(c["args"]) == 2)
    kept = shrink(call, has_refs)
    assert has_refs(kept)
    assert complexity(kept) < complexity(call)
    validate(kept)


def test_the_domain_is_kept_when_given() -> None:
    found = signature({"k": "int", "low": 10}, list_of(INT), optional=1)
    call = call_tree([500, from_plain([1, 2])])
    assert call_tree([10]) == shrink(call, lambda c: True, signature=found)


def test_the_limit_is_kept_and_no_call_is_asked_twice() -> None:
    asked: list[str] = []

    def shows(call: Any) -> bool:
        asked.append(canonical(call))
        return sum(value(call)) > 50

    start = call_tree([from_plain(list(range(100)))])
    found = shrink(start, shows, limit=10)
    assert 10 == len(asked) == len(set(asked))
    assert complexity(found) < complexity(start)
    assert sum(value(found)) > 50


@settings(max_examples=25, deadline=None)
@given(signatures, st.integers(0, 2**32), st.integers(0, 4))
def test_any_call_shrinks_within_its_domain_to_something_that_still_shows_it(
    found: Signature, seed: int, modulus: int
) -> None:
    call = Generator(found, kin=0.0).call(random.Random(seed))
    digit = len(canonical(call)) % (modulus + 1)
    asked: list[Any] = []

    def shows(candidate: Any) -> bool:
        asked.append(candidate)
        return len(canonical(candidate)) % (modulus + 1) == digit

    best = shrink(call, shows, limit=60, signature=found)
    assert best == call or shows(best)
    assert complexity(best) <= complexity(call)
    for candidate in asked:
        validate(candidate)
        assert found.admits(candidate)


def test_sequences_lose_what_does_not_matter() -> None:
    steps = [call_tree([n]) for n in (5, 1, 44, 3, 100, 2)]

    def shows(found: list[Any]) -> bool:
        numbers = [call["args"][0] for call in found]
        return any(a > 40 for a in numbers) and any(b < 4 for b in numbers)

    found = shrink_sequence(steps, shows, simpler=simpler_calls)
    assert [41, 0] == [call["args"][0] for call in found] or [0, 41] == [call["args"][0] for call in found]


def test_a_spent_limit_keeps_the_best_sequence() -> None:
    found = shrink_sequence(list(range(64)), lambda steps: 13 in steps, limit=5)
    assert 13 in found
    assert len(found) < 64
