"""Iterators that stand in for arguments: what the program can see of them, and what is noted."""

from __future__ import annotations

import gc
import itertools
import types
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.run_child.child import call, run

from hasten.run.hasten_child import taps


class Keeper:
    """As much of a keeper as a call needs."""

    module_name = "m"
    reading_s = 0.0

    def __init__(self, *, has_time: bool = True) -> None:
        self.drawn: list[Any] = []
        self._has_time = has_time

    def has_time(self, now: float) -> bool:
        return self._has_time

    def settled(self) -> tuple[Any, str]:
        """The tree of the only argument, and why it cannot be kept."""
        gc.collect()
        (call,) = self.drawn
        tree, _ = call.written()
        return tree["args"][0], call.why_not


def tapped(iterator: Any, keeper: Keeper | None = None, most: int = 1000) -> tuple[Keeper, Any]:
    keeper = keeper or Keeper()
    call = taps.OpenCall(keeper, [0, []], {"args": [None], "kwargs": {}}, 0, most)
    return keeper, call.tapped(iterator, "args", 0)


def counting(n: int, log: list[str]) -> Generator[Any, Any, list[Any]]:
    sent = []
    try:
        for i in range(n):
            sent.append((yield i))
    except KeyError:
        log.append("thrown")
        yield "after"
    finally:
        log.append("closed")
    return sent


def test_a_generator_stays_one_and_ends_as_it_did() -> None:
    log: list[str] = []
    keeper, outer = tapped(counting(3, log))
    assert type(outer) is types.GeneratorType and "counting" == outer.__name__
    assert not taps.can_tap(outer)
    assert [0, 1, 2] == list(outer)
    del outer
    assert (["it", "gen", [0, 1, 2]], "") == keeper.settled()
    assert ["closed"] == log


def test_one_that_is_left_is_closed_only_where_nobody_else_holds_it() -> None:
    log: list[str] = []
    keeper, outer = tapped(counting(5, log))
    next(outer)
    del outer
    assert ["closed"] == log
    assert (["it", "gen", [0, 0]], "") == keeper.settled()

    held = counting(5, log := [])
    keeper, outer = tapped(held)
    next(outer)
    knot = [outer]
    knot.append(knot)  # type: ignore[arg-type]
    del outer, knot
    gc.collect()
    assert ([], 1) == (log, next(held))


def test_closing_sending_and_throwing_reach_the_one_inside() -> None:
    inner = counting(5, log := [])
    _, outer = tapped(inner)
    next(outer)
    outer.close()
    assert (["closed"], []) == (log, list(inner))

    _, outer = tapped(counting(2, []))
    next(outer)
    outer.send("a")
    with pytest.raises(StopIteration) as ended:
        outer.send("b")
    assert ["a", "b"] == ended.value.value

    _, outer = tapped(counting(2, log := []))
    next(outer)
    assert "after" == outer.throw(KeyError("k"))
    assert ["thrown"] == log


def test_one_that_was_begun_takes_what_is_sent_at_once() -> None:
    inner = counting(2, [])
    next(inner)
    _, outer = tapped(inner)
    assert 1 == outer.send("a")
    _, outer = tapped(counting(2, []))
    with pytest.raises(TypeError):
        outer.send("too early")


def test_one_that_raises_is_not_kept() -> None:
    def failing() -> Iterator[int]:
        yield 1
        raise OSError("gone")

    keeper, outer = tapped(failing())
    with pytest.raises(OSError, match="gone"):
        list(outer)
    del outer
    gc.collect()
    assert "has an iterator that raises" == keeper.settled()[1]


@pytest.mark.parametrize(
    ("made", "kind"),
    [
        (lambda: map(str, [1, 2]), "map"),
        (lambda: filter(None, [1, 0, 2]), "iter"),
        (lambda: itertools.chain([1], [2]), "iter"),
        (lambda: itertools.islice([1, 2, 3], 2), "iter"),
    ],
)
def test_other_iterators_keep_their_type(made: Any, kind: str) -> None:
    items = list(made())
    keeper, outer = tapped(made())
    assert type(made()) is type(outer)
    assert items == list(outer)
    del outer
    assert (["it", kind, items], "") == keeper.settled()
    keeper, outer = tapped(made())
    next(outer)
    del outer
    assert (["it", kind, [items[0]] * 2], "") == keeper.settled()


def test_what_cannot_be_written_down_is_named() -> None:
    same = [1]
    for items, keeper, most, named in (
        ([[same, same]], Keeper(), 1000, "share parts"),
        ([1], Keeper(has_time=False), 1000, "room or time"),
        ([list(range(60))], Keeper(), 50, "room or time"),
        ([iter(lambda: 1, 2)], Keeper(), 1000, "used up"),
    ):
        _, outer = tapped((x for x in items), keeper, most)
        assert items == list(outer)
        del outer
        assert named in keeper.settled()[1]


def test_a_version_that_draws_further_than_was_noted_is_seen(tmp_path: Path) -> None:
    keeper, outer = tapped(counting(5, []))
    assert [0, 1] == [next(outer), next(outer)]
    del outer
    calls = [call(keeper.settled()[0])]
    two = "def f(it):\n    return [next(it), next(it)]\n"
    three = "def f(it):\n    return [x for x, _ in zip(it, 'ab')]\n"
    (old,), (same,), (new,) = (run(tmp_path, text, calls=calls) for text in (two, two, three))
    for found in (old, same, new):
        del found["cpu_s"]
    assert old == same
    assert old != new
