"""The new version as a change: a unified diff for source, changed settings for a point of a space."""

from __future__ import annotations

from hasten.code.diffs import unified_diff
from hasten.core.candidate import Candidate, Point, SourceEdit
from hasten.core.evidence import Evidence
from hasten.report.context import RunContext


def diff_of(candidate: Candidate, context: RunContext) -> str:
    """What the candidate changes, as text."""
    if isinstance(candidate.payload, Point):
        return _changed_settings(candidate.payload)
    if context.target is None:
        return ""
    file = context.shown_file(context.target)
    return unified_diff(context.target.source, candidate.payload.source, file=file)


def steps_to(candidate: Candidate, context: RunContext) -> list[Candidate]:
    """The candidates of the search that led to this one, first step first, itself last."""
    by_key = {fate.candidate.key: fate.candidate for fate in context.fates if fate.candidate is not None}
    return [*(by_key[key] for key in candidate.parents if key in by_key), candidate]


def offered(evidence: Evidence, context: RunContext) -> Candidate | None:
    """The candidate that the report shows: the NEW side of a comparison, or the winner of a search."""
    candidate = evidence.candidate
    if candidate is None and context.new_target is not None:
        candidate = Candidate(SourceEdit(context.new_target.source), proposer="given")
    if context.command in ("optimize", "tune") and evidence.outcome != "faster":
        return None
    return candidate


def _changed_settings(point: Point) -> str:
    """Each knob that stands otherwise than in the base: what it was, what it is."""
    lines = []
    for name in dict.fromkeys([*point.base, *point.values]):
        old, new = point.base.get(name), point.values.get(name)
        if old != new or type(old) is not type(new):
            lines += [f"-{name} = {setting_text(old)}\n"] if name in point.base else []
            lines += [f"+{name} = {setting_text(new)}\n"] if name in point.values else []
    return "".join(lines)


def setting_text(value: object) -> str:
    """A value as a space file writes it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return "[" + ", ".join(f'"{v}"' for v in value) + "]"
    return f'"{value}"' if isinstance(value, str) else str(value)
