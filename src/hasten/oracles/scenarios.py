"""Sequences of calls that fit a target: which apply, made of calls that the search has kept."""

from __future__ import annotations

import random

from hasten.oracles import aftermath, laziness, lookalikes, results, surroundings
from hasten.oracles.material import Material, Scenario

#: Makers of scenarios, those first whose processes can be shared.
_MAKERS = (*aftermath.MAKERS, *lookalikes.MAKERS, *laziness.MAKERS, *results.MAKERS, *surroundings.MAKERS)


def scenarios_for(material: Material, rng: random.Random) -> list[Scenario]:
    """All scenarios that apply; none where the original returns on nothing."""
    if not material.examples:
        return []
    return [scenario for make in _MAKERS for scenario in make(material, rng)]
