"""Values nested beyond the recursion limit."""

from __future__ import annotations

import functools

from hasten.inputs.nested import LEVELS, is_nested, nested_calls
from hasten.inputs.signature import Parameter, Signature


def signature(domain: dict) -> Signature:
    return Signature((Parameter("xs", "positional_or_keyword", domain=domain),))


def depth(value: object) -> int:
    count = 0
    while isinstance(value, list) and value:
        value, count = value[-1], count + 1
    return count


def test_a_list_of_anything_is_wrapped() -> None:
    call = {"args": [["l", [1, ["l", [2]]]]], "kwargs": {}}
    made = list(nested_calls(signature({"k": "list", "of": {"k": "any"}}), [call]))
    depths = [depth(eval(made_call["args"][0][1], {"functools": functools})) for made_call in made]
    assert max(depths) == LEVELS[-1] + 2
    assert all(is_nested(made_call["args"][0]) for made_call in made)


def test_a_list_of_numbers_is_not() -> None:
    call = {"args": [["l", [1]]], "kwargs": {}}
    assert not list(nested_calls(signature({"k": "list", "of": {"k": "int"}}), [call]))
    assert not is_nested(["l", [1]])
    assert not is_nested(["x", "Decimal('1')"])
