"""Examples that stand in prose."""

from __future__ import annotations

import pytest

from hasten.core.values import call_source
from hasten.inputs.doctests import doctest_calls
from hasten.inputs.examples import closing, example_arguments, literal_at


def calls(docstring: str, header: str = "def f(xs, k=0):") -> list[str]:
    source = f'{header}\n    """{docstring}"""\n    return None\n'
    return [call_source("f", call) for call in doctest_calls(source, "f")]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("f([1, 2], 3) => 5", ["f([1, 2], 3)"]),
        ("For example f('a)b') returns 1; f('') is 0.", ["f('a)b')", "f('')"]),
        ("f([1,\n        2]) == 3", ["f([1, 2])"]),
        ("it calls f(xs) for each, and g.f(1), and off(2)", []),
        ("f(1", []),
        ("f([1], k=2)", ["f([1], k=2)"]),
    ],
)
def test_calls_are_read_where_their_arguments_are_literals(text: str, expected: list[str]) -> None:
    assert calls(text) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Input: xs = [[1], [2]], k = 3", ["f([[1], [2]], 3)"]),
        ("xs : [1]\n    k : -2\n    xs : []\n    k : 4", ["f([1], -2)", "f([], 4)"]),
        ("if xs is empty and k = 3", []),
        ("xs = [1, k = 3", []),
    ],
)
def test_arguments_may_be_stated_by_name(text: str, expected: list[str]) -> None:
    assert calls(text) == expected


def test_doctests_come_first() -> None:
    assert calls("f([9]) => 1\n\n    >>> f([7])\n    1\n") == ["f([7])", "f([9])"]


def test_all_parameters_must_be_stated() -> None:
    assert list(example_arguments("n = 1, n = 2, k = 3", ["n", "k"])) == [(2, 3)]
    assert list(example_arguments("anything", [])) == []


def test_literals_end_where_they_end() -> None:
    assert literal_at("-1.5, and", 0) == (-1.5,)
    assert literal_at("True.", 0) == (True,)
    assert literal_at("Nothing", 0) is None
    assert literal_at("{'a': [1]} more", 0) == ({"a": [1]},)
    assert closing("([)]", 0) is None
