"""What the terminal shows of a search over settings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hasten.core.evidence import Evidence
from hasten.report import figures
from hasten.report.variant import setting_text

#: Knobs listed and drawn; the others matter less.
MOST_KNOBS = 6


def tuning_lines(evidence: Evidence) -> list[str]:
    """How the search went, for the terminal."""
    found: Mapping[str, Any] = evidence.extra.get("tuning", {})
    lines = []
    for name, curve in found.get("curves", {}).items():
        at_s, best = curve["steps"][-1]
        better = len(curve["steps"]) > 1
        reached = f"{figures.factor(best)} after {figures.seconds(at_s)}" if better else "nothing better"
        lines.append(
            f"{name}: {reached} ({figures.count(curve['trials'], 'trial')} in {figures.seconds(curve['seconds'])})"
        )
    if lines:
        lines[0] = f"best raced so far, all tuning time counted: {lines[0]}"
    lines += [f"the proposer {name} ended early: {error}" for name, error in found.get("proposer_errors", {}).items()]
    if shares := list(found.get("importance", {}).items())[:MOST_KNOBS]:
        named = ", ".join(f"{name} {figures.share(share)}" for name, share in shares if share >= 0.01)
        lines.append(f"what mattered: {named}")
    front = found.get("front", [])
    if front:
        lines.append("no other setting is better in every objective (gain in each, raced):")
        for entry in front:
            gains = "  ".join(f"{name} {figures.factor(ratio)}" for name, ratio in entry["gains"].items())
            lines.append(f"  {gains}  {changed_text(entry)}")
    return lines


def changed_text(entry: Mapping[str, Any]) -> str:
    """The knobs of an entry of the front that stand otherwise than by default."""
    return ", ".join(f"{name} = {setting_text(value)}" for name, value in entry["changed"].items()) or "the defaults"
