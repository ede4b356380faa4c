"""The pages on rules are what the rules say of themselves.

HASTEN_WRITE_DOCS=1 pytest tests/proposers/rules/test_reference_pages.py   # writes them anew
"""

from __future__ import annotations

import os
from pathlib import Path

from hasten.proposers.rules import all_rules, reference_index, reference_page, rule_name

FOLDER = Path(__file__).parents[3] / "docs" / "reference" / "rules"


def test_the_pages_are_what_the_rules_say() -> None:
    pages = {"README.md": reference_index(), **{f"{rule_name(r)}.md": reference_page(r) for r in all_rules()}}
    if os.environ.get("HASTEN_WRITE_DOCS"):
        FOLDER.mkdir(exist_ok=True)
        for name, text in pages.items():
            (FOLDER / name).write_text(text, encoding="utf-8")
    assert pages == {file.name: file.read_text(encoding="utf-8") for file in FOLDER.iterdir()}
