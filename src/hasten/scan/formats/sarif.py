"""SARIF 2.1.0, as code scanning services read it."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from hasten import __version__
from hasten.proposers.rules import all_rules, rule_name
from hasten.proposers.rules._documentation import rule_text
from hasten.scan.codes import CODES
from hasten.scan.formats.wording import sentence
from hasten.scan.tree import Placed, TreeScan

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def sarif(scan: TreeScan) -> str:
    """One run with the rules that found something, the results, and the files that were not read."""
    rules = sorted({(placed.finding.code, placed.finding.rule) for placed in scan.findings})
    places = {code: place for place, (code, _) in enumerate(rules)}
    run = {
        "tool": {
            "driver": {
                "name": "hasten",
                "semanticVersion": _semantic(__version__),
                "rules": [_rule(code, name) for code, name in rules],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [_result(placed, places) for placed in scan.findings],
        "invocations": [
            {
                "executionSuccessful": True,
                "toolExecutionNotifications": [
                    {"level": "warning", "message": {"text": f"{file} {reason}"}, "locations": [_file(file)]}
                    for file, reason in scan.unread
                ],
            }
        ],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2)


def _semantic(version: str) -> str:
    """``0.1.0-dev0`` for ``0.1.0.dev0``."""
    first, dot, rest = version.partition(".dev")
    return f"{first}-dev{rest}" if dot else first


def _rule(code: str, name: str) -> dict[str, Any]:
    rule = next(rule for rule in all_rules() if rule_name(rule) == name)
    said = rule_text(rule)
    why = f"{said.parts['Slow because']} Unsafe when: {said.parts['Unsafe when']}"
    return {
        "id": code,
        "name": "".join(word.capitalize() for word in name.split("_")),
        "shortDescription": {"text": said.summary},
        "fullDescription": {"text": said.parts["Finds"]},
        "help": {"text": why, "markdown": f"{why}\n\n```python\n{said.parts['Example']}\n```"},
        "defaultConfiguration": {"level": "note" if CODES[name].startswith("HS5") else "warning"},
        "properties": {"tags": ["performance"]},
    }


def _result(placed: Placed, places: dict[str, int]) -> dict[str, Any]:
    found = placed.finding
    region = {
        "startLine": found.line,
        "startColumn": found.column,
        "endLine": found.end_line,
        "endColumn": found.end_column,
    }
    location = _file(placed.file)
    location["physicalLocation"]["region"] = region
    location["logicalLocations"] = [{"fullyQualifiedName": found.function, "kind": "function"}]
    result: dict[str, Any] = {
        "ruleId": found.code,
        "ruleIndex": places[found.code],
        "level": "warning" if found.before else "note",
        "message": {"text": sentence(found)},
        "locations": [location],
        "partialFingerprints": {"hastenCode/v1": found.fingerprint},
    }
    if placed.share is not None:
        result["rank"] = round(100 * min(1.0, max(0.0, placed.share)), 2)
    return result


def _file(file: str) -> dict[str, Any]:
    if file.startswith("/"):
        return {"physicalLocation": {"artifactLocation": {"uri": f"file://{quote(file)}"}}}
    return {"physicalLocation": {"artifactLocation": {"uri": quote(file), "uriBaseId": "%SRCROOT%"}}}
