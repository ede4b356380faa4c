"""Growth of time before and after, for the report."""

from __future__ import annotations

import random

from hasten.api.setup import Setup
from hasten.core import Artifact
from hasten.meters.complexity import growth_of
from hasten.meters.twins import SideFailed

#: Both sides are grown with the same randomness, so that they meet the same inputs.
_SEED = 20261121
#: In less time the points are too few and too small to tell n from n log n.
_LEAST_S = 1.5


def growth_pair(setup: Setup, old: Artifact, new: Artifact, *, budget_s: float) -> tuple[str | None, str | None]:
    """Labels such as ``O(n log n)`` of both versions, None where it cannot be told."""
    if budget_s < _LEAST_S:
        return None, None
    found: list[str | None] = []
    for side in (old, new):
        try:
            time_label, _, _ = growth_of(
                setup.runner, side, setup.workload, rng=random.Random(_SEED), budget_s=budget_s / 2
            )
        except SideFailed:
            time_label = None
        found.append(time_label)
    return found[0], found[1]
