"""Reports: one piece of evidence as a line, a text, a JSON object or a page.

Members: ``text`` (the terminal), ``progress`` (while it works), ``evidence_json`` with its ``schema`` (other programs),
``html`` (people, offline), ``caveats`` (the closed list of warnings), ``machine`` (where it was measured), ``saved`` (a
finished run, from the store). ``context`` holds what a report needs beside the evidence.

Everything is imported where it is used: pydantic and jinja2 cost more to import than a small report to write.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hasten.report.caveats import caveat
    from hasten.report.context import Cost, Report, RunContext, WorkloadSummary
    from hasten.report.evidence_json import json_text, to_json
    from hasten.report.progress import ProgressDisplay
    from hasten.report.saved import saved_report
    from hasten.report.text import headline, report_text, show

_HOME = {
    "caveat": "hasten.report.caveats",
    "Cost": "hasten.report.context",
    "Report": "hasten.report.context",
    "RunContext": "hasten.report.context",
    "WorkloadSummary": "hasten.report.context",
    "json_text": "hasten.report.evidence_json",
    "to_json": "hasten.report.evidence_json",
    "ProgressDisplay": "hasten.report.progress",
    "saved_report": "hasten.report.saved",
    "headline": "hasten.report.text",
    "report_text": "hasten.report.text",
    "show": "hasten.report.text",
}

__all__ = [
    "caveat", "Cost", "Report", "RunContext", "WorkloadSummary", "json_text", "to_json", "ProgressDisplay",
    "saved_report", "headline", "report_text", "show",
]


def __getattr__(name: str) -> Any:
    """Import ``name`` from its home at first use."""
    if name not in _HOME:
        raise AttributeError(f"module 'hasten.report' has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)
