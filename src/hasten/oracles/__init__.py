"""Oracles tell whether a variant is the same as the original.

Members, in the order in which ``DifferentialOracle`` runs them: ``static_screen``, recorded calls, a sweep of boundary
values, ``mutation``, ``scenarios``, inputs ``outside`` of the domain; for the winner its ``hearing``, with mutants of
the original and ``property_search``.
"""

from hasten.oracles.difference import Difference
from hasten.oracles.levels import default_level, not_checked
from hasten.oracles.observation import compare
from hasten.oracles.pipeline import DifferentialOracle
from hasten.oracles.session import Finding
from hasten.oracles.waivers import WAIVERS, Waiver, waivers_named

__all__ = [
    "WAIVERS",
    "Difference",
    "DifferentialOracle",
    "Finding",
    "Waiver",
    "compare",
    "default_level",
    "not_checked",
    "waivers_named",
]
