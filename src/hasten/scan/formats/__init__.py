"""How findings are written: ``text`` for people, ``json``, ``sarif`` for code scanning, ``github`` for annotations."""

from __future__ import annotations

from hasten.scan.formats.github import github
from hasten.scan.formats.json import as_json
from hasten.scan.formats.sarif import sarif
from hasten.scan.formats.text import text

__all__ = ["FORMATS", "as_json", "github", "sarif", "text"]

#: What ``--format`` takes, each a function from a scan to the text to print.
FORMATS = {"text": text, "json": as_json, "sarif": sarif, "github": github}
