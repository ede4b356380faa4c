"""A small evolution over a space: neighbours and children of the best so far; needs no library."""

from __future__ import annotations

import random
from collections.abc import Iterator

from hasten.core import Archive, Budget, Candidate, Evidence, Facts, Point, Target
from hasten.core.space import Space, Values
from hasten.proposers.settings.points import gain, unseen

#: Points drawn at random before the best are bred.
_FIRST = 8
#: The best of which the next point is made.
_PARENTS = 5


class Evolution:
    """Steady state: each point is a mutated child of two of the best.

    Args:
        space: Where it searches.
    """

    name = "evolution"

    def __init__(self, space: Space) -> None:
        self.space = space
        self._own: set[str] = set()
        self._ranked: list[tuple[float, Values]] = [(1.0, space.default())]

    def propose(
        self, target: Target, facts: Facts, archive: Archive, rng: random.Random, budget: Budget
    ) -> Iterator[Candidate]:
        """Points until nothing new is found."""
        base = self.space.default()

        def drawn(n_seen: int) -> Values:
            return self.space.sample(rng) if n_seen <= _FIRST else self._child(rng)

        for values in unseen(self.space, drawn):
            candidate = Candidate(Point(values, base), self.name)
            self._own.add(candidate.key)
            yield candidate

    def tell(self, evidence: Evidence) -> None:
        """Learn from the fate of a point of its own."""
        candidate, ratio = evidence.candidate, gain(evidence)
        if candidate is None or ratio is None or candidate.key not in self._own:
            return
        if isinstance(candidate.payload, Point):
            self._ranked.append((ratio, candidate.payload.values))
            self._ranked.sort(key=lambda entry: -entry[0])
            del self._ranked[4 * _PARENTS :]

    def _child(self, rng: random.Random) -> Values:
        parents = [values for _, values in self._ranked[:_PARENTS]]
        child = rng.choice(parents)
        if len(parents) > 1 and rng.random() < 0.5:
            child = self.space.crossover(child, rng.choice(parents), rng)
        return self.space.mutate(child, rng)
