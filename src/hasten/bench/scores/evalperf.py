"""EvalPerf: differential performance evaluation against levels of reference solutions."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, stdev

from hasten.errors import InvalidArgument

#: Neighbours whose costs differ by less than this factor are of one level.
GAP = 1.2
#: A task is kept with at least so many levels, ...
LEAST_LEVELS = 4
#: ... and where repeated costs vary by no more than this (coefficient of variation).
MOST_VARIATION = 0.05


@dataclass(frozen=True)
class Level:
    """One level of efficiency of a task.

    Attributes:
        members: Places of the reference solutions in it.
        cost: Geometric mean of their costs.
        share: Share of all reference solutions that lie in it.
    """

    members: tuple[int, ...]
    cost: float
    share: float


@dataclass(frozen=True)
class DifferentialScore:
    """Score of one sample, percent.

    Attributes:
        level: Level that the sample matches, 1 is the slowest; 0: slower than all.
        dps: Share of the reference solutions that it reaches or beats.
        normalised: Share of the levels that it reaches or beats.
    """

    level: int
    dps: float
    normalised: float


def levels_of(costs: Sequence[float], *, gap: float = GAP) -> tuple[Level, ...]:
    """Reference solutions of a task in levels, slowest first.

    Costs are sorted; where the next one is at least ``gap`` times cheaper, a new level begins. All-equal costs give one
    level.

    Args:
        costs: Cost of each reference solution, > 0.
        gap: Smallest factor between neighbouring levels, > 1.

    Raises:
        InvalidArgument: No costs, one that is not positive, or a gap that is none.

    Source:
        EvalPerf (Liu et al., COLM 2024). Departs from it: there a threshold that grows with the distance decides where
        to cut; here one factor does, so that the same solutions give the same levels on every machine whose noise is
        below it.
    """
    if not costs or min(costs) <= 0.0 or not gap > 1.0:
        raise InvalidArgument(f"levels need costs above 0 and a gap above 1 but got costs={list(costs)}, gap={gap}")
    order = sorted(range(len(costs)), key=lambda i: -costs[i])
    groups = [[order[0]]]
    for before, here in itertools.pairwise(order):
        if costs[before] >= gap * costs[here]:
            groups.append([])
        groups[-1].append(here)
    return tuple(
        Level(tuple(sorted(group)), math.exp(fmean(math.log(costs[i]) for i in group)), len(group) / len(costs))
        for group in groups
    )


def is_demanding(levels: Sequence[Level], variations: Sequence[float], *, least_levels: int = LEAST_LEVELS) -> bool:
    """Whether a task tells efficient solutions from others: enough levels, and repeated costs that agree."""
    return len(levels) >= least_levels and bool(variations) and max(variations) <= MOST_VARIATION


def variation(values: Sequence[float]) -> float:
    """Coefficient of variation, 0 for fewer than two values."""
    return stdev(values) / fmean(values) if len(values) > 1 else 0.0


def matched(cost: float, levels: Sequence[Level], *, gap: float = GAP) -> int:
    """The fastest level that a cost matches, counted from 1 (the slowest); 0: slower than all.

    Between two levels the border is their geometric middle; slower than all is what lies a whole gap above. So a cost
    must move by at least half the distance to its neighbour before it changes its level.
    """
    found = 0
    for place, level in enumerate(levels, start=1):
        border = level.cost * gap if place == 1 else math.sqrt(level.cost * levels[place - 2].cost)
        if cost <= border:
            found = place
    return found


def differential_score(cost: float | None, levels: Sequence[Level], *, gap: float = GAP) -> DifferentialScore:
    """DPS and normalised DPS of one sample.

    Args:
        cost: Cost on the same inputs and machine as the levels' costs; None where the sample is wrong or was stopped.
        levels: Levels, slowest first, not empty.

    Raises:
        InvalidArgument: No levels.

    Source:
        EvalPerf (Liu et al., COLM 2024): DPS is the cumulative share of the solutions up to the matched level, the
        normalised one the cumulative share of levels. Departs from it: wrong samples score 0 here; there DPS is a mean
        over right samples only, which ``mean_dps`` gives.

    Example:
        >>> levels = levels_of([8.0, 4.0, 2.0, 1.0])
        >>> differential_score(2.1, levels)
        DifferentialScore(level=3, dps=75.0, normalised=75.0)
    """
    if not levels:
        raise InvalidArgument("a differential score needs at least one level; build them with `hasten bench dpe build`")
    place = 0 if cost is None else matched(cost, levels, gap=gap)
    share = sum(level.share for level in levels[:place])
    return DifferentialScore(place, 100.0 * share, 100.0 * place / len(levels))


def mean_dps(scores: Sequence[DifferentialScore | None], *, normalised: bool = False) -> float | None:
    """Mean over the samples that were right (the others are None); None where none was."""
    kept = [s.normalised if normalised else s.dps for s in scores if s is not None]
    return fmean(kept) if kept else None
