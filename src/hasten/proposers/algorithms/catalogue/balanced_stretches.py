"""Runs of neighbouring items that hold as many of one kind as of another."""

from __future__ import annotations

from hasten.proposers.algorithms.algorithm import algorithm

_BALANCE = "a run is balanced exactly where the balance before it and behind it is the same"
_SOURCE = "prefix sums"


def _stretches(items: list[int], one: int, other: int) -> list[tuple[int, int]]:
    return [
        (start, stop)
        for start in range(len(items))
        for stop in range(start + 1, len(items) + 1)
        if items[start:stop].count(one) == items[start:stop].count(other)
    ]


def _longest_of_both(items: list[int], one: int, other: int) -> tuple[int, int] | None:
    found = [(start, stop) for start, stop in _stretches(items, one, other) if one in items[start:stop]]
    return max(found, key=lambda ends: ends[1] - ends[0], default=None)


@algorithm(
    reference=_longest_of_both,
    takes=("marks", "mark", "mark"),
    growth=("O(n^3)", "O(n)"),
    exact=_BALANCE,
    source=_SOURCE,
    comment="A stretch is balanced where the balance before it is the one behind it: kept is where each came first.",
    bakes=("one", "other"),
)
def longest_stretch_of_as_many(items: list[int], one: int, other: int) -> tuple[int, int] | None:
    """Where the first longest run with as many of one item as of another, and some, begins and ends."""
    first = {0: (0, 0)}
    balance = ones = longest = 0
    found = None
    for stop, item in enumerate(items, 1):
        if item is one or item == one:
            balance += 1
            ones += 1
        if item is other or item == other:
            balance -= 1
        start, before = first.setdefault(balance, (stop, ones))
        if ones > before and stop - start > longest:
            longest = stop - start
            found = start, stop
    return found


@algorithm(
    reference=lambda items, one, other: max(
        (stop - start for start, stop in _stretches(items, one, other)), default=0
    ),
    takes=("marks", "mark", "mark"),
    growth=("O(n^3)", "O(n)"),
    exact=_BALANCE,
    source=_SOURCE,
    comment="A stretch is balanced where the balance before it is the one behind it: kept is where each came first.",
    bakes=("one", "other"),
)
def longest_length_of_as_many(items: list[int], one: int, other: int) -> int:
    """The length of the longest run with as many of one item as of another."""
    first = {0: 0}
    balance = longest = 0
    for stop, item in enumerate(items, 1):
        balance += (item is one or item == one) - (item is other or item == other)
        longest = max(longest, stop - first.setdefault(balance, stop))
    return longest


@algorithm(
    reference=lambda items, one, other: len(_stretches(items, one, other)),
    takes=("marks", "mark", "mark"),
    growth=("O(n^3)", "O(n)"),
    exact=_BALANCE,
    source=_SOURCE,
    comment="A stretch is balanced where the balance before it is the one behind it: as many as had it before.",
    bakes=("one", "other"),
)
def count_stretches_of_as_many(items: list[int], one: int, other: int) -> int:
    """How many runs hold as many of one item as of another."""
    seen = {0: 1}
    balance = count = 0
    for item in items:
        balance += (item is one or item == one) - (item is other or item == other)
        count += seen.get(balance, 0)
        seen[balance] = seen.get(balance, 0) + 1
    return count
