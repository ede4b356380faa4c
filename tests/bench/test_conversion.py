from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hasten.bench.adapters.conversion import learned


def stored(arguments: list[Any]) -> list[Any]:
    """What JSON makes of arguments."""
    text = json.dumps(arguments, default=lambda value: sorted(value) if isinstance(value, set) else str(value))
    return list(json.loads(text))


@pytest.mark.parametrize(("examples", "new", "expected"), [
    ([[(1, 2), [3]]], [[4, 5, 6], [7]], [(4, 5, 6), [7]]),
    ([[[(1, "a"), (2, "b")]]], [[[3, "c"]]], [[(3, "c")]]),
    ([[{1, 2}]], [[5, 5]], [{5}]),
    ([[("x", [1], (2,))]], [["y", [3, 4], [5]]], [("y", [3, 4], (5,))]),
    ([[0, 1j], [2.5, 2j]], ["1e-3", "(-0-1j)"], [0.001, complex("(-0-1j)")]),
    ([[(4, (5, (6,)))]], [[1, [2, [3, [4, [5]]]]]], [(1, (2, (3, (4, (5,)))))]),
    ([[{"a": (1,)}]], [{"b": [2]}], [{"b": (2,)}]),
    ([["text", 1, None, True]], ["1", 2, None, False], ["1", 2, None, False]),
])
def test_what_was_learned_is_applied_to_new_inputs(
    examples: list[list[Any]], new: list[Any], expected: list[Any]
) -> None:
    found = learned([(stored(example), example) for example in examples]).applied(new)
    assert expected == found
    assert [type(value) for value in expected] == [type(value) for value in found]


PLAIN = st.recursive(st.one_of(st.integers(), st.text("ab", max_size=2)), lambda inner: st.lists(inner, max_size=3))


@given(st.lists(PLAIN, min_size=1, max_size=3))
def test_examples_that_json_keeps_teach_nothing(arguments: list[Any]) -> None:
    assert arguments == learned([(arguments, arguments)]).applied(arguments)


PAIRS = st.tuples(st.integers(), st.lists(st.tuples(st.integers()), min_size=1, max_size=3))


@given(st.lists(PAIRS, min_size=1, max_size=3))
def test_an_example_is_restored_from_itself(arguments: list[Any]) -> None:
    assert arguments == learned([(stored(arguments), arguments)]).applied(stored(arguments))


def test_without_examples_nothing_is_changed() -> None:
    assert [[1], "a"] == learned([]).applied([[1], "a"])
    assert [[1], "a"] == learned([([1], [1, 2])]).applied([[1], "a"])
