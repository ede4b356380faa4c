"""Proposers of settings: points of a space.

Members: ``PointsProposer`` (given points: presets, warm starts), ``RandomPoints`` (the baseline of every run),
``Evolution`` (mutation and crossover of the best, no library needed), and ``sampler`` for Optuna's samplers behind one
ask/tell adapter.
"""

from hasten.proposers.settings.evolution import Evolution
from hasten.proposers.settings.points import PointsProposer, RandomPoints

__all__ = ["Evolution", "PointsProposer", "RandomPoints"]
