"""Copies of arguments: as deepcopy makes them, but for immutable parts, which are shared."""

from __future__ import annotations

import copy
import datetime
from collections import Counter, OrderedDict, defaultdict, deque, namedtuple
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from typing import Any, NamedTuple

import pytest

from hasten.run.hasten_child.sampler import fresh_copy

Point = namedtuple("Point", "x y")


class Leg(NamedTuple):
    start: Any
    stops: list[Any]


class Colour(Enum):
    RED = 1


@dataclass
class Booking:
    name: str
    amounts: list[int] = field(default_factory=list)
    next: Any = None


@dataclass(frozen=True)
class Fixed:
    name: str
    parts: Any = None


class Slotted:
    __slots__ = ("held",)

    def __init__(self, held: Any) -> None:
        self.held = held

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Slotted) and self.held == other.held


class Own:
    copies = 0

    def __deepcopy__(self, memo: object) -> Own:
        Own.copies += 1
        return Own()


class Marked(tuple[int, ...]):
    pass


VALUES = [
    [1, "a", None, 2.5],
    [(1, 2), (3, "x")],
    [Point(1, 2), Point("a", None)],
    [Point([1], {2: [3]})],
    Leg(Point(1, 2), [Point(3, 4)]),
    {"a": Booking("b", [1, 2]), Point(1, 2): [Fixed("x", [1])]},
    [Slotted([1]), Slotted({2})],
    (Decimal("1.5"), datetime.date(2020, 1, 1), [datetime.timedelta(1)]),
    [Counter("aab"), OrderedDict(a=[1]), defaultdict(list, {1: [2]}), deque([[1]])],
    [Colour.RED, {Colour.RED: [Colour.RED]}],
    {1, (2, 3), Point(4, 5), frozenset([6])},
    [Marked([1, 2])],
]


def parts(value: Any) -> list[Any]:
    """All containers and instances in a value."""
    if isinstance(value, dict):
        inner = [*value, *value.values()]
    elif isinstance(value, list | tuple | set | frozenset | deque):
        inner = list(value)
    elif isinstance(value, Slotted):
        inner = [value.held]
    else:
        inner = list(getattr(value, "__dict__", {}).values()) if not isinstance(value, Enum) else []
    return [value, *[part for one in inner for part in parts(one)]]


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_a_copy_equals_what_was_copied_and_shares_nothing_that_can_change(value: Any) -> None:
    made = fresh_copy(value)
    assert value == made
    assert type(value) is type(made)
    assert repr(copy.deepcopy(value)).partition(" at 0x")[0] == repr(made).partition(" at 0x")[0]
    ours = {id(part) for part in parts(value) if isinstance(part, list | dict | set | deque | Booking | Slotted)}
    assert not [part for part in parts(made) if id(part) in ours]


def test_members_of_one_object_stay_one_object() -> None:
    shared = Booking("a")
    shared.next = shared
    made = fresh_copy([shared, Point(shared, [shared]), {"again": shared}])
    assert made[0] is made[1].x is made[1].y[0] is made[2]["again"] is made[0].next
    assert made[0] is not shared


def test_a_class_that_copies_itself_is_asked() -> None:
    before = Own.copies
    fresh_copy([Own()])
    assert before + 1 == Own.copies
