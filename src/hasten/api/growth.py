"""Growth of time before and after, for the report."""

from __future__ import annotations

import random
from collections.abc import Sequence

from hasten.api.setup import Setup
from hasten.core import Artifact
from hasten.meters.complexity import GrowthPoint, growth_of, steepness
from hasten.meters.twins import SideFailed
from hasten.stats.growth import LABELS

#: Both sides are grown with the same randomness, so that they meet the same inputs.
_SEED = 20261121
#: In less time the points are too few and too small to tell n from n log n.
_LEAST_S = 1.5
#: A version of a higher class loses ground at least like this power of the size, and between so many sizes at least.
_LOST_POWER, _FEWEST_SIZES = 0.3, 3


def growth_pair(setup: Setup, old: Artifact, new: Artifact, *, budget_s: float) -> tuple[str | None, str | None]:
    """Labels such as ``O(n log n)`` of both versions, None where it cannot be told.

    Each version is fitted by itself, and on a busy machine one of them may be fitted a class too high. Where the new
    one seems to be of a higher class than the old, the two are compared size by size, and neither class is told unless
    the new one loses ground as the sizes grow.
    """
    if budget_s < _LEAST_S:
        return None, None
    labels: list[str | None] = []
    measured: list[Sequence[GrowthPoint]] = []
    for side in (old, new):
        try:
            label, _, points = growth_of(
                setup.runner, side, setup.workload, rng=random.Random(_SEED), budget_s=budget_s / 2
            )
        except SideFailed:
            label, points = None, ()
        labels.append(label)
        measured.append(points)
    before, after = labels
    if before in LABELS and after in LABELS and LABELS.index(after) > LABELS.index(before):
        lost = lost_power(*measured)
        if lost is None or lost < _LOST_POWER:
            return None, None
    return before, after


def lost_power(old: Sequence[GrowthPoint], new: Sequence[GrowthPoint]) -> float | None:
    """The power of the size by which the new version's time grows more than the old one's; None: too few sizes.

    Of new / old at the sizes that both have.
    """
    olds = {point.size: point.seconds for point in old}
    common = sorted((p.size, p.seconds / olds[p.size]) for p in new if p.size >= 1 and olds.get(p.size, 0.0) > 0.0)
    return steepness(common, fewest=_FEWEST_SIZES)
