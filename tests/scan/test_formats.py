from __future__ import annotations

import json
from pathlib import Path

import pytest

from hasten.scan.cache import Cache
from hasten.scan.formats import FORMATS, as_json, github, sarif, text
from hasten.scan.tree import TreeScan, scan_tree


@pytest.fixture
def scan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TreeScan:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "größe, 100%.py").write_text("def f(xs, ys: list):\n    return [x for x in xs if x in ys]\n")
    (tmp_path / "broken.py").write_text("def f(:\n")
    return scan_tree([Path()], cache=Cache(None))


EMPTY = TreeScan((), 0, 0, 0, 0, ())


def test_text_is_one_line_a_finding_and_names_the_next_step(scan: TreeScan) -> None:
    first, unread, counted, step = text(scan).splitlines()
    assert first.startswith("größe, 100%.py:2:30: HS101 `x in ys` searches ys")
    assert first.endswith("a set answers at once (O(n²) → O(n))")
    assert "broken.py" in unread and "not scanned" in unread
    assert "1 finding in 2 files, 3 lines" == counted
    assert step.endswith("hasten optimize größe, 100%.py::f")


def test_json_holds_every_field(scan: TreeScan) -> None:
    (found,) = json.loads(as_json(scan))["findings"]
    assert ("HS101", 2, "f", {"before": "O(n^2)", "after": "O(n)"}) == (
        found["code"], found["line"], found["function"], found["growth"],
    )  # fmt: skip
    assert ["broken.py"] == [row["file"] for row in json.loads(as_json(scan))["unread"]]


def test_annotations_escape_what_ends_a_property(scan: TreeScan) -> None:
    (line,) = github(scan).splitlines()
    place, _, _ = line.partition(",title=HS101 membership_test_on_list::")
    assert "::warning file=größe%2C 100%25.py,line=2,endLine=2,col=30" == place
    assert "" == github(EMPTY)


def test_sarif_keeps_its_schema(scan: TreeScan) -> None:
    """The constraints of the 2.1.0 schema on the parts that are used, and those that services check beyond it."""
    document = json.loads(sarif(scan))
    assert {"$schema", "version", "runs"} == set(document)
    assert "2.1.0" == document["version"]
    (run,) = document["runs"]
    driver = run["tool"]["driver"]
    assert driver["name"] and driver["semanticVersion"].count(".") == 2
    ids = [rule["id"] for rule in driver["rules"]]
    assert len(set(ids)) == len(ids)
    for rule in driver["rules"]:
        assert {"id", "name", "shortDescription", "fullDescription", "help"} <= set(rule)
        assert all(rule[part]["text"] for part in ("shortDescription", "fullDescription", "help"))
        assert rule["defaultConfiguration"]["level"] in ("none", "note", "warning", "error")
    assert run["columnKind"] in ("utf16CodeUnits", "unicodeCodePoints")
    (result,) = run["results"]
    assert ids[result["ruleIndex"]] == result["ruleId"]
    assert result["level"] in ("none", "note", "warning", "error")
    assert result["message"]["text"]
    place = result["locations"][0]["physicalLocation"]
    assert "gr%C3%B6%C3%9Fe%2C%20100%25.py" == place["artifactLocation"]["uri"]
    region = place["region"]
    assert all(isinstance(value, int) and value >= 1 for value in region.values())
    assert (region["startLine"], region["startColumn"]) <= (region["endLine"], region["endColumn"])
    assert all(isinstance(value, str) for value in result["partialFingerprints"].values())
    (notification,) = run["invocations"][0]["toolExecutionNotifications"]
    assert "broken.py" in notification["message"]["text"]


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_a_scan_without_findings_is_written_too(name: str) -> None:
    written = FORMATS[name](EMPTY)
    if name in ("json", "sarif"):
        json.loads(written)
