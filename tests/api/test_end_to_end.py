"""The user's tests on a copy with the variant."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from tests.run.projects import target, written

from hasten.api.end_to_end import broken_tests
from hasten.api.options import Options
from hasten.core import Candidate, Evidence, SourceEdit
from hasten.report.context import Report, RunContext

FILES = {
    "pyproject.toml": "",
    "src/shop.py": "def total(xs):\n    return sum(xs)\n",
    "tests/test_shop.py": "import shop\n\n\ndef test_total():\n    assert 3 == shop.total([1, 2])\n",
    "tests/conftest.py": "import pathlib, sys\nsys.path.append(str(pathlib.Path(__file__).parents[1] / 'src'))\n",
}


@pytest.mark.parametrize(
    ("body", "said"),
    [("    return sum(list(xs))\n", ""), ("    return 4\n", "the tests fail after the change (1 failed")],
)
def test_a_variant_that_breaks_the_tests_is_named_and_no_file_is_touched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str, said: str
) -> None:
    project = written(tmp_path, FILES)
    monkeypatch.chdir(project)
    one = target(project / "src/shop.py", "total")
    candidate = Candidate(SourceEdit("def total(xs):\n" + body), "given")
    report = Report(Evidence(candidate, "faster"), RunContext("optimize", target=one))
    options = Options(tests=f"{sys.executable} -m pytest -q -p no:cacheprovider tests", python=sys.executable)
    found = broken_tests(report, options, os.environ)
    assert found.startswith(said) and bool(found) == bool(said)
    assert FILES["src/shop.py"] == (project / "src/shop.py").read_text()
