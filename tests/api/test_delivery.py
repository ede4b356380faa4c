"""A compiled variant is written with its kernel, a test and the build lines, or not at all."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest

from hasten.api.apply import apply_variant
from hasten.api.delivery import notes
from hasten.archives import BestArchive
from hasten.core import Budget, Evidence, Facts, ParameterFacts, RecordedCall, Target, Verdict, Workload
from hasten.errors import TargetError
from hasten.proposers.compile import CompiledProposer
from hasten.report.context import Report, RunContext

SOURCE = '''\
"""Sums."""


def total(n):
    """Adds up."""
    found = 0
    for i in range(n):
        found += i * i
    return found
'''


@pytest.fixture
def report(tmp_path: Path) -> Report:
    (tmp_path / "pyproject.toml").write_text('[build-system]\nbuild-backend = "setuptools.build_meta"\n')
    (tmp_path / "tests").mkdir()
    file = tmp_path / "sums.py"
    file.write_text(SOURCE, encoding="utf-8")
    target = Target("total", file, "sums", tmp_path, SOURCE)
    facts = Facts((ParameterFacts("n", {"k": "int"}),), allow=("native",))
    (candidate,) = CompiledProposer({"mypyc": "mypy"}).propose(target, facts, BestArchive(), random.Random(0), Budget())
    calls = tuple(RecordedCall({"args": [n], "kwargs": {}}, 1) for n in (3, 10))
    evidence = Evidence(candidate, "faster", verdict=Verdict("searched", "same-effects"))
    return Report(evidence, RunContext("optimize", target=target, workload=Workload(calls, "given"), folder=tmp_path))


def test_kernel_and_test_are_written_and_the_plain_function_serves_without_a_build(report: Report) -> None:
    target = report.context.target
    assert target is not None
    written = {path.relative_to(target.root).as_posix() for path in apply_variant(report)}
    assert {"_sums_total_native.cpp", "tests/test_sums_total_native.py"} == written
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"], cwd=target.root,
        env={"PYTHONPATH": str(target.root), "PATH": "/usr/bin:/bin"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "2 passed" in done.stdout, done.stdout


def test_the_build_lines_fit_the_project(report: Report) -> None:
    lines = notes(report)
    assert "[[tool.setuptools.ext-modules]]" in lines
    assert 'name = "_sums_total_native"' in lines and 'sources = ["_sums_total_native.cpp"]' in lines
    target = report.context.target
    assert target is not None
    (target.root / "pyproject.toml").write_text('[build-system]\nbuild-backend = "hatchling.build"\n')
    assert any(line.startswith("Extension(") for line in notes(report))


ARRAYS = """\
def shares(values):
    total = 0.0
    for i in range(len(values)):
        for j in range(len(values)):
            total += values[i] * values[j]
    return total
"""


def test_a_function_over_arrays_comes_with_a_test_and_its_dependency(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "shares"\nversion = "1"\n')
    file = tmp_path / "shares.py"
    file.write_text(ARRAYS, encoding="utf-8")
    target = Target("shares", file, "shares", tmp_path, ARRAYS)
    facts = Facts((ParameterFacts("values", {"k": "list", "of": {"k": "float"}}),), allow=("numpy",))
    proposer = CompiledProposer()
    found = list(proposer.propose(target, facts, BestArchive(), random.Random(0), Budget()))
    assert {"compile/numpy"} == {candidate.proposer for candidate in found}
    calls = tuple(RecordedCall({"args": [["l", [0.1 * i for i in range(n)]]], "kwargs": {}}, n) for n in (3, 10))
    evidence = Evidence(found[0], "faster", verdict=Verdict("searched", "same-effects"))
    context = RunContext("optimize", target=target, workload=Workload(calls, "given"), folder=tmp_path)
    report = Report(evidence, context)
    assert ['dependencies = ["numpy>=2.0"]'] == notes(report)[-1:]
    written = {path.relative_to(tmp_path).as_posix() for path in apply_variant(report)}
    assert {"test_shares_shares_numpy.py"} == written - {"shares.py"}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"], cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path), "PATH": "/usr/bin:/bin"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "2 passed" in done.stdout, done.stdout
    (tmp_path / "pyproject.toml").write_text('[project]\ndependencies = ["numpy"]\n')
    assert [] == notes(report)


def test_where_a_backend_does_not_fit_the_reason_is_told() -> None:
    source = "def f(text):\n    return text.upper()\n"
    target = Target("f", Path("f.py"), "f", Path(), source)
    facts = Facts((ParameterFacts("text", {"k": "str"}),), allow=("numpy",))
    proposer = CompiledProposer()
    assert [] == list(proposer.propose(target, facts, BestArchive(), random.Random(0), Budget()))
    assert ["numpy"] == list(proposer.refusals)


def test_a_file_of_the_user_is_never_overwritten(report: Report) -> None:
    target = report.context.target
    assert target is not None
    own = target.root / "_sums_total_native.cpp"
    own.write_text("// mine\n")
    with pytest.raises(TargetError, match="not hasten's"):
        apply_variant(report)
    assert SOURCE == target.file.read_text() and "// mine\n" == own.read_text()
    assert not list((target.root / "tests").iterdir())
