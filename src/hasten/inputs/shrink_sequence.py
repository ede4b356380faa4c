"""Shrink sequences of steps (calls between which something is changed) to the shortest that still show something."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from hasten.inputs.shrink import MOST_EVALUATIONS

T = TypeVar("T")


class _Spent(Exception):
    """The evaluations are used up; holds the best sequence so far."""


def shrink_sequence(
    steps: Sequence[T],
    shows: Callable[[list[T]], bool],
    *,
    simpler: Callable[[T], Iterator[T]] | None = None,
    limit: int = MOST_EVALUATIONS,
) -> list[T]:
    """The shortest sequence of steps found that still shows what ``steps`` shows, each step then as simple as may be.

    Args:
        steps: A sequence for which ``shows`` holds.
        shows: The predicate.
        simpler: Simpler variants of one step, simplest first; for calls ``simpler_calls``.
        limit: Evaluations at most.
    """
    left = [limit]

    def ask(candidate: list[T]) -> bool:
        if left[0] <= 0:
            raise _Spent
        left[0] -= 1
        return shows(candidate)

    best = list(steps)
    try:
        best = _fewer(best, ask)
        if simpler is not None:
            best = _simplified(best, ask, simpler)
    except _Spent as spent:
        best = spent.args[0] if spent.args else best
    return best


def _fewer(best: list[T], ask: Callable[[list[T]], bool]) -> list[T]:
    """Delta debugging: leave out chunks of halving length."""
    width = max(1, len(best) // 2)
    while True:
        at = 0
        while at < len(best):
            shorter = best[:at] + best[at + width :]
            try:
                accepted = ask(shorter)
            except _Spent:
                raise _Spent(best) from None
            if accepted:
                best = shorter
            else:
                at += width
        if width == 1:
            return best
        width //= 2


def _simplified(best: list[T], ask: Callable[[list[T]], bool], simpler: Callable[[T], Iterator[T]]) -> list[T]:
    changed = True
    while changed:
        changed = False
        for place in range(len(best)):
            for step in simpler(best[place]):
                try:
                    accepted = ask([*best[:place], step, *best[place + 1 :]])
                except _Spent:
                    raise _Spent(best) from None
                if accepted:
                    best = [*best[:place], step, *best[place + 1 :]]
                    changed = True
                    break
    return best
