from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from hasten.api.commits import common_benchmarks, compare_commits, pytest_words, span_of, worktrees
from hasten.api.options import Options
from hasten.errors import EnvironmentProblem, InputsError, InvalidArgument

LIBRARY = "def work(n):\n    s = 0\n    for i in range({n}):\n        s += i * i % 7\n    return s\n"
TEST = "import pathlib, sys\nsys.path.insert(0, str(pathlib.Path(__file__).parent))\nimport lib\n\ndef test_work():\n    lib.work({n})\n"


def git(folder: Path, *words: str) -> None:
    identity = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    subprocess.run(["git", *identity, *words], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    git(tmp_path, "init", "-q", ".")
    (tmp_path / "lib.py").write_text(LIBRARY.format(n="n"))
    (tmp_path / "test_speed.py").write_text(TEST.format(n=4_000_000))
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "one")
    (tmp_path / "lib.py").write_text(LIBRARY.format(n="4 * n"))
    git(tmp_path, "commit", "-q", "-a", "-m", "two")
    return tmp_path


def test_spans_and_commands_are_read_or_refused() -> None:
    assert ("main", "HEAD") == span_of("main..")
    assert ("v1", "v2") == span_of("v1..v2")
    for wrong in ("main", "..x", "a...b"):
        with pytest.raises(InvalidArgument):
            span_of(wrong)
    assert ["-m", "pytest", "benches/"] == pytest_words("pytest benches/")[1:]
    with pytest.raises(InvalidArgument):
        pytest_words("make bench")


def test_worktrees_lie_side_by_side_and_are_removed(repository: Path) -> None:
    with worktrees(repository, "HEAD~1", "HEAD") as (old, new):
        assert "range(n)" in (old / "lib.py").read_text()
        assert "range(4 * n)" in (new / "lib.py").read_text()
        names = common_benchmarks(pytest_words("pytest test_speed.py"), old, new)
        assert ["test_speed.py::test_work"] == names
    assert not old.exists() and not new.exists()
    listed = subprocess.run(["git", "worktree", "list"], cwd=repository, capture_output=True, text=True, check=True)
    assert 1 == len(listed.stdout.splitlines())


def test_unknown_commits_and_suites_without_tests_are_refused(repository: Path) -> None:
    with pytest.raises(EnvironmentProblem, match="no commit"), worktrees(repository, "nosuch", "HEAD"):
        pass
    with worktrees(repository, "HEAD~1", "HEAD") as (old, new), pytest.raises(InputsError):
        common_benchmarks(pytest_words("pytest lib.py"), old, new)


@pytest.mark.slow
def test_a_commit_that_is_four_times_slower_is_a_regression(repository: Path) -> None:
    found = compare_commits("HEAD~1..HEAD", "pytest test_speed.py", Options(budget_s=1.0), folder=repository)
    assert ["slower"] == [row.verdict for row in found.rows]
    assert "slower" == found.evidence.outcome
