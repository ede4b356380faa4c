"""Points at random, and points that somebody gave."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence

from hasten.core import Archive, Budget, Candidate, Evidence, Facts, Point, Target
from hasten.core.space import Space, Values

#: Draws in a row that bring nothing new: the space is as good as used up.
MOST_REPEATS = 200
#: Points near the defaults that are tried before a model is asked: defaults are good as a rule, and points at random
#: in a space of twenty knobs are not, so a model that starts from them learns only what is bad.
_FIRST = 8


class PointsProposer:
    """Given points, in their order.

    Args:
        name: Who gave them, as a path: ``presets/3``.
        space: Where they lie.
        points: Points of the space.
    """

    def __init__(self, name: str, space: Space, points: Sequence[Values]) -> None:
        self.name, self.space, self.points = name, space, points

    def propose(
        self, target: Target, facts: Facts, archive: Archive, rng: random.Random, budget: Budget
    ) -> Iterator[Candidate]:
        """All of them."""
        base = self.space.default()
        for values in self.points:
            yield Candidate(Point(values, base), self.name)


class RandomPoints:
    """Points at random, none twice: what every other proposer is compared with.

    Args:
        space: Where they lie.
    """

    name = "random"

    def __init__(self, space: Space) -> None:
        self.space = space

    def propose(
        self, target: Target, facts: Facts, archive: Archive, rng: random.Random, budget: Budget
    ) -> Iterator[Candidate]:
        """Points until the space is used up."""
        base = self.space.default()
        for values in unseen(self.space, lambda n_seen: self.space.sample(rng)):
            yield Candidate(Point(values, base), self.name)


def unseen(space: Space, drawn: Callable[[int], Values]) -> Iterator[Values]:
    """Points as they are drawn, none twice and not the default, until too many in a row were seen before.

    Args:
        space: Where they lie.
        drawn: Gives a point; it is told how many different ones there were so far, the default among them.
    """
    seen = {space.key(space.default())}
    repeats = 0
    while repeats < MOST_REPEATS:
        values = drawn(len(seen))
        key = space.key(values)
        if key in seen:
            repeats += 1
            continue
        seen.add(key)
        repeats = 0
        yield values


def neighbours(space: Space, rng: random.Random) -> Iterator[Values]:
    """A few different points near the default."""
    base = space.default()
    seen = {space.key(base)}
    for _ in range(_FIRST):
        values = space.mutate(base, rng)
        if (key := space.key(values)) not in seen:
            seen.add(key)
            yield values


def gain(evidence: Evidence) -> float | None:
    """The raced ratio of a fate; None where it failed, differs, or was stopped before it had one."""
    if evidence.outcome in ("differs", "refused") or evidence.race is None:
        return None
    return evidence.race.ratio
