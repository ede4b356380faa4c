"""The sentence of a finding, the same in every format."""

from __future__ import annotations

import re

from hasten.scan.finding import ScanFinding

_EXPONENT = re.compile(r"\^(\d+|n)")
_RAISED = str.maketrans("0123456789n", "⁰¹²³⁴⁵⁶⁷⁸⁹ⁿ")


def sentence(finding: ScanFinding) -> str:
    """What is slow and what to do, with the growth of both."""
    grows = f" ({growth(finding.before)} → {growth(finding.after)})" if finding.before else ""
    return f"{finding.message}{grows}"


def growth(text: str) -> str:
    """``O(n²)`` for ``O(n^2)``."""
    return _EXPONENT.sub(lambda found: found[1].translate(_RAISED), text)


def target(file: str, finding: ScanFinding) -> str:
    """The function as other commands take it."""
    return f"{file}::{finding.function}"
