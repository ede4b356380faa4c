"""The scan as one JSON object, schema ``hasten.scan/1``."""

from __future__ import annotations

import json
from typing import Any

from hasten.scan.formats.wording import target
from hasten.scan.tree import Placed, TreeScan

SCHEMA = "hasten.scan/1"


def as_json(scan: TreeScan) -> str:
    """Keys are only ever added."""
    return json.dumps(
        {
            "schema": SCHEMA,
            "findings": [_finding(placed) for placed in scan.findings],
            "unread": [{"file": file, "reason": reason} for file, reason in scan.unread],
            "files": scan.files,
            "lines": scan.lines,
            "suppressed": scan.suppressed,
            "in_baseline": scan.baseline,
        },
        indent=2,
    )


def _finding(placed: Placed) -> dict[str, Any]:
    found = placed.finding
    return {
        "code": found.code, "rule": found.rule, "file": placed.file, "line": found.line, "column": found.column,
        "end_line": found.end_line, "end_column": found.end_column, "function": found.function,
        "target": target(placed.file, found), "message": found.message,
        "growth": {"before": found.before, "after": found.after} if found.before else None,
        "share": placed.share, "fingerprint": found.fingerprint,
    }  # fmt: skip
