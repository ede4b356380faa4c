"""Adapters of arguments: how the target's parameters become those of an algorithm."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations, product
from typing import Any

from hasten.proposers.algorithms.algorithm import Algorithm
from hasten.proposers.algorithms.constants import Constant
from hasten.proposers.algorithms.kinds import KINDS, fits
from hasten.proposers.algorithms.signature import Parameter


@dataclass(frozen=True)
class Argument:
    """What is passed for one parameter of an algorithm.

    Attributes:
        text: Expression over the target's parameters and the module's names.
        value: The same on the target's arguments.
        parameter: Name of the parameter that is passed as it is, or "".
        constant: Whether it is the same in every call.
    """

    text: str
    value: Callable[[Sequence[Any]], Any]
    parameter: str = ""
    constant: bool = False


#: One argument for each parameter of an algorithm, in its order.
Arguments = tuple[Argument, ...]


def whole(parameters: Sequence[Parameter], place: int) -> Argument:
    """The argument as it is."""
    name = parameters[place].name
    return Argument(name, lambda args: args[place], name)


def shifted(parameters: Sequence[Parameter], place: int, by: int) -> Argument:
    """The argument, an integer, more or less one."""
    name = parameters[place].name
    return Argument(f"{name} {'+' if by > 0 else '-'} {abs(by)}", lambda args: args[place] + by)


def magnitude(parameters: Sequence[Parameter], place: int) -> Argument:
    """The argument, an integer, without its sign."""
    name = parameters[place].name
    return Argument(f"abs({name})", lambda args: abs(args[place]))


def prefix(parameters: Sequence[Parameter], place: int, length: int) -> Argument:
    """As many items of a sequence as another argument says."""
    # A negative end would count from the back.
    text = f"{parameters[place].name}[: max(0, {parameters[length].name})]"
    return Argument(text, lambda args: args[place][: max(0, args[length])])


def constant(found: Constant) -> Argument:
    """A constant of the target."""
    return Argument(found.text, lambda args: found.value, constant=True)


@dataclass(frozen=True)
class Arrangement:
    """Which parameter of the target plays which part.

    Attributes:
        pools: Canonical values of each part.
        order: Place of the target's parameter for each part.
        length: Place of a parameter that holds the length of a sequence, or -1.
    """

    pools: tuple[str, ...]
    order: tuple[int, ...]
    length: int = -1


def arrangements(kinds: tuple[str, ...], parameters: Sequence[Parameter]) -> Iterator[Arrangement]:
    """The ways to give the parameters of a target to kinds, one of those that differ by like parts only."""
    count, seen = len(parameters), set()
    extra = count - len(kinds)
    if extra not in (0, 1):
        return
    for order in permutations(range(count), len(kinds)):
        if not all(
            fits(parameters[place].domain, KINDS[kind].pattern) for kind, place in zip(kinds, order, strict=True)
        ):
            continue
        left = next((place for place in range(count) if place not in order), -1)
        if extra and (parameters[left].domain.get("k") != "int" or not _has_sequence(order, parameters)):
            continue
        pools = tuple(KINDS[kind].pool for kind in kinds)
        # Like parts are interchangeable here: which is which is tried when an algorithm is matched.
        key = frozenset(zip(pools, order, strict=True)), left
        if key not in seen:
            seen.add(key)
            by_pool = sorted(zip(pools, order, strict=True), key=lambda part: (pools.index(part[0]), part[1]))
            yield Arrangement(pools, _in_pool_order(pools, by_pool), left)


def _has_sequence(order: Sequence[int], parameters: Sequence[Parameter]) -> bool:
    return any(parameters[place].domain.get("k") in ("list", "tuple", "str") for place in order)


def _in_pool_order(pools: tuple[str, ...], parts: Sequence[tuple[str, int]]) -> tuple[int, ...]:
    """The places in the order of ``pools``; of like pools the earlier parameter first."""
    left = list(parts)
    order = []
    for pool in pools:
        part = next(part for part in left if part[0] == pool)
        left.remove(part)
        order.append(part[1])
    return tuple(order)


def direct(
    entry: Algorithm, arrangement: Arrangement, parameters: Sequence[Parameter], baked: dict[str, Constant]
) -> Iterator[Arguments]:
    """Arguments that pass the target's parameters as they are (a sequence cut to its length where one is passed)."""
    names = [name for name in entry.parameters if name not in baked]
    kinds = [kind for name, kind in zip(entry.parameters, entry.takes, strict=True) if name not in baked]
    for order in _orders(kinds, arrangement, parameters):
        given = {name: whole(parameters, place) for name, place in zip(names, order, strict=True)}
        given |= {name: constant(value) for name, value in baked.items()}
        if arrangement.length >= 0:
            for name, place in zip(names, order, strict=True):
                if parameters[place].domain.get("k") in ("list", "tuple", "str"):
                    given[name] = prefix(parameters, place, arrangement.length)
        yield tuple(given[name] for name in entry.parameters)


def off_by_one(arguments: Arguments, parameters: Sequence[Parameter]) -> Iterator[Arguments]:
    """The same with one integer more or less one, or without its sign."""
    places = {parameter.name: place for place, parameter in enumerate(parameters)}
    for number, argument in enumerate(arguments):
        place = places.get(argument.parameter, -1)
        if place >= 0 and parameters[place].domain.get("k") == "int":
            for by in (-1, 1):
                yield (*arguments[:number], shifted(parameters, place, by), *arguments[number + 1 :])
            yield (*arguments[:number], magnitude(parameters, place), *arguments[number + 1 :])


def _orders(
    kinds: Sequence[str], arrangement: Arrangement, parameters: Sequence[Parameter]
) -> Iterator[tuple[int, ...]]:
    """Places for the kinds: those of the arrangement, like pools in every order, and each kind fitting its place."""
    pools = [KINDS[kind].pool for kind in kinds]
    groups = {
        pool: [place for p, place in zip(arrangement.pools, arrangement.order, strict=True) if p == pool]
        for pool in pools
    }
    for choice in product(*(permutations(group) for group in groups.values())):
        left = {pool: list(places) for pool, places in zip(groups, choice, strict=True)}
        order = tuple(left[pool].pop(0) for pool in pools)
        if all(fits(parameters[place].domain, KINDS[kind].pattern) for kind, place in zip(kinds, order, strict=True)):
            yield order
