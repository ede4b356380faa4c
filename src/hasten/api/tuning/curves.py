"""How fast each proposer came to its best, with all tuning time counted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hasten.core import Evidence


def curves(fates: Sequence[Evidence]) -> dict[str, dict[str, Any]]:
    """By proposer: trials, seconds spent on them, and the steps of its best raced ratio.

    Returns:
        ``{"tpe": {"trials": 30, "seconds": 14.2, "steps": [[0.9, 1.0], [3.1, 1.08]]}}``; a step is the seconds that
        the proposer's own trials had taken by then (building, checking and racing), and the ratio from then on. The
        proposers of a run take turns, so the curves stand side by side; what one proposes again counts for nobody.
    """
    found: dict[str, dict[str, Any]] = {}
    for fate in fates:
        if fate.candidate is None:
            continue
        entry = found.setdefault(fate.candidate.proposer, {"trials": 0, "seconds": 0.0, "steps": [[0.0, 1.0]]})
        entry["trials"] += 1
        entry["seconds"] += fate.cost_s
        ratio = fate.race.ratio if fate.race is not None else None
        if ratio is not None and fate.outcome != "differs" and ratio > entry["steps"][-1][1]:
            entry["steps"].append([entry["seconds"], ratio])
    return found
