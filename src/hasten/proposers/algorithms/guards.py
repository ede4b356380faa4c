"""Conditions on the arguments under which code commonly does something special."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from hasten.proposers.algorithms.signature import Parameter


@dataclass(frozen=True)
class Condition:
    """A condition as text over the target's parameters, and as a predicate over its arguments.

    Attributes:
        text: Python expression.
        holds: Whether it is true of the arguments, in the order of the parameters.
        edge: Whether it marks unusual arguments by itself.
    """

    text: str
    holds: Callable[[Sequence[Any]], bool]
    edge: bool = False


def conditions_for(parameters: Sequence[Parameter]) -> list[Condition]:
    """Conditions that make sense for the parameters, the commonest first."""
    sized = [place for place, parameter in enumerate(parameters) if _is_sized(parameter)]
    numbers = [place for place, parameter in enumerate(parameters) if _is_int(parameter)]
    found: list[Condition] = []
    for place in sized:
        found += _of_sized(parameters[place].name, place)
    for place in sized:
        if _has_integers(parameters[place]):
            found += _of_integers(parameters[place].name, place)
    for place in numbers:
        found += _of_int(parameters[place].name, place, alone=len(parameters) == 1)
    for place in sized:
        for number in numbers:
            found += _of_sized_and_int(parameters, place, number)
    for first in sized:
        for second in sized:
            if first < second:
                found += _of_two_sized(parameters, first, second)
    for first in numbers:
        for second in numbers:
            if first != second:
                found += _of_two_ints(parameters, first, second)
    return found


def _is_sized(parameter: Parameter) -> bool:
    return parameter.domain.get("k") in ("list", "tuple", "str", "dict", "set")


def _is_int(parameter: Parameter) -> bool:
    return parameter.domain.get("k") == "int"


def _of_sized(name: str, place: int) -> list[Condition]:
    def first_is_empty(args: Sequence[Any]) -> bool:
        value = args[place]
        return isinstance(value, list | tuple) and bool(value) and isinstance(value[0], list | tuple) and not value[0]

    return [
        Condition(f"not {name}", lambda args: not args[place], edge=True),
        Condition(f"not {name} or not {name}[0]", lambda args: not args[place] or first_is_empty(args), edge=True),
        Condition(f"len({name}) < 2", lambda args: len(args[place]) < 2, edge=True),
        Condition(f"len({name}) == 1", lambda args: len(args[place]) == 1),
        Condition(f"len({name}) < 3", lambda args: len(args[place]) < 3),
    ]


def _has_integers(parameter: Parameter) -> bool:
    domain = parameter.domain
    return domain.get("k") in ("list", "tuple") and domain.get("of", {}).get("k") == "int"


def _of_integers(name: str, place: int) -> list[Condition]:
    """Conditions on the items of a list of integers: code that prunes sums is often right for some only."""
    return [
        Condition(f"0 in {name}", lambda args: 0 in args[place], edge=True),
        Condition(
            f"any(value < 0 for value in {name})", lambda args: any(value < 0 for value in args[place]), edge=True
        ),
        Condition(f"any(value <= 0 for value in {name})", lambda args: any(value <= 0 for value in args[place])),
    ]


def _of_int(name: str, place: int, *, alone: bool) -> list[Condition]:
    return [
        Condition(f"{name} < 0", lambda args: args[place] < 0),
        Condition(f"{name} <= 0", lambda args: args[place] <= 0, edge=True),
        Condition(f"{name} == 0", lambda args: args[place] == 0),
        Condition(f"{name} <= 1", lambda args: args[place] <= 1),
        Condition(f"{name} == 1", lambda args: args[place] == 1),
        Condition(f"{name} <= 2", lambda args: args[place] <= 2, edge=alone),
        Condition(f"{name} == 2", lambda args: args[place] == 2),
        Condition(f"{name} <= 3", lambda args: args[place] <= 3),
    ]


def _of_sized_and_int(parameters: Sequence[Parameter], place: int, number: int) -> list[Condition]:
    name, count = parameters[place].name, parameters[number].name
    return [
        Condition(f"{count} > len({name})", lambda args: args[number] > len(args[place]), edge=True),
        Condition(f"{count} >= len({name})", lambda args: args[number] >= len(args[place])),
        Condition(f"{count} <= 0 or {count} > len({name})", lambda args: not 0 < args[number] <= len(args[place])),
        Condition(f"not {name} or {count} <= 0", lambda args: not args[place] or args[number] <= 0),
        Condition(f"{count} != len({name})", lambda args: args[number] != len(args[place])),
    ]


def _of_two_sized(parameters: Sequence[Parameter], first: int, second: int) -> list[Condition]:
    one, two = parameters[first].name, parameters[second].name
    return [
        Condition(f"not {one} or not {two}", lambda args: not args[first] or not args[second]),
        Condition(f"len({one}) != len({two})", lambda args: len(args[first]) != len(args[second]), edge=True),
        Condition(f"not {one} and not {two}", lambda args: not args[first] and not args[second]),
        Condition(f"len({one}) < len({two})", lambda args: len(args[first]) < len(args[second])),
        Condition(f"len({one}) > len({two})", lambda args: len(args[first]) > len(args[second])),
    ]


def _of_two_ints(parameters: Sequence[Parameter], first: int, second: int) -> list[Condition]:
    one, two = parameters[first].name, parameters[second].name
    found = [Condition(f"{one} > {two}", lambda args: args[first] > args[second])]
    if first < second:
        found += [
            Condition(f"{one} <= 0 or {two} <= 0", lambda args: args[first] <= 0 or args[second] <= 0),
            Condition(f"{one} < 0 or {two} < 0", lambda args: args[first] < 0 or args[second] < 0),
            Condition(f"{one} == 0 or {two} == 0", lambda args: args[first] == 0 or args[second] == 0),
            Condition(f"{one} == {two}", lambda args: args[first] == args[second]),
        ]
    return found


def is_edge(conditions: Sequence[Condition], args: Sequence[Any]) -> bool:
    """Whether the arguments are unusual: a difference there can be guarded, a difference elsewhere decides."""
    return any(condition.edge and condition.holds(args) for condition in conditions)
