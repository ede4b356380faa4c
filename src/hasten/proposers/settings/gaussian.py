"""A Gaussian process over the features of a space, by scikit-learn; the next point is the one expected to gain most."""

from __future__ import annotations

import importlib.util
import math
import random
import warnings
from collections.abc import Iterator, Sequence
from typing import Any

from hasten.core import Archive, Budget, Candidate, Evidence, Facts, Point, Target
from hasten.core.space import Space, Values
from hasten.errors import EnvironmentProblem
from hasten.proposers.settings.points import MOST_REPEATS, gain, neighbours

#: Points at random and neighbours of the best, of which the model chooses the next one.
_DRAWN, _NEAR = 256, 256
#: The best, whose neighbours are looked at.
_PARENTS = 5
#: The model is fitted to the latest points only: its work grows with the cube of their number.
_MOST_POINTS = 200


def available() -> str:
    """What must be installed before this can be used, or empty."""
    return "" if importlib.util.find_spec("sklearn") is not None else "scikit-learn"


class GaussianProcessProposer:
    """Expected improvement under a Gaussian process with a Matern kernel and noise.

    It models the log of new over old. A point that failed, gave another result or was stopped at the limit counts as
    the worst that was seen, so that its neighbourhood is left: the model needs a number there, and no figure is made of
    it. Several objectives are modelled by the first.

    Args:
        space: Where it searches.
        warm: Points with their gains on similar targets, as a start; they are not run.

    Raises:
        EnvironmentProblem: scikit-learn is not installed.

    Source:
        Jones, Schonlau and Welch, "Efficient Global Optimization of Expensive Black-Box Functions", 1998. Departs from
        it: the point is chosen among drawn ones, since knobs are discrete and conditional; one length scale for all.
    """

    name = "gp"

    def __init__(self, space: Space, *, warm: Sequence[tuple[Values, float]] = ()) -> None:
        if missing := available():
            raise EnvironmentProblem(
                f"the sampler gp needs {missing}; install with: pip install {missing}, or use --sampler random"
            )
        self.space = space
        # By key: the point and its log of new over old; None: known to be bad.
        self._known: dict[str, tuple[Values, float | None]] = {}
        for values, ratio in [(space.default(), 1.0), *warm]:
            self._known[space.key(values)] = values, -math.log(ratio)

    def propose(
        self, target: Target, facts: Facts, archive: Archive, rng: random.Random, budget: Budget
    ) -> Iterator[Candidate]:
        """Neighbours of the defaults, then points as the model asks for them, until it finds none that is new."""
        base = self.space.default()
        asked = {self.space.key(base)}
        for values in neighbours(self.space, rng):
            asked.add(self.space.key(values))
            yield Candidate(Point(values, base), self.name)
        while (found := self._next(rng, asked)) is not None:
            asked.add(self.space.key(found))
            yield Candidate(Point(found, base), self.name)

    def tell(self, evidence: Evidence) -> None:
        """Learn from a fate, whoever proposed the point."""
        if evidence.candidate is None or not isinstance(evidence.candidate.payload, Point):
            return
        values, ratio = evidence.candidate.payload.values, gain(evidence)
        self._known[self.space.key(values)] = values, -math.log(ratio) if ratio is not None and ratio > 0 else None

    def _next(self, rng: random.Random, asked: set[str]) -> Values | None:
        """The point of the largest expected improvement among drawn ones; None where all of them are known."""
        parents = [v for v, _ in sorted(self._figures(), key=lambda entry: entry[1])[:_PARENTS]]
        drawn = [self.space.sample(rng) for _ in range(_DRAWN)]
        drawn += [self.space.mutate(parents[i % len(parents)], rng) for i in range(_NEAR)]
        found = {key: v for v in drawn if (key := self.space.key(v)) not in asked and key not in self._known}
        for _ in range(MOST_REPEATS):
            if found:
                break
            values = self.space.sample(rng)
            if (key := self.space.key(values)) not in asked and key not in self._known:
                found[key] = values
        if not found:
            return None
        points = list(found.values())
        expected = self._improvements(points)
        return max(zip(expected, points, strict=True), key=lambda entry: entry[0])[1]

    def _figures(self) -> list[tuple[Values, float]]:
        worst = max(told for _, told in self._known.values() if told is not None)
        return [(v, worst if told is None else told) for v, told in self._known.values()][-_MOST_POINTS:]

    def _improvements(self, points: Sequence[Values]) -> list[float]:
        import numpy as np
        from scipy.stats import norm

        figures = self._figures()
        model = _model()
        with warnings.catch_warnings():
            # That a length scale ends at the edge of its bounds is no news to a user.
            warnings.simplefilter("ignore")
            model.fit([self.space.features(v) for v, _ in figures], [told for _, told in figures])
        middle, spread = model.predict([self.space.features(v) for v in points], return_std=True)
        better = min(told for _, told in figures) - middle
        share = better / np.maximum(spread, 1e-12)
        return [float(e) for e in better * norm.cdf(share) + spread * norm.pdf(share)]


def _model() -> Any:
    from sklearn.gaussian_process import GaussianProcessRegressor
    from sklearn.gaussian_process.kernels import Matern, WhiteKernel

    kernel = 1.0 * Matern(length_scale=1.0, length_scale_bounds=(0.05, 20.0), nu=2.5) + WhiteKernel(0.1, (1e-6, 1.0))
    return GaussianProcessRegressor(kernel, normalize_y=True)
