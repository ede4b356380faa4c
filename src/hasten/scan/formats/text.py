"""One line a finding, as linters write it."""

from __future__ import annotations

from hasten.scan.formats.wording import sentence, target
from hasten.scan.tree import Placed, TreeScan


def text(scan: TreeScan) -> str:
    """``a.py:12:5: HS101 ...`` for each finding, then a summary and the next step."""
    lines = [line(placed) for placed in scan.findings]
    lines += [f"{file}: {reason}; not scanned" for file, reason in scan.unread]
    lines.append(summary(scan))
    if scan.findings:
        first = target(scan.findings[0].file, scan.findings[0].finding)
        lines.append(f"what a change would buy, verified and measured: hasten optimize {first}")
    return "\n".join(lines)


def line(placed: Placed) -> str:
    """One finding."""
    found = placed.finding
    share = f"[{placed.share:.0%} of the time] " if placed.share is not None else ""
    return f"{placed.file}:{found.line}:{found.column}: {found.code} {share}{sentence(found)}"


def summary(scan: TreeScan) -> str:
    """How much was looked at and what was left out."""
    parts = [f"{len(scan.findings):,} finding{'s' if len(scan.findings) != 1 else ''}"]
    parts.append(f"in {scan.files:,} file{'s' if scan.files != 1 else ''}, {scan.lines:,} lines")
    hidden = []
    if scan.suppressed:
        hidden.append(f"{scan.suppressed:,} ignored by comments")
    if scan.baseline:
        hidden.append(f"{scan.baseline:,} in the baseline")
    return " ".join(parts) + (f" ({', '.join(hidden)})" if hidden else "")
