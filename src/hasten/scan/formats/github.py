"""Workflow commands that GitHub shows beside the lines of a pull request."""

from __future__ import annotations

from hasten.scan.formats.wording import sentence
from hasten.scan.tree import Placed, TreeScan


def github(scan: TreeScan) -> str:
    """One ``::warning`` a finding, ``::notice`` where only the constant changes."""
    return "\n".join(_command(placed) for placed in scan.findings)


def _command(placed: Placed) -> str:
    found = placed.finding
    place = f"file={_property(placed.file)},line={found.line},endLine={found.end_line},col={found.column}"
    title = _property(f"{found.code} {found.rule}")
    return f"::{'warning' if found.before else 'notice'} {place},title={title}::{_message(sentence(found))}"


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
