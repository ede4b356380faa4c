"""Candidates that mean harm, and a place in which the harm would show.

Each behaviour is bounded, so that it is harmless to the machine even where nothing contains it: bombs stop by
themselves, and what is killed, deleted, read or called belongs to the ``Arena``.
"""

from tests.run.hostile.arena import Arena, Outcome
from tests.run.hostile.behaviour import Behaviour
from tests.run.hostile.table import BEHAVIOURS

__all__ = ["BEHAVIOURS", "Arena", "Behaviour", "Outcome"]
