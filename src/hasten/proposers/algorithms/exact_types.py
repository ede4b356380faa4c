"""Floats where only integers were seen: whether an algorithm serves them too, and the guard where it does not.

Nothing declares that an argument without a hint is an integer, so a float is a fair input. Sums in another order and
differences in place of sums are exact for integers only.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from hasten.proposers.algorithms.kinds import Domain
from hasten.proposers.algorithms.recognise import ORIGINAL, Guard
from hasten.proposers.algorithms.signature import Parameter

#: What takes the place of integers: tenths, whose sums are not exact, whole floats, and those that break assumptions.
_FLOATS = (
    lambda value: value / 10,
    float,
    lambda value: value + 0.1,
    lambda value: float("nan") if value % 3 == 0 else float(value),
    lambda value: -0.0 if value == 0 else value * 1e16,
    # Next to a whole number: what is added to another one or taken from it rounds to a whole one.
    lambda value: math.nextafter(float(value), -math.inf),
)


def type_guard(parameters: Sequence[Parameter]) -> Guard | None:
    """The guard that keeps the original for numbers that are no integers; None where hints declare integers."""
    tests = [_test(parameter.domain, parameter.name, 0) for parameter in parameters if not parameter.hinted]
    found = [test for test in tests if test]
    return Guard(" or ".join(found), ORIGINAL) if found else None


_EXACT = {"int": "int", "str": "str", "bool": "bool", "none": "type(None)"}


def _test(domain: Domain, text: str, depth: int) -> str:
    """An expression that is true where a number inside a value is no integer, "" where there are none."""
    members = domain["of"] if domain.get("k") == "union" else [domain]
    kinds = [str(member.get("k")) for member in members]
    if all(kind in ("list", "tuple") for kind in kinds):
        return _test_of_parts(members, text, depth)
    if "int" not in kinds:
        return next((test for member in members if (test := _test_of_parts([member], text, depth))), "")
    # Other kinds of values were seen beside integers, and are as exact.
    exact = [_EXACT[kind] for kind in dict.fromkeys(kinds) if kind in _EXACT]
    return f"type({text}) is not int" if len(exact) == 1 else f"type({text}) not in ({', '.join(exact)})"


def _test_of_parts(members: Sequence[Domain], text: str, depth: int) -> str:
    """As ``_test``, for the parts of lists and tuples."""
    if depth >= 3 or any(member.get("k") not in ("list", "tuple") for member in members):
        return ""
    parts = [part for member in members for part in member.get("items") or [member.get("of", {"k": "any"})]]
    flat = [inner for part in parts for inner in (part["of"] if part.get("k") == "union" else [part])]
    name = ("value", "item", "part")[depth]
    scalar = [part.get("k") in (*_EXACT, "float") for part in flat]
    if any(scalar) != all(scalar):
        return ""
    inner = _test({"k": "union", "of": flat}, name, depth + 1)
    return f"any({inner} for {name} in {text})" if inner else ""


def with_floats(args: Sequence[Any], parameters: Sequence[Parameter], number: int) -> tuple[Any, ...]:
    """The arguments with floats in place of the integers of one parameter without a hint.

    One at a time: a float where code needs an integer, for a width or a place, would hide all that follows.
    """
    open_ones = [place for place, parameter in enumerate(parameters) if not parameter.hinted]
    chosen = open_ones[number % len(open_ones)]
    change = _FLOATS[number // len(open_ones) % len(_FLOATS)]
    return tuple(_changed(arg, change) if place == chosen else arg for place, arg in enumerate(args))


def _changed(value: Any, change: Any) -> Any:
    if type(value) is int:
        # Beyond the range of a float there is nothing to change it into.
        return change(value) if abs(value) < 10**12 else value
    if isinstance(value, list | tuple):
        return type(value)(_changed(item, change) for item in value)
    return value
