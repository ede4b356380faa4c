"""How time and memory of a function grow with each of its arguments, and with all of them together."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hasten.api.options import Options
from hasten.api.setup import require_trust
from hasten.api.workloads import prepared
from hasten.core import Target
from hasten.core.values import Path
from hasten.errors import InputsError, Refused
from hasten.meters.complexity import Fit, GrowthSeries, base_calls, growable, growth_along
from hasten.report import machine
from hasten.stats.degenerate import Degenerate
from hasten.stats.growth import GrowthFit, NotSure

SCHEMA = "hasten.complexity/1"
#: Seconds along one argument: enough for a dozen sizes measured many times over.
_MOST_S = 6.0
#: More arguments than this are measured together only.
_MOST_ARGUMENTS = 5


@dataclass(frozen=True)
class GrowthRow:
    """One line of the answer.

    Attributes:
        name: Name of the parameter, or ``all``.
        series: What was measured, and the classes.
    """

    name: str
    series: GrowthSeries


@dataclass(frozen=True)
class Complexity:
    """The answer.

    Attributes:
        target: The function.
        origin: Where the call that was grown comes from.
        rows: All arguments together first, then each that can grow.
    """

    target: Target
    origin: str
    rows: tuple[GrowthRow, ...]


def complexity_of(target: Target, options: Options) -> Complexity:
    """Measure the growth of a function on its recorded, given or generated inputs.

    Raises:
        Refused: The function cannot be judged.
        HastenError: It does not import, or the inputs cannot be used.
    """
    setup, refusal = prepared(target, options)
    try:
        require_trust(setup.sandbox, options)
        if refusal is not None:
            raise Refused(refusal)
        rng = random.Random(options.seed)
        call = base_calls(setup.workload)[0]
        places = growable(call, rng)
        if not places:
            raise InputsError(f"{target.name} has no argument that can grow; give an input with a list, text or number")
        several = places[:_MOST_ARGUMENTS] if len(places) > 1 else []
        along: list[Path | None] = [None, *several]
        budget_s = min(_MOST_S, options.budget_s / len(along))
        names = [str(p["name"]) for p in setup.description["parameters"]]
        rows = [
            GrowthRow(
                name_of(place, names) if place is not None or len(places) > 1 else name_of(places[0], names),
                growth_along(setup.runner, target.source, call, place, rng=rng, budget_s=budget_s),
            )
            for place in along
        ]
        return Complexity(target, setup.workload.origin, tuple(rows))
    finally:
        setup.close()


def name_of(place: Path | None, names: Sequence[str]) -> str:
    """Name of the parameter at a place of a call."""
    if place is None:
        return "all"
    where = place[1]
    if isinstance(where, int):
        return names[where] if where < len(names) else f"argument {where + 1}"
    return str(where)


def to_json(found: Complexity) -> dict[str, Any]:
    """The answer as JSON; keys are only ever added."""
    return {
        "schema": SCHEMA,
        "target": {"name": found.target.name, "file": str(found.target.file), "source_hash": found.target.source_hash},
        "origin": found.origin,
        "growth": [
            {
                "argument": row.name,
                "time": _fit_json(row.series.time),
                "memory": _fit_json(row.series.memory),
                "points": [
                    {"size": p.size, "seconds": p.seconds, "peak_bytes": p.peak_bytes} for p in row.series.points
                ],
            }
            for row in found.rows
        ],
        "machine": machine.describe(),
    }


def _fit_json(fit: Fit) -> Mapping[str, Any]:
    if isinstance(fit, GrowthFit):
        return {
            "class": fit.label,
            "confidence": fit.confidence,
            "coefficients": dict(fit.coefficients),
            "reason": None,
        }
    if isinstance(fit, NotSure):
        return {
            "class": None,
            "confidence": fit.best.confidence,
            "candidates": list(fit.candidates),
            "reason": fit.reason,
        }
    return {"class": None, "confidence": None, "reason": fit.reason}


def fit_text(fit: Fit) -> str:
    """The class with its confidence, or why there is none."""
    if isinstance(fit, GrowthFit):
        return f"{fit.label} ({fit.confidence:.0%})"
    if isinstance(fit, Degenerate):
        return f"not measured: {fit.reason}"
    return str(fit) if len(fit.candidates) > 1 else f"{fit}: {fit.reason}"
