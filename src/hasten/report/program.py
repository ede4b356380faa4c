"""The report on a whole command: the headline, the functions tried, the patch, and the JSON."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from hasten.core import Evidence
from hasten.profile import Profile
from hasten.report import figures
from hasten.report.context import Report, RunContext
from hasten.report.evidence_json import to_json
from hasten.report.profile import summary
from hasten.report.text import WIDTH, speed

_OUTCOMES = {"not_faster": "not faster", "slower": "slower", "inconclusive": "inconclusive", "refused": "refused"}


@dataclass(frozen=True)
class ProgramRow:
    """One function of the command.

    Attributes:
        label: ``path.py::qualname``.
        self_share: Share of the command's processor time in its own code, 0 to 1.
        share: With everything that it calls.
        calls_seen: Calls of it while it was recorded; None where it was not tried.
        calls_kept: How many of them were kept.
        report: Its own report; None where it was not searched.
        expected: Speed-up of the whole command that its own speed-up leads one to expect.
        kept: Whether its change is part of the patch.
        reason: Why it is not.
    """

    label: str
    self_share: float
    share: float
    calls_seen: int | None = None
    calls_kept: int = 0
    report: Report | None = None
    expected: float = 1.0
    kept: bool = False
    reason: str = ""


@dataclass(frozen=True)
class ProgramReport:
    """A whole command, before and after.

    Attributes:
        command: As typed.
        evidence: Measured end to end.
        profile: Where its time goes.
        rows: Functions that were tried, dearest first.
        left_alone: Hot functions that were not.
        diff: The composed patch; empty where the command did not become faster.
        context: Cost, seed, machine and the command that does it again.
        applied: What was done with the patch, as a sentence.
    """

    command: str
    evidence: Evidence
    profile: Profile
    rows: Sequence[ProgramRow]
    left_alone: Sequence[ProgramRow]
    diff: str
    context: RunContext
    applied: str = ""


def program_headline(report: ProgramReport) -> str:
    """The one line of a command."""
    evidence = report.evidence
    parts = [] if evidence.speedup is None else [f"{speed(evidence.speedup)} end to end"]
    if evidence.outcome != "faster" and evidence.reason:
        parts.append(evidence.reason)
    parts.append(f"{len([row for row in report.rows if row.kept])} of {len(report.rows)} functions changed")
    word = _OUTCOMES.get(evidence.outcome, "")
    return "  ".join(filter(None, (report.command, word, " · ".join(parts))))


def program_text(report: ProgramReport) -> str:
    """The whole report for people."""
    parts = [program_headline(report)]
    if report.rows:
        parts.append("\n".join(_table(report.rows)))
    if report.left_alone:
        lines = ["left alone:"]
        for row in report.left_alone:
            lines.append(f"  {row.self_share:>6.1%}  {row.label}: {row.reason}")
        parts.append("\n".join(lines))
    if report.diff:
        parts.append(report.diff.rstrip("\n"))
    caveats = [
        line
        for caveat in report.evidence.caveats
        for line in textwrap.wrap(f"{caveat.name}: {caveat.text}", WIDTH, initial_indent="! ", subsequent_indent="  ")
    ]
    if caveats:
        parts.append("\n".join(caveats))
    if report.applied:
        parts.append(report.applied)
    elif report.diff and report.context.reproduce:
        command = report.context.reproduce
        before, mark, after = command.partition(" -- ")
        parts.append(f"to write it into your files: {before} --apply{mark}{after}")
    return "\n\n".join(parts) + "\n"


def _table(rows: Sequence[ProgramRow]) -> list[str]:
    cells = [("share", "calls", "its own", "expected", "function")]
    for row in rows:
        found = row.report.evidence.speedup if row.report is not None else None
        faster = row.report is not None and row.report.evidence.outcome == "faster" and found is not None
        cells.append((
            f"{row.share:.1%}", figures.count(row.calls_seen or 0),
            figures.factor(found.estimate) if faster and found is not None else "-",
            figures.factor(row.expected) if faster else "-", row.label + ("" if row.kept else f": {row.reason}"),
        ))  # fmt: skip
    widths = [max(len(line[column]) for line in cells) for column in range(len(cells[0]) - 1)]
    return [
        "  ".join([*(cell.rjust(width) for cell, width in zip(line, widths, strict=False)), line[-1]]) for line in cells
    ]


def program_json(report: ProgramReport) -> dict[str, Any]:
    """An evidence object on the whole command (``target`` null), with ``end_to_end``, ``changes`` and ``profile``."""
    found = to_json(report.evidence, report.context)
    speedup = report.evidence.speedup
    found["end_to_end"] = None if speedup is None else {
        "command": report.command, "estimate": speedup.estimate, "low": speedup.low, "high": speedup.high,
        "confidence": speedup.confidence,
    }  # fmt: skip
    if report.diff:
        names = [row.report.evidence.candidate for row in report.rows if row.kept and row.report is not None]
        found["variant"] = {
            "source": None, "diff": report.diff, "proposer": ", ".join(c.proposer for c in names if c is not None),
            "rationale": "", "needs": sorted({need for c in names if c is not None for need in c.needs}), "files": [],
        }  # fmt: skip
    found["program"] = report.command
    found["profile"] = dict(summary(report.profile))
    found["changes"] = [
        {
            "function": row.label, "self_share": row.self_share, "share": row.share, "calls_seen": row.calls_seen,
            "calls_kept": row.calls_kept, "kept": row.kept, "reason": row.reason, "expected": row.expected,
            "evidence": to_json(row.report.evidence, row.report.context) if row.report is not None else None,
        }
        for row in [*report.rows, *report.left_alone]
    ]  # fmt: skip
    return found
