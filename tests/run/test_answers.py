"""Answers of a worker that are no observations."""

from __future__ import annotations

import array
import collections
import datetime
import fractions
import functools
import json
import math
import re
from typing import Any

import numpy
import pytest

from hasten.run.answers import malformed, malformed_steps, malformed_values
from hasten.run.hasten_child import codec

GOOD: dict[str, Any] = {
    "out": "returns",
    "value": ["l", [1, ["r", 0]]],
    "args": {"args": [["r", 0], 7], "kwargs": {"k": "v"}},
    "cpu_s": 0.1,
    "stdout": "",
    "state": {"gc": "off"},
    "reach": ["file:open"],
    "globals": {"G": ["d", [["a", 1]]]},
    "hits": [[1, 2]],
}
LAZY = {"out": "returns", "value": {"kind": "gen", "yields": [1, ["l", []]], "return": None, "held": ["l", [1]]}}
RAISES = {"out": "raises", "exc": {"type": "builtins:KeyError", "msg": "x"}, "args": {"args": [], "kwargs": {}}}


@pytest.mark.parametrize("observation", [GOOD, LAZY, RAISES])
def test_observations_are_well_formed(observation: dict[str, Any]) -> None:
    assert ("", "") == (malformed(observation), malformed_values(observation))


@pytest.mark.parametrize(
    "change",
    [
        {"out": "wins"},
        {"out": 5},
        {"out": ["returns"]},
        {"out": "raises"},
        {"out": "raises", "exc": {"type": 5}},
        {"args": 5},
        {"args": {"args": 5, "kwargs": {}}},
        {"args": {"args": []}},
        {"stdout": 5},
        {"reach": "x"},
        {"state": []},
        {"globals": 7},
        {"hits": None},
    ],
)
def test_the_outer_form(change: dict[str, Any]) -> None:
    assert malformed({**GOOD, **change})


def test_a_value_is_missing() -> None:
    assert malformed({"out": "returns"})


@pytest.mark.parametrize(
    "change",
    [
        {"value": ["l"]},
        {"value": []},
        {"value": ["no such tag", 1]},
        {"value": ["r", -1]},
        {"value": ["l", [["r"]]]},
        {"value": ["l", 5]},
        {"value": [["l"]]},
        {"value": ["l", [{}]]},
        {"args": {"args": [["r"]], "kwargs": {}}},
        {"globals": {"G": ["d", [1]]}},
        {"value": ["o", "$:P", []]},
        {"value": ["u", "x:y", {}, {}]},
        {"value": ["a", "int64", ["x"], "", {}]},
        {"value": ["it", "iter", 5]},
        {"value": ["x"]},
        {"value": ["x", []]},
        {"value": ["b", [1]]},
        {"value": ["d", [[1]]]},
        {"value": ["fn", "log", {}]},
        {"value": ["", []]},
        {"value": ["lt", []]},
        {"state": {"gc": 5}},
        {"reach": [5]},
        {"patched": [[]]},
        {"value": {"kind": 5}},
        {"value": {"kind": "gen", "yields": 5}},
        {"value": {"kind": "gen", "yields": [["l"]]}},
        {"value": {"kind": "gen", "exc": "KeyError"}},
    ],
)
def test_the_values(change: dict[str, Any]) -> None:
    assert malformed_values({**GOOD, **change})


def test_nesting_without_end() -> None:
    deep: Any = 1
    for _ in range(5000):
        deep = ["l", [deep]]
    assert "nested" in malformed_values({**GOOD, "value": deep})


VALUES: list[Any] = [
    1,
    -0.5,
    "x",
    b"x" * 5000,
    bytearray(b"y"),
    None,
    2**70,
    1j,
    [1, [2]],
    (1, (2,)),
    {"a": [1]},
    {1: {2}},
    {1, (2,)},
    frozenset([1]),
    range(3),
    collections.Counter("aab"),
    collections.deque([1], 3),
    ValueError("x"),
    iter([1, [2]]),
    "x" * 100_000,
    list(range(5000)),
    {n: [n] for n in range(5000)},
    len,
    int,
    math,
    lambda: 1,
    array.array("i", [1]),
    datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC),
    fractions.Fraction(1, 3),
    re.compile("a"),
    object(),
    functools.partial(print, 1),
    numpy.arange(6).reshape(2, 3),
    numpy.array([[1], None], dtype=object),
    numpy.float64(1),
]


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_what_the_child_encodes_is_well_formed(value: Any) -> None:
    tree = json.loads(codec.dumps(codec.encode_call([value, [value]], {"k": value}, module_name="m", cap=2000)))
    assert "" == malformed_values({"out": "returns", "value": tree["args"][0], "args": tree})


@pytest.mark.parametrize(
    "step",
    [
        GOOD,
        LAZY,
        RAISES,
        {"skipped": "why"},
        {"digests": ["a"]},
        {},
        {"probes": {"len": 3}},
        {"seen": ["", [0], 1]},
        {"value": ["l", [1]], "args": {"args": [1], "kwargs": {}}, "globals": {"G": 1}},
        {"yields": [1], "return": ["l", []]},
    ],
)
def test_steps_are_well_formed(step: dict[str, Any]) -> None:
    assert "" == malformed_steps({"steps": [step]})


@pytest.mark.parametrize(
    "steps",
    [
        5,
        [5],
        [{**GOOD, "value": ["l"]}],
        [{"out": "wins"}],
        [{"value": ["l"]}],
        [{"args": 5}],
        [{"yields": [["l"]]}],
        [{"return": []}],
        [{"exc": 5}],
        [{"globals": {"G": ["d"]}}],
    ],
)
def test_steps_that_are_none(steps: Any) -> None:
    assert malformed_steps({"steps": steps})
