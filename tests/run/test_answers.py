"""Answers of a worker that are no observations."""

from __future__ import annotations

from typing import Any

import pytest

from hasten.run.answers import malformed, malformed_values

GOOD: dict[str, Any] = {
    "out": "returns", "value": ["l", [1, ["r", 0]]], "args": {"args": [["r", 0], 7], "kwargs": {"k": "v"}}, "cpu_s": 0.1,
    "stdout": "", "state": {"gc": "off"}, "reach": ["file:open"], "globals": {"G": ["d", [["a", 1]]]}, "hits": [[1, 2]],
}
LAZY = {"out": "returns", "value": {"kind": "gen", "yields": [1, ["l", []]], "return": None, "held": ["l", [1]]}}
RAISES = {"out": "raises", "exc": {"type": "builtins:KeyError", "msg": "x"}, "args": {"args": [], "kwargs": {}}}


@pytest.mark.parametrize("observation", [GOOD, LAZY, RAISES])
def test_observations_are_well_formed(observation: dict[str, Any]) -> None:
    assert ("", "") == (malformed(observation), malformed_values(observation))


@pytest.mark.parametrize("change", [
    {"out": "wins"}, {"out": 5}, {"out": ["returns"]}, {"out": "raises"}, {"out": "raises", "exc": {"type": 5}},
    {"args": 5}, {"args": {"args": 5, "kwargs": {}}}, {"args": {"args": []}}, {"stdout": 5}, {"reach": "x"}, {"state": []},
    {"globals": 7}, {"hits": None},
])
def test_the_outer_form(change: dict[str, Any]) -> None:
    assert malformed({**GOOD, **change})


def test_a_value_is_missing() -> None:
    assert malformed({"out": "returns"})


@pytest.mark.parametrize("change", [
    {"value": ["l"]}, {"value": []}, {"value": ["no such tag", 1]}, {"value": ["r", 0]}, {"value": ["l", [["r", 9]]]},
    {"value": 2**70}, {"args": {"args": [["r", 9]], "kwargs": {}}}, {"globals": {"G": ["d", [1]]}},
    {"state": {"gc": 5}}, {"reach": [5]}, {"patched": [[]]}, {"value": {"kind": 5}}, {"value": {"kind": "gen", "yields": 5}},
    {"value": {"kind": "gen", "yields": [["l"]]}}, {"value": {"kind": "gen", "exc": "KeyError"}},
])
def test_the_values(change: dict[str, Any]) -> None:
    assert malformed_values({**GOOD, **change})


def test_nesting_without_end() -> None:
    deep: Any = 1
    for _ in range(5000):
        deep = ["l", [deep]]
    assert "nested" in malformed_values({**GOOD, "value": deep})
