"""Machine code gives what Python gives, to the last bit and the type, or leaves the call alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from tests.proposers.compile.edge_cases import (
    FLOAT_SOURCE,
    INTEGER_SOURCE,
    MIXED_SOURCE,
    float_cases,
    integer_cases,
    mixed_cases,
)

from hasten.code.source import parse
from hasten.proposers.compile.ir import expressions
from hasten.proposers.compile.lattice import FLOAT, INT
from hasten.proposers.compile.translate import Translator


def outcome(function: Callable[..., Any], args: tuple[Any, ...]) -> tuple[str, ...]:
    try:
        found = function(*args)
    except Exception as error:  # noqa: BLE001 - whatever it raises is compared
        return ("raises", type(error).__name__)
    return ("gives", repr(found), type(found).__name__)


def compare(source: str, kernel: Callable[..., Any], cases: Iterable[tuple[Any, ...]]) -> tuple[list[Any], int]:
    """Cases in which the kernel gives something else, and how many it left alone."""
    space: dict[str, Any] = {}
    exec(source, space)
    wrong, left = [], 0
    for args in cases:
        got = outcome(kernel, args)
        if got[1:2] == ("NotImplemented",):
            left += 1
        elif got != outcome(space["apply"], args):
            wrong.append((args, got, outcome(space["apply"], args)))
    return wrong, left


def test_integers_at_the_edges(compiled: Callable[..., Callable[..., Any]]) -> None:
    kernel = compiled(INTEGER_SOURCE, "apply", [INT, INT, INT])
    cases = integer_cases()
    wrong, left = compare(INTEGER_SOURCE, kernel, cases)
    assert [] == wrong[:5]
    assert 200 < len(cases) - left


def test_floats_at_the_edges(compiled: Callable[..., Callable[..., Any]]) -> None:
    kernel = compiled(FLOAT_SOURCE, "apply", [INT, FLOAT, FLOAT])
    cases = float_cases()
    wrong, left = compare(FLOAT_SOURCE, kernel, cases)
    assert [] == wrong[:5]
    assert 200 < len(cases) - left


def test_integers_among_floats(compiled: Callable[..., Callable[..., Any]]) -> None:
    kernel = compiled(MIXED_SOURCE, "apply", [INT, INT, FLOAT])
    cases = mixed_cases()
    wrong, left = compare(MIXED_SOURCE, kernel, cases)
    assert [] == wrong[:5]
    assert 200 < len(cases) - left


def test_arguments_of_another_type_are_left_alone(compiled: Callable[..., Callable[..., Any]]) -> None:
    kernel = compiled("def twice(n):\n    return n + n\n", "twice", [INT])

    class Own(int):
        pass

    for odd in (True, 1.0, "1", None, Own(1), 2**63, [1]):
        assert NotImplemented is kernel(odd)
    assert 4 == kernel(2)
    assert NotImplemented is kernel() and NotImplemented is kernel(1, 2)


@pytest.mark.parametrize(
    "text",
    ["10 ** 7", "10 ** 18", "2 ** 63 - 1", "2 ** 63", "-7 // 2", "-7 % 3", "7 % -3", "1 << 62", "1 << 63", "3 - 5",
     "(-3) ** 3"],
)
def test_operations_on_constants_are_done_ahead(text: str) -> None:
    source = f"def f(n):\n    return n + ({text})\n"
    module = parse(source)
    assert not isinstance(module, SyntaxError)
    kernel = Translator(module, "f", [INT]).run()
    value = eval(text)
    ahead = {e.value for e in expressions(kernel.main.body) if e.op == "const"}
    assert (value in ahead) == (-(2**63) <= value < 2**63)
