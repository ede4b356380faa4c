"""What the page shows of a search over settings: curves, importance of knobs, slices, the front."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from hasten.core.candidate import Point
from hasten.core.evidence import Evidence
from hasten.report import figures
from hasten.report.context import RunContext
from hasten.report.tuning_plots import curve_plot, scatter_plot
from hasten.report.tuning_text import MOST_KNOBS, changed_text
from hasten.report.variant import setting_text


def tuning_view(evidence: Evidence, context: RunContext) -> dict[str, Any] | None:
    """The same for the page, with plots; None where nothing was tuned."""
    found: Mapping[str, Any] | None = evidence.extra.get("tuning")
    if context.command != "tune" or not found:
        return None
    shares = list(found.get("importance", {}).items())[:MOST_KNOBS]
    curves = found.get("curves", {})
    return {
        "curves": curve_plot({name: curve["steps"] for name, curve in curves.items()}, end_s={
            name: curve["seconds"] for name, curve in curves.items()
        }),
        "importance": [(name, figures.share(share), round(100 * share, 1)) for name, share in shares],
        "slices": [(name, plot) for name, _ in shares if (plot := _slice(name, context.fates))],
        "front": _front_plot(found.get("front", []), context.fates),
        "front_rows": [
            ([figures.factor(r) for r in entry["gains"].values()], changed_text(entry))
            for entry in found.get("front", [])
        ],
        "goals": list(found["front"][0]["gains"]) if found.get("front") else [],
    }  # fmt: skip


def _slice(name: str, fates: Sequence[Evidence]) -> str:
    points: list[tuple[Any, float]] = []
    for fate in fates:
        if fate.candidate is None or not isinstance(fate.candidate.payload, Point) or fate.race is None:
            continue
        value, ratio = fate.candidate.payload.values.get(name), fate.race.ratio
        if value is not None and ratio is not None and ratio > 0:
            points.append((value, ratio))
    numeric = all(isinstance(v, (int, float)) and not isinstance(v, bool) for v, _ in points)
    if numeric:
        return scatter_plot([(float(v), r) for v, r in points], x_name=name, y_name="gain")
    texts = sorted({setting_text(v) for v, _ in points})
    places = [(float(texts.index(setting_text(v))), r) for v, r in points]
    return scatter_plot(places, x_name=name, y_name="gain", labels=texts)


def _front_plot(front: Sequence[Mapping[str, Any]], fates: Sequence[Evidence]) -> str:
    if not front or len(front[0]["gains"]) != 2:
        return ""
    one, other = front[0]["gains"]
    points = [
        (fate.race.figures[one], fate.race.figures[other])
        for fate in fates
        if fate.race is not None and one in fate.race.figures and other in fate.race.figures
    ]
    marked = [(entry["gains"][one], entry["gains"][other]) for entry in front]
    return scatter_plot(points, x_name=f"gain in {one}", y_name=f"gain in {other}", marked=marked)
