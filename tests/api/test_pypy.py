"""What PyPy would give is measured where it is installed, and said where it cannot be."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from hasten.api import pypy
from hasten.api.options import Options
from hasten.api.targets import target_of
from hasten.api.workloads import prepared
from hasten.core import Evidence
from hasten.report.text import pypy_lines

SOURCE = '''\
import sys


def total(n):
    found = 0
    for k in range(n):
        found = (found * 31 + k) % 1000003
    return found


def whose(n):
    return sys.implementation.name * n


def work():
    return [(3000,), (20,)]
'''
ONLY_CPYTHON = "import sys\n\nif sys.implementation.name != 'cpython':\n    raise ImportError('no such extension')\n"


def found_of(folder: Path, name: str, source: str, *, budget_s: float = 30.0) -> Evidence:
    (folder / "pyproject.toml").touch()
    (folder / "prog.py").write_text(source, encoding="utf-8")
    options = Options(inputs=f"{folder / 'prog.py'}::work", state=folder / ".hasten")
    setup, refusal = prepared(target_of(f"{folder / 'prog.py'}::{name}"), options)
    assert refusal is None
    try:
        return Evidence(None, "not_faster", extra={"pypy": pypy.pypy_of(setup, budget_s=budget_s)})
    finally:
        setup.close()


needs_pypy = pytest.mark.skipif(shutil.which("pypy3") is None, reason="PyPy is not installed")


@needs_pypy
def test_a_loop_over_numbers_is_measured_warm(tmp_path: Path) -> None:
    evidence = found_of(tmp_path, "total", SOURCE)
    found = evidence.extra["pypy"]
    assert found["reason"] in ("", "it was still becoming faster when its share of the budget ended")
    assert found["estimate"] == pytest.approx(found["old"] / found["new"]) and found["new"] > 0
    (line,) = pypy_lines(evidence)
    assert line.startswith("PyPy 3.") and "would give" in line and "not applied" in line


@needs_pypy
def test_another_result_is_said_in_one_line(tmp_path: Path) -> None:
    evidence = found_of(tmp_path, "whose", SOURCE)
    assert ["PyPy: it does something else on 2 of 2 calls of the workload"] == pypy_lines(evidence)


@needs_pypy
def test_a_module_that_pypy_does_not_import_is_said(tmp_path: Path) -> None:
    (line,) = pypy_lines(found_of(tmp_path, "total", ONLY_CPYTHON + SOURCE))
    assert line.startswith("PyPy: it does not import the module (ImportError: no such extension")


@needs_pypy
def test_without_time_nothing_is_measured(tmp_path: Path) -> None:
    (line,) = pypy_lines(found_of(tmp_path, "total", SOURCE, budget_s=10.0))
    assert "0.8 s of the budget are too little" in line


def test_where_it_is_not_installed_the_report_says_what_it_would_need(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pypy, "_NAMES", ("no-such-interpreter",))
    evidence = found_of(tmp_path, "total", SOURCE)
    assert ["PyPy: it is not installed (it would need pypy3 on the PATH)"] == pypy_lines(evidence)
    assert [] == pypy_lines(Evidence(None, "not_faster"))
